// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/base/readfile.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace vci {

namespace {

constexpr std::size_t kPieceBytes = 65536;

Error unread(const std::string& name)
{
    return makeError(ErrorCode::Io, name + " cannot be read: " + std::strerror(errno));
}

}  // namespace

Result<std::string> readFile(int descriptor, const std::filesystem::path& file, std::string_view what, std::size_t mostBytes)
{
    const std::string name = std::string(what) + " " + file.string();
    struct stat status {};
    if (::fstat(descriptor, &status) != 0) return unread(name);
    if (S_ISDIR(status.st_mode)) return makeError(ErrorCode::Io, name + " is a folder");
    if (!S_ISREG(status.st_mode)) return makeError(ErrorCode::Io, name + " is no regular file");
    std::string bytes;
    while (true) {
        const std::size_t had = bytes.size();
        bytes.resize(had + kPieceBytes);
        const ssize_t got = ::pread(descriptor, bytes.data() + had, kPieceBytes, static_cast<off_t>(had));
        bytes.resize(had + static_cast<std::size_t>(std::max<ssize_t>(got, 0)));
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return unread(name);
        if (got == 0) return bytes;
        if (bytes.size() > mostBytes)
            return makeError(ErrorCode::Usage, name + " is larger than " + std::to_string(mostBytes) + " bytes");
    }
}

Result<std::string> readFile(const std::filesystem::path& file, std::string_view what, std::size_t mostBytes)
{
    // Without O_NONBLOCK opening a pipe waits for somebody to write into it.
    const int descriptor = ::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (descriptor < 0) return unread(std::string(what) + " " + file.string());
    auto bytes = readFile(descriptor, file, what, mostBytes);
    ::close(descriptor);
    return bytes;
}

}  // namespace vci
