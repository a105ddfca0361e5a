// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/charts/qcustomplotinclude.h"
#include "ui/format/text.h"

#include <QString>

#include <cstdint>

namespace vci::ui {

/// What the axis of the timeline says.
enum class AxisLabels {
    SinceStart,  ///< 0:30, 1:05:00, +2 d 3:00
    Clock,       ///< 10:04:30 in the zone chosen
};

/// The least step of the usual ones (1, 2, 5 × 10ⁿ µs up to a second, then clock and calendar steps) that is ≥ minimumMicros.
[[nodiscard]] std::int64_t niceTimeStep(std::int64_t minimumMicros);

/// A label of the axis since the start, with as many fractional digits as the step needs.
[[nodiscard]] QString sinceStartLabel(std::int64_t micros, std::int64_t stepMicros);
/// A label by the clock: the time of day, or the date where the step is a day or more.
[[nodiscard]] QString clockLabel(std::int64_t microsUtc, std::int64_t stepMicros, format::Zone zone);

/// Ticks of an axis whose unit is seconds since originMicros.
class TimeTicker : public QCPAxisTicker {
public:
    void setOrigin(std::int64_t originMicros) { m_originMicros = originMicros; }
    void setLabels(AxisLabels labels, format::Zone zone);
    /// How far apart labels must be at least, in pixels, and how long the axis is.
    void setGeometry(int axisPx, int labelPx);

protected:
    double getTickStep(const QCPRange& range) override;
    int getSubTickCount(double tickStep) override;
    QVector<double> createTickVector(double tickStep, const QCPRange& range) override;
    QString getTickLabel(double tick, const QLocale& locale, QChar formatChar, int precision) override;

private:
    std::int64_t m_originMicros = 0;
    std::int64_t m_stepMicros = 1'000'000;
    AxisLabels m_labels = AxisLabels::SinceStart;
    format::Zone m_zone = format::Zone::Utc;
    int m_axisPx = 600;
    int m_labelPx = 80;
};

}  // namespace vci::ui
