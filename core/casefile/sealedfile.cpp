// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/casefile/sealedfile.h"

#include "core/base/hex.h"

#include <fcntl.h>
#include <linux/magic.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>

namespace vci::casefile {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMaxSealBytes = std::size_t{64} * 1024;
constexpr std::uint64_t kXfsMagic = 0x58465342;  // linux/magic.h lacks it
/// Whose files change by this system alone. FUSE lends leases too, on files that somebody else may write elsewhere.
constexpr std::array<std::uint64_t, 4> kLocalFileSystems = {EXT4_SUPER_MAGIC, kXfsMagic, BTRFS_SUPER_MAGIC, TMPFS_MAGIC};

/// What has the name with that ending, or that name after links were followed. A dangling link counts too.
std::optional<fs::path> beside(const fs::path& file, const char* ending)
{
    std::error_code failure;
    fs::path near = file;
    near += ending;
    if (fs::exists(fs::symlink_status(near, failure))) return near;
    fs::path real = fs::canonical(file, failure);
    if (failure) return std::nullopt;
    real += ending;
    if (fs::exists(fs::symlink_status(real, failure))) return real;
    return std::nullopt;
}

Result<std::string> readSeal(const fs::path& seal)
{
    const int fd = ::open(seal.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0 && errno != ENOENT) return cannotRead(seal.string(), errno);
    if (fd < 0) return sealBroken(seal.string() + " leads nowhere");
    std::string text(kMaxSealBytes + 1, '\0');
    const ssize_t got = ::read(fd, text.data(), text.size());
    const int failure = errno;
    ::close(fd);
    if (got < 0 && failure == EISDIR) return sealBroken(seal.string() + " is a folder, not a seal");
    if (got < 0) return cannotRead(seal.string(), failure);
    if (static_cast<std::size_t>(got) > kMaxSealBytes)
        return sealBroken(seal.string() + " is no seal: it is larger than " + std::to_string(kMaxSealBytes) + " bytes");
    text.resize(static_cast<std::size_t>(got));
    return text;
}

}  // namespace

std::optional<fs::path> journalBeside(const fs::path& file)
{
    for (const char* const ending : {"-wal", "-shm", "-journal"}) {
        if (auto found = beside(file, ending)) return found;
    }
    return std::nullopt;
}

Error cannotRead(const std::string& name, int systemError)
{
    const bool isRefused = systemError == EACCES || systemError == EPERM;
    return makeError(isRefused ? ErrorCode::NotPermitted : ErrorCode::Io,
                     name + " cannot be read: " + std::strerror(systemError));
}

Error sealBroken(const std::string& why)
{
    return makeError(ErrorCode::SealBroken, "seal_broken: " + why);
}

Result<std::shared_ptr<const SealedFile>> SealedFile::tryOpen(const fs::path& file, std::stop_token stop)
{
    const auto seal = beside(file, ".seal");
    if (!seal) return std::shared_ptr<const SealedFile>();
    const std::string name = file.string();
    const int fd = ::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0 && errno == ENOENT) return makeError(ErrorCode::Io, "there is no file " + name + ", though a seal lies beside it");
    if (fd < 0) return cannotRead(name, errno);
    const std::shared_ptr<SealedFile> opened(new SealedFile(name, fd));
    struct stat status {};
    if (::fstat(fd, &status) != 0) return cannotRead(name, errno);
    if (!S_ISREG(status.st_mode)) return makeError(ErrorCode::Io, name + " is no regular file, though a seal lies beside it");
    if (const auto journal = journalBeside(file)) {
        return sealBroken(name + " is sealed, and " + journal->string() +
                          " lies beside it, which would change what it seems to hold: neither is read");
    }
    VCI_TRY(opened->m_noteText, readSeal(*seal));
    auto note = integrity::Note::parse(opened->m_noteText);
    if (!note.ok()) return sealBroken(seal->string() + " is no seal: " + note.error().message);
    opened->m_note = std::move(note).value();
    const auto text = SealText::parse(opened->m_note.text);
    if (!text.ok()) return sealBroken(seal->string() + " is no seal: " + text.error().message);
    if (status.st_size != text.value().sizeBytes) {
        return sealBroken(name + " is not what was sealed: it has " + std::to_string(status.st_size) + " bytes, the seal says " +
                          std::to_string(text.value().sizeBytes));
    }
    opened->takeLease();
    VCI_TRY(opened->m_measured, measureDescriptor(fd, name, std::move(stop)));
    if (opened->m_measured.hash != text.value().hash) {
        return sealBroken(name + " is not what was sealed: its SHA-256 is " + toHex(opened->m_measured.hash) +
                          ", the seal says " + toHex(text.value().hash));
    }
    return std::shared_ptr<const SealedFile>(opened);
}

SealedFile::~SealedFile()
{
    ::close(m_descriptor);
}

Result<SealState> SealedFile::state(const std::optional<std::string>& sealedBy) const
{
    if (!sealedBy) return sealBroken("a seal lies beside " + m_name + ", but the case itself says that nobody sealed it");
    auto key = integrity::VerifierKey::parse(*sealedBy);
    if (!key.ok()) return sealBroken(m_name + " names as its sealer what is no key: " + key.error().message);
    if (!isExaminerKeyName(key.value().name()))
        return sealBroken(m_name + " names as its sealer the key " + key.value().name() + ", which is no examiner's");
    switch (integrity::signatureState(m_note, key.value())) {
    case integrity::SignatureState::Valid:
        break;
    case integrity::SignatureState::Absent:
        return sealBroken("the seal of " + m_name + " is not by " + key.value().name() + ", who sealed it as the case says");
    case integrity::SignatureState::Invalid:
        return sealBroken("the signature of " + key.value().name() + " on the seal of " + m_name + " is not valid");
    }
    return SealState{std::move(key).value(), m_noteText, m_measured.sizeBytes, m_measured.hash};
}

void SealedFile::takeLease()
{
    struct statfs system {};
    if (::fstatfs(m_descriptor, &system) != 0) return;
    if (std::ranges::find(kLocalFileSystems, static_cast<std::uint64_t>(system.f_type)) == kLocalFileSystems.end()) return;
    // Who wants to write makes the system send a signal, by default one that ends the process. This one is ignored by default.
    // The lease is refused while anybody has the file open, or mapped, for writing; what is refused is not held.
    if (::fcntl(m_descriptor, F_SETSIG, SIGURG) == 0) ::fcntl(m_descriptor, F_SETLEASE, F_RDLCK);
}

bool SealedFile::holdsLease() const
{
    // From the first attempt to open it for writing on it is no longer F_RDLCK.
    return ::fcntl(m_descriptor, F_GETLEASE) == F_RDLCK;
}

Result<void> SealedFile::confirm(std::stop_token stop) const
{
    if (holdsLease()) return {};
    VCI_TRY(const SealText now, measureDescriptor(m_descriptor, m_name, std::move(stop)));
    if (now.sizeBytes == m_measured.sizeBytes && now.hash == m_measured.hash) return {};
    return sealBroken(m_name + " was changed while it was read: its SHA-256 was " + toHex(m_measured.hash) + " and is now " +
                      toHex(now.hash) + "; nothing that was read from it counts");
}

}  // namespace vci::casefile
