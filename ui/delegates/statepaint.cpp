// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/delegates/statepaint.h"

#include <QFontMetrics>
#include <QPainter>
#include <QTextLayout>
#include <QTextOption>

#include <cmath>

namespace vci::ui::paint {

void background(QPainter& painter, const QStyleOptionViewItem& option, Tint tint, Line line, bool first, bool last)
{
    const Palette& palette = Theme::instance().palette();
    const QRect& r = option.rect;
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    if (selected) {
        painter.fillRect(r, palette.selection);
    } else if (tint == Tint::Changed) {
        painter.fillRect(r, palette.changed);
    }
    if (selected && tint == Tint::Changed && first) painter.fillRect(QRect(r.left(), r.top(), 3, r.height()), palette.pending);
    if (line == Line::Below) painter.fillRect(QRect(r.left(), r.bottom(), r.width(), 1), palette.line);
    if (!option.state.testFlag(QStyle::State_HasFocus)) return;
    painter.fillRect(QRect(r.left(), r.top(), r.width(), 1), palette.accent);
    painter.fillRect(QRect(r.left(), r.bottom(), r.width(), 1), palette.accent);
    if (first) painter.fillRect(QRect(r.left(), r.top(), 1, r.height()), palette.accent);
    if (last) painter.fillRect(QRect(r.right(), r.top(), 1, r.height()), palette.accent);
}

void text(QPainter& painter, const QRect& rect, const QString& text, const QFont& font, const QColor& color, Qt::Alignment align,
          Qt::TextElideMode elide)
{
    if (rect.width() <= 0 || text.isEmpty()) return;
    painter.setFont(font);
    painter.setPen(color);
    const QString shown = QFontMetrics(font).elidedText(text, elide, rect.width());
    painter.drawText(rect, static_cast<int>(align | Qt::AlignVCenter) | Qt::TextSingleLine, shown);
}

QStringList brokenLines(const QString& text, const QFont& font, int widthPx, int most)
{
    QStringList lines;
    if (widthPx <= 0) return lines;
    QTextLayout layout(text, font);
    QTextOption option;
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    layout.setTextOption(option);
    layout.beginLayout();
    for (QTextLine line = layout.createLine(); line.isValid(); line = layout.createLine()) {
        if (lines.size() == most - 1) {
            lines += QFontMetrics(font).elidedText(text.mid(line.textStart()), Qt::ElideRight, widthPx);
            break;
        }
        line.setLineWidth(widthPx);
        lines += text.mid(line.textStart(), line.textLength()).trimmed();
    }
    layout.endLayout();
    return lines;
}

int textWidth(const QString& text, const QFont& font)
{
    // Rounded up: a text given exactly its rounded width would be elided.
    return static_cast<int>(std::ceil(QFontMetricsF(font).horizontalAdvance(text))) + 1;
}

}  // namespace vci::ui::paint
