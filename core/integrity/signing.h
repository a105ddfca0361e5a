// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/integrity/checkpoint.h"
#include "core/integrity/logtree.h"
#include "core/integrity/notefolder.h"
#include "core/store/logreader.h"

#include <filesystem>
#include <functional>
#include <stop_token>
#include <vector>

namespace vci::integrity {

/// Reads a key file: one line, mode 0600. Errors: Usage for another mode or content, which is never repeated; Io.
[[nodiscard]] Result<SignerKey> loadSignerKey(const std::filesystem::path& file);
/// Writes a new key file, mode 0600. Errors: AlreadyExists; Io.
[[nodiscard]] Result<void> saveSignerKey(const SignerKey& key, const std::filesystem::path& file);

/// Puts a note into the source's own table.
using KeepCheckpoint = std::function<Result<void>(const store::StoredCheckpoint&)>;

/// Signs the head of one tenant's log (PROOF 1). The journal is written first, under its lock, then keep() is given the note;
/// notes that a stopped run left in the journal alone are kept as well.
class CheckpointSigner {
public:
    CheckpointSigner(store::LogReader& reader, const SignerKey& key, const NoteFolder& journal)
        : m_reader(reader)
        , m_key(key)
        , m_journal(journal)
    {
    }

    /// Where the head was signed before, the same note again. Errors: Usage where the key is not this log's; BehindJournal and
    /// Inconsistent where journal or checkpoints hold what the log does not: nothing is signed then; those of LogTree, NoteFolder
    /// and keep.
    [[nodiscard]] Result<SignedCheckpoint> sign(TenantId tenant, const KeepCheckpoint& keep, const LogTree::Progress& progress,
                                                std::stop_token stop);

private:
    [[nodiscard]] Result<void> checkOneKey(const Origin& origin) const;
    [[nodiscard]] Result<void> checkStored(LogTree& tree, const Origin& origin,
                                           const std::vector<store::StoredCheckpoint>& stored) const;

    store::LogReader& m_reader;
    const SignerKey& m_key;
    const NoteFolder& m_journal;
};

}  // namespace vci::integrity
