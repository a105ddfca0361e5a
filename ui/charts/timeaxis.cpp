// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/charts/timeaxis.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace vci::ui {

namespace {

constexpr std::int64_t kSecond = 1'000'000;
constexpr std::int64_t kMinute = 60 * kSecond;
constexpr std::int64_t kHour = 60 * kMinute;
constexpr std::int64_t kDay = 24 * kHour;

constexpr std::array<std::int64_t, 27> kSteps = {
    kSecond,      2 * kSecond,  5 * kSecond,  10 * kSecond, 15 * kSecond, 30 * kSecond, kMinute,    2 * kMinute, 5 * kMinute,
    10 * kMinute, 15 * kMinute, 30 * kMinute, kHour,        2 * kHour,    3 * kHour,    6 * kHour,  12 * kHour,  kDay,
    2 * kDay,     7 * kDay,     14 * kDay,    30 * kDay,    60 * kDay,    90 * kDay,    180 * kDay, 365 * kDay,  730 * kDay};

/// How many fractional digits of a second tell neighbouring ticks apart.
int fractionDigits(std::int64_t stepMicros)
{
    int digits = 0;
    for (std::int64_t unit = kSecond; digits < 6 && stepMicros % unit != 0; unit /= 10) ++digits;
    return digits;
}

QString fraction(std::int64_t microsOfSecond, int digits)
{
    if (digits == 0) return {};
    return u'.' + QStringLiteral("%1").arg(microsOfSecond, 6, 10, QLatin1Char('0')).left(digits);
}

QString twoDigits(std::int64_t value)
{
    return QStringLiteral("%1").arg(value, 2, 10, QLatin1Char('0'));
}

std::int64_t floorTo(std::int64_t value, std::int64_t step)
{
    const auto rest = value % step;
    return value - (rest < 0 ? rest + step : rest);
}

}  // namespace

std::int64_t niceTimeStep(std::int64_t minimumMicros)
{
    for (std::int64_t decade = 1; decade < kSecond; decade *= 10) {
        for (const std::int64_t factor : {1, 2, 5}) {
            if (decade * factor >= minimumMicros) return decade * factor;
        }
    }
    for (const auto step : kSteps) {
        if (step >= minimumMicros) return step;
    }
    std::int64_t years = 5;
    while (years * 365 * kDay < minimumMicros) years *= 2;
    return years * 365 * kDay;
}

QString sinceStartLabel(std::int64_t micros, std::int64_t stepMicros)
{
    const QString sign = micros < 0 ? QStringLiteral("−") : QString();
    const std::int64_t size = std::abs(micros);
    const std::int64_t days = size / kDay;
    if (stepMicros >= kDay) return sign + QStringLiteral("%1 d").arg(days);
    const std::int64_t hours = size % kDay / kHour;
    const QString minutes = QString::number(size % kHour / kMinute);
    const QString seconds = twoDigits(size % kMinute / kSecond) + fraction(size % kSecond, fractionDigits(stepMicros));
    if (days > 0) {
        const QString clock = QStringLiteral("%1 d %2:%3").arg(days).arg(hours).arg(minutes, 2, QLatin1Char('0'));
        return sign + (stepMicros < kMinute ? clock + u':' + seconds : clock);
    }
    if (hours > 0) return sign + QStringLiteral("%1:%2:%3").arg(hours).arg(minutes, 2, QLatin1Char('0')).arg(seconds);
    return sign + minutes + u':' + seconds;
}

QString clockLabel(std::int64_t microsUtc, std::int64_t stepMicros, format::Zone zone)
{
    const Timestamp at(microsUtc);
    if (stepMicros >= kDay) return format::dateTime(at, zone).left(10);
    const QString full = format::timeOfDay(at, zone);  // 10:04:21.284013
    const int digits = fractionDigits(stepMicros);
    if (stepMicros >= kMinute) return full.left(5);
    return digits == 0 ? full.left(8) : full.left(9 + digits);
}

void TimeTicker::setLabels(AxisLabels labels, format::Zone zone)
{
    m_labels = labels;
    m_zone = zone;
}

void TimeTicker::setGeometry(int axisPx, int labelPx)
{
    m_axisPx = std::max(1, axisPx);
    m_labelPx = std::max(1, labelPx);
}

double TimeTicker::getTickStep(const QCPRange& range)
{
    const double minimum = range.size() * 1e6 * m_labelPx / m_axisPx;
    m_stepMicros = niceTimeStep(static_cast<std::int64_t>(std::ceil(minimum)));
    return static_cast<double>(m_stepMicros) / 1e6;
}

int TimeTicker::getSubTickCount(double)
{
    return 0;
}

QVector<double> TimeTicker::createTickVector(double, const QCPRange& range)
{
    // By the clock, ticks stand on round times of the day; since the start, on round times since the start.
    const std::int64_t shift = m_labels == AxisLabels::Clock ? m_originMicros : 0;
    const auto begin = static_cast<std::int64_t>(std::floor(range.lower * 1e6)) + shift;
    const auto end = static_cast<std::int64_t>(std::ceil(range.upper * 1e6)) + shift;
    QVector<double> ticks;
    for (std::int64_t tick = floorTo(begin, m_stepMicros); tick <= end; tick += m_stepMicros) {
        ticks.append(static_cast<double>(tick - shift) / 1e6);
    }
    return ticks;
}

QString TimeTicker::getTickLabel(double tick, const QLocale&, QChar, int)
{
    const auto micros = static_cast<std::int64_t>(std::llround(tick * 1e6));
    return m_labels == AxisLabels::SinceStart ? sinceStartLabel(micros, m_stepMicros)
                                              : clockLabel(m_originMicros + micros, m_stepMicros, m_zone);
}

}  // namespace vci::ui
