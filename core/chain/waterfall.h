// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/chain/graph.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace vci::chain {

/// When a node happened, for a drawing of time beside the rows of treeRows().
struct WaterfallTime {
    std::optional<std::int64_t>
        offsetMicros;  ///< since the graph's earliest event, 0 or more; absent for a time no envelope holds
    std::optional<std::int64_t> sinceCauseMicros;  ///< negative where the clock went back; absent without a shown cause
};

struct Waterfall {
    std::vector<WaterfallTime> times;      ///< by node
    std::int64_t spanMicros = 0;           ///< from the earliest to the latest event
    std::optional<RecordedTime> earliest;  ///< absent where no event has a time an envelope can hold
};

[[nodiscard]] Waterfall waterfall(const Graph& graph);

}  // namespace vci::chain
