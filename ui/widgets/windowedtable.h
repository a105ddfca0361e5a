// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/models/windowedmodel.h"

#include <QPoint>
#include <QWidget>

QT_BEGIN_NAMESPACE
class QKeyEvent;
class QScrollBar;
class QTableView;
class QWheelEvent;
QT_END_NAMESPACE

namespace vci::ui {

/// A table view on a WindowedModel with a scroll bar over all positions of the list, so that 10 million rows scroll like ten.
/// One row height, one row selected, no grid. The current row is kept as a position: it survives the window's moves.
///
/// Use: give it the model, set delegates and column widths on view(), connect currentPositionChanged(); where the rows are
/// fetched, the model hears of the visible positions through showRange().
class WindowedTable : public QWidget {
    Q_OBJECT

public:
    enum class Header { Shown, Hidden };

    /// model is not owned and must outlive the table. rowHeightPx in device-independent pixels.
    WindowedTable(WindowedModel* model, int rowHeightPx, QWidget* parent = nullptr, Header header = Header::Shown);

    /// For delegates, header and columns. Don't set its model.
    [[nodiscard]] QTableView* view() const { return m_view; }

    /// −1 where no row is current.
    [[nodiscard]] qint64 currentPosition() const { return m_current; }
    /// Makes it the current row and scrolls so that it is seen: a step as little as it takes, a jump to the middle; −1 clears.
    /// Emits nothing.
    void setCurrentPosition(qint64 position);

    /// The first visible position, and how many rows are visible in full.
    [[nodiscard]] qint64 topPosition() const { return m_top; }
    [[nodiscard]] qint64 visibleRows() const;
    /// Bounded by the list.
    void setTopPosition(qint64 position);

Q_SIGNALS:
    /// The user moved to another row by mouse or keys.
    void currentPositionChanged(qint64 position);
    /// Enter (column −1) or a double click.
    void activated(qint64 position, int column);
    /// By mouse or by the menu key; position is −1 below the last row.
    void menuRequested(qint64 position, int column, const QPoint& globalPos);
    /// Positions [begin, end) are visible, in part at least. Told too when the list became another one.
    void visibleRangeChanged(qint64 begin, qint64 end);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void setUpView(int rowHeightPx);
    void connectView();
    void keepUnchosen();
    bool handleKey(const QKeyEvent& event);
    void handleWheel(const QWheelEvent& event);
    void handleMenu(const QPoint& viewportPos);
    void moveCurrentTo(qint64 position);
    void onListReset();
    void updateBar();
    void applyCurrent();
    void showTop(qint64 top);

    WindowedModel* m_model;
    QTableView* m_view;
    QScrollBar* m_bar;
    qint64 m_top = 0;
    qint64 m_current = -1;
    int m_wheelRest = 0;
    bool m_syncing = false;       ///< set while this class itself moves bar, view or selection
    bool m_movingWindow = false;  ///< a reset that is a move of the window, not another list
};

}  // namespace vci::ui
