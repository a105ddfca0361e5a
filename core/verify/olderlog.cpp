// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/verify/olderlog.h"

#include "core/base/hex.h"

#include <algorithm>
#include <utility>

namespace vci::verify {

namespace {

KnownNotes notesOf(TenantId tenant, const OlderNotes& known, std::vector<integrity::VerifierKey> trusted)
{
    KnownNotes notes(integrity::Origin{known.log, tenant}, std::move(trusted));
    for (const RecordedNote& one : known.notes) notes.add(one);
    notes.finish();
    return notes;
}

}  // namespace

OlderLog::OlderLog(TenantId tenant, const Scope& scope, const OlderNotes& known, std::vector<integrity::VerifierKey> trusted)
    : m_tenant(tenant)
    , m_scope(scope)
    , m_id(known.log.toString())
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
        std::string text;
        m_leaves.append(json::LeafRow{event.id, m_tenant, *row.aggregateId, event.aggregateType, event.eventType,
                                      event.eventVersion, event.sequence, event.at, event.foreignTime, event.causationId,
                                      event.correlationId, event.eventData, event.metadata},
                        text);
        leaf = json::leafHash(text);
        if (leaf != row.loggedLeaf && m_scope.holds(*row.aggregateId, event.id, event.at)) {
            // Without a place: one in this log is none in the log in force.
            m_findings.push_back({FindingKind::EventAltered, Severity::Error, *row.aggregateId, event.sequence, event.id,
                                  row.loggedLeaf ? toHex(*row.loggedLeaf) : "an entry without a leaf hash", toHex(*leaf),
                                  "The event is not the one that stood in the log before the restore (" + m_id + ", entry " +
                                      std::to_string(row.index->value()) + "): it was altered before the new log took it over"});
        }
    }
    m_log.see(row.index->value(), row.loggedLeaf, leaf);
    return true;
}

std::vector<Finding> OlderLog::takeFindings()
{
    for (Finding& one : m_log.takeFindings()) {
        one.logIndex.reset();
        one.hint = {};
        one.message = "In the log before the restore, " + m_id + ": " + one.message;
        m_findings.push_back(std::move(one));
    }
    return std::move(m_findings);
}

std::int64_t OlderLog::lostEvents() const
{
    const auto& notes = m_notes.notes();
    return m_withoutEvent + (notes.empty() ? 0 : std::max<std::int64_t>(notes.back().size - m_log.size(), 0));
}

}  // namespace vci::verify
