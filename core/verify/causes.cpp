// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/verify/causes.h"

#include <algorithm>
#include <cstddef>
#include <limits>
#include <map>
#include <optional>
#include <set>
#include <tuple>

namespace vci::verify {

namespace {

using Index = std::optional<std::size_t>;

std::int64_t placeOf(const Finding& finding)
{
    return finding.logIndex ? finding.logIndex->value() : std::numeric_limits<std::int64_t>::max();
}

int rankOf(FindingKind kind)
{
    // What was done comes before what it does.
    switch (kind) {
    case FindingKind::SealBroken:
    case FindingKind::CustodyBroken:
        return 0;
    case FindingKind::LogTruncated:
    case FindingKind::LogGap:
    case FindingKind::CheckpointInconsistent:
    case FindingKind::CheckpointSignatureInvalid:
    case FindingKind::LogRootMismatch:
        return 1;
    case FindingKind::EventMissing:
    case FindingKind::EventAltered:
    case FindingKind::EventUnlogged:
        return 2;
    default:
        return 3;
    }
}

class Linker {
public:
    Linker(std::vector<Finding>& findings, bool entriesWereChanged)
        : m_findings(findings)
        , m_entriesWereChanged(entriesWereChanged)
    {
        for (std::size_t i = 0; i < m_findings.size(); ++i) {
            const Finding& one = m_findings[i];
            if (!m_first.contains(one.kind)) m_first.emplace(one.kind, i);
            if (!m_failedEndpoint && one.kind == FindingKind::SourceUnreachable && !one.logIndex) m_failedEndpoint = i;
            const bool isAct = one.kind == FindingKind::EventAltered || one.kind == FindingKind::EventUnlogged;
            if (one.kind == FindingKind::EventAltered || one.kind == FindingKind::EventMissing)
                m_entryByExpected.emplace(one.expected, i);
            if (isAct && one.eventId) m_actOnEvent.emplace(*one.eventId, i);
            if (isAct && one.aggregateId) m_actOnAggregate.emplace(*one.aggregateId, i);
            if (one.kind == FindingKind::EventMissing || one.kind == FindingKind::LogGap) m_lost.emplace(placeOf(one), i);
            if (one.kind == FindingKind::EventMissing && one.eventId) m_missingById.emplace(one.eventId->toString(), i);
        }
    }

    void link()
    {
        for (std::size_t i = 0; i < m_findings.size(); ++i) {
            const Index cause = causeOf(i);
            if (cause && *cause != i) m_findings[i].causedBy = cause;
        }
    }

private:
    [[nodiscard]] Index firstOf(std::initializer_list<FindingKind> kinds) const
    {
        for (const FindingKind kind : kinds) {
            if (const auto found = m_first.find(kind); found != m_first.end()) return found->second;
        }
        return std::nullopt;
    }
    [[nodiscard]] Index actOnEvent(const Finding& finding) const
    {
        if (!finding.eventId) return std::nullopt;
        const auto found = m_actOnEvent.find(*finding.eventId);
        return found == m_actOnEvent.end() ? Index() : Index(found->second);
    }
    [[nodiscard]] Index actOnAggregate(const Finding& finding) const
    {
        if (!finding.aggregateId) return std::nullopt;
        const auto found = m_actOnAggregate.find(*finding.aggregateId);
        return found == m_actOnAggregate.end() ? Index() : Index(found->second);
    }

    /// An anchor could not be asked about because an endpoint failed, or for the reason of the first one.
    [[nodiscard]] Index unreachableSource(std::size_t i) const
    {
        if (!m_findings[i].logIndex) return std::nullopt;
        return m_failedEndpoint ? m_failedEndpoint : firstOf({FindingKind::SourceUnreachable});
    }
    /// What is wrong with the checkpoint itself that the finding is about.
    [[nodiscard]] Index brokenCheckpoint(const Finding& finding) const
    {
        const auto found = std::ranges::find_if(m_findings, [&finding](const Finding& one) {
            return one.logIndex == finding.logIndex &&
                   (one.kind == FindingKind::CheckpointSignatureInvalid || one.kind == FindingKind::CheckpointInconsistent);
        });
        return found == m_findings.end() ? Index() : static_cast<std::size_t>(found - m_findings.begin());
    }
    /// The lost event or entry nearest before the place, each for one gap only.
    [[nodiscard]] Index lostBefore(const Finding& gap)
    {
        auto found = m_lost.lower_bound(placeOf(gap));
        while (found != m_lost.begin()) {
            --found;
            if (m_takenByGap.insert(found->second).second) return found->second;
        }
        return std::nullopt;
    }
    /// The lost event that this one names as its cause; where its entry is lost too, the lost entry nearest before, each for one
    /// cause only.
    [[nodiscard]] Index lostCause(const Finding& orphan)
    {
        if (const auto known = m_missingById.find(orphan.expected); known != m_missingById.end()) return known->second;
        auto found = m_lost.lower_bound(placeOf(orphan));
        while (found != m_lost.begin()) {
            --found;
            if (m_findings[found->second].kind != FindingKind::LogGap || !m_takenByCause.insert(found->second).second) continue;
            m_missingById.emplace(orphan.expected, found->second);
            return found->second;
        }
        return std::nullopt;
    }
    /// The entry that was this event's and was made to name another.
    [[nodiscard]] Index entryNamesAnother(const Finding& unlogged) const
    {
        if (!unlogged.eventId) return std::nullopt;
        const auto found = m_entryByExpected.find("event " + unlogged.eventId->toString());
        return found == m_entryByExpected.end() ? Index() : Index(found->second);
    }
    /// A checkpoint that was broken in the same place.
    [[nodiscard]] Index brokenSignature(const Finding& missing) const
    {
        const auto found = std::ranges::find_if(m_findings, [&missing](const Finding& one) {
            return one.kind == FindingKind::CheckpointSignatureInvalid && one.logIndex == missing.logIndex;
        });
        return found == m_findings.end() ? Index() : Index(static_cast<std::size_t>(found - m_findings.begin()));
    }

    [[nodiscard]] Index causeOf(std::size_t i)
    {
        const Finding& one = m_findings[i];
        switch (one.kind) {
        case FindingKind::LogRootMismatch: {
            if (const Index cause = firstOf({FindingKind::LogGap})) return cause;
            const Index first = firstOf({FindingKind::LogRootMismatch});
            return first == i ? Index() : first;
        }
        case FindingKind::EventAltered:
            // The event gives what was signed: the entry beside it is what was changed.
            return m_entriesWereChanged ? firstOf({FindingKind::LogRootMismatch}) : std::nullopt;
        case FindingKind::EventUnlogged:
            if (const Index cause = entryNamesAnother(one)) return cause;
            return firstOf({FindingKind::LogTruncated, FindingKind::LogGap});
        case FindingKind::CheckpointMissing:
            if (const Index cause = firstOf({FindingKind::LogTruncated, FindingKind::LogRootMismatch})) return cause;
            return brokenSignature(one);
        case FindingKind::CheckpointInconsistent:
        case FindingKind::CheckpointSignatureInvalid:
            // Made to fit a log that was rewritten.
            return firstOf({FindingKind::LogTruncated, FindingKind::LogRootMismatch});
        case FindingKind::LogGap: {
            const Index first = firstOf({FindingKind::LogTruncated});
            return first && placeOf(one) >= placeOf(m_findings[*first]) ? first : Index();
        }
        case FindingKind::SequenceGap: {
            if (const Index cause = actOnAggregate(one)) return cause;
            return lostBefore(one);
        }
        case FindingKind::CausationOrphan: {
            if (const Index cause = actOnEvent(one)) return cause;
            return lostCause(one);
        }
        case FindingKind::SnapshotMismatch:
        case FindingKind::ReadModelDrift: {
            if (const Index cause = actOnEvent(one)) return cause;
            if (const Index cause = actOnAggregate(one)) return cause;
            // Whose event is missing nobody knows any more, and a row may be of the events of many aggregates.
            if (const Index cause = firstOf({FindingKind::EventMissing})) return cause;
            return one.aggregateId ? Index() : firstOf({FindingKind::EventAltered, FindingKind::EventUnlogged});
        }
        case FindingKind::SequenceDuplicate:
        case FindingKind::TimestampRegression: {
            if (const Index cause = actOnEvent(one)) return cause;
            return actOnAggregate(one);
        }
        case FindingKind::SourceUnreachable:
            return unreachableSource(i);
        case FindingKind::TimestampInvalid:
            return brokenCheckpoint(one);
        case FindingKind::MalformedPayload:
        case FindingKind::UnknownEventType:
        case FindingKind::InvalidTxHash:
        case FindingKind::CausationCycle:
            return actOnEvent(one);
        default:
            return std::nullopt;
        }
    }

    std::vector<Finding>& m_findings;
    bool m_entriesWereChanged;
    Index m_failedEndpoint;  ///< what says that an endpoint failed, not that an anchor could not be asked about
    std::map<FindingKind, std::size_t> m_first;
    std::map<EventId, std::size_t> m_actOnEvent;
    std::map<AggregateId, std::size_t> m_actOnAggregate;
    std::map<std::string, std::size_t> m_entryByExpected;
    std::multimap<std::int64_t, std::size_t> m_lost;  ///< missing events and gaps of the log, by their places
    std::map<std::string, std::size_t> m_missingById;
    std::set<std::size_t> m_takenByGap;
    std::set<std::size_t> m_takenByCause;
};

}  // namespace

void linkCauses(std::vector<Finding>& findings, bool entriesWereChanged)
{
    std::ranges::stable_sort(findings, [](const Finding& a, const Finding& b) {
        return std::tuple(a.severity, rankOf(a.kind), placeOf(a), a.kind) <
               std::tuple(b.severity, rankOf(b.kind), placeOf(b), b.kind);
    });
    Linker(findings, entriesWereChanged).link();
}

}  // namespace vci::verify
