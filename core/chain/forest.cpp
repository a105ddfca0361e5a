// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/chain/forest.h"

namespace vci::chain {

Forest forestOf(const Graph& graph)
{
    Forest forest{.tops = {}, .isTop = std::vector<bool>(graph.nodes.size(), false)};
    for (const std::size_t root : graph.roots) forest.isTop[root] = true;
    for (const std::size_t orphan : graph.orphans) forest.isTop[orphan] = true;
    for (const auto& cycle : graph.cycles) forest.isTop[cycle.front()] = true;
    for (std::size_t i = 0; i < graph.nodes.size(); ++i) {
        if (forest.isTop[i]) forest.tops.push_back(i);
    }
    return forest;
}

}  // namespace vci::chain
