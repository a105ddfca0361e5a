// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QAbstractTableModel>

#include <optional>

namespace vci::ui {

/// A table over a list that may be far longer than a Qt view bears (DESIGN 4): its rows are a window of at most kMaxRows
/// positions, which the view moves. A list that fits is shown whole. Shown by WindowedTable; any other view works too, and
/// sees the window only. GUI thread.
///
/// A subclass gives columnCount(), data() (which asks positionOf(index.row()) and never waits) and, when its list becomes
/// another one, calls beginResetModel(), assignSize(n), endResetModel().
class WindowedModel : public QAbstractTableModel {
    Q_OBJECT

public:
    static constexpr qint64 kMaxRows = 10'000;

    using QAbstractTableModel::QAbstractTableModel;

    /// How many positions the whole list has.
    [[nodiscard]] qint64 size() const { return m_size; }
    /// The position of row 0.
    [[nodiscard]] qint64 windowBegin() const { return m_begin; }
    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const final;
    [[nodiscard]] qint64 positionOf(int row) const { return m_begin + row; }
    /// Nothing where the window does not hold that position.
    [[nodiscard]] std::optional<int> rowOf(qint64 position) const;

    /// Moves the window (a model reset) so that position stands in its middle, as far as the ends allow.
    void centreOn(qint64 position);

    /// The view shows positions [begin, end) now: the moment to ask for what is missing. Does nothing here.
    virtual void showRange(qint64 begin, qint64 end);

Q_SIGNALS:
    /// The list became longer at its end; a new list is told by modelReset().
    void sizeChanged(qint64 size);

protected:
    /// Requires a running reset. The window goes back to the start.
    void assignSize(qint64 size);
    /// The same list with more positions at its end. Requires newSize ≥ size().
    void growTo(qint64 newSize);

private:
    qint64 m_size = 0;
    qint64 m_begin = 0;
};

}  // namespace vci::ui
