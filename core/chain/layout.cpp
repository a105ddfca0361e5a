// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/chain/layout.h"

#include "core/chain/forest.h"

#include <algorithm>

namespace vci::chain {

Layout layoutLayers(const Graph& graph)
{
    const Forest forest = forestOf(graph);
    Layout layout{.places = std::vector<LayoutPlace>(graph.nodes.size(), {0, 0.0})};

    // Down: layers, and an order in which every cause precedes its effects and neighbours stay neighbours.
    std::vector<std::size_t> order;
    order.reserve(graph.nodes.size());
    std::vector<std::size_t> pending;
    for (const std::size_t top : forest.tops) {
        pending.push_back(top);
        while (!pending.empty()) {
            const std::size_t node = pending.back();
            pending.pop_back();
            order.push_back(node);
            layout.layers = std::max(layout.layers, layout.places[node].layer + 1);
            bool isLeaf = true;
            const auto& children = graph.nodes[node].children;
            for (auto child = children.rbegin(); child != children.rend(); ++child) {
                if (forest.isTop[*child]) continue;
                layout.places[*child].layer = layout.places[node].layer + 1;
                pending.push_back(*child);
                isLeaf = false;
            }
            if (isLeaf) layout.places[node].slot = static_cast<double>(layout.slots++);
        }
    }

    // Up: a cause stands midway between its first and its last effect.
    for (auto node = order.rbegin(); node != order.rend(); ++node) {
        const auto& children = graph.nodes[*node].children;
        const auto isShown = [&](std::size_t child) { return !forest.isTop[child]; };
        const auto first = std::find_if(children.begin(), children.end(), isShown);
        if (first == children.end()) continue;
        const auto last = std::find_if(children.rbegin(), children.rend(), isShown);
        layout.places[*node].slot = (layout.places[*first].slot + layout.places[*last].slot) / 2;
    }
    return layout;
}

}  // namespace vci::chain
