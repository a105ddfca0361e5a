// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/delegates/chaindelegate.h"

#include "ui/delegates/statepaint.h"
#include "ui/models/chainmodel.h"

#include <QPainter>

#include <cmath>

namespace vci::ui {

namespace {

constexpr int kLeftPx = 12;
constexpr int kGapPx = 8;
constexpr int kMarkPx = 7;
constexpr int kMarkHeightPx = 8;
constexpr int kLabelPx = 84;

}  // namespace

ChainDelegate::ChainDelegate(QObject* parent)
    : QStyledItemDelegate(parent)
    , m_font(Theme::instance().textFont())
    , m_small(Theme::instance().secondaryFont())
{
}

QSize ChainDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const
{
    return {80, kRowHeightPx};
}

void ChainDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const int column = index.column();
    paint::background(*painter, option, paint::Tint::None, paint::Line::None, column == ChainModel::EventColumn,
                      column == ChainModel::TimeColumn);
    switch (column) {
    case ChainModel::EventColumn:
        paintEvent(*painter, option, index);
        break;
    case ChainModel::AggregateColumn:
        paint::text(*painter, option.rect.adjusted(0, 0, -kGapPx, 0), index.data().toString(), m_font,
                    Theme::instance().palette().secondary);
        break;
    case ChainModel::TimeColumn:
        paintTime(*painter, option.rect, index);
        break;
    default:
        break;
    }
}

void ChainDelegate::paintEvent(QPainter& painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const Palette& palette = Theme::instance().palette();
    const auto kind = static_cast<ChainRow::Kind>(index.data(ChainModel::KindRole).toInt());
    const int levels = index.data(ChainModel::IndentRole).toInt();
    // A chain a thousand deep must stay readable: where the room for names begins, the level is told as a number.
    const int most = std::max(1, (option.rect.width() - kNamePx) / m_indentPx);
    QRect rect = option.rect.adjusted(kLeftPx + std::min(levels, most) * m_indentPx, 0, -kGapPx, 0);
    if (levels > most && kind == ChainRow::Kind::Event) {
        const QString level = QStringLiteral("%1 ").arg(levels);
        paint::text(painter, rect, level, m_small, palette.secondary);
        rect.setLeft(rect.left() + paint::textWidth(level, m_small));
    }
    QFont font = m_font;
    QColor color = palette.text;
    if (kind == ChainRow::Kind::More) color = palette.accent;
    if (kind == ChainRow::Kind::Orphan || kind == ChainRow::Kind::Cycle) {
        color = palette.pending;
        rect.setRight(option.rect.right() + option.rect.width());
    }
    if (index.data(ChainModel::CurrentRole).toBool()) font.setWeight(QFont::DemiBold);
    paint::text(painter, rect, index.data().toString(), font, color);
    const QString mark = index.data(ChainModel::MarkRole).toString();
    if (mark.isEmpty()) return;
    rect.setLeft(rect.left() + std::min(paint::textWidth(index.data().toString(), font) + kGapPx, rect.width()));
    paint::text(painter, rect, mark, m_small, palette.pending);
}

void ChainDelegate::paintTime(QPainter& painter, const QRect& rect, const QModelIndex& index) const
{
    const Palette& palette = Theme::instance().palette();
    const double place = index.data(ChainModel::PlaceRole).toDouble();
    const QString label = index.data().toString();
    const int room = std::max(0, rect.width() - kLabelPx - kMarkPx);
    if (place < 0) {
        paint::text(painter, rect.adjusted(0, 0, -kGapPx, 0), label, m_small, palette.secondary);
        return;
    }
    const auto x = [&rect, room](double at) { return rect.left() + static_cast<int>(std::lround(at * room)); };
    const int middle = rect.center().y();
    const double cause = index.data(ChainModel::CausePlaceRole).toDouble();
    if (cause >= 0 && std::abs(x(place) - x(cause)) > kMarkPx) {
        const int from = std::min(x(cause), x(place)) + kMarkPx / 2;
        const int to = std::max(x(cause), x(place));
        painter.fillRect(QRect(from, middle, to - from, 1), palette.line);
    }
    const QString family = index.data(ChainModel::FamilyRole).toString();
    const QColor color = index.data(ChainModel::FailedRole).toBool() ? palette.mismatch : Theme::instance().familyColor(family);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    painter.drawRoundedRect(QRectF(x(place), middle - kMarkHeightPx / 2.0 + 0.5, kMarkPx, kMarkHeightPx), 2, 2);
    painter.restore();
    const int labelLeft = x(place) + kMarkPx + 5;
    paint::text(painter, QRect(labelLeft, rect.top(), rect.right() - labelLeft, rect.height()), label, m_small,
                palette.secondary);
}

}  // namespace vci::ui
