// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/widgets/runstext.h"

#include "ui/theme/theme.h"

#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace vci::ui {

namespace {

constexpr qreal kLineSpacing = 1.25;

QTextCharFormat formatOf(TextRun::Look look)
{
    const Palette& palette = Theme::instance().palette();
    QTextCharFormat format;
    switch (look) {
    case TextRun::Look::Normal:
        format.setForeground(palette.text);
        break;
    case TextRun::Look::Secondary:
        format.setForeground(palette.secondary);
        break;
    case TextRun::Look::Strong:
        format.setForeground(palette.text);
        format.setFontWeight(QFont::DemiBold);
        break;
    case TextRun::Look::Link:
        format.setForeground(palette.accent);
        format.setFontWeight(QFont::DemiBold);
        break;
    }
    return format;
}

}  // namespace

RunsText::RunsText(QWidget* parent)
    : QLabel(parent)
{
    setTextFormat(Qt::PlainText);
    setWordWrap(true);
    setMouseTracking(true);
    // Not Fixed: a layout would then hold it to the height of the hint, whatever its width needs.
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    connect(&Theme::instance(), &Theme::changed, this, [this] {
        updateGeometry();
        update();
    });
}

void RunsText::setParagraphs(const std::vector<std::vector<TextRun>>& paragraphs)
{
    QString all;
    m_spans.clear();
    for (const auto& paragraph : paragraphs) {
        if (!all.isEmpty()) all += QChar::LineSeparator;
        for (const TextRun& run : paragraph) {
            m_spans.push_back({static_cast<int>(all.size()), static_cast<int>(run.text.size()), run.look});
            all += run.text;
        }
    }
    setText(all);
    setAccessibleName(all.replace(QChar::LineSeparator, QLatin1String(". ")));
    updateGeometry();
    update();
}

QSize RunsText::sizeHint() const
{
    return {260, heightForWidth(260)};
}

QSize RunsText::minimumSizeHint() const
{
    return {80, QFontMetrics(Theme::instance().textFont()).height()};
}

int RunsText::heightForWidth(int width) const
{
    QTextLayout layout;
    return static_cast<int>(std::ceil(layOut(layout, width)));
}

qreal RunsText::layOut(QTextLayout& layout, int width) const
{
    layout.setText(text());
    layout.setFont(Theme::instance().textFont());
    QTextOption option;
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    layout.setTextOption(option);
    QList<QTextLayout::FormatRange> formats;
    for (const Span& span : m_spans) formats.append({span.start, span.length, formatOf(span.look)});
    layout.setFormats(formats);
    qreal y = 0;
    layout.beginLayout();
    for (QTextLine line = layout.createLine(); line.isValid(); line = layout.createLine()) {
        line.setLineWidth(std::max(width, 20));
        const qreal height = std::ceil(line.height() * kLineSpacing);
        line.setPosition({0, y + (height - line.height()) / 2});
        y += height;
    }
    layout.endLayout();
    return y;
}

bool RunsText::isLinkAt(const QPoint& position) const
{
    QTextLayout layout;
    layOut(layout, width());
    for (int i = 0; i < layout.lineCount(); ++i) {
        const QTextLine line = layout.lineAt(i);
        if (!line.naturalTextRect().contains(position)) continue;
        const int cursor = line.xToCursor(position.x(), QTextLine::CursorOnCharacter);
        return std::any_of(m_spans.begin(), m_spans.end(), [cursor](const Span& span) {
            return span.look == TextRun::Look::Link && cursor >= span.start && cursor < span.start + span.length;
        });
    }
    return false;
}

void RunsText::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    QTextLayout layout;
    layOut(layout, width());
    layout.draw(&painter, {0, 0});
}

void RunsText::mouseMoveEvent(QMouseEvent* event)
{
    setCursor(isLinkAt(event->position().toPoint()) ? Qt::PointingHandCursor : Qt::ArrowCursor);
}

void RunsText::mousePressEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton && isLinkAt(event->position().toPoint())) {
        Q_EMIT linkClicked();
    } else {
        event->ignore();
    }
}

}  // namespace vci::ui
