// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/base/utf8.h"

#include <cstdio>

namespace vci {

namespace {

std::uint8_t byteAt(std::string_view text, std::size_t i)
{
    return static_cast<std::uint8_t>(text[i]);
}

bool isContinuation(std::string_view text, std::size_t i)
{
    return i < text.size() && (byteAt(text, i) & 0xC0) == 0x80;
}

bool isBidiOrControl(char32_t c)
{
    if (c < 0x20 || (c >= 0x7F && c < 0xA0)) return true;
    if (c == 0x061C || c == 0x200E || c == 0x200F || c == 0x2028 || c == 0x2029 || c == 0xFEFF) return true;
    if (c >= 0x200B && c <= 0x200D) return true;
    return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

}  // namespace

Utf8Step decodeUtf8(std::string_view text, std::size_t offset)
{
    const std::uint8_t lead = byteAt(text, offset);
    if (lead < 0x80) return {lead, 1, true};
    const int extra = lead >= 0xF0 && lead <= 0xF4 ? 3 : lead >= 0xE0 && lead < 0xF0 ? 2 : lead >= 0xC2 && lead < 0xE0 ? 1 : 0;
    if (extra == 0) return {0xFFFD, 1, false};
    char32_t c = lead & (0x3F >> extra);
    for (int i = 1; i <= extra; ++i) {
        if (!isContinuation(text, offset + static_cast<std::size_t>(i))) return {0xFFFD, 1, false};
        c = (c << 6) | (byteAt(text, offset + static_cast<std::size_t>(i)) & 0x3F);
    }
    static constexpr char32_t kLeast[] = {0, 0x80, 0x800, 0x10000};
    const bool sound = c >= kLeast[extra] && c <= 0x10FFFF && (c < 0xD800 || c > 0xDFFF);
    return sound ? Utf8Step{c, static_cast<std::size_t>(extra) + 1, true} : Utf8Step{0xFFFD, 1, false};
}

void appendUtf8(std::string& out, char32_t c)
{
    const auto push = [&out](char32_t byte) { out.push_back(static_cast<char>(static_cast<std::uint8_t>(byte))); };
    if (c < 0x80) {
        push(c);
    } else if (c < 0x800) {
        push(0xC0 | (c >> 6));
        push(0x80 | (c & 0x3F));
    } else if (c < 0x10000) {
        push(0xE0 | (c >> 12));
        push(0x80 | ((c >> 6) & 0x3F));
        push(0x80 | (c & 0x3F));
    } else {
        push(0xF0 | (c >> 18));
        push(0x80 | ((c >> 12) & 0x3F));
        push(0x80 | ((c >> 6) & 0x3F));
        push(0x80 | (c & 0x3F));
    }
}

std::optional<std::size_t> firstInvalidUtf8(std::string_view text)
{
    for (std::size_t i = 0; i < text.size();) {
        const Utf8Step step = decodeUtf8(text, i);
        if (!step.valid) return i;
        i += step.length;
    }
    return std::nullopt;
}

bool isNoncharacter(char32_t c)
{
    return (c >= 0xFDD0 && c <= 0xFDEF) || (c & 0xFFFE) == 0xFFFE;
}

std::string_view utf8Prefix(std::string_view text, std::size_t maxBytes)
{
    if (text.size() <= maxBytes) return text;
    std::size_t end = maxBytes;
    while (end > 0 && isContinuation(text, end)) --end;
    return text.substr(0, end);
}

std::string visibleControls(std::string_view text)
{
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size();) {
        const Utf8Step step = decodeUtf8(text, i);
        if (!step.valid) {
            out += "\xEF\xBF\xBD";
        } else if (step.codePoint == U'\n') {
            out += "⏎";
        } else if (step.codePoint == U'\t') {
            out += "⇥";
        } else if (isBidiOrControl(step.codePoint)) {
            char token[24];
            std::snprintf(token, sizeof token, "⟨U+%04X⟩", static_cast<unsigned>(step.codePoint));
            out += token;
        } else {
            out.append(text.substr(i, step.length));
        }
        i += step.length;
    }
    return out;
}

}  // namespace vci
