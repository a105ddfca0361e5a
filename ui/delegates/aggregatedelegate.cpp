// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/delegates/aggregatedelegate.h"

#include "ui/models/aggregatesmodel.h"
#include "ui/theme/theme.h"

#include <QPainter>

namespace vci::ui {

namespace {

constexpr int kSquarePx = 8;
constexpr int kSquareLeftPx = 8;
constexpr int kTextLeftPx = 31;
constexpr int kTextRightPx = 9;
constexpr int kGapPx = 12;
constexpr int kLineHeightPx = 17;
constexpr int kFirstLinePx = 4;
constexpr int kSecondLinePx = 22;

struct Line {
    QString left, right;
    QColor leftColor, rightColor;
    QFont font;
    int top;
};

/// The right text keeps its width as long as it needs less than half of the row; the left one is elided before it.
void drawLine(QPainter& painter, const QRect& row, const Line& line)
{
    painter.setFont(line.font);
    const QFontMetrics metrics(line.font);
    const QRect area(row.left() + kTextLeftPx, row.top() + line.top, row.width() - kTextLeftPx - kTextRightPx, kLineHeightPx);
    // Glyphs stand at fractions of a pixel: whole numbers round down and would elide what fits.
    const int wanted = line.right.isEmpty() ? 0 : metrics.horizontalAdvance(line.right) + 2;
    const int leftWanted = metrics.horizontalAdvance(line.left) + 2;
    const int rightWidth = leftWanted + kGapPx + wanted <= area.width() ? wanted : std::min(wanted, area.width() * 11 / 20);
    const int leftWidth = area.width() - (rightWidth > 0 ? rightWidth + kGapPx : 0);

    painter.setPen(line.leftColor);
    painter.drawText(QRect(area.left(), area.top(), leftWidth, area.height()),
                     Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                     metrics.elidedText(line.left, Qt::ElideRight, leftWidth));
    painter.setPen(line.rightColor);
    painter.drawText(QRect(area.right() + 1 - rightWidth, area.top(), rightWidth, area.height()),
                     Qt::AlignRight | Qt::AlignVCenter | Qt::TextSingleLine,
                     metrics.elidedText(line.right, Qt::ElideRight, rightWidth));
}

}  // namespace

void AggregateDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const Theme& theme = Theme::instance();
    const Palette& colors = theme.palette();
    const bool selected = (option.state & QStyle::State_Selected) != 0;
    painter->save();
    painter->fillRect(option.rect, selected ? colors.selection : colors.panel);
    painter->fillRect(QRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1), colors.line);

    const auto cell = static_cast<AggregatesModel::Cell>(index.data(AggregatesModel::CellRole).toInt());
    if (cell != AggregatesModel::Cell::Loaded) {
        drawLine(*painter, option.rect,
                 {index.data(Qt::DisplayRole).toString(),
                  {},
                  colors.secondary,
                  colors.secondary,
                  theme.secondaryFont(),
                  kFirstLinePx});
        painter->restore();
        return;
    }

    const int squareTop = option.rect.top() + (option.rect.height() - kSquarePx) / 2;
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    painter->setBrush(theme.familyColor(index.data(AggregatesModel::FamilyRole).toString()));
    painter->drawRoundedRect(QRect(option.rect.left() + kSquareLeftPx, squareTop, kSquarePx, kSquarePx), 1.5, 1.5);

    drawLine(*painter, option.rect,
             {index.data(AggregatesModel::HandleRole).toString(), index.data(AggregatesModel::StatusRole).toString(), colors.text,
              colors.secondary, theme.textFont(), kFirstLinePx});
    drawLine(*painter, option.rect,
             {index.data(AggregatesModel::KindRole).toString(), index.data(AggregatesModel::WhenRole).toString(),
              colors.secondary, colors.secondary, theme.secondaryFont(), kSecondLinePx});
    painter->restore();
}

QSize AggregateDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const
{
    return {160, kRowHeightPx};
}

}  // namespace vci::ui
