// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/verify/lostplaces.h"

#include <algorithm>
#include <limits>
#include <queue>
#include <tuple>

namespace vci::verify {

bool tellsOfLostEntries(const Finding& finding)
{
    const bool isOfLog = finding.kind == FindingKind::LogGap || finding.kind == FindingKind::LogTruncated;
    return isOfLog && finding.logIndex && finding.hint.before > finding.hint.after + 1;
}

std::int64_t lostEntries(std::span<const Finding> findings)
{
    std::vector<std::pair<std::int64_t, std::int64_t>> runs;
    for (const Finding& one : findings)
        if (tellsOfLostEntries(one)) runs.emplace_back(one.hint.after + 1, one.hint.before);
    std::ranges::sort(runs);
    constexpr auto kMost = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
    std::uint64_t count = 0;
    std::int64_t seen = std::numeric_limits<std::int64_t>::min();
    for (const auto& [begin, end] : runs) {
        const std::int64_t from = std::max(begin, seen);
        if (from >= end) continue;
        count = std::min(kMost, count + (static_cast<std::uint64_t>(end) - static_cast<std::uint64_t>(from)));
        seen = end;
    }
    return static_cast<std::int64_t>(count);
}

std::vector<std::pair<std::size_t, std::size_t>> placeGaps(std::vector<GapPlace> gaps, std::vector<LostRun> lost)
{
    std::ranges::sort(gaps, {}, [](const GapPlace& one) { return std::tuple(one.after, one.before, one.finding); });
    std::ranges::sort(lost, {}, [](const LostRun& one) { return std::tuple(one.begin, one.end, one.finding); });
    // Of the gaps that a place fits, the one whose places end first takes it: no other choice leaves more to the others.
    const auto endsLater = [](const GapPlace& a, const GapPlace& b) {
        return std::tuple(a.before, -a.after, a.finding) > std::tuple(b.before, -b.after, b.finding);
    };
    std::priority_queue<GapPlace, std::vector<GapPlace>, decltype(endsLater)> open(endsLater);
    std::vector<std::pair<std::size_t, std::size_t>> placed;
    auto next = gaps.begin();
    std::int64_t at = std::numeric_limits<std::int64_t>::min();
    for (const LostRun& run : lost) {
        at = std::max(at, run.begin);
        while (at < run.end) {
            for (; next != gaps.end() && next->after < at; ++next) open.push(*next);
            while (!open.empty() && open.top().before <= at) open.pop();
            if (!open.empty()) {
                placed.emplace_back(open.top().finding, run.finding);
                open.pop();
                ++at;
            } else if (next != gaps.end() && next->after < run.end) {
                at = next->after + 1;
            } else {
                break;
            }
        }
    }
    return placed;
}

}  // namespace vci::verify
