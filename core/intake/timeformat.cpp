// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/intake/timeformat.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <cstdio>

namespace vci::intake {

namespace {

constexpr std::string_view kRfc3339 = "rfc3339";
constexpr std::string_view kUnix[] = {"unix", "unix_ms", "unix_us"};
constexpr int kUnixDecimals[] = {6, 3, 0};
constexpr std::string_view kDirectives = "YmdHIpMSfbz%";
constexpr std::string_view kMonths[] = {"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"};
constexpr std::size_t kShownCharacters = 64;

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

std::string lowered(std::string_view text)
{
    std::string lower(text);
    for (char& c : lower)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return lower;
}

Error invalid(std::string_view text, std::string_view why)
{
    return makeError(ErrorCode::InvalidTime, "\"" + std::string(text.substr(0, kShownCharacters)) +
                                                 "\" is no time of the map's format: " + std::string(why));
}

Error zoneMissing(std::string_view text)
{
    return makeError(ErrorCode::InvalidTime, "\"" + std::string(text.substr(0, kShownCharacters)) +
                                                 "\" has no zone, and the map gives none: add \"zone\" to its time");
}

/// An offset as RFC 3339 writes it, from Z, +hh:mm, +hhmm or +hh; empty where text is none.
std::string offsetText(std::string_view text)
{
    if (text == "Z" || text == "z") return "Z";
    if (text.size() < 3 || (text[0] != '+' && text[0] != '-') || !isDigit(text[1]) || !isDigit(text[2])) return {};
    std::string hours(text.substr(0, 3));
    text.remove_prefix(3);
    if (text.empty()) return hours + ":00";
    if (text.starts_with(':')) text.remove_prefix(1);
    if (text.size() != 2 || !isDigit(text[0]) || !isDigit(text[1])) return {};
    return hours + ":" + std::string(text);
}

/// What a pattern has read so far.
struct Fields {
    std::array<int, 6> number = {0, 1, 1, 0, 0, 0};  // year, month, day, hour, minute, second
    std::string fraction = {};
    std::string zone = {};
    std::optional<bool> afternoon = {};
};

/// Reads text by a pattern, directive by directive.
class PatternReader {
public:
    PatternReader(std::string_view pattern, std::string_view text)
        : m_pattern(pattern)
        , m_text(text)
    {
    }

    bool read(Fields& fields)
    {
        for (std::size_t i = 0; i < m_pattern.size(); ++i) {
            const bool isDirective = m_pattern[i] == '%' && m_pattern[i + 1] != '%';
            if (m_pattern[i] == '%') ++i;
            if (isDirective ? !directive(m_pattern[i], fields) : !take(m_pattern[i])) return false;
        }
        return m_at == m_text.size();
    }

private:
    bool take(char c)
    {
        if (m_at == m_text.size() || m_text[m_at] != c) return false;
        ++m_at;
        return true;
    }
    /// least to most digits, as many as there are.
    bool digits(std::size_t least, std::size_t most, std::string_view& out)
    {
        std::size_t count = 0;
        while (count < most && m_at + count < m_text.size() && isDigit(m_text[m_at + count])) ++count;
        out = m_text.substr(m_at, count);
        m_at += count;
        return count >= least;
    }
    bool number(std::size_t least, std::size_t most, int& out)
    {
        std::string_view text;
        if (!digits(least, most, text)) return false;
        std::from_chars(text.data(), text.data() + text.size(), out);
        return true;
    }
    bool month(int& out)
    {
        const auto* const found = std::find(std::begin(kMonths), std::end(kMonths), lowered(m_text.substr(m_at, 3)));
        out = static_cast<int>(found - std::begin(kMonths)) + 1;
        m_at += 3;
        return found != std::end(kMonths);
    }
    bool halfOfDay(std::optional<bool>& afternoon)
    {
        const std::string half = lowered(m_text.substr(m_at, 2));
        afternoon = half == "pm";
        m_at += 2;
        return half == "am" || half == "pm";
    }
    bool zone(std::string& out)
    {
        std::size_t end = m_at;
        while (end < m_text.size() &&
               (isDigit(m_text[end]) || std::string_view("Zz+-:").find(m_text[end]) != std::string_view::npos))
            ++end;
        out = offsetText(m_text.substr(m_at, end - m_at));
        m_at = end;
        return !out.empty();
    }
    bool directive(char c, Fields& fields)
    {
        std::string_view fraction;
        switch (c) {
        case 'Y':
            return number(4, 4, fields.number[0]);
        case 'm':
            return number(1, 2, fields.number[1]);
        case 'b':
            return month(fields.number[1]);
        case 'd':
            return number(1, 2, fields.number[2]);
        case 'H':
        case 'I':
            return number(1, 2, fields.number[3]);
        case 'M':
            return number(2, 2, fields.number[4]);
        case 'S':
            return number(2, 2, fields.number[5]);
        case 'f':
            if (!digits(1, 6, fraction)) return false;
            fields.fraction = "." + std::string(fraction);
            return true;
        case 'p':
            return halfOfDay(fields.afternoon);
        case 'z':
            return zone(fields.zone);
        default:
            return false;
        }
    }

    std::string_view m_pattern;
    std::string_view m_text;
    std::size_t m_at = 0;
};

std::string patternFault(std::string_view pattern)
{
    std::string seen;
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        if (pattern[i] != '%') continue;
        if (++i == pattern.size()) return "ends in a lone %";
        const char c = pattern[i];
        if (kDirectives.find(c) == std::string_view::npos) return "has %" + std::string(1, c) + ", which is not known here";
        if (c != '%' && seen.find(c) != std::string::npos) return "has %" + std::string(1, c) + " twice";
        seen += c;
    }
    const auto has = [&seen](char c) { return seen.find(c) != std::string::npos; };
    if (!has('Y') || !has('d') || has('m') == has('b')) {
        return "must be rfc3339, unix, unix_ms, unix_us or a pattern with %Y, %d and one of %m and %b";
    }
    if (has('I') != has('p') || (has('I') && has('H'))) return "takes %I and %p together, or %H";
    return {};
}

}  // namespace

TimeFormat::TimeFormat(std::string format, std::string zone)
    : m_format(std::move(format))
    , m_zone(std::move(zone))
{
}

Result<TimeFormat> TimeFormat::make(std::string_view format, std::optional<std::string_view> zone)
{
    std::string offset;
    if (zone) {
        offset = *zone == "UTC" ? "Z" : offsetText(*zone);
        if (offset.empty() || !Timestamp::parse("2000-01-01T00:00:00" + offset).ok()) {
            return makeError(ErrorCode::Usage,
                             "the zone must be UTC or an offset such as +02:00; for a zone with summer time write "
                             "the column out in UTC");
        }
    }
    const bool isNamed = format == kRfc3339 || std::find(std::begin(kUnix), std::end(kUnix), format) != std::end(kUnix);
    if (!isNamed) {
        if (const std::string fault = patternFault(format); !fault.empty()) {
            return makeError(ErrorCode::Usage, "the format " + fault);
        }
    }
    return TimeFormat(std::string(format), std::move(offset));
}

Result<Timestamp> TimeFormat::read(std::string_view text) const
{
    if (m_format == kRfc3339) return readRfc3339(text);
    if (m_format.starts_with(kUnix[0])) return readUnix(text);
    return readPattern(text);
}

Result<Timestamp> TimeFormat::readRfc3339(std::string_view text) const
{
    constexpr std::size_t kWithoutOffset = 19;  // 2026-02-10T10:00:00
    const std::size_t offset = text.find_first_of("Zz+-", std::min(kWithoutOffset, text.size()));
    std::string zone = m_zone;
    if (offset != std::string_view::npos) {
        zone = offsetText(text.substr(offset));
        if (zone.empty()) return invalid(text, "its offset must be Z or like +02:00");
    }
    std::string whole(text.substr(0, offset));
    // Judged as if in UTC first, so that a time that is wrong altogether is not blamed on its zone.
    const auto local = Timestamp::parse(whole + "Z");
    if (!local.ok()) return invalid(text, "write it as 2026-02-10T10:00:00Z or 2026-02-10 11:00:00.5+01:00");
    if (zone.empty()) return zoneMissing(text);
    auto at = Timestamp::parse(whole + zone);
    if (!at.ok()) return invalid(text, "it must be of the years 0001 to 9999 and its offset below 24 hours");
    return at;
}

Result<Timestamp> TimeFormat::readUnix(std::string_view text) const
{
    const auto* const unit = std::find(std::begin(kUnix), std::end(kUnix), m_format);
    const int decimals = kUnixDecimals[unit - std::begin(kUnix)];
    std::string digits(text.substr(0, text.find('.')));
    std::string_view fraction = text.substr(std::min(text.size(), digits.size() + 1));
    const bool endsInPoint = digits.size() < text.size() && fraction.empty();
    while (fraction.size() > static_cast<std::size_t>(decimals) && fraction.ends_with('0')) fraction.remove_suffix(1);
    if (endsInPoint || fraction.size() > static_cast<std::size_t>(decimals) ||
        !std::all_of(fraction.begin(), fraction.end(), isDigit)) {
        return invalid(text, "it must be a number with at most microseconds");
    }
    if (digits.empty() || digits == "-") return invalid(text, "it must be a number such as 1770717600");
    digits += std::string(fraction) + std::string(static_cast<std::size_t>(decimals) - fraction.size(), '0');
    std::int64_t micros = 0;
    const auto [end, failure] = std::from_chars(digits.data(), digits.data() + digits.size(), micros);
    if (failure != std::errc() || end != digits.data() + digits.size() || !Timestamp(micros).isInEnvelopeRange()) {
        return invalid(text, "it must be a number such as 1770717600, of the years 0001 to 9999");
    }
    return Timestamp(micros);
}

Result<Timestamp> TimeFormat::readPattern(std::string_view text) const
{
    Fields fields;
    if (!PatternReader(m_format, text).read(fields)) return invalid(text, "it must look like " + m_format);
    auto& [year, month, day, hour, minute, second] = fields.number;
    if (fields.afternoon) {
        if (hour < 1 || hour > 12) return invalid(text, "with am or pm the hour must be from 1 to 12");
        hour = hour % 12 + (*fields.afternoon ? 12 : 0);
    }
    char whole[32];
    std::snprintf(whole, sizeof whole, "%04d-%02d-%02dT%02d:%02d:%02d", year, month, day, hour, minute, second);
    const std::string local = whole + fields.fraction;
    if (!Timestamp::parse(local + "Z").ok()) return invalid(text, "there is no such date or time of day");
    const std::string& zone = fields.zone.empty() ? m_zone : fields.zone;
    if (zone.empty()) return zoneMissing(text);
    auto at = Timestamp::parse(local + zone);
    if (!at.ok()) return invalid(text, "it must be of the years 0001 to 9999 and its offset below 24 hours");
    return at;
}

}  // namespace vci::intake
