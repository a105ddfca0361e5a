// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/widgets/windowedtable.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QScopedValueRollback>
#include <QScrollBar>
#include <QTableView>
#include <QWheelEvent>

#include <algorithm>

namespace vci::ui {

namespace {

/// Rows kept between the visible ones and the window's end before the window is moved.
constexpr qint64 kMarginRows = 200;
constexpr int kWheelUnitsPerStep = 120;
constexpr int kRowsPerWheelStep = 3;

}  // namespace

WindowedTable::WindowedTable(WindowedModel* model, int rowHeightPx, QWidget* parent, Header header)
    : QWidget(parent)
    , m_model(model)
    , m_view(new QTableView(this))
    , m_bar(new QScrollBar(Qt::Vertical, this))
{
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_view, 1);
    layout->addWidget(m_bar);
    setFocusProxy(m_view);
    // Before there is a model: a header that is seen measures its texts, in bold, at once.
    m_view->verticalHeader()->hide();
    m_view->horizontalHeader()->setVisible(header == Header::Shown);
    setUpView(rowHeightPx);
    connectView();
    updateBar();
}

void WindowedTable::setUpView(int rowHeightPx)
{
    m_view->setModel(m_model);
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setShowGrid(false);
    m_view->setWordWrap(false);
    m_view->setCornerButtonEnabled(false);
    m_view->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_view->setSelectionMode(QAbstractItemView::SingleSelection);
    m_view->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_view->setVerticalScrollMode(QAbstractItemView::ScrollPerItem);
    m_view->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_view->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_view->setTabKeyNavigation(false);
    m_view->setAutoScroll(false);  // it knows nothing of positions
    m_view->setContextMenuPolicy(Qt::CustomContextMenu);
    m_view->verticalHeader()->setMinimumSectionSize(rowHeightPx);
    m_view->verticalHeader()->setDefaultSectionSize(rowHeightPx);
    m_view->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_view->horizontalHeader()->setHighlightSections(false);
    m_view->installEventFilter(this);
    m_view->viewport()->installEventFilter(this);
    m_bar->setFocusPolicy(Qt::NoFocus);
    m_bar->setSingleStep(kRowsPerWheelStep);
    m_bar->hide();
}

void WindowedTable::connectView()
{
    connect(m_bar, &QScrollBar::valueChanged, this, [this](int value) {
        if (!m_syncing) showTop(value);
    });
    connect(m_view->verticalScrollBar(), &QScrollBar::valueChanged, this, [this](int value) {
        if (!m_syncing) showTop(m_model->positionOf(value));
    });
    connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, this, [this](const QModelIndex& current) {
        if (m_syncing || !current.isValid()) return;
        const qint64 position = m_model->positionOf(current.row());
        if (position == m_current) return;
        m_current = position;
        Q_EMIT currentPositionChanged(position);
    });
    connect(m_view, &QTableView::doubleClicked, this,
            [this](const QModelIndex& index) { Q_EMIT activated(m_model->positionOf(index.row()), index.column()); });
    connect(m_view, &QTableView::customContextMenuRequested, this, &WindowedTable::handleMenu);
    connect(m_model, &QAbstractItemModel::modelReset, this, &WindowedTable::onListReset);
    connect(m_model, &WindowedModel::sizeChanged, this, [this] {
        updateBar();
        showTop(m_top);
    });
}

qint64 WindowedTable::visibleRows() const
{
    return std::max(1, m_view->viewport()->height() / m_view->verticalHeader()->defaultSectionSize());
}

void WindowedTable::setTopPosition(qint64 position)
{
    showTop(position);
}

void WindowedTable::setCurrentPosition(qint64 position)
{
    m_current = position >= 0 && position < m_model->size() ? position : -1;
    if (m_current >= 0) {
        const qint64 visible = visibleRows();
        const qint64 above = m_top - m_current;
        const qint64 below = m_current - (m_top + visible - 1);
        // A step scrolls as little as it takes; a jump lands in the middle, where what came before and after is seen.
        if (std::max(above, below) > visible / 2)
            showTop(m_current - visible / 2);
        else if (above > 0)
            showTop(m_current);
        else if (below > 0)
            showTop(m_top + below);
    }
    applyCurrent();
}

bool WindowedTable::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_view && event->type() == QEvent::FocusIn) keepUnchosen();
    if (watched == m_view && event->type() == QEvent::KeyPress && handleKey(*static_cast<QKeyEvent*>(event))) return true;
    if (watched == m_view->viewport()) {
        if (event->type() == QEvent::Wheel) {
            handleWheel(*static_cast<QWheelEvent*>(event));
            return true;
        }
        if (event->type() == QEvent::Resize) {
            const int rowHeight = m_view->verticalHeader()->defaultSectionSize();
            const qint64 rowsBefore = static_cast<QResizeEvent*>(event)->oldSize().height() / rowHeight;
            const bool wasSeen = m_current >= m_top && m_current < m_top + rowsBefore;
            // After the view itself has taken the new size.
            QMetaObject::invokeMethod(
                this,
                [this, wasSeen] {
                    updateBar();
                    showTop(wasSeen ? std::max(m_top, m_current - visibleRows() + 1) : m_top);
                },
                Qt::QueuedConnection);
        }
    }
    return QWidget::eventFilter(watched, event);
}

void WindowedTable::keepUnchosen()
{
    // A view without a current row takes the first one when the keyboard comes to it, as if the user had chosen it.
    if (m_current >= 0 || m_view->currentIndex().isValid() || m_model->rowCount() == 0) return;
    const QScopedValueRollback guard(m_syncing, true);
    const int row = static_cast<int>(m_top - m_model->windowBegin());
    m_view->selectionModel()->setCurrentIndex(m_model->index(row, 0), QItemSelectionModel::NoUpdate);
}

bool WindowedTable::handleKey(const QKeyEvent& event)
{
    if (m_model->size() == 0) return false;
    if ((event.modifiers() & ~(Qt::ControlModifier | Qt::KeypadModifier)) != Qt::NoModifier) return false;
    const qint64 page = std::max<qint64>(1, visibleRows() - 1);
    switch (event.key()) {
    case Qt::Key_Up:
        moveCurrentTo(m_current < 0 ? m_top : m_current - 1);
        return true;
    case Qt::Key_Down:
        moveCurrentTo(m_current < 0 ? m_top : m_current + 1);
        return true;
    case Qt::Key_PageUp:
        moveCurrentTo(std::max<qint64>(0, m_current) - page);
        return true;
    case Qt::Key_PageDown:
        moveCurrentTo(std::max<qint64>(0, m_current) + page);
        return true;
    case Qt::Key_Home:
        moveCurrentTo(0);
        return true;
    case Qt::Key_End:
        moveCurrentTo(m_model->size() - 1);
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (m_current >= 0) Q_EMIT activated(m_current, -1);
        return true;
    default:
        return false;
    }
}

void WindowedTable::handleWheel(const QWheelEvent& event)
{
    // Touch pads send many small angles: what is left of a step counts for the next one.
    m_wheelRest += event.angleDelta().y() * kRowsPerWheelStep;
    const int rows = m_wheelRest / kWheelUnitsPerStep;
    m_wheelRest -= rows * kWheelUnitsPerStep;
    if (rows != 0) showTop(m_top - rows);
}

void WindowedTable::handleMenu(const QPoint& viewportPos)
{
    QModelIndex index = m_view->indexAt(viewportPos);
    if (!index.isValid() && m_view->viewport()->rect().contains(viewportPos) && m_current >= 0 &&
        !m_view->viewport()->underMouse()) {
        index = m_view->currentIndex();
    }
    const qint64 position = index.isValid() ? m_model->positionOf(index.row()) : -1;
    Q_EMIT menuRequested(position, index.column(), m_view->viewport()->mapToGlobal(viewportPos));
}

void WindowedTable::moveCurrentTo(qint64 position)
{
    position = std::clamp<qint64>(position, 0, m_model->size() - 1);
    if (position == m_current) return;
    setCurrentPosition(position);
    Q_EMIT currentPositionChanged(position);
}

void WindowedTable::onListReset()
{
    if (m_movingWindow) return;
    m_current = -1;
    updateBar();
    showTop(0);
}

void WindowedTable::updateBar()
{
    const QScopedValueRollback guard(m_syncing, true);
    m_view->doItemsLayout();
    const qint64 visible = visibleRows();
    const qint64 last = std::max<qint64>(0, m_model->size() - visible);
    m_bar->setRange(0, static_cast<int>(last));
    m_bar->setPageStep(static_cast<int>(visible));
    m_bar->setVisible(last > 0);
}

void WindowedTable::applyCurrent()
{
    const QScopedValueRollback guard(m_syncing, true);
    const auto row = m_current < 0 ? std::nullopt : m_model->rowOf(m_current);
    QItemSelectionModel* selection = m_view->selectionModel();
    if (!row) {
        selection->clear();
        return;
    }
    const QModelIndex index = m_model->index(*row, std::max(0, m_view->currentIndex().column()));
    selection->setCurrentIndex(index, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
}

void WindowedTable::showTop(qint64 top)
{
    const QScopedValueRollback guard(m_syncing, true);
    const qint64 size = m_model->size();
    const qint64 visible = visibleRows();
    m_top = std::clamp<qint64>(top, 0, std::max<qint64>(0, size - visible));
    const qint64 windowEnd = m_model->windowBegin() + m_model->rowCount();
    const bool nearBegin = m_model->windowBegin() > 0 && m_top < m_model->windowBegin() + kMarginRows;
    const bool nearEnd = windowEnd < size && m_top + visible + kMarginRows > windowEnd;
    if (nearBegin || nearEnd) {
        const QScopedValueRollback moving(m_movingWindow, true);
        m_model->centreOn(m_top + visible / 2);
        // The view would lay out later on its own; its scroll range must be right now.
        m_view->doItemsLayout();
        applyCurrent();
    }
    m_view->verticalScrollBar()->setValue(static_cast<int>(m_top - m_model->windowBegin()));
    m_bar->setValue(static_cast<int>(m_top));
    // At the end of the list the view puts the last row at its lower edge, and part of one more row is seen at the upper.
    const qint64 begin = m_top > 0 && m_top + visible >= size ? m_top - 1 : m_top;
    const qint64 end = std::min(size, m_top + visible + 1);
    m_model->showRange(begin, end);
    Q_EMIT visibleRangeChanged(begin, end);
}

}  // namespace vci::ui
