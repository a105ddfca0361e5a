// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/result.h"
#include "core/model/event.h"
#include "core/store/reader.h"

#include <cstddef>
#include <optional>
#include <stop_token>
#include <vector>

namespace vci::chain {

/// One event and its place among causes and effects.
struct Node {
    Event event;
    std::optional<std::size_t> depth = {};   ///< steps from the nearest root or orphan above; absent in and below a cycle
    std::optional<std::size_t> parent = {};  ///< index of the cause among the nodes, if it is shown
    std::vector<std::size_t> children = {};  ///< indices, in node order
    bool isOrphan = false;                   ///< its cause is no event of the tenant
    bool inCycle = false;
};

/// A causation graph as a value (INTERFACES 1, `chain`). Nodes stand in (timestamp, aggregate_id, sequence_number, id) order.
struct Graph {
    std::vector<Node> nodes;
    std::vector<std::size_t> roots;                ///< no causation_id, or a cause outside the shown set
    std::vector<std::size_t> orphans;              ///< cause is no event of the tenant; never a root too
    std::vector<std::vector<std::size_t>> cycles;  ///< each in causal order, starting with its first node
    std::optional<CorrelationId> correlation;      ///< the one asked for, or the one all nodes share
    bool truncated = false;                        ///< a limit was met: there is more than is shown

    [[nodiscard]] std::optional<std::size_t> indexOf(EventId id) const;  ///< linear
};

struct ChainLimits {
    std::size_t maxEvents = 100'000;
};

/// Links events into a graph. knownOutside: causation ids not among events that are events of the tenant all the same.
/// An id that occurs twice keeps its first event. correlation is set where all nodes share one. Linear but for the sorting.
[[nodiscard]] Graph buildGraph(std::vector<Event> events, const std::vector<EventId>& knownOutside);

/// The whole causal component of one event: up to the first cause, down to every effect. NotFound.
///
/// Most effects share a correlation with their cause, so the correlations met on the way are read first; yet every event of the
/// component is then asked for its effects, as some have another correlation or none. Few calls of the reader, each for many ids,
/// because a stock PostgreSQL has no index on causation_id and reads the whole table for each. Up comes before down, so what a
/// limit cuts off is effects. Polls stop at every call of the reader; its errors are passed on.
[[nodiscard]] Result<Graph> loadComponent(store::EventReader& reader, EventId event, const ChainLimits& limits,
                                          std::stop_token stop);
/// All events of a correlation, across aggregates. NotFound.
[[nodiscard]] Result<Graph> loadCorrelation(store::EventReader& reader, CorrelationId correlation, const ChainLimits& limits,
                                            std::stop_token stop);

/// A row of the tree as it is drawn: depth-first, children in node order, bounded fan-out.
struct TreeRow {
    std::size_t node;  ///< index into Graph::nodes; for a More row: the parent
    std::size_t indent;
    std::size_t hiddenChildren = 0;  ///< > 0: this row stands for that many children that are not shown
};

/// Lays the forest out as rows. Each node shows its first `fanOut` children, and all of them if its index is in `expanded`.
/// Cycles are cut at their first node, which appears as a row at indent 0. Linear: 10,000 events take milliseconds.
[[nodiscard]] std::vector<TreeRow> treeRows(const Graph& graph, std::size_t fanOut, const std::vector<std::size_t>& expanded);

}  // namespace vci::chain
