// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/audit/linereader.h"

#include <cerrno>
#include <cstring>
#include <utility>

#include <fcntl.h>
#include <unistd.h>

namespace vci::audit {

namespace {
constexpr std::size_t kReadBytes = std::size_t{256} * 1024;
}

Result<LineReader> LineReader::open(const std::string& path, const Interrupt& interrupt)
{
    if (path == "-") return LineReader(STDIN_FILENO, "standard input", interrupt);
    const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (fd < 0) return makeError(ErrorCode::Io, "cannot read " + path + ": " + std::strerror(errno));
    return LineReader(fd, path, interrupt);
}

LineReader::LineReader(int fd, std::string name, const Interrupt& interrupt)
    : m_fd(fd)
    , m_name(std::move(name))
    , m_interrupt(&interrupt)
{
}

LineReader::LineReader(LineReader&& other) noexcept
    : m_fd(std::exchange(other.m_fd, -1))
    , m_name(std::move(other.m_name))
    , m_interrupt(other.m_interrupt)
    , m_buffer(std::move(other.m_buffer))
    , m_begin(other.m_begin)
    , m_end(other.m_end)
    , m_searched(other.m_searched)
    , m_firstNumber(other.m_firstNumber)
    , m_number(other.m_number)
    , m_atEnd(other.m_atEnd)
{
}

LineReader::~LineReader()
{
    if (m_fd > STDERR_FILENO) ::close(m_fd);
}

Result<void> LineReader::fill()
{
    m_buffer.erase(0, m_begin);
    m_end -= m_begin;
    m_searched -= m_begin;
    m_begin = 0;
    if (!m_interrupt->waitReadable(m_fd)) return cancelled();
    const std::size_t old = m_buffer.size();
    m_buffer.resize(old + kReadBytes);
    ssize_t got = 0;
    do got = ::read(m_fd, m_buffer.data() + old, kReadBytes);
    while (got < 0 && errno == EINTR);
    const int failure = errno;
    m_buffer.resize(old + static_cast<std::size_t>(got > 0 ? got : 0));
    if (got < 0) return makeError(ErrorCode::Io, "cannot read " + m_name + ": " + std::strerror(failure));
    m_atEnd = got == 0;
    return {};
}

Result<std::optional<LineReader::Line>> LineReader::next()
{
    m_begin = m_end;
    m_firstNumber = m_number + 1;
    return extend();
}

Result<std::optional<LineReader::Line>> LineReader::extend()
{
    std::size_t newline = std::string::npos;
    while ((newline = m_buffer.find('\n', m_searched)) == std::string::npos && !m_atEnd) {
        m_searched = m_buffer.size();
        if (m_searched - m_begin > kMaxLineBytes) break;
        VCI_CHECK(fill());
    }
    const std::size_t end = newline == std::string::npos ? m_buffer.size() : newline;
    if (newline == std::string::npos && end == m_end) return std::optional<Line>();
    ++m_number;
    if (end - m_begin > kMaxLineBytes) {
        Error error =
            makeError(ErrorCode::PayloadTooLarge, "a line is longer than 16 MiB; one event with its metadata may have 1 MiB");
        error.place.line = m_number;
        return error;
    }
    std::string_view text(m_buffer.data() + m_begin, end - m_begin);
    if (text.ends_with('\r')) text.remove_suffix(1);
    m_end = m_searched = newline == std::string::npos ? end : newline + 1;
    return std::optional(Line{text, m_firstNumber});
}

}  // namespace vci::audit
