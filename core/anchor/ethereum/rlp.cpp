// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/anchor/ethereum/rlp.h"

#include <cstddef>

namespace vci::anchor::ethereum {

namespace {

constexpr int kMaxDepth = 16;
constexpr std::size_t kShortLength = 55;  // longer ones have a length of the length

std::string bigEndian(std::uint64_t value)
{
    std::string bytes;
    for (int shift = 56; shift >= 0; shift -= 8) {
        const auto byte = static_cast<char>((value >> shift) & 0xff);
        if (!bytes.empty() || byte != 0) bytes.push_back(byte);
    }
    return bytes;
}

std::uint8_t at(std::string_view bytes, std::size_t i)
{
    return static_cast<std::uint8_t>(bytes[i]);
}

/// Reads items off the front of one buffer.
class Decoder {
public:
    explicit Decoder(std::string_view bytes)
        : m_bytes(bytes)
    {
    }

    [[nodiscard]] std::size_t offset() const { return m_offset; }

    Result<RlpItem> item(std::size_t end, int depth)
    {
        if (m_offset >= end) return fault("an item is missing");
        const std::uint8_t first = at(m_bytes, m_offset);
        if (first < 0x80) return RlpItem::ofBytes(std::string(1, m_bytes[m_offset++]));
        if (first < 0xc0) {
            VCI_TRY(const std::size_t length, this->length(0x80, end));
            if (length == 1 && at(m_bytes, m_offset) < 0x80) return fault("a single byte below 0x80 has a length before it");
            std::string bytes(m_bytes.substr(m_offset, length));
            m_offset += length;
            return RlpItem::ofBytes(std::move(bytes));
        }
        if (depth == kMaxDepth) return fault("lists are nested deeper than " + std::to_string(kMaxDepth));
        VCI_TRY(const std::size_t length, this->length(0xc0, end));
        const std::size_t listEnd = m_offset + length;
        std::vector<RlpItem> items;
        while (m_offset < listEnd) {
            VCI_TRY(RlpItem next, item(listEnd, depth + 1));
            items.push_back(std::move(next));
        }
        return RlpItem::ofList(std::move(items));
    }

    [[nodiscard]] Error fault(const std::string& what) const
    {
        return makeError(ErrorCode::InvalidPayload, "RLP at byte " + std::to_string(m_offset) + ": " + what);
    }

private:
    /// Steps over the prefix; the length that it tells fits before end.
    Result<std::size_t> length(std::uint8_t base, std::size_t end)
    {
        const std::size_t code = at(m_bytes, m_offset) - base;
        std::size_t length = code;
        std::size_t prefix = 1;
        if (code > kShortLength) {
            const std::size_t count = code - kShortLength;
            if (count > sizeof(std::size_t) || end - m_offset < 1 + count) return fault("the length runs past the end");
            if (at(m_bytes, m_offset + 1) == 0) return fault("the length has a leading zero");
            length = 0;
            for (std::size_t i = 0; i < count; ++i) length = (length << 8U) | at(m_bytes, m_offset + 1 + i);
            if (length <= kShortLength) return fault("the length is not in its shortest form");
            prefix += count;
        }
        if (length > end - m_offset - prefix) return fault("the length runs past the end");
        m_offset += prefix;
        return length;
    }

    std::string_view m_bytes;
    std::size_t m_offset = 0;
};

void appendPrefix(std::string& out, std::size_t length, std::uint8_t base)
{
    if (length <= kShortLength) {
        out.push_back(static_cast<char>(base + length));
        return;
    }
    const std::string digits = bigEndian(length);
    out.push_back(static_cast<char>(base + kShortLength + digits.size()));
    out += digits;
}

void append(std::string& out, const RlpItem& item)
{
    if (!item.isList()) {
        const std::string& bytes = item.bytes();
        if (bytes.size() != 1 || at(bytes, 0) >= 0x80) appendPrefix(out, bytes.size(), 0x80);
        out += bytes;
        return;
    }
    std::string body;
    for (const RlpItem& child : item.items()) append(body, child);
    appendPrefix(out, body.size(), 0xc0);
    out += body;
}

}  // namespace

RlpItem RlpItem::ofInteger(std::uint64_t value)
{
    return RlpItem(bigEndian(value));
}

std::optional<std::int64_t> RlpItem::tryInteger() const
{
    if (m_isList || m_bytes.size() > 8 || (!m_bytes.empty() && m_bytes[0] == 0)) return std::nullopt;
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < m_bytes.size(); ++i) value = (value << 8U) | at(m_bytes, i);
    if (value > INT64_MAX) return std::nullopt;
    return static_cast<std::int64_t>(value);
}

Result<RlpItem> decodeRlp(std::string_view bytes)
{
    Decoder decoder(bytes);
    VCI_TRY(RlpItem item, decoder.item(bytes.size(), 0));
    if (decoder.offset() != bytes.size()) return decoder.fault("something follows the item");
    return item;
}

std::string encodeRlp(const RlpItem& item)
{
    std::string out;
    append(out, item);
    return out;
}

}  // namespace vci::anchor::ethereum
