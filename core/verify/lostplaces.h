// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/finding.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace vci::verify {

/// Whether the finding says that entries of the log in force are not there: in the middle of it, or its end was cut off. Not
/// where only the head was set back.
[[nodiscard]] bool tellsOfLostEntries(const Finding& finding);

/// How many entries of the log in force are not there, each counted once however many findings tell of it; at most the greatest
/// number that there is.
[[nodiscard]] std::int64_t lostEntries(std::span<const Finding> findings);

/// Places of the log, [begin, end), at each of which one event was lost.
struct LostRun {
    std::int64_t begin;
    std::int64_t end;
    std::size_t finding;  ///< that tells of them
};
/// Where what a gap in sequence numbers lacks has stood: between two places, both exclusive.
struct GapPlace {
    std::int64_t after;
    std::int64_t before;
    std::size_t finding;
};
/// Gives as many gaps as can be a lost place of their own: pairs of the finding of a gap and that of what was lost there.
[[nodiscard]] std::vector<std::pair<std::size_t, std::size_t>> placeGaps(std::vector<GapPlace> gaps, std::vector<LostRun> lost);

}  // namespace vci::verify
