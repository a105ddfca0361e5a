// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/replay/statesink.h"

#include "core/json/pointer.h"
#include "core/replay/eventfield.h"
#include "core/replay/leafvalue.h"

#include <algorithm>
#include <span>

namespace vci::replay {

namespace {

/// Longer payloads fall back to hashing behind that key.
constexpr std::size_t kMaxHints = 4096;

}  // namespace

bool isReservedMember(std::string_view name)
{
    return name == kLastEventId || name == kLastEventType || name == kLastSequence || name == kLastTimestamp;
}

StateSink::StateSink(Timeline::Data& data)
    : m_data(data)
{
}

void StateSink::beginEvent(std::uint32_t event, std::vector<PathId>& hints)
{
    m_event = event;
    m_hints = &hints;
    m_nextHint = 0;
    m_current = kRootPath;
}

PathId StateSink::lookUp(PathId parent, std::string_view key)
{
    if (m_hints == nullptr || m_nextHint >= kMaxHints) return m_data.paths.child(parent, key);
    const std::size_t at = m_nextHint++;
    if (at < m_hints->size() && m_data.paths.is((*m_hints)[at], parent, key)) return (*m_hints)[at];
    const PathId path = m_data.paths.child(parent, key);
    m_hints->resize(std::max(m_hints->size(), at + 1), kRootPath);
    (*m_hints)[at] = path;
    return path;
}

void StateSink::beginObject()
{
    m_open.push_back(m_current);
}

void StateSink::key(std::string_view decodedUtf8)
{
    if (m_open.size() == 1) {
        closeMember();
        openMember(lookUp(kRootPath, decodedUtf8));
    } else if (!m_isReserved) {
        m_current = lookUp(m_open.back(), decodedUtf8);
    }
}

void StateSink::leaf(std::string_view canonicalText)
{
    // A document that is no object, or an empty one, has no members to take.
    if (m_top && !m_isReserved) deliver(canonicalText);
}

void StateSink::endObject()
{
    m_open.pop_back();
    if (m_open.empty()) closeMember();
}

void StateSink::openMember(PathId path)
{
    m_current = path;
    m_top = m_data.paths.node(path).top;
    if (*m_top >= m_tops.size()) {
        m_tops.resize(*m_top + 1);
        m_data.assigned.resize(*m_top + 1);
        m_tops[*m_top].isReserved = isReservedMember(m_data.paths.node(path).key);
    }
    m_isReserved = m_tops[*m_top].isReserved;
    m_delivered = 0;
    ++m_round;
}

void StateSink::deliver(std::string_view canonicalText)
{
    auto& events = m_data.assigned[*m_top];
    if (events.empty() || events.back() != m_event) events.push_back(m_event);
    if (m_current >= m_rounds.size()) m_rounds.resize(std::max<std::size_t>(m_current + 1, 2 * m_rounds.size()), 0);
    m_rounds[m_current] = m_round;
    ++m_delivered;
    if (m_data.changes.set(m_current, canonicalText, m_event)) {
        m_tops[*m_top].leaves.push_back(m_current);
        ++m_leafCount;
    }
}

void StateSink::closeMember()
{
    if (!m_top) return;
    auto& leaves = m_tops[*m_top].leaves;
    m_top.reset();
    if (m_isReserved || leaves.size() == m_delivered) return;
    const auto isGone = [&](PathId path) {
        if (m_rounds[path] == m_round) return false;
        m_data.changes.remove(path, m_event);
        return true;
    };
    m_leafCount -= std::erase_if(leaves, isGone);
}

void StateSink::assign(std::string_view name, const json::Value& value)
{
    m_hints = nullptr;
    openMember(m_data.paths.child(kRootPath, name));
    m_open.push_back(kRootPath);
    json::walkLeaves(value, *this);
    m_open.pop_back();
    closeMember();
}

void StateSink::unset(std::string_view name)
{
    openMember(m_data.paths.child(kRootPath, name));
    closeMember();
}

bool StateSink::isAssigned(std::string_view name) const
{
    const auto path = m_data.paths.find(kRootPath, name);
    if (!path || m_data.paths.node(*path).top >= m_tops.size()) return false;
    const auto& events = m_data.assigned[m_data.paths.node(*path).top];
    return !events.empty() && events.back() == m_event;
}

std::optional<std::string_view> StateSink::leafText(const std::vector<std::string>& path) const
{
    const auto found = m_data.paths.find(path);
    if (!found || !m_data.changes.isLive(*found)) return std::nullopt;
    return m_data.changes.text(m_data.changes.last(*found));
}

std::optional<json::Value> StateSink::member(std::string_view name) const
{
    const auto path = m_data.paths.find(kRootPath, name);
    if (!path || m_data.paths.node(*path).top >= m_tops.size()) return std::nullopt;
    if (m_data.changes.isLive(*path)) return leafValue(m_data.changes.text(m_data.changes.last(*path)));
    const auto& leaves = m_tops[m_data.paths.node(*path).top].leaves;
    if (leaves.empty()) return std::nullopt;
    std::vector<std::pair<std::string, ChangeIndex>> ordered;
    ordered.reserve(leaves.size());
    for (const PathId leaf : leaves) ordered.emplace_back(m_data.paths.pointer(leaf), m_data.changes.last(leaf));
    std::sort(ordered.begin(), ordered.end());
    std::vector<ChangeIndex> changes;
    changes.reserve(ordered.size());
    for (const auto& [pointer, change] : ordered) changes.push_back(change);
    json::Value object = objectOf(changes, m_data.changes, m_data.paths);
    return std::move(object.members().front().second);
}

std::optional<json::Value> StateSink::value(const std::vector<std::string>& path) const
{
    if (const auto text = leafText(path)) return leafValue(*text);
    const auto top = path.empty() ? std::nullopt : member(path.front());
    if (!top) return std::nullopt;
    const json::Value* found = json::resolve(*top, {path.begin() + 1, path.end()});
    return found == nullptr ? std::nullopt : std::optional(*found);
}

std::vector<ChangeIndex> StateSink::leaves() const
{
    std::vector<ChangeIndex> changes;
    changes.reserve(m_leafCount);
    for (const Top& top : m_tops) {
        for (const PathId leaf : top.leaves) changes.push_back(m_data.changes.last(leaf));
    }
    return changes;
}

}  // namespace vci::replay
