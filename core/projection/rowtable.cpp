// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/projection/rowtable.h"

#include "core/json/value.h"

namespace vci::projection {

RowTable::RowTable(const std::vector<std::string>& names)
{
    for (const std::string& name : names) {
        m_slots.emplace(m_texts.keep(name), m_quotedNames.size());
        std::string quoted;
        json::appendQuoted(quoted, name);
        m_quotedNames.push_back(quoted + ":");
    }
}

std::optional<RowIndex> RowTable::find(std::string_view modelId) const
{
    const auto found = m_rows.find(modelId);
    return found == m_rows.end() ? std::nullopt : std::optional(found->second);
}

RowIndex RowTable::obtain(std::string_view modelId)
{
    if (const auto found = m_rows.find(modelId); found != m_rows.end()) return found->second;
    const auto row = static_cast<RowIndex>(m_heads.size());
    RowHead head;
    head.modelId = m_texts.keep(modelId);
    m_heads.push(head);
    for (std::size_t i = 0; i < m_quotedNames.size(); ++i) m_members.push(replay::StoredText::none());
    m_rows.emplace(head.modelId, row);
    return row;
}

void RowTable::reset(RowIndex row)
{
    RowHead fresh;
    fresh.modelId = m_heads[row].modelId;
    m_heads[row] = fresh;
    for (std::size_t slot = 0; slot < m_quotedNames.size(); ++slot) unset(row, slot);
}

std::optional<std::string_view> RowTable::member(RowIndex row, std::size_t slot) const
{
    const replay::StoredText& text = m_members[row * m_quotedNames.size() + slot];
    return text.isNone() ? std::nullopt : std::optional(m_texts.view(text));
}

void RowTable::set(RowIndex row, std::size_t slot, std::string_view canonicalText)
{
    replay::StoredText& text = m_members[row * m_quotedNames.size() + slot];
    if (!text.isNone() && m_texts.view(text) == canonicalText) return;
    text = m_texts.put(canonicalText);
}

void RowTable::unset(RowIndex row, std::size_t slot)
{
    m_members[row * m_quotedNames.size() + slot] = replay::StoredText::none();
}

void RowTable::appendData(RowIndex row, std::string& out) const
{
    out += '{';
    bool isFirst = true;
    for (std::size_t slot = 0; slot < m_quotedNames.size(); ++slot) {
        const auto text = member(row, slot);
        if (!text) continue;
        if (!isFirst) out += ',';
        isFirst = false;
        out += m_quotedNames[slot];
        out += *text;
    }
    out += '}';
}

}  // namespace vci::projection
