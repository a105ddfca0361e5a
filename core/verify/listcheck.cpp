// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/verify/listcheck.h"

#include <algorithm>
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
    std::string message = "The list of aggregates counts another number of its events than there are";
    if (one.listed == 0)
        message = "The list of aggregates lacks it, though it has events: who looks through the list does not find it";
    else if (one.there == 0)
        message = "The list of aggregates names it, though it has no events";
    return {FindingKind::ReadModelDrift, Severity::Error,   one.id, {}, {}, counted(one.there),
            counted(one.listed),         std::move(message)};
}

}  // namespace

Result<std::vector<Finding>> checkList(store::RecordReader& record, const std::unordered_map<AggregateId, std::int64_t>& events,
                                       ListCheck extent, const std::stop_token& stop)
{
    VCI_TRY(const auto listed, record.listed(stop));
    if (!listed) return std::vector<Finding>();
    const auto expected = std::ranges::count_if(events, [](const auto& one) { return one.second > 0; });
    const bool agrees = std::ssize(*listed) == expected && std::ranges::all_of(*listed, [&events](const auto& one) {
                            const auto seen = events.find(one.id);
                            return seen != events.end() && seen->second == one.events;
                        });
    std::vector<Finding> findings;
    if (agrees) return findings;
    // Events may have come since they were read: only what differs at one moment does.
    VCI_TRY(const auto differences, record.listDifferences(stop));
    findings.reserve(differences.size());
    for (const auto& one : differences)
        if (extent == ListCheck::Whole || one.listed == 0) findings.push_back(findingOf(one));
    return findings;
}

}  // namespace vci::verify
