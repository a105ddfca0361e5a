// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/widgets/coveragebar.h"

#include "ui/delegates/badgecolor.h"
#include "ui/format/text.h"
#include "ui/models/badgewords.h"
#include "ui/theme/theme.h"

#include <QPainter>

#include <algorithm>

namespace vci::ui {

namespace {

constexpr int kBarPx = 6;
constexpr int kGapPx = 4;
constexpr int kLeastStretchPx = 3;  ///< one event in a million is seen, too

constexpr verify::Badge kOrder[] = {verify::Badge::Verified, verify::Badge::SignedOnly, verify::Badge::SelfConsistent,
                                    verify::Badge::Pending,  verify::Badge::Unknown,    verify::Badge::NotCovered,
                                    verify::Badge::Mismatch};

QString words(const verify::Coverage& coverage)
{
    QStringList parts;
    for (const verify::Badge badge : kOrder) {
        const std::int64_t count = coverage.of(badge);
        if (count > 0) parts += QStringLiteral("%1 %2 %3").arg(badgeSign(badge), format::count(count), badgeWord(badge));
    }
    return parts.join(QStringLiteral("   "));
}

}  // namespace

std::vector<std::pair<verify::Badge, int>> coverageStretches(const verify::Coverage& coverage, int widthPx)
{
    std::vector<std::pair<verify::Badge, int>> stretches;
    for (const verify::Badge badge : kOrder)
        if (coverage.of(badge) > 0) stretches.emplace_back(badge, 0);
    if (stretches.empty()) return stretches;
    const int least = std::min(kLeastStretchPx, widthPx / static_cast<int>(stretches.size()));
    const int shared = widthPx - least * static_cast<int>(stretches.size());
    std::int64_t before = 0;
    int left = 0;
    for (auto& [badge, width] : stretches) {
        before += coverage.of(badge);
        const double share = static_cast<double>(before) / static_cast<double>(coverage.events());
        const int right = static_cast<int>(shared * share);
        width = least + right - left;
        left = right;
    }
    return stretches;
}

CoverageBar::CoverageBar(QWidget* parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(&Theme::instance(), &Theme::changed, this, qOverload<>(&QWidget::update));
}

void CoverageBar::setCoverage(const verify::Coverage& coverage)
{
    m_coverage = coverage;
    setAccessibleName(tr("Coverage: %1").arg(words(coverage)));
    setToolTip(words(coverage));
    update();
}

QSize CoverageBar::sizeHint() const
{
    return {200, kBarPx + kGapPx + QFontMetrics(Theme::instance().secondaryFont()).height()};
}

QSize CoverageBar::minimumSizeHint() const
{
    return {80, sizeHint().height()};
}

void CoverageBar::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Palette& palette = Theme::instance().palette();
    painter.fillRect(0, 0, width(), kBarPx, palette.line);
    int left = 0;
    for (const auto& [badge, stretch] : coverageStretches(m_coverage, width())) {
        painter.fillRect(left, 0, stretch, kBarPx, badgeColor(badge, palette));
        left += stretch;
    }
    painter.setFont(Theme::instance().secondaryFont());
    painter.setPen(palette.secondary);
    const QRect below(0, kBarPx + kGapPx, width(), height() - kBarPx - kGapPx);
    painter.drawText(below, Qt::AlignLeft | Qt::AlignVCenter,
                     painter.fontMetrics().elidedText(words(m_coverage), Qt::ElideRight, width()));
}

}  // namespace vci::ui
