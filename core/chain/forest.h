// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/chain/graph.h"

#include <cstddef>
#include <vector>

namespace vci::chain {

/// The graph as trees, each node in exactly one: a cycle is cut before its first node, which is then the top of a tree.
struct Forest {
    std::vector<std::size_t> tops;  ///< roots, orphans and first nodes of cycles, in node order
    std::vector<bool> isTop;        ///< by node
};
[[nodiscard]] Forest forestOf(const Graph& graph);

}  // namespace vci::chain
