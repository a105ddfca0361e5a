// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

namespace vci::replay {

/// A text in a TextStore, or no text at all, in eight bytes: up to seven are held here, longer ones in the store.
class StoredText {
public:
    /// No text: the mark of a removal.
    [[nodiscard]] static StoredText none() { return StoredText(kNone); }
    [[nodiscard]] bool isNone() const { return tag() == kNone; }

    StoredText() = default;

private:
    static constexpr std::uint8_t kMaxInline = 7;
    static constexpr std::uint8_t kInStore = 0x80;
    static constexpr std::uint8_t kNone = 0x81;

    explicit StoredText(std::uint8_t tag) { m_bytes[kMaxInline] = static_cast<char>(tag); }
    [[nodiscard]] std::uint8_t tag() const { return static_cast<std::uint8_t>(m_bytes[kMaxInline]); }

    std::array<char, 8> m_bytes{};  ///< the text, or 32 bits of offset and 24 of chunk; the last byte is the tag or length
    friend class TextStore;
};

/// Keeps texts, append only. Views live as long as the store (and, for short texts, as the StoredText they were asked of).
class TextStore {
public:
    /// Texts are shorter than 4 GiB.
    [[nodiscard]] StoredText put(std::string_view text);
    [[nodiscard]] std::string_view view(const StoredText& text) const;
    /// A copy that lives as long as the store, whatever its length.
    [[nodiscard]] std::string_view keep(std::string_view text);

private:
    /// size bytes in one piece; sets where they lie.
    char* reserve(std::size_t size, std::uint32_t& chunk, std::uint32_t& offset);

    static constexpr std::size_t kChunkBytes = std::size_t{1} << 20;
    std::vector<std::unique_ptr<char[]>> m_chunks;
    std::size_t m_used = kChunkBytes;  ///< of the last chunk
};

}  // namespace vci::replay
