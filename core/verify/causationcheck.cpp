// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/verify/causationcheck.h"

#include "core/chain/causality.h"

#include <utility>

namespace vci::verify {

namespace {

constexpr std::size_t kRecentEvents = std::size_t{1} << 20;
constexpr std::size_t kMostCandidates = 50'000;

/// No id of a row: a table that is new holds nothing but it.
constexpr EventId kNone{Uuid(Uuid::Bytes{})};

std::size_t slotOf(EventId id)
{
    return std::hash<EventId>()(id) % kRecentEvents;
}

}  // namespace

CausationCheck::CausationCheck()
    : m_recent(kRecentEvents, kNone)
{
}

void CausationCheck::remember(EventId id)
{
    m_recent[slotOf(id)] = id;
}

bool CausationCheck::wentBy(EventId id) const
{
    return m_recent[slotOf(id)] == id && id != kNone;
}

void CausationCheck::see(EventId id, AggregateId aggregate, Sequence sequence, const std::optional<EventId>& cause,
                         const std::optional<CorrelationId>& correlation, const std::optional<LogIndex>& index)
{
    if (cause && !wentBy(*cause)) m_candidates.push_back(Candidate{id, aggregate, sequence, *cause, correlation, index});
    remember(id);
}

bool CausationCheck::isFull() const
{
    return m_candidates.size() >= kMostCandidates;
}

Result<void> CausationCheck::resolve(store::EventReader& reader, TenantId tenant, const std::stop_token& stop)
{
    std::vector<Event> events;
    events.reserve(m_candidates.size());
    for (const Candidate& one : m_candidates) {
        events.push_back(Event{one.id,
                               tenant,
                               one.aggregate,
                               {},
                               {},
                               1,
                               one.sequence,
                               {Timestamp(0)},
                               one.cause,
                               one.correlation,
                               {},
                               {},
                               {},
                               one.index});
    }
    chain::CausalityChecker checker(reader);
    VCI_TRY(const auto flags, checker.check(events, stop));
    for (std::size_t i = 0; i < m_candidates.size(); ++i) {
        const Candidate& one = m_candidates[i];
        if (flags[i].has(FindingKind::CausationOrphan)) {
            Finding finding{FindingKind::CausationOrphan,
                            severityOf(FindingKind::CausationOrphan),
                            one.aggregate,
                            one.sequence,
                            one.id,
                            one.cause.toString(),
                            "no such event",
                            "The event " + one.cause.toString() + ", named as the cause of this one, does not exist"};
            finding.logIndex = one.index;
            m_findings.push_back(std::move(finding));
        }
        if (flags[i].has(FindingKind::CausationCycle) && !m_inCycles.contains(one.id)) VCI_CHECK(addCycle(reader, one, stop));
    }
    m_candidates.clear();
    return {};
}

Result<void> CausationCheck::addCycle(store::EventReader& reader, const Candidate& start, const std::stop_token& stop)
{
    std::string ids = start.id.toString();
    std::size_t length = 1;
    m_inCycles.insert(start.id);
    std::optional<EventId> next = start.cause;
    while (next && m_inCycles.insert(*next).second) {
        ids += " ← " + next->toString();
        ++length;
        const EventId id = *next;
        VCI_TRY(const auto found, reader.eventsById(std::span(&id, 1), stop));
        next = found.empty() ? std::nullopt : found.front().causationId;
    }
    Finding finding{FindingKind::CausationCycle,
                    severityOf(FindingKind::CausationCycle),
                    start.aggregate,
                    start.sequence,
                    start.id,
                    "causes that end",
                    ids,
                    std::to_string(length) +
                        (length == 1 ? " event is named as its own cause" : " events name one another as causes in a circle")};
    finding.logIndex = start.index;
    m_findings.push_back(std::move(finding));
    return {};
}

}  // namespace vci::verify
