// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/casefile/seal.h"

#include "core/base/base64.h"
#include "core/integrity/lines.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <memory>

namespace vci::casefile {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view kFirstLine = "voicecore/case/v1";
constexpr std::string_view kExaminer = "voicecore/examiner/";
/// Small enough to be hashed out of the processor's cache; a stop request is looked for between two.
constexpr std::size_t kBufferBytes = std::size_t{128} * 1024;

Error ioError(const std::string& name, std::string_view doing)
{
    return makeError(ErrorCode::Io, name + " cannot be " + std::string(doing) + ": " + std::strerror(errno));
}

/// Makes a file that was not there, whole and synced, or leaves nothing.
Result<void> writeWhole(const fs::path& target, std::string_view content)
{
    fs::path part = target;
    part += ".part";
    ::unlink(part.c_str());
    const int fd = ::open(part.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
    if (fd < 0) return ioError(part.string(), "made");
    const bool isWritten =
        ::write(fd, content.data(), content.size()) == static_cast<ssize_t>(content.size()) && ::fsync(fd) == 0;
    auto failure = isWritten ? Result<void>() : Result<void>(ioError(part.string(), "written"));
    ::close(fd);
    // A hard link, unlike a rename, never takes the place of a seal that is there.
    if (failure.ok() && ::link(part.c_str(), target.c_str()) != 0) {
        failure = errno == EEXIST
                      ? makeError(ErrorCode::AlreadyExists, target.string() + " exists already: nothing is overwritten")
                      : ioError(target.string(), "made");
    }
    ::unlink(part.c_str());
    return failure;
}

}  // namespace

Result<SealText> SealText::parse(std::string_view text)
{
    std::string_view rest = text;
    const auto first = integrity::takeLine(rest);
    const auto size = integrity::takeLine(rest);
    const auto hash = integrity::takeLine(rest);
    const auto bytes = size ? integrity::tryDecimal(*size) : std::nullopt;
    const auto digest = hash ? integrity::tryHashFromBase64(*hash) : std::nullopt;
    if (first != kFirstLine || !bytes || !digest || !rest.empty()) {
        return makeError(ErrorCode::InvalidPayload, "a seal is three lines: " + std::string(kFirstLine) +
                                                        ", the length of the case file, its SHA-256 in base64");
    }
    return SealText{*bytes, *digest};
}

std::string SealText::text() const
{
    return std::string(kFirstLine) + "\n" + std::to_string(sizeBytes) + "\n" + toBase64(bytesOf(hash)) + "\n";
}

bool isExaminerKeyName(std::string_view name)
{
    return name.starts_with(kExaminer) && name.size() > kExaminer.size() && integrity::isKeyName(name);
}

fs::path sealPath(const fs::path& file)
{
    fs::path seal = file;
    seal += ".seal";
    return seal;
}

Result<SealText> measureDescriptor(int descriptor, const std::string& name, std::stop_token stop)
{
    ::posix_fadvise(descriptor, 0, 0, POSIX_FADV_SEQUENTIAL);
    const auto buffer = std::make_unique<char[]>(kBufferBytes);
    Sha256Stream stream;
    off_t offset = 0;
    while (true) {
        if (stop.stop_requested()) return cancelled();
        const ssize_t got = ::pread(descriptor, buffer.get(), kBufferBytes, offset);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return ioError(name, "read");
        if (got == 0) break;
        stream.add({buffer.get(), static_cast<std::size_t>(got)});
        offset += got;
    }
    return SealText{offset, stream.finish()};
}

Result<SealText> measureFile(const fs::path& file, std::stop_token stop)
{
    const int fd = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
    if (fd < 0) return ioError(file.string(), "read");
    auto measured = measureDescriptor(fd, file.string(), std::move(stop));
    ::close(fd);
    return measured;
}

Result<integrity::Note> writeSeal(const fs::path& file, const integrity::SignerKey& key, std::stop_token stop)
{
    VCI_TRY(const SealText measured, measureFile(file, std::move(stop)));
    VCI_TRY(auto note, key.sign(measured.text()));
    VCI_CHECK(writeWhole(sealPath(file), note.toString()));
    return note;
}

}  // namespace vci::casefile
