// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/widgets/rowsview.h"

#include <vector>

namespace vci::ui {

/// A RowsView with a header whose columns fit what they show: each as wide as its first rows need within its bounds; the one
/// that takes the rest is bounded by the view alone. Where that is wider than the view, columns give way down to their least, and
/// what they show is cut with an ellipsis: no column ever stands beyond the edge. Cells are painted by PlainDelegate.
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

private:
    [[nodiscard]] int wantedWidth(int column) const;
    void fitColumns();

    std::vector<Bounds> m_bounds;
    int m_restColumn;
};

}  // namespace vci::ui
