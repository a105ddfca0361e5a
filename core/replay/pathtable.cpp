// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/replay/pathtable.h"

#include "core/json/pointer.h"

#include <algorithm>
#include <functional>

namespace vci::replay {

namespace {

constexpr std::size_t kFirstSlots = 256;

/// A key as its pointer writes it.
std::string escaped(std::string_view key)
{
    std::string token;
    json::appendPointerToken(token, key);
    return token.erase(0, 1);
}

}  // namespace

PathTable::PathTable()
    : m_nodes{Node{{}, kRootPath, 0, 0}}
    , m_hashes{0}
    , m_slots(kFirstSlots, kRootPath)
{
}

std::uint32_t PathTable::hashOf(PathId parent, std::string_view key)
{
    const std::uint64_t mixed = (std::hash<std::string_view>()(key) ^ parent) * 0x9e3779b97f4a7c15ULL;
    return static_cast<std::uint32_t>(mixed >> 32);
}

std::size_t PathTable::slotOf(std::uint32_t hash, PathId parent, std::string_view key) const
{
    const std::size_t mask = m_slots.size() - 1;
    std::size_t slot = hash & mask;
    while (m_slots[slot] != kRootPath && !(m_hashes[m_slots[slot]] == hash && is(m_slots[slot], parent, key)))
        slot = (slot + 1) & mask;
    return slot;
}

void PathTable::grow()
{
    m_slots.assign(2 * m_slots.size(), kRootPath);
    const std::size_t mask = m_slots.size() - 1;
    for (PathId path = 1; path < m_nodes.size(); ++path) {
        std::size_t slot = m_hashes[path] & mask;
        while (m_slots[slot] != kRootPath) slot = (slot + 1) & mask;
        m_slots[slot] = path;
    }
}

PathId PathTable::child(PathId parent, std::string_view key)
{
    const std::uint32_t hash = hashOf(parent, key);
    std::size_t slot = slotOf(hash, parent, key);
    if (m_slots[slot] != kRootPath) return m_slots[slot];
    if (2 * m_nodes.size() >= m_slots.size()) {
        grow();
        slot = slotOf(hash, parent, key);
    }
    const auto path = static_cast<PathId>(m_nodes.size());
    const std::uint32_t top = parent == kRootPath ? static_cast<std::uint32_t>(m_topCount++) : m_nodes[parent].top;
    m_nodes.push_back({m_keys.keep(key), parent, m_nodes[parent].depth + 1, top});
    m_hashes.push_back(hash);
    m_slots[slot] = path;
    return path;
}

std::optional<PathId> PathTable::find(PathId parent, std::string_view key) const
{
    const PathId path = m_slots[slotOf(hashOf(parent, key), parent, key)];
    return path == kRootPath ? std::nullopt : std::optional(path);
}

std::optional<PathId> PathTable::find(const std::vector<std::string>& tokens) const
{
    std::optional<PathId> path = kRootPath;
    for (const std::string& token : tokens) {
        path = find(*path, token);
        if (!path) break;
    }
    return path;
}

bool PathTable::isAtOrBelow(PathId path, PathId ancestor) const
{
    while (m_nodes[path].depth > m_nodes[ancestor].depth) path = m_nodes[path].parent;
    return path == ancestor;
}

std::string PathTable::pointer(PathId path) const
{
    std::vector<PathId> chain;
    for (; path != kRootPath; path = m_nodes[path].parent) chain.push_back(path);
    std::string pointer;
    for (auto at = chain.rbegin(); at != chain.rend(); ++at) json::appendPointerToken(pointer, m_nodes[*at].key);
    return pointer;
}

std::vector<std::uint32_t> PathTable::ranks() const
{
    // Siblings are sorted twice over, as leaves ("a") and as objects ("a/"): a walk through both in byte order then meets the
    // leaves in the byte order of whole pointers, and no pointer is ever written out.
    struct Entry {
        PathId parent;
        PathId path;
        std::string sortKey;
        bool isObject;
    };
    std::vector<bool> hasChildren(m_nodes.size(), false);
    for (PathId path = 1; path < m_nodes.size(); ++path) hasChildren[m_nodes[path].parent] = true;
    std::vector<Entry> entries;
    entries.reserve(m_nodes.size());
    for (PathId path = 1; path < m_nodes.size(); ++path) {
        std::string key = escaped(m_nodes[path].key);
        if (hasChildren[path]) entries.push_back({m_nodes[path].parent, path, key + "/", true});
        entries.push_back({m_nodes[path].parent, path, std::move(key), false});
    }
    std::sort(entries.begin(), entries.end(),
              [](const Entry& a, const Entry& b) { return a.parent != b.parent ? a.parent < b.parent : a.sortKey < b.sortKey; });
    std::vector<std::size_t> begins(m_nodes.size() + 1, entries.size());
    for (std::size_t i = entries.size(); i-- > 0;) begins[entries[i].parent] = i;

    std::vector<std::uint32_t> ranks(m_nodes.size(), 0);
    std::uint32_t next = 1;
    std::vector<std::size_t> stack;
    if (!entries.empty()) stack.push_back(begins[kRootPath]);
    while (!stack.empty()) {
        const std::size_t at = stack.back()++;
        const Entry& entry = entries[at];
        const bool isLast = at + 1 == entries.size() || entries[at + 1].parent != entry.parent;
        if (isLast) stack.pop_back();
        if (entry.isObject)
            stack.push_back(begins[entry.path]);
        else
            ranks[entry.path] = next++;
    }
    return ranks;
}

}  // namespace vci::replay
