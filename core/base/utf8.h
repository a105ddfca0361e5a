// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace vci {

/// One decoded step through UTF-8 text.
struct Utf8Step {
    char32_t codePoint;  ///< meaningless where !valid
    std::size_t length;  ///< bytes consumed, at least 1
    bool valid;          ///< false for overlong forms, surrogates, values past U+10FFFF and stray bytes
};

/// Decodes at offset. Requires offset < text.size().
[[nodiscard]] Utf8Step decodeUtf8(std::string_view text, std::size_t offset);
/// Appends a code point. Surrogates are written as their three-byte generalised form.
void appendUtf8(std::string& out, char32_t codePoint);
/// Offset of the first byte that is not part of valid UTF-8.
[[nodiscard]] std::optional<std::size_t> firstInvalidUtf8(std::string_view text);
/// U+FDD0–U+FDEF and the last two of each plane.
[[nodiscard]] bool isNoncharacter(char32_t codePoint);
/// The longest prefix of at most maxBytes that does not split a character.
[[nodiscard]] std::string_view utf8Prefix(std::string_view text, std::size_t maxBytes);
/// Text made safe to show on one line: bidi and control characters appear as tokens such as ⟨U+202E⟩ (DESIGN 4).
[[nodiscard]] std::string visibleControls(std::string_view text);

}  // namespace vci
