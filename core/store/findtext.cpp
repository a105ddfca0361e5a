// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/store/findtext.h"

#include "core/base/hex.h"

#include <algorithm>
#include <cstring>

namespace vci::store {

namespace {

constexpr std::size_t kMinIdDigits = 4;
constexpr std::size_t kMinNumberDigits = 3;
constexpr std::size_t kExcerptContext = 36;

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

char lowered(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool isSeparator(char c)
{
    return FindText::numberSeparators().find(c) != std::string_view::npos;
}

std::string_view trimmed(std::string_view text)
{
    const auto isSpace = [](char c) { return c == ' ' || (c >= '\t' && c <= '\r'); };
    while (!text.empty() && isSpace(text.front())) text.remove_prefix(1);
    while (!text.empty() && isSpace(text.back())) text.remove_suffix(1);
    return text;
}

std::optional<std::string> asIdPrefix(std::string_view text)
{
    std::string digits;
    for (const char c : text) {
        if (c == '-') continue;
        if (hexDigitValue(c) < 0) return std::nullopt;
        digits += lowered(c);
    }
    if (digits.size() < kMinIdDigits || digits.size() > 32) return std::nullopt;
    std::string prefix;
    for (std::size_t i = 0; i < digits.size(); ++i) {
        if (i == 8 || i == 12 || i == 16 || i == 20) prefix += '-';
        prefix += digits[i];
    }
    return prefix;
}

std::optional<std::string> asNumber(std::string_view text)
{
    std::string digits;
    if (!text.empty() && text.front() == '+') text.remove_prefix(1);
    for (const char c : text) {
        if (isDigit(c))
            digits += c;
        else if (!isSeparator(c))
            return std::nullopt;
    }
    if (digits.size() < kMinNumberDigits) return std::nullopt;
    return digits;
}

std::string escapedLower(std::string_view text)
{
    static constexpr char kHex[] = "0123456789abcdef";
    std::string out;
    for (const char c : text) {
        switch (c) {
        case '"':
            out += "\\\"";
            break;
        case '\\':
            out += "\\\\";
            break;
        case '\b':
            out += "\\b";
            break;
        case '\f':
            out += "\\f";
            break;
        case '\n':
            out += "\\n";
            break;
        case '\r':
            out += "\\r";
            break;
        case '\t':
            out += "\\t";
            break;
        default:
            if (static_cast<unsigned char>(c) < 0x20) {
                out += "\\u00";
                out += kHex[static_cast<unsigned char>(c) >> 4];
                out += kHex[static_cast<unsigned char>(c) & 15];
            } else {
                out += lowered(c);
            }
        }
    }
    return out;
}

struct Member {
    std::string_view name, value;  ///< without quotes, escapes as they stand
    std::size_t offset;            ///< of value in the payload
};

/// The quote at or before `from` that no backslash escapes.
std::optional<std::size_t> quoteBefore(std::string_view text, std::size_t from)
{
    for (std::size_t i = from + 1; i-- > 0;) {
        if (text[i] != '"') continue;
        std::size_t slashes = 0;
        while (slashes < i && text[i - 1 - slashes] == '\\') ++slashes;
        if (slashes % 2 == 0) return i;
    }
    return std::nullopt;
}

std::size_t endOfString(std::string_view text, std::size_t from)
{
    while (from < text.size() && text[from] != '"') from += text[from] == '\\' ? 2 : 1;
    return std::min(from, text.size());
}

/// The member whose string value holds the match; nothing where it lies in a name, a number or an array.
std::optional<Member> memberAround(std::string_view payload, const FindText::Match& match)
{
    if (match.offset == 0) return std::nullopt;
    const auto open = quoteBefore(payload, match.offset - 1);
    if (!open || *open == 0) return std::nullopt;
    std::size_t at = *open;
    while (at > 0 && payload[at - 1] == ' ') --at;
    if (at < 2 || payload[at - 1] != ':') return std::nullopt;
    --at;
    while (at > 0 && payload[at - 1] == ' ') --at;
    if (at < 2 || payload[at - 1] != '"') return std::nullopt;
    const auto name = quoteBefore(payload, at - 2);
    if (!name) return std::nullopt;
    const std::size_t begin = *open + 1;
    const std::size_t end = endOfString(payload, begin);
    if (match.offset >= end) return std::nullopt;
    return Member{payload.substr(*name + 1, at - 2 - *name), payload.substr(begin, end - begin), begin};
}

}  // namespace

FindText::FindText(std::string_view typed)
{
    const std::string_view text = trimmed(typed);
    m_idPrefix = asIdPrefix(text);
    if (auto number = asNumber(text)) {
        m_needle = std::move(*number);
        m_isNumber = true;
    } else {
        m_needle = escapedLower(text);
    }
}

std::optional<FindText::Match> FindText::match(std::string_view payload) const
{
    if (m_needle.empty()) return std::nullopt;
    return m_isNumber ? matchNumber(payload) : matchText(payload);
}

std::optional<FindText::Match> FindText::matchNumber(std::string_view payload) const
{
    const char* const begin = payload.data();
    const char* const end = begin + payload.size();
    const char* start = begin;
    while (start < end) {
        start = static_cast<const char*>(std::memchr(start, m_needle.front(), static_cast<std::size_t>(end - start)));
        if (start == nullptr) return std::nullopt;
        const char* at = start + 1;
        std::size_t matched = 1;
        while (matched < m_needle.size() && at < end) {
            if (*at == m_needle[matched])
                ++matched;
            else if (!isSeparator(*at))
                break;
            ++at;
        }
        if (matched == m_needle.size()) {
            return Match{static_cast<std::size_t>(start - begin), static_cast<std::size_t>(at - start)};
        }
        ++start;
    }
    return std::nullopt;
}

std::optional<FindText::Match> FindText::matchText(std::string_view payload) const
{
    const auto found = std::search(payload.begin(), payload.end(), m_needle.begin(), m_needle.end(),
                                   [](char a, char b) { return lowered(a) == b; });
    if (found == payload.end()) return std::nullopt;
    return Match{static_cast<std::size_t>(found - payload.begin()), m_needle.size()};
}

std::string FindText::excerpt(std::string_view payload, const Match& match)
{
    if (const auto member = memberAround(payload, match)) {
        payload = member->value;
        const std::size_t offset = match.offset - member->offset;
        return std::string(member->name) + ": " + window(payload, {offset, std::min(match.length, payload.size() - offset)});
    }
    return window(payload, match);
}

std::string FindText::window(std::string_view payload, const Match& match)
{
    const auto isContinuation = [&](std::size_t i) {
        return i < payload.size() && (static_cast<unsigned char>(payload[i]) & 0xC0) == 0x80;
    };
    std::size_t begin = match.offset > kExcerptContext ? match.offset - kExcerptContext : 0;
    while (begin > 0 && begin < match.offset && isContinuation(begin)) ++begin;
    std::size_t end = std::min(payload.size(), match.offset + std::min<std::size_t>(match.length, 48) + kExcerptContext);
    while (end < payload.size() && isContinuation(end)) ++end;
    std::string out = begin > 0 ? "…" : "";
    out += payload.substr(begin, end - begin);
    if (end < payload.size()) out += "…";
    return out;
}

}  // namespace vci::store
