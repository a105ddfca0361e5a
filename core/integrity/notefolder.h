// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/result.h"
#include "core/integrity/checkpoint.h"

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace vci::integrity {

/// What a file of a NoteFolder is about.
struct NoteFileName {
    Origin origin;
    std::string keyHash;  ///< 8 hex digits of the key named voicecore/<log id>
    friend auto operator<=>(const NoteFileName&, const NoteFileName&) = default;  // NOLINT(modernize-use-nullptr)
};

/// Whether a newer checkpoint extends an older one of 0 < size < the newer's. False: no proof joins them.
using Joins = std::function<Result<bool>(const Checkpoint& older, const Checkpoint& newer)>;

/// The notes of one origin by one key, held under an exclusive lock of the file while this lives: whoever else adds waits.
class NoteFile {
public:
    ~NoteFile();
    NoteFile(const NoteFile&) = delete;
    NoteFile& operator=(const NoteFile&) = delete;

    /// In the order in which they were added.
    [[nodiscard]] const std::vector<SignedCheckpoint>& notes() const { return m_notes; }
    /// Whether the next may follow the last: never smaller, never another root for a size, joined by a proof. Requires that next
    /// is of this origin. Errors: BehindJournal, Inconsistent; those of joins.
    [[nodiscard]] Result<void> check(const Checkpoint& next, const Joins& joins) const;
    /// Adds a note that the key verifies and check() passes, and waits until it is on the disk; the last note again is no error.
    /// Errors: those of check(); Inconsistent where the signature is not the key's; Io.
    [[nodiscard]] Result<void> add(const SignedCheckpoint& next, const Joins& joins);

private:
    friend class NoteFolder;
    NoteFile(std::filesystem::path file, int descriptor, VerifierKey key);
    [[nodiscard]] Result<void> load();

    std::filesystem::path m_file;
    int m_descriptor;
    VerifierKey m_key;
    std::vector<SignedCheckpoint> m_notes;
    std::int64_t m_wholeBytes = 0;  ///< up to the end of the last whole note
    bool m_lacksEmptyLine = false;  ///< behind that note
};

/// A directory of verified notes, one append-only file per (origin, key): the journal of a signer and the pins of an inspector
/// (PROOF 3, FORMAT.md). Any number of processes may share it.
class NoteFolder {
public:
    /// The directory must be there and readable. Error Io, naming it.
    [[nodiscard]] static Result<NoteFolder> open(std::filesystem::path folder);
    /// Makes it, and those above, where it is missing. Error Io.
    [[nodiscard]] static Result<NoteFolder> openOrMake(std::filesystem::path folder);

    [[nodiscard]] const std::filesystem::path& path() const { return m_folder; }
    /// What there is, by origin, then key. Files of other names are not ours and left alone. Error Io.
    [[nodiscard]] Result<std::vector<NoteFileName>> list() const;
    /// Reads without a lock; a note that is being written is not seen yet. Empty where there is no file. Errors: Io; Damaged with
    /// file and line where it holds anything but notes of that origin by that key, each consistent in size and root with the one
    /// before.
    [[nodiscard]] Result<std::vector<SignedCheckpoint>> notes(const Origin& origin, const VerifierKey& key) const;
    /// Locks the file for adding, making it where it is missing; waits for others. Errors: as notes().
    [[nodiscard]] Result<std::unique_ptr<NoteFile>> lock(const Origin& origin, const VerifierKey& key) const;

private:
    explicit NoteFolder(std::filesystem::path folder)
        : m_folder(std::move(folder))
    {
    }
    [[nodiscard]] std::filesystem::path fileOf(const Origin& origin, const VerifierKey& key) const;

    std::filesystem::path m_folder;
};

}  // namespace vci::integrity
