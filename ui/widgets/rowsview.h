// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QTreeView>

namespace vci::ui {

/// A quiet flat list of rows in columns: no header, no grid, one row height, one row selected at a time. Cells are painted by
/// the delegate. Ctrl+C copies what the model gives under the copy role.
class RowsView : public QTreeView {
    Q_OBJECT

public:
    explicit RowsView(QWidget* parent = nullptr);

    /// The model's role for what Ctrl+C copies.
    void setCopyRole(int role) { m_copyRole = role; }
    /// A column whose texts are links: hand cursor, and a click on a text there is linkClicked() instead of a choice.
    void setLinkColumn(int column) { m_linkColumn = column; }
    /// Takes ← and → for itself and emits steppedSideways(); otherwise they are left to the window.
    void setTakesArrows(bool takes) { m_takesArrows = takes; }
    /// Takes Home and End for its own first and last row; otherwise they are left to the window.
    void setTakesEnds(bool takes) { m_takesEnds = takes; }
    /// As high as its rows, where there is room: for a list that something else stands below.
    void setFitsRows(bool fits);
    /// Limits the height asked for, in rows.
    void setMaximumRows(int rows) { m_maximumRows = rows; }

    void setModel(QAbstractItemModel* model) override;
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    void linkClicked(const QModelIndex& index);
    /// Enter on the current row, or a double click.
    void rowActivated(const QModelIndex& index);
    /// The user made another row current, by mouse or keys.
    void currentRowChanged(const QModelIndex& index, bool byMouse);
    void steppedSideways(int step);  ///< −1 or +1
    void widthChanged();

protected:
    bool event(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;
    void drawRow(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    [[nodiscard]] QModelIndex linkAt(const QPoint& position) const;
    void copyCurrent() const;

    int m_copyRole = Qt::DisplayRole;
    int m_linkColumn = -1;
    int m_maximumRows = 1'000'000;
    bool m_takesArrows = false;
    bool m_takesEnds = false;
    bool m_fitsRows = false;
    bool m_byUser = false;
    bool m_byMouse = false;
};

}  // namespace vci::ui
