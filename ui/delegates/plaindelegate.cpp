// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/delegates/plaindelegate.h"

#include "ui/delegates/statepaint.h"
#include "ui/models/tone.h"
#include "ui/theme/theme.h"

#include <QPainter>
#include <QTreeView>

#include <algorithm>

namespace vci::ui {

namespace {

QColor colorOf(int tone)
{
    const Palette& palette = Theme::instance().palette();
    switch (tone) {
    case Tone::Quiet:
        return palette.secondary;
    case Tone::Good:
        return palette.verified;
    case Tone::Warning:
        return palette.pending;
    case Tone::Bad:
        return palette.mismatch;
    case Tone::Link:
        return palette.accent;
    default:
        return palette.text;
    }
}

}  // namespace

PlainDelegate::PlainDelegate(int toneRole, QObject* parent)
    : QStyledItemDelegate(parent)
    , m_toneRole(toneRole)
{
}

QSize PlainDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex& index) const
{
    const QString text = index.data().toString();
    const QFont font = Theme::instance().textFont();
    const int below = (linesOf(index) - 1) * QFontMetrics(font).lineSpacing();
    return {paint::textWidth(text, font) + 2 * kPaddingPx, kRowHeightPx + below};
}

void PlainDelegate::setWrapping(int column, int mostLines)
{
    m_wrapColumn = column;
    m_mostLines = mostLines;
}

bool PlainDelegate::isCut(const QString& text, int columnWidthPx) const
{
    const QStringList lines = paint::brokenLines(text, Theme::instance().textFont(), columnWidthPx - 2 * kPaddingPx, m_mostLines);
    return !lines.isEmpty() && !text.trimmed().endsWith(lines.last());
}

int PlainDelegate::linesOf(const QModelIndex& index) const
{
    const auto* view = qobject_cast<const QTreeView*>(parent());
    if (m_mostLines < 2 || index.column() != m_wrapColumn || view == nullptr) return 1;
    const int widthPx = view->columnWidth(m_wrapColumn) - 2 * kPaddingPx;
    const auto lines = paint::brokenLines(index.data().toString(), Theme::instance().textFont(), widthPx, m_mostLines);
    return std::max(1, static_cast<int>(lines.size()));
}

void PlainDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const int last = index.model()->columnCount() - 1;
    paint::background(*painter, option, paint::Tint::None, paint::Line::None, index.column() == 0, index.column() == last);
    const QVariant align = index.data(Qt::TextAlignmentRole);
    const auto alignment = align.isValid() ? static_cast<Qt::Alignment>(align.toInt()) : Qt::Alignment(Qt::AlignLeft);
    const int tone = m_toneRole < 0 ? Tone::Normal : index.data(m_toneRole).toInt();
    const QFont font = Theme::instance().textFont();
    QRect line = option.rect.adjusted(kPaddingPx, 0, -kPaddingPx, 0);
    line.setHeight(std::min(line.height(), kRowHeightPx));  // in a row that grew, all columns begin on its first line
    QStringList lines{index.data().toString()};
    if (m_mostLines > 1 && index.column() == m_wrapColumn)
        lines = paint::brokenLines(lines.first(), font, line.width(), m_mostLines);
    for (const QString& each : lines) {
        paint::text(*painter, line, each, font, colorOf(tone), alignment & Qt::AlignHorizontal_Mask);
        line.translate(0, QFontMetrics(font).lineSpacing());
    }
}

}  // namespace vci::ui
