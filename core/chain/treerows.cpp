// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/chain/forest.h"
#include "core/chain/graph.h"

namespace vci::chain {

namespace {

/// What is still to be drawn, the next on top. A stack of our own: chains of causes are as deep as they are long.
using Pending = std::vector<TreeRow>;

void pushChildren(Pending& pending, const Graph& graph, const Forest& forest, const TreeRow& row, std::size_t limit)
{
    std::vector<std::size_t> shown;
    std::size_t hidden = 0;
    for (const std::size_t child : graph.nodes[row.node].children) {
        if (forest.isTop[child]) continue;
        if (shown.size() < limit) {
            shown.push_back(child);
        } else {
            ++hidden;
        }
    }
    if (hidden > 0) pending.push_back({.node = row.node, .indent = row.indent + 1, .hiddenChildren = hidden});
    for (auto child = shown.rbegin(); child != shown.rend(); ++child)
        pending.push_back({.node = *child, .indent = row.indent + 1});
}

}  // namespace

std::vector<TreeRow> treeRows(const Graph& graph, std::size_t fanOut, const std::vector<std::size_t>& expanded)
{
    const Forest forest = forestOf(graph);
    std::vector<bool> isExpanded(graph.nodes.size(), false);
    for (const std::size_t node : expanded) {
        if (node < isExpanded.size()) isExpanded[node] = true;
    }
    std::vector<TreeRow> rows;
    rows.reserve(graph.nodes.size());
    Pending pending;
    for (const std::size_t top : forest.tops) {
        pending.push_back({.node = top, .indent = 0});
        while (!pending.empty()) {
            const TreeRow row = pending.back();
            pending.pop_back();
            rows.push_back(row);
            if (row.hiddenChildren > 0) continue;
            pushChildren(pending, graph, forest, row, isExpanded[row.node] ? SIZE_MAX : fanOut);
        }
    }
    return rows;
}

}  // namespace vci::chain
