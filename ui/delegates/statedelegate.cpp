// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/delegates/statedelegate.h"

#include "core/json/patch.h"
#include "ui/delegates/statepaint.h"
#include "ui/models/blamemodel.h"
#include "ui/models/diffmodel.h"
#include "ui/models/statemodel.h"

#include <QPainter>

namespace vci::ui {

namespace {

constexpr int kLeftPx = 10;
constexpr int kRightPx = 8;
constexpr int kGapPx = 8;
constexpr int kExpanderPx = 14;
constexpr int kHistoryRowPx = 22;
constexpr double kFutureOpacity = 0.42;

void paintExpander(QPainter& painter, const QRect& rect, bool expanded, const QColor& color)
{
    const QPointF c(rect.left() + 4, rect.center().y() + 0.5);
    const QPolygonF right({c + QPointF(-2, -4), c + QPointF(3, 0), c + QPointF(-2, 4)});
    const QPolygonF down({c + QPointF(-4, -2), c + QPointF(4, -2), c + QPointF(0, 3)});
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    painter.drawPolygon(expanded ? down : right);
    painter.restore();
}

}  // namespace

StateDelegate::StateDelegate(QObject* parent)
    : QStyledItemDelegate(parent)
    , m_font(Theme::instance().textFont())
{
}

QSize StateDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const
{
    return {80, kRowHeightPx};
}

bool StateDelegate::isOnExpander(const QRect& cell, const QPoint& position)
{
    return position.x() >= cell.left() && position.x() < cell.left() + kExpanderPx + 4;
}

void StateDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const auto tint = index.data(StateModel::ChangedRole).toBool() ? paint::Tint::Changed : paint::Tint::None;
    const int column = index.column();
    paint::background(*painter, option, tint, paint::Line::Below, column == StateModel::FieldColumn,
                      column == StateModel::SetByColumn);
    switch (column) {
    case StateModel::FieldColumn:
        paintField(*painter, option.rect, index);
        break;
    case StateModel::ValueColumn:
        paintValue(*painter, option.rect, index);
        break;
    case StateModel::SetByColumn:
        paint::text(*painter, option.rect.adjusted(0, 0, -kRightPx, 0), index.data().toString(), m_font,
                    Theme::instance().palette().accent, Qt::AlignRight);
        break;
    default:
        break;
    }
}

void StateDelegate::paintField(QPainter& painter, const QRect& rect, const QModelIndex& index) const
{
    const Palette& palette = Theme::instance().palette();
    const auto kind = static_cast<StateRow::Kind>(index.data(StateModel::KindRole).toInt());
    const bool item = kind == StateRow::Kind::Item || kind == StateRow::Kind::More;
    // Deep values stay readable: indentation ends where half of the column is used up.
    const int indent = std::min(index.data(StateModel::IndentRole).toInt() * kIndentPx, rect.width() / 2);
    paint::text(painter, rect.adjusted(kLeftPx + indent, 0, -kGapPx, 0), index.data().toString(), m_font,
                item ? palette.secondary : palette.text, Qt::AlignLeft, Qt::ElideMiddle);
}

void StateDelegate::paintValue(QPainter& painter, const QRect& rect, const QModelIndex& index) const
{
    const Palette& palette = Theme::instance().palette();
    int left = 0;
    if (index.data(StateModel::ExpandableRole).toBool()) {
        paintExpander(painter, rect, index.data(StateModel::ExpandedRole).toBool(), palette.secondary);
        left = kExpanderPx;
    }
    paint::text(painter, rect.adjusted(left, 0, -kGapPx, 0), index.data().toString(), m_font, palette.text);
}

StateDiffDelegate::StateDiffDelegate(QObject* parent)
    : QStyledItemDelegate(parent)
    , m_font(Theme::instance().textFont())
{
}

QSize StateDiffDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const
{
    return {24, StateDelegate::kRowHeightPx};
}

void StateDiffDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const Palette& palette = Theme::instance().palette();
    const int column = index.column();
    paint::background(*painter, option, paint::Tint::None, paint::Line::Below, column == DiffModel::SignColumn,
                      column == DiffModel::ChangeColumn);
    QFont strong = m_font;
    strong.setWeight(QFont::DemiBold);
    switch (column) {
    case DiffModel::SignColumn:
        paint::text(*painter, option.rect, index.data().toString(), strong, palette.secondary, Qt::AlignHCenter);
        break;
    case DiffModel::FieldColumn:
        paint::text(*painter, option.rect.adjusted(0, 0, -kGapPx, 0), index.data().toString(), m_font, palette.text,
                    Qt::AlignLeft, Qt::ElideMiddle);
        break;
    case DiffModel::ChangeColumn:
        paintChange(*painter, option.rect.adjusted(0, 0, -kRightPx, 0), index);
        break;
    default:
        break;
    }
}

void StateDiffDelegate::paintChange(QPainter& painter, const QRect& rect, const QModelIndex& index) const
{
    const Palette& palette = Theme::instance().palette();
    const auto kind = static_cast<json::PatchOperation::Kind>(index.data(DiffModel::KindRole).toInt());
    const QString before = index.data(DiffModel::BeforeRole).toString();
    const QString after = index.data(DiffModel::AfterRole).toString();
    QFont gone = m_font;
    gone.setStrikeOut(kind == json::PatchOperation::Kind::Remove);
    if (kind != json::PatchOperation::Kind::Replace) {
        const bool removed = kind == json::PatchOperation::Kind::Remove;
        paint::text(painter, rect, removed ? before : after, gone, removed ? palette.secondary : palette.text);
        return;
    }
    // Both values get their share: what the shorter one leaves goes to the other.
    const QString arrow = QStringLiteral(" → ");
    const int arrowWidth = paint::textWidth(arrow, m_font);
    const int room = rect.width() - arrowWidth;
    const int beforeFull = paint::textWidth(before, m_font);
    const int afterFull = paint::textWidth(after, m_font);
    const int beforeWidth = std::min(beforeFull, std::max(room / 2, room - afterFull));
    QRect part(rect.left(), rect.top(), beforeWidth, rect.height());
    paint::text(painter, part, before, m_font, palette.secondary);
    part.moveLeft(part.right() + 1);
    part.setWidth(arrowWidth);
    paint::text(painter, part, arrow, m_font, palette.secondary);
    part.moveLeft(part.right() + 1);
    part.setRight(rect.right());
    paint::text(painter, part, after, m_font, palette.text);
}

StateHistoryDelegate::StateHistoryDelegate(QObject* parent)
    : QStyledItemDelegate(parent)
    , m_font(Theme::instance().textFont())
{
}

QSize StateHistoryDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const
{
    return {80, kHistoryRowPx};
}

void StateHistoryDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const Palette& palette = Theme::instance().palette();
    const int column = index.column();
    painter->fillRect(option.rect, palette.window);
    paint::background(*painter, option, paint::Tint::None, paint::Line::None, column == BlameModel::EventColumn,
                      column == BlameModel::TimeColumn);
    const double opacity = painter->opacity();
    if (index.data(BlameModel::FutureRole).toBool()) painter->setOpacity(opacity * kFutureOpacity);
    const bool link = index.data(BlameModel::LinkRole).toBool();
    const QColor color = link ? palette.accent : column == BlameModel::ValueColumn ? palette.text : palette.secondary;
    paint::text(*painter, option.rect.adjusted(0, 0, -kGapPx, 0), index.data().toString(), m_font, color);
    painter->setOpacity(opacity);
}

}  // namespace vci::ui
