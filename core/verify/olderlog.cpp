// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/verify/olderlog.h"

#include "core/base/hex.h"
#include "core/verify/rowleaf.h"

#include <algorithm>
#include <utility>

namespace vci::verify {

namespace {

/// Whoever writes a record can claim any number: more than a source holds, and the sum over many logs is still a number.
constexpr std::int64_t kMostLost = std::int64_t(1) << 43;

KnownNotes notesOf(TenantId tenant, const OlderNotes& known, std::vector<integrity::VerifierKey> trusted)
{
    KnownNotes notes(integrity::Origin{known.log, tenant}, std::move(trusted));
    for (const RecordedNote& one : known.notes) notes.add(one);
    // What was signed after the copy that came back was made is lost with the entries: holdAgainst() knows which that is.
    notes.finish(KnownNotes::Absent::MayBeLost);
    return notes;
}

}  // namespace

OlderLog::OlderLog(TenantId tenant, const Scope& scope, const OlderNotes& known, std::vector<integrity::VerifierKey> trusted)
    : m_tenant(tenant)
    , m_scope(scope)
    , m_id(known.log)
    , m_notes(notesOf(tenant, known, std::move(trusted)))
    , m_log(m_notes)
{
}

bool OlderLog::visit(const store::RecordRow& row)
{
    std::optional<Sha256> leaf;
    if (!row.event) ++m_withoutEvent;
    if (row.event) {
        const store::EventView& event = *row.event;
        if (row.index->value() == 0) m_beginning = tryRecoveryRecord(m_tenant, event);
        leaf = leafOf(m_tenant, row, m_leaves);
        if (leaf != row.loggedLeaf && m_scope.holds(*row.aggregateId, event.id, event.at)) {
            // Without a place: one in this log is none in the log in force.
            m_findings.push_back({FindingKind::EventAltered, Severity::Error, *row.aggregateId, event.sequence, event.id,
                                  row.loggedLeaf ? toHex(*row.loggedLeaf) : "an entry without a leaf hash", toHex(*leaf),
                                  "The event is not the one that stood in the log before the restore (" + m_id.toString() +
                                      ", entry " + std::to_string(row.index->value()) +
                                      "): it was altered before the new log took it over"});
        } else if (!row.misstored.empty() && m_scope.holds(*row.aggregateId, event.id, event.at)) {
            addMisstored(row);
        }
    } else if (!row.misstored.empty() && m_scope.isWhole()) {
        addMisstored(row);
    }
    m_log.see(row.index->value(), row.loggedLeaf, leaf);
    return true;
}

void OlderLog::addMisstored(const store::RecordRow& row)
{
    const std::string where = m_id.toString() + ", entry " + std::to_string(row.index->value());
    const std::string column(row.misstored);
    Finding finding{FindingKind::EventAltered,
                    Severity::Error,
                    row.aggregateId,
                    {},
                    {},
                    column + " as the format of the file says (" + where + ")",
                    "another form",
                    "Its " + column + " in the log before the restore (" + where +
                        ") was stored in another form, in which it reads the same but is not found by those who look for it"};
    if (row.event) {
        finding.sequence = row.event->sequence;
        finding.eventId = row.event->id;
    }
    m_findings.push_back(std::move(finding));
}

std::optional<std::string> OlderLog::signedBy() const
{
    const auto& notes = m_notes.notes();
    return notes.empty() || notes.back().size == 0 ? std::nullopt : std::optional(notes.back().where);
}

void OlderLog::holdAgainst(const RecoveryRecord& record)
{
    m_leftThen = record.recoveredSize;
    m_signedThen = record.signedSize;
    m_unloggedThen = record.unlogged.value_or(0);
    m_notes.findMissingUpTo(record.checkpointSize);
    if (m_log.size() >= m_leftThen) return;
    m_findings.push_back({FindingKind::LogTruncated,
                          Severity::Error,
                          {},
                          {},
                          {},
                          std::to_string(m_leftThen) + " entries",
                          std::to_string(m_log.size()) + " entries",
                          "The log before the restore, " + m_id.toString() + ", has " + std::to_string(m_log.size()) +
                              " entries, but " + std::to_string(m_leftThen) +
                              " were there when the new log was begun: its end was taken away since"});
}

std::vector<Finding> OlderLog::takeFindings()
{
    std::vector<Finding> ofLog = m_log.takeFindings();
    // Where an entry is not there, no root above it is one.
    const auto gap = std::ranges::find(ofLog, FindingKind::LogGap, &Finding::kind);
    if (gap != ofLog.end()) {
        std::erase_if(ofLog, [first = gap->hint.after + 1](const Finding& one) {
            return one.kind == FindingKind::LogRootMismatch && one.hint.before > first;
        });
    }
    std::ranges::move(m_notes.takeFindings(), std::back_inserter(ofLog));
    for (Finding& one : ofLog) {
        one.logIndex.reset();
        one.hint = {};
        one.message = "In the log before the restore, " + m_id.toString() + ": " + one.message;
        m_findings.push_back(std::move(one));
    }
    return std::move(m_findings);
}

std::int64_t OlderLog::lostEvents() const
{
    const auto& notes = m_notes.notes();
    const std::int64_t wasSigned = std::max(m_signedThen, notes.empty() ? 0 : notes.back().size);
    const std::int64_t behind = std::max<std::int64_t>(wasSigned - std::max(m_log.size(), m_leftThen), 0);
    // An event that the next log took over without an entry may be one of those whose entries are not there.
    const std::int64_t gone = std::max<std::int64_t>(behind - m_unloggedThen, 0);
    return std::min(m_withoutEvent + std::min(gone, kMostLost), kMostLost);
}

}  // namespace vci::verify
