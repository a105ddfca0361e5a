// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/json/number.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <cstdlib>

namespace vci::json {

namespace {

constexpr std::size_t kSurelyExactDigits = 15;  // DBL_DIG: decimals of up to 15 digits map one to one
constexpr std::size_t kLongestShortest = 17;    // no shortest round-trip form has more
constexpr std::int64_t kExponentBound = 1'000'000'000'000;

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

std::size_t countDigits(std::string_view text, std::size_t from)
{
    std::size_t end = from;
    while (end < text.size() && isDigit(text[end])) ++end;
    return end - from;
}

/// A token taken apart: its value is 0.d₁d₂…dₙ × 10^point, d₁ and dₙ not 0; no digits at all for zero.
struct Decimal {
    bool negative = false;
    std::string_view whole;
    std::string_view fraction;
    std::size_t first = 0;  // of the significant digits, within whole and fraction laid side by side
    std::size_t count = 0;
    std::int64_t point = 0;

    [[nodiscard]] char digit(std::size_t i) const
    {
        const std::size_t at = first + i;
        return at < whole.size() ? whole[at] : fraction[at - whole.size()];
    }
    [[nodiscard]] bool isZero() const { return count == 0; }
};

std::int64_t readExponent(std::string_view text)
{
    const bool negative = text.starts_with('-');
    if (negative || text.starts_with('+')) text.remove_prefix(1);
    std::int64_t value = 0;
    for (const char c : text) value = std::min(value * 10 + (c - '0'), kExponentBound);
    return negative ? -value : value;
}

void findSignificant(Decimal& d, std::int64_t exponent)
{
    const std::size_t all = d.whole.size() + d.fraction.size();
    d.count = 1;
    while (d.first < all && d.digit(0) == '0') ++d.first;
    if (d.first == all) {
        d.count = 0;
        return;
    }
    d.count = all - d.first;
    while (d.digit(d.count - 1) == '0') --d.count;
    d.point = static_cast<std::int64_t>(d.whole.size()) - static_cast<std::int64_t>(d.first) + exponent;
}

/// Requires a token of the grammar.
Decimal takeApart(std::string_view token)
{
    Decimal d;
    d.negative = token.starts_with('-');
    const std::size_t begin = d.negative ? 1 : 0;
    d.whole = token.substr(begin, countDigits(token, begin));
    std::size_t at = begin + d.whole.size();
    if (at < token.size() && token[at] == '.') {
        d.fraction = token.substr(at + 1, countDigits(token, at + 1));
        at += 1 + d.fraction.size();
    }
    findSignificant(d, at < token.size() ? readExponent(token.substr(at + 1)) : 0);
    return d;
}

/// True where digits × 10^… is the shortest decimal that reads back as the nearest double (requires 1 to 17 digits).
bool isShortestForm(std::string_view digits, std::int64_t point)
{
    if (point < -330 || point > 310) return false;
    if (digits.size() <= kSurelyExactDigits && point > -290 && point < 300) return true;
    std::array<char, 40> text{};
    char* end = std::copy(digits.begin(), digits.end(), text.begin() + 2);
    text[0] = '0';
    text[1] = '.';
    *end++ = 'e';
    end = std::to_chars(end, text.data() + text.size(), point).ptr;
    double value = 0;
    if (std::from_chars(text.data(), end, value).ec != std::errc()) return false;

    std::array<char, 40> shortest{};
    const auto printed = std::to_chars(shortest.data(), shortest.data() + shortest.size(), value, std::chars_format::scientific);
    const std::string_view form(shortest.data(), static_cast<std::size_t>(printed.ptr - shortest.data()));
    const Decimal d = takeApart(form);
    if (d.count != digits.size() || d.point != point) return false;
    for (std::size_t i = 0; i < d.count; ++i) {
        if (d.digit(i) != digits[i]) return false;
    }
    return true;
}

/// As ECMAScript's Number::toString writes digits (RFC 8785 3.2.2.3).
void appendEcmaScript(std::string& out, std::string_view digits, std::int64_t point)
{
    const auto count = static_cast<std::int64_t>(digits.size());
    if (count <= point && point <= 21) {
        out.append(digits).append(static_cast<std::size_t>(point - count), '0');
    } else if (0 < point && point <= 21) {
        out.append(digits.substr(0, static_cast<std::size_t>(point))).push_back('.');
        out.append(digits.substr(static_cast<std::size_t>(point)));
    } else if (-6 < point && point <= 0) {
        out.append("0.").append(static_cast<std::size_t>(-point), '0').append(digits);
    } else {
        out.push_back(digits[0]);
        if (count > 1) out.append(".").append(digits.substr(1));
        out.append(point > 0 ? "e+" : "e-").append(std::to_string(std::abs(point - 1)));
    }
}

/// False, with nothing written, where the plain decimal would have over kMaxPlainDigits digits.
bool appendPlain(std::string& out, const Decimal& d)
{
    const auto count = static_cast<std::int64_t>(d.count);
    const std::int64_t digits = d.point <= 0 ? 1 - d.point + count : std::max(d.point, count);
    if (digits > static_cast<std::int64_t>(kMaxPlainDigits)) return false;
    if (d.negative) out.push_back('-');
    if (d.point <= 0) out.append("0.").append(static_cast<std::size_t>(-d.point), '0');
    for (std::int64_t i = 0; i < count; ++i) {
        if (i > 0 && i == d.point) out.push_back('.');
        out.push_back(d.digit(static_cast<std::size_t>(i)));
    }
    if (d.point > count) out.append(static_cast<std::size_t>(d.point - count), '0');
    return true;
}

}  // namespace

std::size_t numberTokenLength(std::string_view text)
{
    std::size_t at = text.starts_with('-') ? 1 : 0;
    const std::size_t whole = countDigits(text, at);
    if (whole == 0) return 0;
    at += text[at] == '0' ? 1 : whole;
    if (at < text.size() && text[at] == '.') {
        const std::size_t fraction = countDigits(text, at + 1);
        if (fraction == 0) return 0;
        at += 1 + fraction;
    }
    if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
        const std::size_t sign = at + 1 < text.size() && (text[at + 1] == '+' || text[at + 1] == '-') ? 1 : 0;
        const std::size_t exponent = countDigits(text, at + 1 + sign);
        if (exponent == 0) return 0;
        at += 1 + sign + exponent;
    }
    return at;
}

bool isCanonicalNumber(std::string_view token)
{
    const std::size_t begin = token.starts_with('-') ? 1 : 0;
    const std::size_t whole = countDigits(token, begin);
    std::size_t at = begin + whole;
    if (whole == 0 || (whole > 1 && token[begin] == '0')) return false;
    if (at == token.size()) return whole <= kSurelyExactDigits && !(begin == 1 && token[1] == '0');
    if (token[at] != '.') return false;
    const std::size_t fraction = countDigits(token, ++at);
    if (fraction == 0 || at + fraction != token.size() || whole + fraction > kSurelyExactDigits) return false;
    if (token.back() == '0') return false;
    return token[begin] != '0' || token.substr(at, 6) != "000000";
}

NumberForm appendCanonicalNumber(std::string& out, std::string_view token)
{
    if (isCanonicalNumber(token)) {
        out.append(token);
        return NumberForm::Exact;
    }
    if (token.empty() || numberTokenLength(token) != token.size()) return NumberForm::NotANumber;
    const Decimal d = takeApart(token);
    if (d.isZero()) {
        out.push_back('0');
        return NumberForm::Exact;
    }
    if (d.count <= kLongestShortest) {
        std::array<char, kLongestShortest> digits{};
        for (std::size_t i = 0; i < d.count; ++i) digits[i] = d.digit(i);
        const std::string_view significant(digits.data(), d.count);
        if (isShortestForm(significant, d.point)) {
            if (d.negative) out.push_back('-');
            appendEcmaScript(out, significant, d.point);
            return NumberForm::Exact;
        }
    }
    if (!appendPlain(out, d)) out.append(token);
    return NumberForm::Foreign;
}

bool sameDecimal(std::string_view a, std::string_view b)
{
    const Decimal left = takeApart(a);
    const Decimal right = takeApart(b);
    if (left.count != right.count) return false;
    if (left.isZero()) return true;
    if (left.negative != right.negative || left.point != right.point) return false;
    for (std::size_t i = 0; i < left.count; ++i) {
        if (left.digit(i) != right.digit(i)) return false;
    }
    return true;
}

}  // namespace vci::json
