// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/json/leaf.h"
#include "core/store/recordreader.h"
#include "core/verify/logcheck.h"
#include "core/verify/notes.h"
#include "core/verify/scope.h"

#include <cstdint>
#include <string>
#include <vector>

namespace vci::verify {

/// A log that is in force no more since a restore began a new one (POSTGRES 2), with the notes that are known of it.
struct OlderNotes {
    LogId log;
    std::vector<RecordedNote> notes;
};

/// Holds what is left of such a log against the events that are still there, and against its notes: the new log took over the
/// events as they stood then, and only the older one can tell that they were altered before. Its entries in order; one thread.
class OlderLog final : public store::RecordVisitor {
public:
    OlderLog(TenantId tenant, const Scope& scope, const OlderNotes& known, std::vector<integrity::VerifierKey> trusted);

    [[nodiscard]] bool visit(const store::RecordRow& row) override;

    /// `event_altered` of events in scope; `log_gap` and `log_root_mismatch` of the log itself. Once, after the last entry.
    [[nodiscard]] std::vector<Finding> takeFindings();
    /// Events that the restore lost: entries whose events are not there, and what a note counts behind the last entry. After
    /// that one.
    [[nodiscard]] std::int64_t lostEvents() const;
    [[nodiscard]] bool hasEntries() const { return m_log.entries() > 0; }

private:
    TenantId m_tenant;
    Scope m_scope;
    std::string m_id;
    KnownNotes m_notes;
    LogCheck m_log;  ///< of m_notes
    json::LeafWriter m_leaves;
    std::int64_t m_withoutEvent = 0;
    std::vector<Finding> m_findings;
};

}  // namespace vci::verify
