// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/result.h"
#include "core/casefile/case.h"
#include "core/casefile/seal.h"

#include <filesystem>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>

namespace vci::casefile {

/// The first of `-wal`, `-shm` and `-journal` beside a file, or beside the file that a link leads to.
[[nodiscard]] std::optional<std::filesystem::path> journalBeside(const std::filesystem::path& file);

/// What errno says of a file that cannot be read: NotPermitted where its owner does not allow it, else Io.
[[nodiscard]] Error cannotRead(const std::string& name, int systemError);

/// A seal_broken error: what was sealed and is no longer as it was. why is a sentence that names the file.
[[nodiscard]] Error sealBroken(const std::string& why);

/// A sealed case file, held open from the hash before use to confirm() after use: whoever reads it reads through descriptor(), so
/// that the bytes hashed are the bytes read, whatever happens to its name meanwhile. Where the system lends a lease on the file
/// (not for a file of somebody else) and it lies on a drive of this system (ext4, xfs, btrfs, tmpfs), who opens it for writing
/// meanwhile waits for us, for a minute at most. One thread at a time.
class SealedFile {
public:
    /// Nothing where no seal lies beside the file. Looks for a journal beside it, reads the seal, then hashes the whole file
    /// once. Errors: SealBroken where any of it does not fit; Io, NotPermitted, Cancelled. The signature is not checked yet: see
    /// state().
    [[nodiscard]] static Result<std::shared_ptr<const SealedFile>> tryOpen(const std::filesystem::path& file,
                                                                           std::stop_token stop);
    ~SealedFile();
    SealedFile(const SealedFile&) = delete;
    SealedFile& operator=(const SealedFile&) = delete;

    [[nodiscard]] int descriptor() const { return m_descriptor; }
    [[nodiscard]] const SealText& measured() const { return m_measured; }
    /// The seal as sealedBy signed it, the verifier key that the case's own row names (nothing: the row names none).
    /// Errors: SealBroken where the two do not agree.
    [[nodiscard]] Result<SealState> state(const std::optional<std::string>& sealedBy) const;
    /// Hashes again, unless a lease vouches that nobody has had the file open for writing since before the first hash. Errors:
    /// SealBroken where the file has changed since; Io, Cancelled.
    [[nodiscard]] Result<void> confirm(std::stop_token stop) const;

private:
    SealedFile(std::string name, int descriptor)
        : m_name(std::move(name))
        , m_descriptor(descriptor)
    {
    }

    /// Whether nobody can have written since takeLease(), through whatever name or mapping.
    [[nodiscard]] bool holdsLease() const;
    void takeLease();

    std::string m_name;
    int m_descriptor;
    std::string m_noteText;
    integrity::Note m_note;
    SealText m_measured{};
};

}  // namespace vci::casefile
