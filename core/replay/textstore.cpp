// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/replay/textstore.h"

#include <cstring>

namespace vci::replay {

char* TextStore::reserve(std::size_t size, std::uint32_t& chunk, std::uint32_t& offset)
{
    if (m_chunks.empty() || m_used + size > kChunkBytes) {
        // A long text fills a chunk of its own, which then counts as full.
        m_chunks.push_back(std::make_unique_for_overwrite<char[]>(size > kChunkBytes ? size : kChunkBytes));
        m_used = 0;
    }
    chunk = static_cast<std::uint32_t>(m_chunks.size() - 1);
    offset = static_cast<std::uint32_t>(m_used);
    m_used += size;
    return m_chunks.back().get() + offset;
}

StoredText TextStore::put(std::string_view text)
{
    if (text.size() <= StoredText::kMaxInline) {
        StoredText stored(static_cast<std::uint8_t>(text.size()));
        text.copy(stored.m_bytes.data(), text.size());
        return stored;
    }
    const auto length = static_cast<std::uint32_t>(text.size());
    std::uint32_t chunk = 0;
    std::uint32_t offset = 0;
    char* const at = reserve(sizeof length + text.size(), chunk, offset);
    std::memcpy(at, &length, sizeof length);
    text.copy(at + sizeof length, text.size());
    StoredText stored(StoredText::kInStore);
    std::memcpy(stored.m_bytes.data(), &offset, sizeof offset);
    for (std::size_t i = 0; i < 3; ++i) stored.m_bytes[4 + i] = static_cast<char>(chunk >> (8 * i));
    return stored;
}

std::string_view TextStore::view(const StoredText& text) const
{
    if (text.tag() <= StoredText::kMaxInline) return {text.m_bytes.data(), text.tag()};
    if (text.isNone()) return {};
    std::uint32_t offset = 0;
    std::uint32_t chunk = 0;
    std::memcpy(&offset, text.m_bytes.data(), sizeof offset);
    for (std::size_t i = 0; i < 3; ++i)
        chunk |= static_cast<std::uint32_t>(static_cast<std::uint8_t>(text.m_bytes[4 + i])) << (8 * i);
    const char* const at = m_chunks[chunk].get() + offset;
    std::uint32_t length = 0;
    std::memcpy(&length, at, sizeof length);
    return {at + sizeof length, length};
}

std::string_view TextStore::keep(std::string_view text)
{
    std::uint32_t chunk = 0;
    std::uint32_t offset = 0;
    char* const at = reserve(text.size(), chunk, offset);
    text.copy(at, text.size());
    return {at, text.size()};
}

}  // namespace vci::replay
