// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/chain/graph.h"

#include <algorithm>
#include <tuple>
#include <unordered_map>
#include <unordered_set>
#include <utility>

namespace vci::chain {

namespace {

using IndexOf = std::unordered_map<EventId, std::size_t>;

bool chainOrderLess(const Event& a, const Event& b)
{
    return std::tie(a.timestamp.at, a.aggregateId, a.sequence, a.id) < std::tie(b.timestamp.at, b.aggregateId, b.sequence, b.id);
}

IndexOf takeNodes(Graph& graph, std::vector<Event> events)
{
    std::stable_sort(events.begin(), events.end(), chainOrderLess);
    IndexOf indexOf;
    indexOf.reserve(events.size());
    graph.nodes.reserve(events.size());
    for (auto& event : events) {
        if (indexOf.try_emplace(event.id, graph.nodes.size()).second) graph.nodes.push_back({.event = std::move(event)});
    }
    return indexOf;
}

void link(Graph& graph, const IndexOf& indexOf, const std::vector<EventId>& knownOutside)
{
    const std::unordered_set<EventId> outside(knownOutside.begin(), knownOutside.end());
    for (std::size_t i = 0; i < graph.nodes.size(); ++i) {
        Node& node = graph.nodes[i];
        const auto& cause = node.event.causationId;
        const auto shown = cause ? indexOf.find(*cause) : indexOf.end();
        if (shown != indexOf.end()) {
            node.parent = shown->second;
            graph.nodes[shown->second].children.push_back(i);
        } else if (!cause || outside.contains(*cause)) {
            graph.roots.push_back(i);
        } else {
            node.isOrphan = true;
            graph.orphans.push_back(i);
        }
    }
}

/// The cycle that node stands in, in causal order from its first node in node order.
std::vector<std::size_t> cycleThrough(const Graph& graph, std::size_t node)
{
    std::vector<std::size_t> cycle;
    std::size_t at = node;
    do {
        cycle.push_back(at);
        at = *graph.nodes[at].parent;
    } while (at != node);
    std::reverse(cycle.begin(), cycle.end());
    std::rotate(cycle.begin(), std::min_element(cycle.begin(), cycle.end()), cycle.end());
    return cycle;
}

void findCycles(Graph& graph)
{
    // Every node has one parent at most: climb from each node until a climb, this one or an earlier one, was there before.
    constexpr std::size_t kNever = SIZE_MAX;
    std::vector<std::size_t> climbedBy(graph.nodes.size(), kNever);
    for (std::size_t start = 0; start < graph.nodes.size(); ++start) {
        std::optional<std::size_t> at = start;
        while (at && climbedBy[*at] == kNever) {
            climbedBy[*at] = start;
            at = graph.nodes[*at].parent;
        }
        if (!at || climbedBy[*at] != start) continue;
        graph.cycles.push_back(cycleThrough(graph, *at));
        for (const std::size_t node : graph.cycles.back()) graph.nodes[node].inCycle = true;
    }
    std::sort(graph.cycles.begin(), graph.cycles.end());
}

void measureDepth(Graph& graph)
{
    std::vector<std::size_t> queue = graph.roots;
    queue.insert(queue.end(), graph.orphans.begin(), graph.orphans.end());
    for (const std::size_t start : queue) graph.nodes[start].depth = 0;
    for (std::size_t next = 0; next < queue.size(); ++next) {
        const Node& node = graph.nodes[queue[next]];
        for (const std::size_t child : node.children) {
            graph.nodes[child].depth = *node.depth + 1;
            queue.push_back(child);
        }
    }
}

std::optional<CorrelationId> sharedCorrelation(const Graph& graph)
{
    if (graph.nodes.empty()) return std::nullopt;
    const auto& first = graph.nodes.front().event.correlationId;
    const bool shared =
        std::all_of(graph.nodes.begin(), graph.nodes.end(), [&](const Node& n) { return n.event.correlationId == first; });
    return shared ? first : std::nullopt;
}

}  // namespace

std::optional<std::size_t> Graph::indexOf(EventId id) const
{
    const auto found = std::find_if(nodes.begin(), nodes.end(), [&](const Node& node) { return node.event.id == id; });
    if (found == nodes.end()) return std::nullopt;
    return static_cast<std::size_t>(found - nodes.begin());
}

Graph buildGraph(std::vector<Event> events, const std::vector<EventId>& knownOutside)
{
    Graph graph;
    const IndexOf indexOf = takeNodes(graph, std::move(events));
    link(graph, indexOf, knownOutside);
    findCycles(graph);
    measureDepth(graph);
    graph.correlation = sharedCorrelation(graph);
    return graph;
}

}  // namespace vci::chain
