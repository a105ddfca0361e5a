// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace vci::json {

/// The plain decimal of a foreign number is written up to this many digits; beyond, the token stands (PROOF 1).
inline constexpr std::size_t kMaxPlainDigits = 10000;

enum class NumberForm {
    Exact,       ///< RFC 8785 can write its exact value
    Foreign,     ///< it cannot: plain decimal, or the token
    NotANumber,  ///< the token breaks the JSON grammar; nothing was written
};

/// Appends a number token in canonical form (PROOF 1).
NumberForm appendCanonicalNumber(std::string& out, std::string_view token);
/// True for tokens that surely are their own canonical form; false says nothing. Needs no conversion, never allocates.
[[nodiscard]] bool isCanonicalNumber(std::string_view token);
/// True where both are number tokens of the same exact value. Never expands an exponent.
[[nodiscard]] bool sameDecimal(std::string_view a, std::string_view b);
/// The length of the number token that text begins with, or 0 where none does (JSON grammar, RFC 8259 section 6).
[[nodiscard]] std::size_t numberTokenLength(std::string_view text);

}  // namespace vci::json
