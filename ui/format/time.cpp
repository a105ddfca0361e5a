// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/format/text.h"

#include <QDateTime>
#include <QTimeZone>

#include <chrono>
#include <cstdlib>
#include <limits>

namespace vci::ui::format {

namespace {

constexpr std::int64_t kSecond = 1'000'000;
constexpr std::int64_t kMinute = 60 * kSecond;
constexpr std::int64_t kHour = 60 * kMinute;
constexpr std::int64_t kDay = 24 * kHour;

std::int64_t floorDiv(std::int64_t a, std::int64_t b)
{
    return a / b - ((a % b != 0 && (a < 0) != (b < 0)) ? 1 : 0);
}

/// An instant cut into what a clock and a calendar show; microseconds survive, which QDateTime does not give.
struct Parts {
    std::int64_t year;
    unsigned month, day;
    int hour, minute, second, micros;
};

/// Sources mark ±infinity by the extremes of the type.
QString infinity(Timestamp at)
{
    if (at.micros() == std::numeric_limits<std::int64_t>::max()) return QStringLiteral("∞");
    if (at.micros() == std::numeric_limits<std::int64_t>::min()) return QStringLiteral("−∞");
    return {};
}

std::int64_t localOffsetSeconds(Timestamp at)
{
    return QTimeZone::systemTimeZone().offsetFromUtc(QDateTime::fromSecsSinceEpoch(floorDiv(at.micros(), kSecond), Qt::UTC));
}

Parts partsOf(Timestamp at, Zone zone)
{
    // Years that only a foreign database can hold stay in UTC: zone rules say nothing there.
    const bool shifts = zone == Zone::Local && at.isInEnvelopeRange();
    const std::int64_t micros = at.micros() + (shifts ? localOffsetSeconds(at) * kSecond : 0);
    const std::int64_t days = floorDiv(micros, kDay);
    const std::int64_t inDay = micros - days * kDay;

    // Civil date of a day number: eras of 400 years that start on 1 March.
    const std::int64_t shifted = days + 719468;
    const std::int64_t era = floorDiv(shifted, 146097);
    const std::int64_t dayOfEra = shifted - era * 146097;
    const std::int64_t yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146096) / 365;
    const std::int64_t dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
    const std::int64_t marchMonth = (5 * dayOfYear + 2) / 153;
    Parts parts;
    parts.day = static_cast<unsigned>(dayOfYear - (153 * marchMonth + 2) / 5 + 1);
    parts.month = static_cast<unsigned>(marchMonth < 10 ? marchMonth + 3 : marchMonth - 9);
    parts.year = yearOfEra + era * 400 + (parts.month <= 2 ? 1 : 0);
    parts.hour = static_cast<int>(inDay / kHour);
    parts.minute = static_cast<int>(inDay % kHour / kMinute);
    parts.second = static_cast<int>(inDay % kMinute / kSecond);
    parts.micros = static_cast<int>(inDay % kSecond);
    return parts;
}

QString padded(std::int64_t value, int width)
{
    return QStringLiteral("%1").arg(value, width, 10, QLatin1Char('0'));
}

QString clock(const Parts& p)
{
    return padded(p.hour, 2) + QLatin1Char(':') + padded(p.minute, 2) + QLatin1Char(':') + padded(p.second, 2);
}

QString zoneName(Timestamp at, Zone zone)
{
    if (zone == Zone::Utc || !at.isInEnvelopeRange()) return QStringLiteral("UTC");
    const std::int64_t minutes = localOffsetSeconds(at) / 60;
    const QString sign = minutes < 0 ? QStringLiteral("−") : QStringLiteral("+");
    return sign + padded(std::abs(minutes) / 60, 2) + QLatin1Char(':') + padded(std::abs(minutes) % 60, 2);
}

}  // namespace

QString timeOfDay(Timestamp at, Zone zone)
{
    if (const QString special = infinity(at); !special.isEmpty()) return special;
    const Parts p = partsOf(at, zone);
    return clock(p) + QLatin1Char('.') + padded(p.micros, 6);
}

QString shortTimeOfDay(Timestamp at, Zone zone)
{
    if (const QString special = infinity(at); !special.isEmpty()) return special;
    const Parts p = partsOf(at, zone);
    return clock(p) + QLatin1Char('.') + padded(p.micros / 1000, 3);
}

QString dateTime(Timestamp at, Zone zone)
{
    if (const QString special = infinity(at); !special.isEmpty()) return special;
    return date(at, zone) + QLatin1Char(' ') + timeOfDay(at, zone) + QLatin1Char(' ') + zoneName(at, zone);
}

QString toTheSecond(Timestamp at, Zone zone)
{
    if (const QString special = infinity(at); !special.isEmpty()) return special;
    return date(at, zone) + QLatin1Char(' ') + clock(partsOf(at, zone));
}

QString date(Timestamp at, Zone zone)
{
    if (const QString special = infinity(at); !special.isEmpty()) return special;
    const Parts p = partsOf(at, zone);
    return padded(p.year, 4) + QLatin1Char('-') + padded(p.month, 2) + QLatin1Char('-') + padded(p.day, 2);
}

QString difference(std::int64_t micros)
{
    const bool negative = micros < 0;
    // The least value has no positive twin.
    const std::int64_t size = negative ? (micros == std::numeric_limits<std::int64_t>::min() ? -(micros + 1) : -micros) : micros;
    QString text;
    if (size >= kDay) {
        text =
            QStringLiteral("%1 d %2:%3").arg(size / kDay).arg(padded(size % kDay / kHour, 2), padded(size % kHour / kMinute, 2));
    } else if (size >= kHour) {
        text = QStringLiteral("%1 h %2:%3.%4")
                   .arg(size / kHour)
                   .arg(padded(size % kHour / kMinute, 2), padded(size % kMinute / kSecond, 2), padded(size % kSecond / 1000, 3));
    } else if (size > 0 && size < 1000) {
        text = QStringLiteral("0.") + padded(size, 6);
    } else {
        text = QStringLiteral("%1.%2").arg(size / kSecond).arg(padded(size % kSecond / 1000, 3));
    }
    return (negative ? QStringLiteral("−") : QStringLiteral("+")) + text;
}

QString duration(std::int64_t micros)
{
    if (micros < 0)
        return QStringLiteral("−") + duration(micros == std::numeric_limits<std::int64_t>::min() ? -(micros + 1) : -micros);
    if (micros < 1000) return QStringLiteral("%1 µs").arg(micros);
    if (micros < 10'000) return QStringLiteral("%1 ms").arg(static_cast<double>(micros) / 1000.0, 0, 'f', 1);
    if (micros < kSecond) return QStringLiteral("%1 ms").arg(micros / 1000);
    const std::int64_t tenths = micros % kMinute / 100'000;
    const double seconds = static_cast<double>(tenths) / 10.0;
    if (micros < kMinute) return QStringLiteral("%1 s").arg(seconds, 0, 'f', 1);
    if (micros < kHour) return QStringLiteral("%1 m %2 s").arg(micros / kMinute).arg(seconds, 0, 'f', 1);
    if (micros < kDay) return QStringLiteral("%1 h %2 m").arg(micros / kHour).arg(micros % kHour / kMinute);
    return QStringLiteral("%1 d %2 h").arg(micros / kDay).arg(micros % kDay / kHour);
}

}  // namespace vci::ui::format
