// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/casefile/sidehead.h"

#include "core/base/base64.h"
#include "core/integrity/lines.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>

namespace vci::casefile {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view kFirstLine = "voicecore/custody/v1";
constexpr std::size_t kMaxHeadBytes = 4096;

Error ioError(const fs::path& file, std::string_view doing)
{
    return makeError(ErrorCode::Io, file.string() + " cannot be " + std::string(doing) + ": " + std::strerror(errno));
}

}  // namespace

std::optional<SideHead> SideHead::tryParse(std::string_view text)
{
    std::string_view rest = text;
    const auto first = integrity::takeLine(rest);
    const auto start = integrity::takeLine(rest);
    const auto count = integrity::takeLine(rest);
    const auto hash = integrity::takeLine(rest);
    if (first != kFirstLine || !start || !count || !hash || !rest.empty()) return std::nullopt;
    const auto startHash = integrity::tryHashFromBase64(*start);
    const auto records = integrity::tryDecimal(*count);
    const auto lastHash = integrity::tryHashFromBase64(*hash);
    if (!startHash || !records || !lastHash || (*records == 0 && *lastHash != *startHash)) return std::nullopt;
    return SideHead{*startHash, *records, *lastHash};
}

std::string SideHead::text() const
{
    return std::string(kFirstLine) + "\n" + toBase64(bytesOf(start)) + "\n" + std::to_string(count) + "\n" +
           toBase64(bytesOf(hash)) + "\n";
}

fs::path sideHeadPath(const fs::path& file)
{
    fs::path head = file;
    head += ".custody.jsonl.head";
    return head;
}

Result<SideHeadFile> readSideHead(const fs::path& file)
{
    const fs::path path = sideHeadPath(file);
    const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0 && errno == ENOENT) return SideHeadFile{};
    if (fd < 0) return ioError(path, "read");
    std::string text(kMaxHeadBytes, '\0');
    const ssize_t got = ::read(fd, text.data(), text.size());
    const int failure = errno;
    ::close(fd);
    if (got < 0 && failure == EISDIR) return SideHeadFile{true, {}};
    errno = failure;
    if (got < 0) return ioError(path, "read");
    return SideHeadFile{true, SideHead::tryParse(std::string_view(text).substr(0, static_cast<std::size_t>(got)))};
}

Result<void> writeSideHead(const fs::path& file, const SideHead& head)
{
    const fs::path target = sideHeadPath(file);
    fs::path part = target;
    part += ".part";
    ::unlink(part.c_str());
    const int fd = ::open(part.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
    if (fd < 0) return ioError(part, "made");
    const std::string text = head.text();
    const bool isWritten = ::write(fd, text.data(), text.size()) == static_cast<ssize_t>(text.size()) && ::fsync(fd) == 0;
    auto failure = isWritten ? Result<void>() : Result<void>(ioError(part, "written"));
    ::close(fd);
    if (failure.ok() && ::rename(part.c_str(), target.c_str()) != 0) failure = ioError(target, "written");
    if (!failure.ok()) ::unlink(part.c_str());
    return failure;
}

}  // namespace vci::casefile
