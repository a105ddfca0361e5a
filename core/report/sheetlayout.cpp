// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/report/sheetlayout.h"

#include "core/base/utf8.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <system_error>

namespace vci::report {

namespace {

constexpr std::size_t kSheetName = 31;
constexpr std::ptrdiff_t kExactDigits = 15;
constexpr double kLetterWidth = 0.9;  // of a digit
constexpr double kBlankWidth = 0.5;

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

bool areDigits(std::string_view text)
{
    return !text.empty() && std::ranges::all_of(text, isDigit);
}

std::string lowered(std::string text)
{
    std::ranges::transform(text, text.begin(),
                           [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return text;
}

/// Cut behind a word, where there is one.
std::string cutAtWord(std::string_view text, std::size_t bytes)
{
    if (text.size() <= bytes) return std::string(text);
    const std::string_view start = utf8Prefix(text, bytes);
    const std::size_t blank = start.rfind(' ');
    return std::string(text.size() > start.size() && text[start.size()] != ' ' && blank != std::string_view::npos
                           ? start.substr(0, blank)
                           : start);
}

/// "Timeline 1" of timeline-1, "State 1.2" of state-1-2; empty for an id without numbers.
std::string numberedName(std::string_view id)
{
    const std::size_t dash = id.find('-');
    if (dash == std::string_view::npos || dash == 0) return {};
    std::string numbers(id.substr(dash + 1));
    std::ranges::replace(numbers, '-', '.');
    if (!std::ranges::all_of(numbers, [](char c) { return isDigit(c) || c == '.'; })) return {};
    std::string name(id.substr(0, dash));
    if (name.front() >= 'a' && name.front() <= 'z') name.front() = static_cast<char>(name.front() - 'a' + 'A');
    return name + ' ' + numbers;
}

/// What programs keep on one line: they break a text at blanks and behind hyphens.
template <typename Tell>
void forEachPiece(std::string_view utf8, Tell tell)
{
    while (!utf8.empty()) {
        const std::size_t end = std::min(utf8.find_first_of(" -"), utf8.size());
        const bool isHyphen = end < utf8.size() && utf8[end] == '-';
        tell(utf8.substr(0, end + (isHyphen ? 1 : 0)), !isHyphen);
        utf8.remove_prefix(std::min(end + 1, utf8.size()));
    }
}

}  // namespace

std::optional<SheetNumber> trySheetNumber(std::string_view text, Grouping grouping)
{
    std::string plain(text);
    if (grouping == Grouping::Commas) std::erase(plain, ',');
    const std::string_view unsignedText = std::string_view(plain).substr(plain.starts_with('-') ? 1 : 0);
    const std::size_t point = unsignedText.find('.');
    const std::string_view whole = unsignedText.substr(0, point);
    const std::string_view fraction = point == std::string_view::npos ? std::string_view() : unsignedText.substr(point + 1);
    if (!areDigits(whole) || (whole.size() > 1 && whole.front() == '0')) return std::nullopt;
    if (point != std::string_view::npos && !areDigits(fraction)) return std::nullopt;
    const auto digits = std::string(whole) + std::string(fraction);
    const std::size_t first = std::min(digits.find_first_not_of('0'), digits.size());
    if (std::ssize(digits) - static_cast<std::ptrdiff_t>(first) > kExactDigits) return std::nullopt;
    double value = 0;
    const auto [end, fault] = std::from_chars(plain.data(), plain.data() + plain.size(), value);
    if (fault != std::errc() || end != plain.data() + plain.size()) return std::nullopt;
    return SheetNumber{value, static_cast<int>(fraction.size())};
}

double charactersOf(std::string_view utf8)
{
    return static_cast<double>(
        std::ranges::count_if(utf8, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

double longestWord(std::string_view utf8)
{
    double longest = 0;
    forEachPiece(utf8, [&longest](std::string_view piece, bool) { longest = std::max(longest, charactersOf(piece)); });
    return longest;
}

double wrappedLines(std::string_view utf8, double width)
{
    double lines = 1;
    double used = 0;
    double blank = 0;
    forEachPiece(utf8, [&](std::string_view piece, bool isWordEnd) {
        const double length = charactersOf(piece) * (std::ranges::any_of(piece, isDigit) ? 1 : kLetterWidth);
        if (used > 0 && used + blank + length > width) {
            ++lines;
            used = 0;
        } else if (used > 0) {
            used += blank;
        }
        const double further = length > width ? std::ceil(length / width) - 1 : 0;
        lines += further;
        used += length - further * width;
        blank = isWordEnd ? kBlankWidth : 0;
    });
    return lines;
}

std::string SheetNames::nameOf(std::string_view id, std::string_view title)
{
    std::string wanted = numberedName(id);
    if (wanted.empty()) wanted = std::string(title.substr(0, title.find_first_of(":,")));
    std::ranges::replace_if(
        wanted, [](char c) { return std::string_view("[]:*?/\\'").find(c) != std::string_view::npos; }, ' ');
    std::string name = cutAtWord(wanted, kSheetName);
    for (int n = 2; m_names.contains(lowered(name)); ++n) {
        const std::string number = " " + std::to_string(n);
        name = cutAtWord(wanted, kSheetName - number.size()) + number;
    }
    m_names.insert(lowered(name));  // names that differ in case alone are the same one
    return name;
}

}  // namespace vci::report
