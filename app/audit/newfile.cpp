// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/audit/newfile.h"

#include <cerrno>
#include <cstring>
#include <utility>

#include <fcntl.h>
#include <unistd.h>

namespace vci::audit {

namespace {

constexpr mode_t kMode = 0644;

Error cannotWrite(const std::string& path, int reason)
{
    return makeError(ErrorCode::Io, "cannot write " + path + ": " + std::strerror(reason));
}

}  // namespace

NewFile::NewFile(std::string path, int descriptor)
    : m_path(std::move(path))
    , m_descriptor(descriptor)
{
}

NewFile::NewFile(NewFile&& other) noexcept
    : m_path(std::move(other.m_path))
    , m_descriptor(std::exchange(other.m_descriptor, -1))
    , m_isWhole(other.m_isWhole)
{
}

NewFile::~NewFile()
{
    if (m_descriptor < 0) return;
    ::close(m_descriptor);
    if (!m_isWhole) ::unlink(m_path.c_str());
}

Result<NewFile> NewFile::create(std::string path)
{
    const int descriptor = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, kMode);
    if (descriptor >= 0) return NewFile(std::move(path), descriptor);
    const int reason = errno;
    if (reason == EEXIST)
        return makeError(ErrorCode::AlreadyExists, path + " is there already and is not overwritten: choose another name");
    return cannotWrite(path, reason);
}

Result<void> NewFile::write(std::string_view bytes)
{
    while (!bytes.empty()) {
        const ssize_t written = ::write(m_descriptor, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) return cannotWrite(m_path, errno);
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    if (::fsync(m_descriptor) != 0 && errno != EINVAL) return cannotWrite(m_path, errno);
    m_isWhole = true;
    return {};
}

}  // namespace vci::audit
