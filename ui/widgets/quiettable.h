// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/widgets/rowsview.h"

#include <vector>

namespace vci::ui {

class PlainDelegate;

/// A RowsView with a header whose columns fit what they show: each as wide as its first rows need within its bounds; the one
/// that takes the rest is bounded by the view alone. Where that is wider than the view, columns give way down to their least, and
/// what they show is cut with an ellipsis: no column ever stands beyond the edge. What can be spared goes before anything is cut,
/// and the column that takes the rest may go on below. Cells are painted by PlainDelegate.
class QuietTable : public RowsView {
    Q_OBJECT

public:
    struct Bounds {
        int leastPx;  ///< or kWhole
        int mostPx;
    };
    /// The least is what the rows need: for times, which say another thing when they are cut.
    static constexpr int kWhole = -1;

    /// model is not owned. bounds: one a column. restColumn: which takes the rest. toneRole: see PlainDelegate.
    QuietTable(QAbstractItemModel* model, std::vector<Bounds> bounds, int restColumn, int toneRole, QWidget* parent = nullptr);

    /// Columns that are left out, the first one first, where the view is narrower than what the columns want; what they say
    /// stands elsewhere, too. Neither the first column nor the last.
    void setExpendable(std::vector<int> columns);
    /// How many lines a row may grow to for the text of the column that takes the rest. Long lists keep to one.
    void setMostLines(int lines);
    /// Whether the row shows less of the column that takes the rest than it holds.
    [[nodiscard]] bool isCut(int row) const;

private:
    [[nodiscard]] int wantedWidth(int column) const;
    void fitColumns();

    [[nodiscard]] int wantedWidth() const;
    void spareColumns();
    void fitRows();

    std::vector<Bounds> m_bounds;
    std::vector<int> m_expendable;
    int m_restColumn;
    int m_mostLines = 1;
    PlainDelegate* m_delegate;
};

}  // namespace vci::ui
