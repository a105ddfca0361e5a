// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/base/postgrestime.h"

#include <limits>

namespace vci {

namespace {

constexpr std::int64_t kMicrosPerSecond = 1'000'000;

/// Days since 1970-01-01 of the proleptic Gregorian calendar; std::chrono's years end at 32767, PostgreSQL's at 294276.
constexpr std::int64_t daysFromCivil(std::int64_t year, int month, int day)
{
    const std::int64_t shifted = month <= 2 ? year - 1 : year;
    const std::int64_t era = (shifted >= 0 ? shifted : shifted - 399) / 400;
    const std::int64_t yearOfEra = shifted - era * 400;
    const std::int64_t dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    const std::int64_t dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
    return era * 146'097 + dayOfEra - 719'468;
}
static_assert(daysFromCivil(1970, 1, 1) == 0 && daysFromCivil(2000, 3, 1) == 11'017 && daysFromCivil(1, 1, 1) == -719'162);

/// PostgreSQL counts from 2000, so that its last thirty years are no int64 from 1970: they stand right before infinity.
Timestamp instantOf(std::int64_t seconds, std::int64_t micros)
{
    using Limits = std::numeric_limits<std::int64_t>;
    constexpr std::int64_t kMaxSeconds = Limits::max() / kMicrosPerSecond - 1;
    if (seconds > kMaxSeconds) return Timestamp(Limits::max() - 1);
    if (seconds < -kMaxSeconds) return Timestamp(Limits::min() + 1);
    return Timestamp(seconds * kMicrosPerSecond + micros);
}

struct Scanner {
    std::string_view text;
    bool failed = false;

    std::int64_t number(std::size_t minDigits, std::size_t maxDigits)
    {
        std::int64_t value = 0;
        std::size_t count = 0;
        while (count < maxDigits && !text.empty() && text.front() >= '0' && text.front() <= '9') {
            value = value * 10 + (text.front() - '0');
            text.remove_prefix(1);
            ++count;
        }
        if (count < minDigits) failed = true;
        return value;
    }
    bool take(char c)
    {
        if (text.empty() || text.front() != c) return false;
        text.remove_prefix(1);
        return true;
    }
    void expect(char c)
    {
        if (!take(c)) failed = true;
    }
};

}  // namespace

std::optional<RecordedTime> tryParsePostgresTime(std::string_view text)
{
    if (text == "infinity") return RecordedTime{Timestamp(std::numeric_limits<std::int64_t>::max()), std::string(text)};
    if (text == "-infinity") return RecordedTime{Timestamp(std::numeric_limits<std::int64_t>::min()), std::string(text)};
    Scanner scan{text};
    std::int64_t year = scan.number(4, 6);
    scan.expect('-');
    const auto month = static_cast<int>(scan.number(2, 2));
    scan.expect('-');
    const auto day = static_cast<int>(scan.number(2, 2));
    scan.expect(' ');
    std::int64_t seconds = scan.number(2, 2) * 3600;
    scan.expect(':');
    seconds += scan.number(2, 2) * 60;
    scan.expect(':');
    seconds += scan.number(2, 2);
    std::int64_t micros = 0;
    if (scan.take('.')) {
        const std::size_t before = scan.text.size();
        micros = scan.number(1, 6);
        for (std::size_t digits = before - scan.text.size(); digits < 6; ++digits) micros *= 10;
    }
    if (scan.text == " BC") {
        year = 1 - year;
        scan.text = {};
    }
    if (scan.failed || !scan.text.empty() || month < 1 || month > 12 || day < 1 || day > 31) return std::nullopt;
    const Timestamp at = instantOf(daysFromCivil(year, month, day) * 86'400 + seconds, micros);
    return RecordedTime{at, at.isInEnvelopeRange() ? std::string() : std::string(text)};
}

}  // namespace vci
