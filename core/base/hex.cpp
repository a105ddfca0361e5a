// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/base/hex.h"

namespace vci {

namespace {

constexpr std::array<std::uint8_t, 256> makeHexValues()
{
    std::array<std::uint8_t, 256> values{};
    values.fill(0xFF);
    for (std::uint8_t i = 0; i < 10; ++i) values[static_cast<std::size_t>('0' + i)] = i;
    for (std::uint8_t i = 0; i < 6; ++i) {
        values[static_cast<std::size_t>('a' + i)] = static_cast<std::uint8_t>(10 + i);
        values[static_cast<std::size_t>('A' + i)] = static_cast<std::uint8_t>(10 + i);
    }
    return values;
}

}  // namespace

constexpr std::array<std::uint8_t, 256> kHexValues = makeHexValues();

std::string toHex(std::span<const std::uint8_t> bytes)
{
    static constexpr char kDigits[] = "0123456789abcdef";
    std::string text;
    text.reserve(bytes.size() * 2);
    for (const std::uint8_t byte : bytes) {
        text.push_back(kDigits[byte >> 4]);
        text.push_back(kDigits[byte & 15]);
    }
    return text;
}

int hexDigitValue(char c)
{
    const std::uint8_t value = kHexValues[static_cast<std::uint8_t>(c)];
    return value > 15 ? -1 : value;
}

bool tryFromHex(std::string_view text, std::span<std::uint8_t> bytes)
{
    if (text.size() != 2 * bytes.size()) return false;
    // One check at the end instead of one a digit.
    std::uint8_t seen = 0;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        const std::uint8_t high = kHexValues[static_cast<std::uint8_t>(text[2 * i])];
        const std::uint8_t low = kHexValues[static_cast<std::uint8_t>(text[2 * i + 1])];
        seen |= high | low;
        bytes[i] = static_cast<std::uint8_t>((high << 4) | low);
    }
    return seen <= 15;
}

std::optional<std::vector<std::uint8_t>> tryFromHex(std::string_view text)
{
    std::vector<std::uint8_t> bytes(text.size() / 2);
    if (!tryFromHex(text, bytes)) return std::nullopt;
    return bytes;
}

}  // namespace vci
