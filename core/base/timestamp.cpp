// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/base/timestamp.h"

#include <chrono>
#include <cstddef>

namespace vci {

namespace {

constexpr std::int64_t kMicrosPerSecond = 1'000'000;
constexpr std::int64_t kMicrosPerDay = 86'400 * kMicrosPerSecond;
constexpr std::int64_t kFirstInEnvelope = -62'135'596'800 * kMicrosPerSecond;  // 0001-01-01
constexpr std::int64_t kPastEnvelope = 253'402'300'800 * kMicrosPerSecond;     // 10000-01-01

/// A cursor over the text; any step that does not fit makes the whole unreadable.
struct Scanner {
    std::string_view text;
    std::size_t at = 0;
    bool failed = false;

    int digits(int count)
    {
        int value = 0;
        for (int i = 0; i < count; ++i, ++at) {
            if (at >= text.size() || text[at] < '0' || text[at] > '9') {
                failed = true;
                return 0;
            }
            value = value * 10 + (text[at] - '0');
        }
        return value;
    }
    bool take(char c)
    {
        if (at >= text.size() || text[at] != c) return false;
        ++at;
        return true;
    }
    void expect(char c)
    {
        if (!take(c)) failed = true;
    }
};

/// The last count decimal digits of value, at a place of the text: every leaf has a time, and printf is slow.
void writeDigits(std::string& text, std::size_t begin, std::size_t count, std::int64_t value)
{
    auto left = static_cast<std::uint64_t>(value);
    for (std::size_t at = begin + count; at > begin; left /= 10) text[--at] = static_cast<char>('0' + left % 10);
}

Error invalid(std::string_view text, const char* why)
{
    return makeError(ErrorCode::InvalidTime, "\"" + std::string(text.substr(0, 64)) + "\" is no time: " + why +
                                                 "; write it as 2026-02-10T10:00:00Z or 2026-02-10T11:00:00.5+01:00");
}

}  // namespace

Result<Timestamp> Timestamp::parse(std::string_view text)
{
    Scanner scan{text};
    const int year = scan.digits(4);
    scan.expect('-');
    const int month = scan.digits(2);
    scan.expect('-');
    const int day = scan.digits(2);
    if (scan.failed) return invalid(text, "it does not start with a date");
    if (!scan.take('T') && !scan.take('t') && !scan.take(' ')) return invalid(text, "the time of day is missing");
    const int hour = scan.digits(2);
    scan.expect(':');
    const int minute = scan.digits(2);
    scan.expect(':');
    const int second = scan.digits(2);
    if (scan.failed) return invalid(text, "the time of day needs hours, minutes and seconds");

    std::int64_t micros = 0;
    if (scan.take('.')) {
        int count = 0;
        for (; scan.at < text.size() && text[scan.at] >= '0' && text[scan.at] <= '9'; ++scan.at, ++count) {
            if (count == 6) return invalid(text, "more than six fractional digits");
            micros = micros * 10 + (text[scan.at] - '0');
        }
        if (count == 0) return invalid(text, "no digit after the point");
        for (; count < 6; ++count) micros *= 10;
    }

    std::int64_t offsetMinutes = 0;
    if (!scan.take('Z') && !scan.take('z')) {
        const bool negative = scan.take('-');
        if (!negative && !scan.take('+')) return invalid(text, "the offset from UTC is missing (Z or +01:00)");
        const int offsetHour = scan.digits(2);
        scan.expect(':');
        const int offsetMinute = scan.digits(2);
        if (scan.failed || offsetHour > 23 || offsetMinute > 59) return invalid(text, "the offset is not of the form +01:00");
        offsetMinutes = offsetHour * 60 + offsetMinute;
        if (negative) offsetMinutes = -offsetMinutes;
    }
    if (scan.at != text.size()) return invalid(text, "something follows the offset");

    const std::chrono::year_month_day date{std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month)),
                                           std::chrono::day(static_cast<unsigned>(day))};
    if (year < 1 || !date.ok()) return invalid(text, "there is no such date");
    if (hour > 23 || minute > 59 || second > 59) return invalid(text, "hours go to 23, minutes and seconds to 59");

    const std::int64_t days = std::chrono::sys_days(date).time_since_epoch().count();
    const std::int64_t secondOfDay = hour * 3600 + minute * 60 + second;
    const Timestamp at(days * kMicrosPerDay + (secondOfDay - offsetMinutes * 60) * kMicrosPerSecond + micros);
    if (!at.isInEnvelopeRange()) return invalid(text, "in UTC it is outside the years 0001 to 9999");
    return at;
}

bool Timestamp::isInEnvelopeRange() const
{
    return m_micros >= kFirstInEnvelope && m_micros < kPastEnvelope;
}

std::string Timestamp::toString() const
{
    std::int64_t day = m_micros / kMicrosPerDay;
    std::int64_t rest = m_micros % kMicrosPerDay;
    if (rest < 0) {
        rest += kMicrosPerDay;
        --day;
    }
    const std::chrono::year_month_day date{std::chrono::sys_days(std::chrono::days(day))};
    const std::int64_t seconds = rest / kMicrosPerSecond;
    std::string text = "0000-00-00T00:00:00.000000Z";
    writeDigits(text, 0, 4, static_cast<int>(date.year()));
    writeDigits(text, 5, 2, static_cast<unsigned>(date.month()));
    writeDigits(text, 8, 2, static_cast<unsigned>(date.day()));
    writeDigits(text, 11, 2, seconds / 3600);
    writeDigits(text, 14, 2, seconds / 60 % 60);
    writeDigits(text, 17, 2, seconds % 60);
    writeDigits(text, 20, 6, rest % kMicrosPerSecond);
    return text;
}

}  // namespace vci
