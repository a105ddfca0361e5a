// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/evidence/settings.h"
#include "core/integrity/trust.h"
#include "core/store/logreader.h"
#include "core/store/query.h"
#include "core/verify/verifier.h"

#include <span>
#include <stop_token>
#include <string>
#include <vector>

namespace vci::app {

/// Appends the journal's notes of a log. Nothing where no journal is set. Errors: those of NoteFolder.
[[nodiscard]] Result<void> addJournal(const EvidenceSettings& settings, const integrity::Trust& trust,
                                      const integrity::Origin& origin, std::vector<verify::RecordedNote>& notes);
/// What the source itself and the journal keep of one of its logs.
[[nodiscard]] Result<std::vector<verify::RecordedNote>> recordedNotes(store::LogReader& log, const EvidenceSettings& settings,
                                                                      const integrity::Trust& trust,
                                                                      const integrity::Origin& origin,
                                                                      const std::stop_token& stop);
/// What source, journal and pins keep of the logs that are in force no more. Ids that are none are left out.
[[nodiscard]] Result<std::vector<verify::OlderNotes>> olderNotes(store::LogReader& log, std::span<const std::string> olderLogs,
                                                                 const EvidenceSettings& settings, const integrity::Trust& trust,
                                                                 TenantId tenant, const std::stop_token& stop);

/// Logs of this tenant that pins or journal remember and the source knows nothing of.
struct ForgottenLogs {
    /// Of a database with a log: it has one at a time and keeps the ids of older ones.
    std::vector<Finding> findings;
    /// Of a case file, of which there are many for a tenant, and of a database without a log, which may be the one that another
    /// was migrated from: what to add to the reason of the badge.
    struct Remark {
        LogId log;
        std::string text;
    };
    std::vector<Remark> remarks;
};
/// carried: the logs that the source has; named: the log id of a source that says it and has no log. Errors: those of
/// NoteFolder.
[[nodiscard]] Result<ForgottenLogs> forgottenLogs(store::SourceKind kind, std::span<const std::string> carried,
                                                  const std::string& named, const EvidenceSettings& settings,
                                                  const integrity::Trust& trust, TenantId tenant);

}  // namespace vci::app
