// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/verify/report.h"

#include <QWidget>

#include <utility>
#include <vector>

namespace vci::ui {

/// A stretch for each badge that events have, in the order in which they stand: as wide as its share of the events, but never so
/// narrow that it is not seen. Together they are widthPx.
[[nodiscard]] std::vector<std::pair<verify::Badge, int>> coverageStretches(const verify::Coverage& coverage, int widthPx);

/// How many events have each badge, as one line of stretches with their counts in words below it.
class CoverageBar : public QWidget {
    Q_OBJECT

public:
    explicit CoverageBar(QWidget* parent = nullptr);

    void setCoverage(const verify::Coverage& coverage);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    verify::Coverage m_coverage;
};

}  // namespace vci::ui
