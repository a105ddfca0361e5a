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
constexpr std::size_t kIdStart = 8;

}  // namespace

std::string plain(const json::Value& value)
{
    if (value.isNull()) return {};
    const std::string whole = value.isString() ? value.asText() : json::dumpCanonical(value);
    const std::string_view shown = utf8Prefix(whole, kShownBytes);
    if (shown.size() == whole.size()) return visibleControls(shown);
    return visibleControls(shown) + "… (" + groupedText(std::to_string(whole.size())) + " bytes; whole in the JSON report)";
}

std::string cell(const json::Value& object, std::string_view member)
{
    return plain(at(object, member));
}

std::string named(const json::Value& object, std::string_view type, std::string_view id)
{
    const std::string whole = cell(object, id);
    const std::string kind = type.empty() ? std::string() : cell(object, type);
    return (kind.empty() ? "" : kind + " ") + whole.substr(0, kIdStart) + (whole.size() > kIdStart ? "…" : "");
}

std::string pathText(std::string_view pointer)
{
    if (pointer.starts_with('/')) pointer.remove_prefix(1);
    std::string out;
    for (std::size_t i = 0; i < pointer.size(); ++i) {
        const bool isEscape = pointer[i] == '~' && i + 1 < pointer.size() && (pointer[i + 1] == '0' || pointer[i + 1] == '1');
        if (!isEscape) {
            out += pointer[i];
            continue;
        }
        out += pointer[++i] == '1' ? '/' : '~';
    }
    return plain(text(out));
}

std::string kindWords(std::string_view kind)
{
    std::string words = visibleControls(kind);
    std::ranges::replace(words, '_', ' ');
    if (const std::size_t tx = words.find(" tx "); tx != std::string::npos) words.replace(tx, 4, " transaction ");
    return words;
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
