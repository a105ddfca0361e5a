// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/delegates/eventdelegate.h"

#include "ui/delegates/badgecolor.h"
#include "ui/models/eventsmodel.h"
#include "ui/theme/theme.h"

#include <QPainter>
#include <QPainterPath>

namespace vci::ui {

namespace {

constexpr qreal kFutureOpacity = 0.42;
constexpr int kSquarePx = 8;
constexpr int kSquareGapPx = 7;
constexpr int kFocusBarPx = 2;

QColor textColor(int column, const QModelIndex& index)
{
    const auto& palette = Theme::instance().palette();
    if (column == EventsModel::EventColumn) return palette.text;
    const QVariant badge = column == EventsModel::ProofColumn ? index.data(EventsModel::BadgeRole) : QVariant();
    if (badge.isValid()) return badgeColor(static_cast<verify::Badge>(badge.toInt()), palette);
    if (column == EventsModel::SummaryColumn &&
        index.data(EventsModel::CellStateRole).toInt() == static_cast<int>(EventsModel::CellState::Failed)) {
        return palette.mismatch;
    }
    if (column == EventsModel::CauseColumn) {
        const QVariant place = index.data(EventsModel::CausePlaceRole);
        if (place.isValid() && place.toInt() == static_cast<int>(EventCause::Place::Missing)) return palette.pending;
    }
    return palette.secondary;
}

/// A triangle with an exclamation mark; drawn, because fonts without it would show a box.
void paintWarning(QPainter& painter, const QRect& cell)
{
    const auto& palette = Theme::instance().palette();
    const QPointF middle = QRectF(cell).center();
    QPainterPath triangle;
    triangle.moveTo(middle.x(), middle.y() - 5.5);
    triangle.lineTo(middle.x() + 6.5, middle.y() + 5);
    triangle.lineTo(middle.x() - 6.5, middle.y() + 5);
    triangle.closeSubpath();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(palette.pending, 1.25, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.setBrush(Qt::NoBrush);
    painter.drawPath(triangle);
    painter.drawLine(QPointF(middle.x(), middle.y() - 1.5), QPointF(middle.x(), middle.y() + 1));
    painter.drawPoint(QPointF(middle.x(), middle.y() + 3));
}

}  // namespace

void EventDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const auto& theme = Theme::instance();
    painter->save();
    if (option.state.testFlag(QStyle::State_Selected)) {
        painter->fillRect(option.rect, theme.palette().selection);
        // The one accent says where the keys go.
        const bool first = index.column() == 0;
        if (first && option.state.testFlag(QStyle::State_Active) && option.widget != nullptr && option.widget->hasFocus()) {
            painter->fillRect(QRect(option.rect.topLeft(), QSize(kFocusBarPx, option.rect.height())), theme.palette().accent);
        }
    }
    if (index.data(EventsModel::FutureRole).toBool()) painter->setOpacity(kFutureOpacity);

    QRect rect = option.rect.adjusted(kPaddingPx, 0, -kPaddingPx, 0);
    if (index.column() == EventsModel::EventColumn) {
        const QRect square(rect.left(), rect.center().y() - kSquarePx / 2 + 1, kSquarePx, kSquarePx);
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(Qt::NoPen);
        painter->setBrush(theme.familyColor(index.data(EventsModel::FamilyRole).toString()));
        painter->drawRoundedRect(square, 1.5, 1.5);
        rect.setLeft(square.right() + 1 + kSquareGapPx);
    }
    if (index.column() == EventsModel::FlagsColumn) {
        if (!index.data(Qt::DisplayRole).toString().isEmpty()) paintWarning(*painter, option.rect);
    } else {
        const auto alignment = index.data(Qt::TextAlignmentRole).value<Qt::Alignment>();
        painter->setPen(textColor(index.column(), index));
        painter->setFont(option.font);
        const QString text = index.data(Qt::DisplayRole).toString();
        painter->drawText(rect, static_cast<int>(alignment) | Qt::TextSingleLine,
                          option.fontMetrics.elidedText(text, Qt::ElideRight, rect.width()));
    }
    painter->restore();
}

QSize EventDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const int square = index.column() == EventsModel::EventColumn ? kSquarePx + kSquareGapPx : 0;
    const int text = option.fontMetrics.horizontalAdvance(index.data(Qt::DisplayRole).toString());
    return {text + square + 2 * kPaddingPx, option.fontMetrics.height()};
}

}  // namespace vci::ui
