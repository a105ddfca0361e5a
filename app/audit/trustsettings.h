// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/audit/session.h"
#include "app/evidence/settings.h"
#include "core/anchor/chainvalues.h"
#include "core/integrity/notefolder.h"
#include "core/integrity/trust.h"
#include "core/store/logreader.h"

#include <filesystem>
#include <vector>

namespace vci::audit {

// What the commands of evidence take from the user's own settings (PROOF 3).

/// --trust, --pins and --journal, and what stands where they were not given.
[[nodiscard]] app::EvidenceSettings evidenceSettings(const Session& session);
/// The trust file; nothing is trusted where nobody named one and the default one is not there. Errors: those of Trust::load().
[[nodiscard]] Result<integrity::Trust> loadTrust(const Session& session);
/// --journal. Error Io where none was named or it cannot be read: without a journal nothing is signed.
[[nodiscard]] Result<integrity::NoteFolder> openJournal(const Session& session);
/// The key of --key. Errors: Usage where none was named; those of loadSignerKey().
[[nodiscard]] Result<integrity::SignerKey> signerKey(const Session& session);
/// --block. Error Usage where one is no block's hash.
[[nodiscard]] Result<std::vector<anchor::BlockHash>> vouchedBlocks(const Session& session);
/// The log of the source that session.openSource() opened, a tenant in force. Errors: NotSupported, NotFound.
[[nodiscard]] Result<store::LogReader*> logOf(const Session& session);

}  // namespace vci::audit
