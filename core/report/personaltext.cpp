// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/report/personaltext.h"

#include <re2/re2.h>

#include <cctype>
#include <cstddef>

namespace vci::report {

namespace {

constexpr std::size_t kFewestPhoneDigits = 7;
constexpr std::size_t kMostPhoneDigits = 15;

re2::StringPiece pieceOf(std::string_view text)
{
    return {text.data(), text.size()};
}

std::string digitsOf(re2::StringPiece text)
{
    std::string digits;
    for (const char c : text)
        if (std::isdigit(static_cast<unsigned char>(c)) != 0) digits += c;
    return digits;
}

bool isPhone(re2::StringPiece text)
{
    const std::size_t count = digitsOf(text).size();
    return count >= kFewestPhoneDigits && count <= kMostPhoneDigits;
}

/// Behind a + nothing tells where a number ends and a date begins: what is too long for one is masked whole.
bool holdsPhone(re2::StringPiece text)
{
    return digitsOf(text).size() >= kFewestPhoneDigits;
}

/// As isPhone(), of what begins with 0; 05.02.2026 and 05/02/2026 are dates, whatever goes on behind them.
bool isTrunkPhone(re2::StringPiece text)
{
    static const RE2 date(R"([0-3][0-9][./-][01][0-9][./-](?:19|20)[0-9]{2}(?:[^0-9].*)?)");
    return isPhone(text) && !RE2::FullMatch(text, date);
}

/// ISO/IEC 7812-1, annex B.
bool isCard(re2::StringPiece text)
{
    const std::string digits = digitsOf(text);
    int sum = 0;
    for (std::size_t i = 0; i < digits.size(); ++i) {
        int digit = digits[digits.size() - 1 - i] - '0';
        if (i % 2 == 1) digit = digit < 5 ? digit * 2 : digit * 2 - 9;
        sum += digit;
    }
    return sum % 10 == 0;
}

bool isAny(re2::StringPiece /*text*/)
{
    return true;
}

/// Group 1 of each match that is one is masked; what is around it only says where it begins and ends.
std::string replaced(const std::string& text, const RE2& pattern, bool (*is)(re2::StringPiece))
{
    std::string out;
    std::size_t copied = 0;
    std::size_t at = 0;
    re2::StringPiece match[2];
    while (at <= text.size() && pattern.Match(pieceOf(text), at, text.size(), RE2::UNANCHORED, match, 2)) {
        const auto begin = static_cast<std::size_t>(match[1].data() - text.data());
        at = begin + match[1].size();
        if (!is(match[1])) continue;
        out.append(text, copied, begin - copied);
        out += kMasked;
        copied = at;
    }
    return out.append(text, copied, std::string::npos);
}

}  // namespace

std::string withoutPersonalText(std::string_view text)
{
    static const RE2 mail(R"(([\pL\pN._%+'-]+@[\pL\pN-]+(?:\.[\pL\pN-]+)+))");
    static const RE2 phone(R"((\+[ (]?[0-9](?:[ ().\x{2011}-]{0,2}[0-9])+))");
    static const RE2 card(R"((?:^|[^0-9A-Za-z-])([0-9](?:[ -]?[0-9]){12,18})(?:$|[^0-9A-Za-z-]))");
    return replaced(replaced(replaced(std::string(text), mail, isAny), phone, isPhone), card, isCard);
}

std::string withoutWrittenNumbers(std::string_view text)
{
    // Only behind a digit a point or comma begins a fraction.
    static const std::string begin = R"((?:^|[^0-9A-Za-z.,_+-]|(?:^|[^0-9])[.,]))";
    // An extension, or a word; not what goes on as hashes do.
    static const std::string letters = R"([A-Za-z]*[G-Zg-z]|[A-Za-z]+(?:$|[^0-9A-Za-z_-]))";
    static const std::string end = "(?:$|[^0-9A-Za-z_-]|" + letters + ")";
    static const RE2 slashed(R"(((?:\(\+[ ]?[0-9]{1,3}\)|\+[ (]?[0-9])(?:[ ()./\x{2011}-]{0,2}[0-9])+))");
    static const RE2 trunk(begin + R"((\(?0(?:[0-9]|\)[ ]?[0-9])\)?(?:[ ()./\x{2011}-]{0,2}[0-9]){5,13}))" + end);
    static const RE2 grouped(begin + R"(((?:1[ .-])?\(?[2-9][0-9]{2}\)?[ .\x{2011}-]{1,2}[0-9]{3}[ .\x{2011}-][0-9]{4}))" + end);
    static const RE2 together(begin + R"(([0-9]{7,15})(?:$|[^0-9A-Za-z.,_-]|[.,](?:$|[^0-9])|)" + letters + ")");
    const std::string abroad = replaced(withoutPersonalText(text), slashed, holdsPhone);
    const std::string national = replaced(abroad, trunk, isTrunkPhone);
    return replaced(replaced(national, grouped, isPhone), together, isPhone);
}

std::string withoutQuotedText(std::string_view text)
{
    static const RE2 quoted(R"re(("(?:[^"\\]|\\.)*"))re");
    return withoutPersonalText(replaced(std::string(text), quoted, isAny));
}

}  // namespace vci::report
