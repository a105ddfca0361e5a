// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/report/words.h"

#include "core/base/utf8.h"
#include "core/report/members.h"

#include <algorithm>
#include <array>

namespace vci::report {

namespace {

constexpr std::size_t kShownBytes = 400;
constexpr std::size_t kGroupDigits = 3;

}  // namespace

std::string plain(const json::Value& value)
{
    if (value.isNull()) return {};
    const std::string whole = value.isString() ? value.asText() : json::dumpCanonical(value);
    const std::string_view shown = utf8Prefix(whole, kShownBytes);
    return visibleControls(shown) + (shown.size() < whole.size() ? "…" : "");
}

std::string prose(std::string_view utf8)
{
    std::string lines;
    for (const char c : utf8) {
        if (c == '\n')
            lines += " ¶ ";
        else if (c != '\r')
            lines += c;
    }
    return visibleControls(lines);
}

std::string groupedText(std::string_view digits)
{
    std::string out(digits);
    if (!std::ranges::all_of(out, [](char c) { return c >= '0' && c <= '9'; })) return visibleControls(out);
    for (std::size_t i = out.size(); i > kGroupDigits; i -= kGroupDigits) out.insert(i - kGroupDigits, 1, ',');
    return out;
}

std::string countsText(const std::vector<json::Value>& findings)
{
    std::string counts;
    for (const std::string_view severity : std::array<std::string_view, 3>{"error", "warning", "info"}) {
        const auto n =
            std::ranges::count_if(findings, [severity](const json::Value& one) { return textAt(one, "severity") == severity; });
        if (n == 0) continue;
        counts += (counts.empty() ? "" : ", ") + groupedText(std::to_string(n)) + " " + std::string(severity) +
                  (n == 1 || severity == "info" ? "" : "s");
    }
    return counts.empty() ? "none" : counts;
}

}  // namespace vci::report
