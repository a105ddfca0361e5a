// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/intake/tablefile.h"

#include <cerrno>
#include <cstring>
#include <utility>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace vci::intake {

Result<TableFile> TableFile::open(const std::filesystem::path& file)
{
    const int fd = ::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0) return makeError(ErrorCode::Io, "cannot read " + file.string() + ": " + std::strerror(errno));
    TableFile opened(fd, file.string());
    struct stat status = {};
    if (::fstat(fd, &status) != 0) return makeError(ErrorCode::Io, "cannot read " + file.string() + ": " + std::strerror(errno));
    if (S_ISDIR(status.st_mode)) return makeError(ErrorCode::Io, file.string() + " is a folder, not a CSV file");
    if (!S_ISREG(status.st_mode)) {
        return makeError(ErrorCode::Usage, file.string() +
                                               " can be read only once, and an import reads its file twice: write it to a "
                                               "file first");
    }
    return opened;
}

TableFile::TableFile(int fd, std::string name)
    : m_fd(fd)
    , m_name(std::move(name))
{
}

TableFile::TableFile(TableFile&& other) noexcept
    : m_fd(std::exchange(other.m_fd, -1))
    , m_name(std::move(other.m_name))
{
}

TableFile::~TableFile()
{
    if (m_fd >= 0) ::close(m_fd);
}

Result<std::size_t> TableFile::readAt(std::int64_t offset, std::size_t sizeBytes, std::string& out) const
{
    const std::size_t old = out.size();
    out.resize(old + sizeBytes);
    std::size_t got = 0;
    while (got < sizeBytes) {
        const ssize_t part =
            ::pread(m_fd, out.data() + old + got, sizeBytes - got, static_cast<off_t>(offset) + static_cast<off_t>(got));
        if (part < 0 && errno == EINTR) continue;
        if (part < 0) {
            const int failure = errno;
            out.resize(old);
            return makeError(ErrorCode::Io, "cannot read " + m_name + ": " + std::strerror(failure));
        }
        if (part == 0) break;
        got += static_cast<std::size_t>(part);
    }
    out.resize(old + got);
    return got;
}

}  // namespace vci::intake
