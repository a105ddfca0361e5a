// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/replay/textstore.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace vci::replay {

using PathId = std::uint32_t;
inline constexpr PathId kRootPath = 0;

/// Every path that any payload or rule of an aggregate named, once. Paths are numbered in the order they were met.
class PathTable {
public:
    struct Node {
        std::string_view key;  ///< decoded; lives as long as the table
        PathId parent;
        std::uint32_t depth;  ///< 0 for the root
        std::uint32_t top;    ///< counts the top-level members in the order they were met; meaningless for the root
    };

    PathTable();

    [[nodiscard]] std::size_t size() const { return m_nodes.size(); }
    [[nodiscard]] std::size_t topCount() const { return m_topCount; }
    [[nodiscard]] const Node& node(PathId path) const { return m_nodes[path]; }
    [[nodiscard]] bool is(PathId path, PathId parent, std::string_view key) const
    {
        return m_nodes[path].parent == parent && path != kRootPath && m_nodes[path].key == key;
    }

    /// Finds or makes.
    PathId child(PathId parent, std::string_view key);
    [[nodiscard]] std::optional<PathId> find(PathId parent, std::string_view key) const;
    [[nodiscard]] std::optional<PathId> find(const std::vector<std::string>& tokens) const;
    /// True where path is ancestor or lies below it.
    [[nodiscard]] bool isAtOrBelow(PathId path, PathId ancestor) const;
    [[nodiscard]] std::string pointer(PathId path) const;
    /// For each path its place when all are sorted by the bytes of their JSON Pointers.
    [[nodiscard]] std::vector<std::uint32_t> ranks() const;

private:
    [[nodiscard]] static std::uint32_t hashOf(PathId parent, std::string_view key);
    /// The slot that holds the path, or the empty one where it belongs.
    [[nodiscard]] std::size_t slotOf(std::uint32_t hash, PathId parent, std::string_view key) const;
    void grow();

    std::vector<Node> m_nodes;
    std::vector<std::uint32_t> m_hashes;
    std::vector<PathId> m_slots;  ///< open addressing; kRootPath marks an empty slot
    std::size_t m_topCount = 0;
    TextStore m_keys;
};

}  // namespace vci::replay
