// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace vci::replay {

/// Significant digits that a result of a rule may have (DESIGN 3.4).
inline constexpr std::size_t kMaxResultDigits = 50;
/// The greatest power of ten of a result's first digit; beyond it a number is no longer usable.
inline constexpr std::int64_t kMaxResultExponent = 999'999;

enum class DecimalOperation { Add, Subtract };

/// a + b or a − b, exact, as canonical number text. Requires both to be numbers of the JSON grammar. Nothing where the result
/// needs more than kMaxResultDigits digits or lies beyond kMaxResultExponent. Linear in the length of the texts.
[[nodiscard]] std::optional<std::string> decimalSum(std::string_view a, std::string_view b, DecimalOperation operation);

/// Compares by exact value. Requires both to be numbers of the JSON grammar.
[[nodiscard]] std::strong_ordering decimalCompare(std::string_view a, std::string_view b);

/// Seconds with at most six fractional digits, canonical.
[[nodiscard]] std::string decimalSeconds(std::int64_t micros);

}  // namespace vci::replay
