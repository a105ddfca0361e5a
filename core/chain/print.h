// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/chain/graph.h"

#include <cstddef>
#include <span>
#include <string>

namespace vci::chain {

/// The `chain` document (INTERFACES 1) on one line, without a line end: correlation_id, roots, events (envelope members, flags
/// causation_orphan and causation_cycle where they apply, depth, children), orphans, cycles, and "truncated":true where a limit
/// was met. placeFlags, one for each node or none at all, join the flags of causation: what a replay of the aggregates found.
[[nodiscard]] std::string toJson(const Graph& graph, std::span<const Flags> placeFlags = {});

/// A Graphviz digraph, an edge from each cause to its effects. Labels are plain text with control and bidi characters as tokens.
[[nodiscard]] std::string toDot(const Graph& graph);

/// Indented lines for a terminal, each ended by \n; control and bidi characters as tokens. A node shows at most fanOut effects
/// and says how many more there are. Below 40 steps the indent stays and the line tells its depth.
[[nodiscard]] std::string toTree(const Graph& graph, std::size_t fanOut);

}  // namespace vci::chain
