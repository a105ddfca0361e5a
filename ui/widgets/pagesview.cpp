// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/widgets/pagesview.h"

#include "ui/theme/theme.h"

#include <QKeyEvent>
#include <QPainter>
#include <QScrollBar>
#include <QStyle>

#include <algorithm>
#include <utility>

namespace vci::ui {

namespace {
constexpr int kLine = 40;
}  // namespace

PagesView::PagesView(QWidget* parent)
    : QAbstractScrollArea(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOn);  // or the width would depend on the pages, which depend on the width
    verticalScrollBar()->setSingleStep(kLine);
    connect(&Theme::instance(), &Theme::changed, viewport(), qOverload<>(&QWidget::update));
}

void PagesView::setPages(std::vector<QImage> pages)
{
    m_pages = std::move(pages);
    updateBar();
    viewport()->update();
}

int PagesView::pageWidthPx(const QWidget& place)
{
    const int left = place.width() - place.style()->pixelMetric(QStyle::PM_ScrollBarExtent) - 2 * kGapPx;
    return std::max(200, qRound(left * place.devicePixelRatioF()));
}

int PagesView::pageHeight() const
{
    const QImage& first = m_pages.front();
    return (viewport()->width() - 2 * kGapPx) * first.height() / std::max(1, first.width());
}

void PagesView::updateBar()
{
    const int height = m_pages.empty() ? 0 : kGapPx + static_cast<int>(m_pages.size()) * (pageHeight() + kGapPx);
    verticalScrollBar()->setPageStep(viewport()->height());
    verticalScrollBar()->setRange(0, std::max(0, height - viewport()->height()));
}

void PagesView::resizeEvent(QResizeEvent* event)
{
    QAbstractScrollArea::resizeEvent(event);
    updateBar();
}

void PagesView::paintEvent(QPaintEvent*)
{
    QPainter painter(viewport());
    painter.fillRect(viewport()->rect(), Theme::instance().palette().window);
    if (m_pages.empty()) return;
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    painter.setPen(Theme::instance().palette().line);
    const int width = viewport()->width() - 2 * kGapPx;
    const int height = pageHeight();
    int y = kGapPx - verticalScrollBar()->value();
    for (const QImage& page : m_pages) {
        const QRect place(kGapPx, y, width, height);
        if (place.intersects(viewport()->rect())) {
            painter.drawImage(place, page);
            painter.drawRect(place.adjusted(-1, -1, 0, 0));
        }
        y += height + kGapPx;
    }
    if (hasFocus()) {
        painter.setPen(Theme::instance().palette().accent);
        painter.drawRect(viewport()->rect().adjusted(0, 0, -1, -1));
    }
}

void PagesView::keyPressEvent(QKeyEvent* event)
{
    QScrollBar* bar = verticalScrollBar();
    switch (event->key()) {
    case Qt::Key_Home:
        return bar->triggerAction(QAbstractSlider::SliderToMinimum);
    case Qt::Key_End:
        return bar->triggerAction(QAbstractSlider::SliderToMaximum);
    case Qt::Key_Space:
        return bar->triggerAction(event->modifiers().testFlag(Qt::ShiftModifier) ? QAbstractSlider::SliderPageStepSub
                                                                                 : QAbstractSlider::SliderPageStepAdd);
    default:
        QAbstractScrollArea::keyPressEvent(event);
    }
}

}  // namespace vci::ui
