// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/verify/listcheck.h"

#include "core/verify/lostplaces.h"

#include <algorithm>
#include <limits>
#include <optional>
#include <set>
#include <string>
#include <utility>

namespace vci::verify {

namespace {

std::string counted(std::int64_t events)
{
    return std::to_string(events) + (events == 1 ? " event" : " events");
}

Finding findingOf(const store::RecordReader::ListDifference& one)
{
    const auto finding = [&one](std::string expected, std::string found, std::string message) {
        return Finding{FindingKind::ReadModelDrift, Severity::Error, one.id, {}, {}, std::move(expected), std::move(found),
                       std::move(message)};
    };
    if (one.listed == 0)
        return finding(counted(one.there), counted(one.listed),
                       "The list of aggregates lacks it, though it has events: who looks through the list does not find it");
    if (one.there == 0)
        return finding(counted(one.there), counted(one.listed), "The list of aggregates names it, though it has no events");
    return finding(one.thereText, one.listedText,
                   "The list of aggregates does not say what its events give: " + one.what + " is another");
}

/// What became of the record, as far as it explains that the list says otherwise.
struct Damage {
    std::set<AggregateId> aggregates = {};    ///< with an error of their own
    std::int64_t events = 0;                  ///< that may have been any aggregate's: lost, or moved from one to another
    std::optional<CauseHint> rewritten = {};  ///< the log was, between those entries: nobody can say what was lost
};

bool isRewrite(const Finding& one)
{
    return one.kind == FindingKind::LogRootMismatch && !one.hint.isOfEntries;
}

Damage damageOf(std::span<const Finding> found)
{
    Damage damage;
    damage.events = lostEntries(found);
    for (const Finding& one : found) {
        if (one.severity != Severity::Error) continue;
        if (one.aggregateId) damage.aggregates.insert(*one.aggregateId);
        const bool mayBeAnothers = one.kind == FindingKind::EventMissing || one.kind == FindingKind::EventAltered;
        if (mayBeAnothers && damage.events < std::numeric_limits<std::int64_t>::max()) ++damage.events;
        if (isRewrite(one) && !damage.rewritten) damage.rewritten = one.hint;
    }
    return damage;
}

}  // namespace

Result<std::vector<Finding>> checkList(store::RecordReader& record, const AggregateExtents& events,
                                       std::span<const Finding> found, const std::stop_token& stop)
{
    VCI_TRY(const auto listed, record.listed(stop));
    if (!listed) return std::vector<Finding>();
    const bool agrees = std::ssize(*listed) == events.listed() &&
                        std::ranges::all_of(*listed, [&events](const auto& one) { return events.agree(one); });
    std::vector<Finding> findings;
    if (agrees) return findings;
    // Events may have come since they were read: only what differs at one moment does.
    VCI_TRY(const auto differences, record.listDifferences(stop));
    const Damage damage = damageOf(found);
    const auto hasMore = [](const auto& one) { return one.listed > one.there; };
    std::int64_t more = 0;
    for (const auto& one : differences)
        if (hasMore(one) && !damage.aggregates.contains(one.id)) more += one.listed - one.there;
    const auto isExplained = [&](const auto& one) {
        if (one.listed == 0) return false;
        if (damage.aggregates.contains(one.id)) return true;
        // Where the list has more than was lost, something else was done to it, and nobody can say which row is sound.
        return hasMore(one) && (damage.rewritten || more <= damage.events);
    };
    for (const auto& one : differences) {
        if (isExplained(one)) continue;
        findings.push_back(findingOf(one));
        // An event that was put in or made another, and its entry with it, may be why.
        if (damage.rewritten && one.listed > 0) findings.back().hint = *damage.rewritten;
    }
    return findings;
}

}  // namespace vci::verify
