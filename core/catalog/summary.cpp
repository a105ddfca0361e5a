// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/catalog/summary.h"

#include "core/base/utf8.h"
#include "core/base/uuid.h"

#include <algorithm>
#include <array>

namespace vci::catalog {

namespace {

constexpr std::string_view kSeparator = " · ";
constexpr std::string_view kEllipsis = "…";
constexpr std::size_t kMaxQuotedCharacters = 40;
constexpr std::size_t kMaxArrayCharacters = 60;
constexpr std::size_t kMaxSummaryCharacters = 120;
constexpr int kMaxSummaryDepth = 8;
constexpr std::array<std::string_view, 5> kFormats = {"", "short", "phone", "quote", "grouped"};

std::string cutAt(std::string_view text, std::size_t maxCharacters)
{
    std::size_t offset = 0;
    for (std::size_t count = 0; offset < text.size(); ++count) {
        if (count == maxCharacters) return std::string(text.substr(0, offset)).append(kEllipsis);
        offset += decodeUtf8(text, offset).length;
    }
    return std::string(text);
}

/// Calls visit(part) for the parts of text between separators; visit returns false to stop.
template <typename Visit>
void forEachPart(std::string_view text, std::string_view separator, Visit visit)
{
    while (true) {
        const std::size_t end = text.find(separator);
        if (!visit(text.substr(0, end)) || end == std::string_view::npos) return;
        text.remove_prefix(end + separator.size());
    }
}

const json::Value* resolveDotted(const json::Value& data, std::string_view path)
{
    const json::Value* at = &data;
    forEachPart(path, ".", [&](std::string_view key) {
        at = at->find(key);
        return at != nullptr;
    });
    return at;
}

const json::Value* resolveAlternatives(const json::Value& data, std::string_view paths)
{
    const json::Value* found = nullptr;
    forEachPart(paths, "/", [&](std::string_view path) {
        found = resolveDotted(data, path);
        if (found != nullptr && (found->isNull() || found->isObject())) found = nullptr;
        return found == nullptr;
    });
    return found;
}

std::string plainText(const json::Value& value)
{
    switch (value.kind()) {
    case json::Value::Kind::Bool:
        return value.asBool() ? "yes" : "no";
    case json::Value::Kind::Number:
    case json::Value::Kind::String:
        return value.asText();
    case json::Value::Kind::Null:
    case json::Value::Kind::Array:
    case json::Value::Kind::Object:
        break;
    }
    return cutAt(json::dump(value), kMaxArrayCharacters);
}

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

std::string phone(const std::string& text)
{
    const bool isNorthAmerican =
        text.size() == 12 && text.starts_with("+1") && std::all_of(text.begin() + 1, text.end(), isDigit);
    if (!isNorthAmerican) return text;
    return "+1 " + text.substr(2, 3) + " " + text.substr(5, 3) + " " + text.substr(8);
}

std::string grouped(const std::string& number)
{
    const std::size_t start = number.starts_with('-') ? 1 : 0;
    std::size_t end = start;
    while (end < number.size() && isDigit(number[end])) ++end;
    if (number.find_first_of("eE") != std::string::npos) return number;
    std::string text = number;
    for (std::size_t at = end; at > start + 3; at -= 3) text.insert(at - 3, " ");
    return text;
}

std::string formatted(const json::Value& value, std::string_view format)
{
    std::string text = plainText(value);
    if (format == "short" && Uuid::tryFromString(text)) return text.substr(0, 8).append(kEllipsis);
    if (format == "phone") return phone(text);
    if (format == "quote") return "“" + cutAt(text, kMaxQuotedCharacters) + "”";
    if (format == "grouped" && value.isNumber()) return grouped(text);
    return text;
}

struct Segment {
    std::string text;
    bool hasPlaceholder = false;
    bool isWhole = true;
};

Segment fillSegment(std::string_view segment, const json::Value& data)
{
    Segment result;
    while (!segment.empty()) {
        const std::size_t open = segment.find('{');
        const std::size_t close = open == std::string_view::npos ? open : segment.find('}', open);
        result.text.append(segment.substr(0, open));
        if (close == std::string_view::npos) break;
        const std::string_view inside = segment.substr(open + 1, close - open - 1);
        const std::size_t bar = inside.find('|');
        const json::Value* value = resolveAlternatives(data, inside.substr(0, bar));
        result.hasPlaceholder = true;
        if (value == nullptr)
            result.isWhole = false;
        else
            result.text += formatted(*value, bar == std::string_view::npos ? std::string_view() : inside.substr(bar + 1));
        segment.remove_prefix(close + 1);
    }
    return result;
}

void appendScalars(std::string& out, const json::Value& value, const std::string& path, int depth)
{
    if (out.size() > 4 * kMaxSummaryCharacters) return;
    if (!value.isObject()) {
        if (!out.empty()) out += kSeparator;
        out += path + " " + (value.isNull() ? "null" : plainText(value));
        return;
    }
    if (depth == kMaxSummaryDepth) return;
    for (const auto& [name, member] : value.members())
        appendScalars(out, member, path.empty() ? name : std::string(path).append(".").append(name), depth + 1);
}

}  // namespace

std::optional<std::string> fillTemplate(std::string_view pattern, const json::Value& data)
{
    std::string line;
    bool isFilled = false;
    forEachPart(pattern, kSeparator, [&](std::string_view part) {
        const Segment segment = fillSegment(part, data);
        if (segment.isWhole) {
            if (!line.empty()) line += kSeparator;
            line += segment.text;
            isFilled = isFilled || segment.hasPlaceholder;
        }
        return true;
    });
    return isFilled ? std::optional(line) : std::nullopt;
}

std::optional<std::string> templateFault(std::string_view pattern)
{
    while (true) {
        const std::size_t open = pattern.find_first_of("{}");
        if (open == std::string_view::npos) return std::nullopt;
        const std::size_t close = pattern.find_first_of("{}", open + 1);
        if (pattern[open] == '}' || close == std::string_view::npos || pattern[close] == '{')
            return "has a brace without its partner";
        const std::string_view inside = pattern.substr(open + 1, close - open - 1);
        const std::size_t bar = inside.find('|');
        const std::string_view format = bar == std::string_view::npos ? std::string_view() : inside.substr(bar + 1);
        bool hasEmptyPath = false;
        forEachPart(inside.substr(0, bar), "/", [&](std::string_view path) {
            hasEmptyPath = hasEmptyPath || path.empty();
            return true;
        });
        if (hasEmptyPath) return "has a placeholder without a path";
        if (std::find(kFormats.begin(), kFormats.end(), format) == kFormats.end())
            return "names the format \"" + std::string(format) + "\"; there are short, phone, quote and grouped";
        pattern.remove_prefix(close + 1);
    }
}

std::string summarise(const json::Value& data)
{
    if (data.isString()) return "“" + cutAt(data.asText(), kMaxSummaryCharacters) + "”";
    if (!data.isObject()) return cutAt(json::dump(data), kMaxSummaryCharacters);
    std::string line;
    appendScalars(line, data, {}, 0);
    return cutAt(line, kMaxSummaryCharacters);
}

}  // namespace vci::catalog
