// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/widgets/rowsview.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QScopedValueRollback>
#include <QStyledItemDelegate>

#include <algorithm>

namespace vci::ui {

namespace {
constexpr int kDefaultRows = 6;
}

RowsView::RowsView(QWidget* parent)
    : QTreeView(parent)
{
    setHeaderHidden(true);
    header()->setMinimumSectionSize(8);
    header()->setStretchLastSection(false);
    setRootIsDecorated(false);
    setItemsExpandable(false);
    setIndentation(0);
    setUniformRowHeights(true);
    setFrameShape(QFrame::NoFrame);
    setSelectionBehavior(SelectRows);
    setSelectionMode(SingleSelection);
    setEditTriggers(NoEditTriggers);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollMode(ScrollPerItem);
    setExpandsOnDoubleClick(false);
    setTabKeyNavigation(false);
    setMouseTracking(true);
    connect(this, &QTreeView::doubleClicked, this, [this](const QModelIndex& index) {
        if (!linkAt(viewport()->mapFromGlobal(QCursor::pos())).isValid()) Q_EMIT rowActivated(index);
    });
}

void RowsView::setFitsRows(bool fits)
{
    m_fitsRows = fits;
    setSizePolicy(QSizePolicy::Expanding, fits ? QSizePolicy::Maximum : QSizePolicy::Expanding);
    updateGeometry();
}

void RowsView::setModel(QAbstractItemModel* newModel)
{
    QTreeView::setModel(newModel);
    if (newModel == nullptr) return;
    const auto refit = [this] {
        if (m_fitsRows) updateGeometry();
    };
    connect(newModel, &QAbstractItemModel::modelReset, this, refit);
    connect(newModel, &QAbstractItemModel::modelReset, this, [this] {
        // Where the keyboard is must be seen, though nothing is chosen yet.
        if (hasFocus() && !currentIndex().isValid() && model()->rowCount() > 0)
            selectionModel()->setCurrentIndex(model()->index(0, 0), QItemSelectionModel::NoUpdate);
    });
    connect(newModel, &QAbstractItemModel::rowsInserted, this, refit);
    connect(newModel, &QAbstractItemModel::rowsRemoved, this, refit);
}

QSize RowsView::sizeHint() const
{
    const int rows = model() == nullptr ? 0 : model()->rowCount();
    if (!m_fitsRows) return {240, kDefaultRows * 20};
    const int height = rows == 0 ? 0 : sizeHintForIndex(model()->index(0, 0)).height();
    return {240, static_cast<int>(std::min<qint64>(qint64(height) * std::min(rows, m_maximumRows), QWIDGETSIZE_MAX / 2))};
}

QSize RowsView::minimumSizeHint() const
{
    return {120, m_fitsRows ? std::min(sizeHint().height(), 3 * 25) : 3 * 20};
}

bool RowsView::event(QEvent* event)
{
    if (event->type() == QEvent::ShortcutOverride) {
        const auto* pressed = static_cast<QKeyEvent*>(event);
        const int key = pressed->key();
        const bool isOwn = (m_takesArrows && (key == Qt::Key_Left || key == Qt::Key_Right)) ||
                           (m_takesEnds && (key == Qt::Key_Home || key == Qt::Key_End));
        if (isOwn && (pressed->modifiers() & ~Qt::KeypadModifier) == Qt::NoModifier) {
            event->accept();
            return true;
        }
    }
    return QTreeView::event(event);
}

void RowsView::keyPressEvent(QKeyEvent* event)
{
    if (event->matches(QKeySequence::Copy)) {
        copyCurrent();
        return;
    }
    const bool plain = (event->modifiers() & ~Qt::KeypadModifier) == Qt::NoModifier;
    if (plain && (event->key() == Qt::Key_Left || event->key() == Qt::Key_Right)) {
        if (m_takesArrows) {
            const QScopedValueRollback<bool> user(m_byUser, true);
            Q_EMIT steppedSideways(event->key() == Qt::Key_Left ? -1 : 1);
        } else {
            event->ignore();
        }
        return;
    }
    if (plain && (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)) {
        if (currentIndex().isValid()) Q_EMIT rowActivated(currentIndex());
        return;
    }
    const QScopedValueRollback<bool> user(m_byUser, true);
    QTreeView::keyPressEvent(event);
}

void RowsView::mousePressEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton) {
        const QModelIndex link = linkAt(event->position().toPoint());
        if (link.isValid()) {
            Q_EMIT linkClicked(link);
            return;
        }
    }
    const QScopedValueRollback<bool> user(m_byUser, true);
    const QScopedValueRollback<bool> mouse(m_byMouse, true);
    QTreeView::mousePressEvent(event);
}

void RowsView::mouseMoveEvent(QMouseEvent* event)
{
    if (linkAt(event->position().toPoint()).isValid()) {
        viewport()->setCursor(Qt::PointingHandCursor);
    } else {
        viewport()->unsetCursor();
    }
    // A drag over the rows chooses nothing: the row of the press stays.
    if (event->buttons() == Qt::NoButton) QTreeView::mouseMoveEvent(event);
}

void RowsView::resizeEvent(QResizeEvent* event)
{
    QTreeView::resizeEvent(event);
    // What opens below takes room from the rows; the one it belongs to stays in sight.
    if (event->size().height() < event->oldSize().height() && currentIndex().isValid()) scrollTo(currentIndex());
    if (event->size().width() != event->oldSize().width()) Q_EMIT widthChanged();
}

void RowsView::currentChanged(const QModelIndex& current, const QModelIndex& previous)
{
    QTreeView::currentChanged(current, previous);
    if (m_byUser && current.isValid() && current.row() != previous.row()) Q_EMIT currentRowChanged(current, m_byMouse);
}

void RowsView::drawRow(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    // The delegate paints all of a cell; the style's own panel under it would only cost time.
    QStyleOptionViewItem cell = option;
    cell.widget = this;
    if (selectionModel() != nullptr && selectionModel()->isRowSelected(index.row(), index.parent()))
        cell.state |= QStyle::State_Selected;
    if (hasFocus()) cell.state |= QStyle::State_Active;
    cell.state.setFlag(QStyle::State_HasFocus, hasFocus() && currentIndex().row() == index.row());
    for (int column = 0; column < model()->columnCount(); ++column) {
        if (isColumnHidden(column)) continue;
        const QModelIndex at = index.sibling(index.row(), column);
        cell.rect = QRect(columnViewportPosition(column), option.rect.y(), columnWidth(column), option.rect.height());
        if (QAbstractItemDelegate* delegate = itemDelegateForIndex(at)) delegate->paint(painter, cell, at);
    }
}

QModelIndex RowsView::linkAt(const QPoint& position) const
{
    if (m_linkColumn < 0) return {};
    const QModelIndex index = indexAt(position);
    if (!index.isValid() || index.column() != m_linkColumn || index.data().toString().isEmpty()) return {};
    return index;
}

void RowsView::copyCurrent() const
{
    if (currentIndex().isValid()) QGuiApplication::clipboard()->setText(currentIndex().data(m_copyRole).toString());
}

}  // namespace vci::ui
