// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/projection/payloadpicker.h"

#include "core/json/pointer.h"
#include "core/json/read.h"
#include "core/replay/leafvalue.h"

#include <algorithm>

namespace vci::projection {

std::size_t PayloadPicker::add(const Path& path)
{
    if (const auto known = std::find(m_paths.begin(), m_paths.end(), path); known != m_paths.end())
        return static_cast<std::size_t>(known - m_paths.begin());
    std::uint32_t at = 0;
    for (const std::string& token : path) {
        const auto& children = m_nodes[at].children;
        const auto found =
            std::find_if(children.begin(), children.end(), [&](std::uint32_t child) { return m_nodes[child].key == token; });
        if (found != children.end()) {
            at = *found;
            continue;
        }
        const auto made = static_cast<std::uint32_t>(m_nodes.size());
        m_nodes[at].children.push_back(made);
        m_nodes.push_back(Node{token});
        at = made;
    }
    m_nodes[at].place = m_paths.size();
    m_paths.push_back(path);
    m_picked.emplace_back();
    return m_paths.size() - 1;
}

bool PayloadPicker::pick(json::LeafScanner& scanner, std::string_view eventData)
{
    for (Picked& picked : m_picked) picked.isThere = false;
    m_open.clear();
    m_current = kNone;
    m_needsDocument = false;
    m_document.reset();
    m_eventData = eventData;
    return scanner.scan(eventData, *this).isObject;
}

bool PayloadPicker::pick(json::Value eventData)
{
    m_document = std::move(eventData);
    return m_document->isObject();
}

std::optional<json::Value> PayloadPicker::value(std::size_t place)
{
    if (m_needsDocument && !m_document) m_document = json::readLenient(m_eventData).value;
    if (m_document) {
        const json::Value* const found = json::resolve(*m_document, m_paths[place]);
        return found == nullptr ? std::nullopt : std::optional(*found);
    }
    const Picked& picked = m_picked[place];
    return picked.isThere ? std::optional(replay::leafValue(picked.text)) : std::nullopt;
}

void PayloadPicker::beginObject()
{
    if (m_current != kNone && m_nodes[m_current].place) m_needsDocument = true;
    m_open.push_back(m_open.empty() ? 0 : m_current);
}

void PayloadPicker::key(std::string_view decodedUtf8)
{
    m_current = kNone;
    if (m_open.back() == kNone) return;
    for (const std::uint32_t child : m_nodes[m_open.back()].children) {
        if (m_nodes[child].key == decodedUtf8) m_current = child;
    }
}

void PayloadPicker::leaf(std::string_view canonicalText)
{
    if (m_current == kNone) return;
    const Node& node = m_nodes[m_current];
    if (node.place) {
        m_picked[*node.place].text = canonicalText;
        m_picked[*node.place].isThere = true;
    }
    if (!node.children.empty() && canonicalText.starts_with('[')) m_needsDocument = true;
}

void PayloadPicker::endObject()
{
    m_open.pop_back();
    m_current = kNone;
}

}  // namespace vci::projection
