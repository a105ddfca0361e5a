// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/json/leaf.h"
#include "core/store/recordreader.h"
#include "core/verify/logcheck.h"
#include "core/verify/notes.h"
#include "core/verify/recoveryrecord.h"
#include "core/verify/scope.h"

#include <cstdint>
#include <optional>
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

    [[nodiscard]] const LogId& id() const { return m_id; }
    [[nodiscard]] std::int64_t entries() const { return m_log.entries(); }
    /// The recovery that it begins with itself, where it was not the first log either.
    [[nodiscard]] const std::optional<RecoveryRecord>& beginning() const { return m_beginning; }
    /// The greatest note over entries of it that is known, for people; absent where there is none.
    [[nodiscard]] std::optional<std::string> signedBy() const;

    /// What the log that followed says was left of it then: `log_truncated` where less is there now, `checkpoint_missing` of
    /// those that were there. After the last entry.
    void holdAgainst(const RecoveryRecord& record);
    /// `event_altered` of events in scope, and of entries in another form; what is wrong with the log itself and with its
    /// checkpoints. Once, after the last entry.
    [[nodiscard]] std::vector<Finding> takeFindings();
    /// Events that the restore lost: entries whose events are not there, and what was signed behind what was left. After
    /// holdAgainst(). At most 2^43, whatever a record claims.
    [[nodiscard]] std::int64_t lostEvents() const;

private:
    void addMisstored(const store::RecordRow& row);

    TenantId m_tenant;
    Scope m_scope;
    LogId m_id;
    KnownNotes m_notes;
    LogCheck m_log;  ///< of m_notes
    json::LeafWriter m_leaves;
    std::optional<RecoveryRecord> m_beginning;
    std::int64_t m_withoutEvent = 0;
    std::int64_t m_leftThen = 0;      ///< entries, when the next log was begun
    std::int64_t m_signedThen = 0;    ///< as that log says
    std::int64_t m_unloggedThen = 0;  ///< events without an entry that it took over
    std::vector<Finding> m_findings;
};

}  // namespace vci::verify
