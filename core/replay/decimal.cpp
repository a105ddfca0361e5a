// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/replay/decimal.h"

#include "core/json/read.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdlib>

namespace vci::replay {

namespace {

/// digits × 10^exponent, negated where negative. No leading and no trailing zeros; zero has no digits.
struct Decimal {
    bool negative = false;
    std::string digits;
    std::int64_t exponent = 0;

    /// The power of ten just above the first digit.
    [[nodiscard]] std::int64_t top() const { return exponent + static_cast<std::int64_t>(digits.size()); }
};

/// Far outside of anything usable, and far enough from the limits of the type that sums do not overflow.
constexpr std::int64_t kExponentLimit = 1'000'000'000'000'000'000;

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

void trim(Decimal& number)
{
    const std::size_t last = number.digits.find_last_not_of('0');
    const std::size_t kept = last == std::string::npos ? 0 : last + 1;
    number.exponent += static_cast<std::int64_t>(number.digits.size() - kept);
    number.digits.resize(kept);
    number.digits.erase(0, std::min(number.digits.find_first_not_of('0'), kept));
    if (number.digits.empty()) number = {};
}

std::int64_t parseExponent(std::string_view text)
{
    if (text.starts_with('+')) text.remove_prefix(1);
    std::int64_t value = 0;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (fault == std::errc::result_out_of_range) return text.starts_with('-') ? -kExponentLimit : kExponentLimit;
    return std::clamp(value, -kExponentLimit, kExponentLimit);
}

Decimal parse(std::string_view text)
{
    Decimal number;
    if (text.starts_with('-')) {
        number.negative = true;
        text.remove_prefix(1);
    }
    const std::size_t e = text.find_first_of("eE");
    const std::string_view mantissa = text.substr(0, e);
    if (e != std::string_view::npos) number.exponent = parseExponent(text.substr(e + 1));
    const std::size_t point = mantissa.find('.');
    number.digits = mantissa.substr(0, point);
    if (point != std::string_view::npos) {
        number.digits += mantissa.substr(point + 1);
        number.exponent -= static_cast<std::int64_t>(mantissa.size() - point - 1);
    }
    trim(number);
    return number;
}

std::strong_ordering compareMagnitude(const Decimal& a, const Decimal& b)
{
    if (a.digits.empty() || b.digits.empty()) return b.digits.empty() <=> a.digits.empty();
    if (a.top() != b.top()) return a.top() <=> b.top();
    return a.digits.compare(b.digits) <=> 0;
}

/// The digits of number from power of ten `low` up to `high`, most significant first.
std::string spread(const Decimal& number, std::int64_t low, std::int64_t high)
{
    std::string digits(static_cast<std::size_t>(high - number.top()), '0');
    digits += number.digits;
    digits.append(static_cast<std::size_t>(number.exponent - low), '0');
    return digits;
}

void addDigits(std::string& sum, const std::string& other)
{
    int carry = 0;
    for (std::size_t i = sum.size(); i-- > 0;) {
        const int digit = (sum[i] - '0') + (other[i] - '0') + carry;
        carry = digit / 10;
        sum[i] = static_cast<char>('0' + digit % 10);
    }
}

/// Requires greater >= lesser.
void subtractDigits(std::string& greater, const std::string& lesser)
{
    int borrow = 0;
    for (std::size_t i = greater.size(); i-- > 0;) {
        const int digit = (greater[i] - '0') - (lesser[i] - '0') - borrow;
        borrow = digit < 0 ? 1 : 0;
        greater[i] = static_cast<char>('0' + digit + 10 * borrow);
    }
}

std::optional<Decimal> sum(const Decimal& a, const Decimal& b)
{
    if (a.digits.empty()) return b;
    if (b.digits.empty()) return a;
    const std::int64_t low = std::min(a.exponent, b.exponent);
    const std::int64_t high = std::max(a.top(), b.top()) + 1;
    // With that much room between the two no digits can cancel, and the result would span it all.
    const auto lengths = static_cast<std::int64_t>(a.digits.size() + b.digits.size());
    if (high - low > lengths + static_cast<std::int64_t>(kMaxResultDigits) + 2) return std::nullopt;
    const bool isAGreater = std::is_gteq(compareMagnitude(a, b));
    const Decimal& greater = isAGreater ? a : b;
    Decimal result{greater.negative, spread(greater, low, high), low};
    const std::string other = spread(isAGreater ? b : a, low, high);
    if (a.negative == b.negative)
        addDigits(result.digits, other);
    else
        subtractDigits(result.digits, other);
    trim(result);
    return result;
}

std::optional<std::string> print(const Decimal& number)
{
    if (number.digits.empty()) return "0";
    const bool isUsable = number.digits.size() <= kMaxResultDigits && number.top() - 1 <= kMaxResultExponent &&
                          number.top() - 1 >= -kMaxResultExponent;
    if (!isUsable) return std::nullopt;
    const std::string token = (number.negative ? "-" : "") + number.digits + "e" + std::to_string(number.exponent);
    return json::canonicalNumber(token).text;
}

constexpr std::size_t kSmallDigits = 15;
constexpr std::size_t kSmallScale = 6;
constexpr std::array<std::int64_t, 7> kPowersOfTen = {1, 10, 100, 1'000, 10'000, 100'000, 1'000'000};

/// coefficient ÷ 10^scale: the numbers that nearly every event holds, without any allocation.
struct Small {
    std::int64_t coefficient;
    std::size_t scale;
};

std::optional<Small> parseSmall(std::string_view text)
{
    const bool negative = text.starts_with('-');
    if (negative) text.remove_prefix(1);
    if (text.empty() || text.size() > kSmallDigits) return std::nullopt;
    Small number{0, 0};
    bool isFraction = false;
    for (const char c : text) {
        if (isDigit(c)) {
            number.coefficient = number.coefficient * 10 + (c - '0');
            number.scale += isFraction ? 1 : 0;
        } else if (c == '.' && !isFraction) {
            isFraction = true;
        } else {
            return std::nullopt;
        }
    }
    if (number.scale > kSmallScale) return std::nullopt;
    if (negative) number.coefficient = -number.coefficient;
    return number;
}

/// Nothing where the plain form might not be the canonical one.
std::optional<std::string> printSmall(Small number)
{
    while (number.scale > 0 && number.coefficient % 10 == 0) {
        number.coefficient /= 10;
        --number.scale;
    }
    std::array<char, 24> buffer{};
    const std::uint64_t magnitude = number.coefficient < 0 ? 0 - static_cast<std::uint64_t>(number.coefficient)
                                                           : static_cast<std::uint64_t>(number.coefficient);
    char* const end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), magnitude).ptr;
    std::string digits(buffer.data(), end);
    if (digits.size() > kSmallDigits) return std::nullopt;
    if (number.scale > 0) {
        if (digits.size() <= number.scale) digits.insert(0, number.scale + 1 - digits.size(), '0');
        digits.insert(digits.size() - number.scale, 1, '.');
    }
    if (number.coefficient < 0) digits.insert(0, 1, '-');
    return digits;
}

std::optional<std::string> smallSum(std::string_view a, std::string_view b, DecimalOperation operation)
{
    auto x = parseSmall(a);
    auto y = parseSmall(b);
    if (!x || !y) return std::nullopt;
    // At most 15 digits and 6 more: 21 would not fit, so the scaling itself is checked.
    const std::size_t scale = std::max(x->scale, y->scale);
    for (Small* number : {&*x, &*y}) {
        const std::int64_t factor = kPowersOfTen[scale - number->scale];
        if (std::abs(number->coefficient) > std::int64_t{1'000'000'000'000'000'000} / factor) return std::nullopt;
        number->coefficient *= factor;
    }
    return printSmall(
        {operation == DecimalOperation::Add ? x->coefficient + y->coefficient : x->coefficient - y->coefficient, scale});
}

}  // namespace

std::optional<std::string> decimalSum(std::string_view a, std::string_view b, DecimalOperation operation)
{
    if (auto small = smallSum(a, b, operation)) return small;
    Decimal second = parse(b);
    if (operation == DecimalOperation::Subtract) second.negative = !second.negative;
    const auto result = sum(parse(a), second);
    return result ? print(*result) : std::nullopt;
}

std::strong_ordering decimalCompare(std::string_view a, std::string_view b)
{
    const Decimal x = parse(a);
    const Decimal y = parse(b);
    const auto sign = [](const Decimal& number) { return number.digits.empty() ? 0 : (number.negative ? -1 : 1); };
    if (sign(x) != sign(y)) return sign(x) <=> sign(y);
    return sign(x) < 0 ? compareMagnitude(y, x) : compareMagnitude(x, y);
}

std::string decimalSeconds(std::int64_t micros)
{
    if (auto text = printSmall({micros, kSmallScale})) return *text;
    return json::canonicalNumber(std::to_string(micros) + "e-6").text;
}

}  // namespace vci::replay
