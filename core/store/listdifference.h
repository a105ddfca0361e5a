// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/store/recordreader.h"

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <string_view>

namespace vci::store {

/// What a list of aggregates says beside their number of events, in the order of the pairs below.
inline constexpr std::array<std::string_view, 7> kListedWords = {"its type",
                                                                 "its first sequence number",
                                                                 "its last sequence number",
                                                                 "the time of its earliest event",
                                                                 "the time of its latest event",
                                                                 "the type of its last event",
                                                                 "how it stands in the order of the list"};
/// Without the last, which is no column.
inline constexpr std::size_t kListedColumns = kListedWords.size() - 1;

/// Nothing where list and events agree. pairs: of each of kListedWords, or the first of them, what the list says, then what the
/// events give.
[[nodiscard]] inline std::optional<RecordReader::ListDifference>
listDifference(AggregateId id, std::int64_t listed, std::int64_t there, std::span<const std::string_view> pairs)
{
    if (listed == 0 || there == 0) return RecordReader::ListDifference{id, listed, there};
    if (listed != there) {
        return RecordReader::ListDifference{
            id, listed, there, "the number of its events", std::to_string(listed), std::to_string(there)};
    }
    for (std::size_t i = 0; i + 1 < pairs.size(); i += 2) {
        if (pairs[i] == pairs[i + 1]) continue;
        return RecordReader::ListDifference{
            id, listed, there, std::string(kListedWords.at(i / 2)), std::string(pairs[i]), std::string(pairs[i + 1])};
    }
    return std::nullopt;
}

}  // namespace vci::store
