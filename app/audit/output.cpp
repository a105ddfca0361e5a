// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/audit/output.h"

#include "core/base/utf8.h"

#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <unistd.h>

namespace vci::audit {

namespace {

constexpr std::size_t kPieceBytes = std::size_t{64} * 1024;

/// 0, or errno. Partial writes are continued.
int writeAll(int fd, std::string_view text)
{
    while (!text.empty()) {
        const ssize_t written = ::write(fd, text.data(), text.size());
        if (written < 0) {
            if (errno == EINTR) continue;
            return errno;
        }
        text.remove_prefix(static_cast<std::size_t>(written));
    }
    return 0;
}

}  // namespace

void Output::write(std::string_view text)
{
    if (isClosed()) return;
    m_buffer.append(text);
    const std::size_t held = m_mode == Mode::Document ? kHeldBytes : kPieceBytes;
    if (m_buffer.size() >= (m_anythingSent ? kPieceBytes : held)) send();
}

bool Output::tryDiscard()
{
    if (m_anythingSent) return false;
    m_buffer.clear();
    return true;
}

void Output::send()
{
    if (m_buffer.empty()) return;
    m_anythingSent = true;
    const int failure = isClosed() ? 0 : writeAll(m_fd, m_buffer);
    m_buffer.clear();
    if (failure == EPIPE)
        m_readerGone = true;
    else if (failure != 0)
        m_errno = failure;
}

Result<void> Output::finish()
{
    send();
    if (m_errno == 0) return {};
    return makeError(ErrorCode::Io, std::string("cannot write to standard output: ") + std::strerror(m_errno) +
                                        (m_done.empty() ? "" : "; " + m_done));
}

bool Output::isTerminal() const
{
    return ::isatty(m_fd) == 1;
}

void tell(std::string_view text)
{
    const std::string line = visibleControls(text) + '\n';
    // Nobody is left to tell that standard error is gone.
    static_cast<void>(writeAll(STDERR_FILENO, line));
}

void occupyStandardDescriptors()
{
    for (const int fd : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
        if (::fcntl(fd, F_GETFD) != -1 || errno != EBADF) continue;
        // The lowest free number is this one. Read only: a write to a closed standard output must still fail.
        if (::open("/dev/null", O_RDONLY) < 0) return;
    }
}

}  // namespace vci::audit
