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

}  // namespace

Result<std::vector<Finding>> checkList(store::RecordReader& record, const AggregateExtents& events, ListCheck extent,
                                       const std::stop_token& stop)
{
    VCI_TRY(const auto listed, record.listed(stop));
    if (!listed) return std::vector<Finding>();
    const bool agrees = std::ssize(*listed) == events.listed() &&
                        std::ranges::all_of(*listed, [&events](const auto& one) { return events.agree(one); });
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
