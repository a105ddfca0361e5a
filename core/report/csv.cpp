// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/report/csv.h"

#include <algorithm>
#include <cstddef>

namespace vci::report {

namespace {

constexpr std::string_view kFormulaStarts = "=+-@\t\r";
constexpr std::size_t kE164Digits = 15;

std::size_t digitsAt(std::string_view text, std::size_t begin)
{
    std::size_t end = begin;
    while (end < text.size() && text[end] >= '0' && text[end] <= '9') ++end;
    return end - begin;
}

/// A JSON number and nothing else: no spreadsheet can take it for more.
bool isPlainNumber(std::string_view text)
{
    std::size_t i = text.starts_with('-') ? 1 : 0;
    const std::size_t whole = digitsAt(text, i);
    if (whole == 0) return false;
    i += whole;
    if (i < text.size() && text[i] == '.') {
        const std::size_t fraction = digitsAt(text, i + 1);
        if (fraction == 0) return false;
        i += 1 + fraction;
    }
    if (i < text.size() && (text[i] == 'e' || text[i] == 'E')) {
        ++i;
        if (i < text.size() && (text[i] == '+' || text[i] == '-')) ++i;
        const std::size_t exponent = digitsAt(text, i);
        if (exponent == 0) return false;
        i += exponent;
    }
    return i == text.size();
}

/// ITU-T E.164: a plus sign, a country code that begins with 1–9, at most 15 digits.
bool isE164(std::string_view text)
{
    if (text.size() < 2 || text[0] != '+' || text[1] == '0') return false;
    return text.size() - 1 <= kE164Digits && digitsAt(text, 1) == text.size() - 1;
}

}  // namespace

std::string spreadsheetSafe(std::string_view text)
{
    const bool looksLikeFormula = !text.empty() && kFormulaStarts.find(text.front()) != std::string_view::npos;
    if (!looksLikeFormula || isPlainNumber(text) || isE164(text)) return std::string(text);
    return "'" + std::string(text);
}

void appendCsvRecord(std::string& out, std::span<const std::string> cells)
{
    bool first = true;
    for (const std::string& cell : cells) {
        if (!first) out += ',';
        first = false;
        const std::string safe = spreadsheetSafe(cell);
        if (safe.find_first_of(",\"\r\n") == std::string::npos) {
            out += safe;
            continue;
        }
        out += '"';
        for (const char c : safe) out.append(c == '"' ? 2 : 1, c);
        out += '"';
    }
    out += "\r\n";
}

}  // namespace vci::report
