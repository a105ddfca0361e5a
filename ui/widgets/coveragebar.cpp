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
    const auto events = std::max<std::int64_t>(1, m_coverage.events());
    int left = 0;
    std::int64_t before = 0;
    for (const verify::Badge badge : kOrder) {
        const std::int64_t count = m_coverage.of(badge);
        if (count == 0) continue;
        before += count;
        const int proportional = static_cast<int>(width() * (static_cast<double>(before) / static_cast<double>(events)));
        const int right = std::min(width(), std::max(left + kLeastStretchPx, proportional));
        painter.fillRect(std::min(left, width() - kLeastStretchPx), 0, right - left, kBarPx, badgeColor(badge, palette));
        left = right;
    }
    painter.setFont(Theme::instance().secondaryFont());
    painter.setPen(palette.secondary);
    const QRect below(0, kBarPx + kGapPx, width(), height() - kBarPx - kGapPx);
    painter.drawText(below, Qt::AlignLeft | Qt::AlignVCenter,
                     painter.fontMetrics().elidedText(words(m_coverage), Qt::ElideRight, width()));
}

}  // namespace vci::ui
