// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/verify/causes.h"

#include "core/verify/lostplaces.h"

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
        return 1;
    case FindingKind::LogGap:
        return 2;
    case FindingKind::CheckpointInconsistent:
    case FindingKind::CheckpointSignatureInvalid:
    case FindingKind::LogRootMismatch:
        return 3;
    case FindingKind::EventMissing:
    case FindingKind::EventAltered:
    case FindingKind::EventUnlogged:
        return 4;
    default:
        return 5;
    }
}

bool isAct(FindingKind kind)
{
    return kind == FindingKind::EventAltered || kind == FindingKind::EventUnlogged;
}

class Linker {
public:
    explicit Linker(std::vector<Finding>& findings)
        : m_findings(findings)
    {
        for (std::size_t i = 0; i < m_findings.size(); ++i) {
            const Finding& one = m_findings[i];
            m_of[one.kind].push_back(i);
            m_unlogged += one.kind == FindingKind::EventUnlogged && one.eventId ? 1 : 0;
            if (isAct(one.kind) && one.eventId) m_actOnEvent.emplace(*one.eventId, i);
            if (isAct(one.kind) && one.aggregateId) m_actOnAggregate.emplace(*one.aggregateId, i);
            if (one.kind == FindingKind::EventAltered && one.logIndex) {
                m_altered.emplace(placeOf(one), i);
                if (one.aggregateId) m_alteredOf[*one.aggregateId].emplace(placeOf(one), i);
            }
            if (one.kind == FindingKind::EventAltered || one.kind == FindingKind::EventMissing)
                m_entryByExpected.emplace(one.expected, i);
            if (one.kind == FindingKind::EventMissing && one.eventId) m_missingById.emplace(one.eventId->toString(), i);
            if (one.kind == FindingKind::EventMissing || isLostEntry(one)) m_lost.emplace(placeOf(one), i);
            if (isLostEntry(one)) m_openGaps.emplace(placeOf(one), OpenGap{i, one.hint.before - (one.hint.after + 1)});
        }
        m_lostEntries = lostEntries(m_findings);
    }

    void link()
    {
        // Before anything else: whose event is missing only a gap tells.
        linkGaps();
        sortMissing();
        for (std::size_t i = 0; i < m_findings.size(); ++i) {
            if (m_findings[i].kind != FindingKind::SequenceGap) set(i, causeOf(i));
        }
    }

private:
    /// One may be of each entry of the source: what is asked for each finding must not look at all others.
    using ByPlace = std::map<std::int64_t, std::size_t>;
    struct OpenGap {
        std::size_t finding;
        std::int64_t left;  ///< entries of it that explain nothing yet
    };

    void set(std::size_t i, Index cause)
    {
        if (cause && *cause != i) m_findings[i].causedBy = cause;
    }
    [[nodiscard]] const std::vector<std::size_t>& all(FindingKind kind) const
    {
        static const std::vector<std::size_t> kNone;
        const auto found = m_of.find(kind);
        return found == m_of.end() ? kNone : found->second;
    }
    /// The first of a kind of which something is true.
    template <typename Test>
    [[nodiscard]] Index firstOf(FindingKind kind, const Test& test) const
    {
        const auto& of = all(kind);
        const auto found = std::ranges::find_if(of, [&](std::size_t i) { return test(m_findings[i]); });
        return found == of.end() ? Index() : Index(*found);
    }
    [[nodiscard]] Index firstOf(FindingKind kind) const
    {
        return firstOf(kind, [](const Finding&) { return true; });
    }
    template <typename Key>
    [[nodiscard]] static Index lookUp(const std::map<Key, std::size_t>& in, const std::optional<Key>& key)
    {
        if (!key) return std::nullopt;
        const auto found = in.find(*key);
        return found == in.end() ? Index() : Index(found->second);
    }
    [[nodiscard]] static Index firstIn(const ByPlace& in, const CauseHint& places)
    {
        const auto found = in.upper_bound(places.after);
        return found == in.end() || !places.holds(found->first) ? Index() : Index(found->second);
    }
    [[nodiscard]] static bool isLostEntry(const Finding& finding)
    {
        return finding.kind == FindingKind::LogGap && tellsOfLostEntries(finding);
    }

    /// What a checkpoint of that size no longer fits: the log ends before, or was changed below.
    [[nodiscard]] Index rewriteBelow(std::int64_t size) const
    {
        const auto truncated = firstOf(FindingKind::LogTruncated, [size](const Finding& one) { return placeOf(one) < size; });
        if (truncated) return truncated;
        return firstOf(FindingKind::LogRootMismatch, [size](const Finding& one) { return one.logIndex && placeOf(one) < size; });
    }
    /// What tells that the log was rewritten, and not its entries alone.
    [[nodiscard]] Index rewrite() const
    {
        return firstOf(FindingKind::LogRootMismatch, [](const Finding& one) { return !one.hint.isOfEntries; });
    }
    /// What is wrong with the checkpoint itself that the finding is about.
    [[nodiscard]] Index brokenCheckpoint(const Finding& finding) const
    {
        const auto isOfIt = [&finding](const Finding& one) { return finding.logIndex && one.logIndex == finding.logIndex; };
        if (const Index cause = firstOf(FindingKind::CheckpointSignatureInvalid, isOfIt)) return cause;
        return firstOf(FindingKind::CheckpointInconsistent, isOfIt);
    }
    /// An anchor could not be asked about because an endpoint failed, or for the reason of the first one.
    [[nodiscard]] Index unreachableSource(const Finding& finding) const
    {
        if (!finding.logIndex) return std::nullopt;
        if (const Index failed = firstOf(FindingKind::SourceUnreachable, [](const Finding& one) { return !one.logIndex; }))
            return failed;
        return firstOf(FindingKind::SourceUnreachable);
    }

    void linkGaps()
    {
        const auto& gaps = all(FindingKind::SequenceGap);
        std::vector<GapPlace> places;
        places.reserve(gaps.size());
        for (const std::size_t i : gaps) places.push_back({m_findings[i].hint.after, m_findings[i].hint.before, i});
        std::vector<LostRun> lost;
        for (const auto& [place, i] : m_lost) {
            if (place == std::numeric_limits<std::int64_t>::max()) continue;
            lost.push_back({place, isLostEntry(m_findings[i]) ? m_findings[i].hint.before : place + 1, i});
        }
        for (const auto& [gap, cause] : placeGaps(std::move(places), std::move(lost))) {
            set(gap, cause);
            m_takenByGap.insert(cause);
            if (m_findings[gap].aggregateId) m_aggregatesOfLost[cause].insert(*m_findings[gap].aggregateId);
        }
        for (const std::size_t i : gaps) {
            if (!m_findings[i].causedBy) set(i, causeOfOddGap(m_findings[i]));
        }
    }
    /// Of a gap where nothing was lost.
    [[nodiscard]] Index causeOfOddGap(const Finding& gap) const
    {
        // An event of the aggregate that has another number now, and the one that stands behind the gap where it should not.
        const auto ofAggregate = gap.aggregateId ? m_alteredOf.find(*gap.aggregateId) : m_alteredOf.end();
        if (ofAggregate != m_alteredOf.end())
            if (const Index cause = firstIn(ofAggregate->second, gap.hint)) return cause;
        if (const Index cause = lookUp(m_actOnEvent, gap.hint.behind)) return cause;
        // No writer leaves a gap: an event was moved to another aggregate.
        return gap.severity == Severity::Error ? firstIn(m_altered, gap.hint) : Index();
    }
    /// The lost event that this one names as its cause; where its entry is lost too, the lost entry nearest before, each for as
    /// many causes as it has entries.
    [[nodiscard]] Index lostCause(const Finding& orphan)
    {
        if (const auto known = m_missingById.find(orphan.expected); known != m_missingById.end()) return known->second;
        auto nearest = m_openGaps.lower_bound(placeOf(orphan));
        if (nearest == m_openGaps.begin()) return std::nullopt;
        --nearest;
        const std::size_t lost = nearest->second.finding;
        m_missingById.emplace(orphan.expected, lost);
        if (--nearest->second.left == 0) m_openGaps.erase(nearest);
        return lost;
    }
    /// The first missing event of which no gap tells whose it was, and the first of each aggregate.
    void sortMissing()
    {
        for (const std::size_t i : all(FindingKind::EventMissing)) {
            const auto known = m_aggregatesOfLost.find(i);
            if (known == m_aggregatesOfLost.end()) {
                if (!m_missingOfAny) m_missingOfAny = i;
                continue;
            }
            for (const AggregateId aggregate : known->second) m_missingOf.emplace(aggregate, i);
        }
    }
    [[nodiscard]] Index lostBeginning() const
    {
        const auto isAtBeginning = [](const Finding& one) { return one.logIndex && placeOf(one) == 0; };
        for (const FindingKind kind : {FindingKind::LogGap, FindingKind::EventMissing, FindingKind::EventAltered})
            if (const Index cause = firstOf(kind, isAtBeginning)) return cause;
        return std::nullopt;
    }
    [[nodiscard]] Index causeOfRootMismatch(std::size_t i)
    {
        const Finding& one = m_findings[i];
        const bool isInForce = one.logIndex.has_value();
        // What changed below a smaller size changes every greater one.
        const Index first =
            firstOf(FindingKind::LogRootMismatch, [&](const Finding& other) { return other.logIndex.has_value() == isInForce; });
        if (!isInForce) return first;
        const auto gapWithin = [this](const Finding& of) {
            return firstOf(FindingKind::LogGap,
                           [&of](const Finding& gap) { return isLostEntry(gap) && of.hint.holds(placeOf(gap)); });
        };
        if (!m_gapOfRoots) m_gapOfRoots = gapWithin(m_findings[*first]);
        if (*m_gapOfRoots) return *m_gapOfRoots;
        return first == i ? gapWithin(one) : first;
    }
    [[nodiscard]] Index causeOfUnlogged(const Finding& one) const
    {
        // What tells of no event that stands there, as of those that an older log lacked, this log's entries say nothing of.
        if (!one.eventId) return std::nullopt;
        // The entry that was this event's and was made to name another.
        const auto entry = m_entryByExpected.find("event " + one.eventId->toString());
        if (entry != m_entryByExpected.end()) return entry->second;
        // Where more of them stand there than entries are gone, some never had one, and nobody can say which.
        if (m_lostEntries >= m_unlogged) {
            if (const Index cause = firstOf(FindingKind::LogTruncated, tellsOfLostEntries)) return cause;
            if (const Index cause = firstOf(FindingKind::LogGap, isLostEntry)) return cause;
        }
        // One event is gone and left no gap, and another stands there without an entry: its id was changed.
        const auto& missing = all(FindingKind::EventMissing);
        const bool isOneForOne = missing.size() == 1 && m_unlogged == 1 && !m_takenByGap.contains(missing.front());
        return isOneForOne ? Index(missing.front()) : Index();
    }
    [[nodiscard]] Index causeOfDerived(const Finding& one) const
    {
        if (const Index cause = lookUp(m_actOnEvent, one.eventId)) return cause;
        if (const Index cause = lookUp(m_actOnAggregate, one.aggregateId)) return cause;
        // Whose event is missing only a gap tells, and a row may be of the events of many aggregates.
        if (!one.aggregateId && !all(FindingKind::EventMissing).empty()) return all(FindingKind::EventMissing).front();
        const Index ofIt = lookUp(m_missingOf, one.aggregateId);
        if (ofIt || m_missingOfAny)
            return ofIt && m_missingOfAny ? std::min(*ofIt, *m_missingOfAny) : ofIt ? ofIt : m_missingOfAny;
        if (one.aggregateId) return std::nullopt;
        if (const Index cause = firstOf(FindingKind::EventAltered)) return cause;
        return firstOf(FindingKind::EventUnlogged);
    }

    [[nodiscard]] Index causeOf(std::size_t i)
    {
        const Finding& one = m_findings[i];
        switch (one.kind) {
        case FindingKind::LogRootMismatch:
            return causeOfRootMismatch(i);
        case FindingKind::EventAltered:
            // The event gives what was signed: the entry beside it is what was changed.
            return firstOf(FindingKind::LogRootMismatch, [&one](const Finding& root) {
                return root.hint.isOfEntries && one.logIndex && root.hint.holds(one.logIndex->value());
            });
        case FindingKind::EventUnlogged:
            return causeOfUnlogged(one);
        case FindingKind::CheckpointMissing: {
            if (!one.logIndex) return std::nullopt;
            if (const Index cause = rewriteBelow(placeOf(one) + 1)) return cause;
            if (const Index cause = brokenCheckpoint(one)) return cause;
            return firstOf(FindingKind::CheckpointMissing);
        }
        case FindingKind::CheckpointInconsistent:
        case FindingKind::CheckpointSignatureInvalid:
            // Made to fit a log that was rewritten.
            return one.logIndex ? rewriteBelow(placeOf(one) + 1) : Index();
        case FindingKind::LogGap:
            // One without a place is of an older log.
            return firstOf(FindingKind::LogTruncated,
                           [&one](const Finding& cut) { return one.logIndex && cut.logIndex && placeOf(one) >= placeOf(cut); });
        case FindingKind::LogTruncated:
            // Where the beginning of the log in force is lost, nobody can say which log it follows.
            return one.hint.holds(0) && !one.logIndex ? lostBeginning() : Index();
        case FindingKind::CausationOrphan: {
            if (const Index cause = lookUp(m_actOnEvent, one.eventId)) return cause;
            return lostCause(one);
        }
        case FindingKind::SnapshotMismatch:
        case FindingKind::ReadModelDrift: {
            if (const Index cause = causeOfDerived(one)) return cause;
            // An event of it may have been put in or made another, and its entry with it.
            return one.hint.before > one.hint.after ? rewrite() : Index();
        }
        case FindingKind::SequenceDuplicate:
        case FindingKind::TimestampRegression: {
            if (const Index cause = lookUp(m_actOnEvent, one.eventId)) return cause;
            return lookUp(m_actOnAggregate, one.aggregateId);
        }
        case FindingKind::SchemaWeakened:
            return one.hint.isOfRestore ? firstOf(FindingKind::LogTruncated) : Index();
        case FindingKind::SourceUnreachable:
            return unreachableSource(one);
        case FindingKind::AnchorMismatch:
        case FindingKind::TimestampInvalid:
            return brokenCheckpoint(one);
        case FindingKind::MalformedPayload:
        case FindingKind::UnknownEventType:
        case FindingKind::InvalidTxHash:
        case FindingKind::CausationCycle:
            return lookUp(m_actOnEvent, one.eventId);
        default:
            return std::nullopt;
        }
    }

    std::vector<Finding>& m_findings;
    std::map<FindingKind, std::vector<std::size_t>> m_of;
    std::map<EventId, std::size_t> m_actOnEvent;
    std::map<AggregateId, std::size_t> m_actOnAggregate;
    ByPlace m_altered;
    std::map<AggregateId, ByPlace> m_alteredOf;
    std::map<std::string, std::size_t> m_entryByExpected;
    std::int64_t m_unlogged = 0;                      ///< events without an entry that stand there
    std::multimap<std::int64_t, std::size_t> m_lost;  ///< missing events and gaps of the log, by their places
    std::int64_t m_lostEntries = 0;                   ///< entries that are not there, gaps and cut ends together
    std::map<std::string, std::size_t> m_missingById;
    std::map<std::size_t, std::set<AggregateId>> m_aggregatesOfLost;
    std::set<std::size_t> m_takenByGap;
    std::multimap<std::int64_t, OpenGap> m_openGaps;  ///< of the log, by their places
    Index m_missingOfAny;
    std::map<AggregateId, std::size_t> m_missingOf;
    std::optional<Index> m_gapOfRoots;  ///< the lost entry that the first root mismatch in force comes from, once looked for
};

}  // namespace

void linkCauses(std::vector<Finding>& findings)
{
    std::ranges::stable_sort(findings, [](const Finding& a, const Finding& b) {
        return std::tuple(a.severity, rankOf(a.kind), placeOf(a), a.kind) <
               std::tuple(b.severity, rankOf(b.kind), placeOf(b), b.kind);
    });
    Linker(findings).link();
}

}  // namespace vci::verify
