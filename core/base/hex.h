// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace vci {

/// Lower-case hex digits, two a byte.
[[nodiscard]] std::string toHex(std::span<const std::uint8_t> bytes);
/// Both cases are accepted; nothing where the text has an odd length or another character.
[[nodiscard]] std::optional<std::vector<std::uint8_t>> tryFromHex(std::string_view text);
/// The same into bytes, which the text must fill; false where it does not.
[[nodiscard]] bool tryFromHex(std::string_view text, std::span<std::uint8_t> bytes);
/// Of each character: 0–15, or 255 for what is no hex digit.
extern const std::array<std::uint8_t, 256> kHexValues;
/// 0–15, or -1.
[[nodiscard]] int hexDigitValue(char c);

}  // namespace vci
