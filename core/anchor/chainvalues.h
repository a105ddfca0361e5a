// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/hex.h"
#include "core/base/timestamp.h"

#include <algorithm>
#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace vci::anchor {

/// Bytes of a fixed number that the chain writes as 0x and hex digits, with what they name as part of the type.
template <typename Tag, std::size_t N>
class HexValue {
public:
    using Bytes = std::array<std::uint8_t, N>;

    explicit HexValue(const Bytes& bytes)
        : m_bytes(bytes)
    {
    }
    /// Nothing unless there are exactly N bytes.
    [[nodiscard]] static std::optional<HexValue> tryFromBytes(std::string_view bytes)
    {
        if (bytes.size() != N) return std::nullopt;
        Bytes copy{};
        std::transform(bytes.begin(), bytes.end(), copy.begin(), [](char c) { return static_cast<std::uint8_t>(c); });
        return HexValue(copy);
    }
    /// 0x and 2 N digits of either case: the case of an address is a checksum that nobody has to write.
    [[nodiscard]] static std::optional<HexValue> tryFromString(std::string_view text)
    {
        if (text.size() != 2 + 2 * N || !text.starts_with("0x")) return std::nullopt;
        const auto bytes = tryFromHex(text.substr(2));
        if (!bytes) return std::nullopt;
        Bytes copy{};
        std::copy(bytes->begin(), bytes->end(), copy.begin());
        return HexValue(copy);
    }

    [[nodiscard]] const Bytes& bytes() const { return m_bytes; }
    /// Lower case.
    [[nodiscard]] std::string toString() const { return "0x" + toHex(m_bytes); }
    friend auto operator<=>(const HexValue&, const HexValue&) = default;  // NOLINT(modernize-use-nullptr)

private:
    Bytes m_bytes;
};

using TxHash = HexValue<struct TxHashTag, 32>;
using BlockHash = HexValue<struct BlockHashTag, 32>;
using Address = HexValue<struct AddressTag, 20>;

/// Where a transaction stands.
struct ChainBlock {
    std::int64_t number;
    BlockHash hash;
    Timestamp time;
    friend bool operator==(const ChainBlock&, const ChainBlock&) = default;
};

}  // namespace vci::anchor
