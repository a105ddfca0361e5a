// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/projection/comparison.h"

#include <QAbstractTableModel>

#include <optional>
#include <string>
#include <vector>

namespace vci::ui {

/// Rows of a read model beside what the events say: a line a field that differs, a line a row that is missing, extra or lagging.
class DriftModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Columns { KindColumn, RowColumn, PathColumn, LiveColumn, EventsColumn, ColumnCount };
    enum Roles { SortRole = Qt::UserRole, ToneRole, CopyRole };
    static constexpr std::size_t kMaxLines = 100'000;

    using QAbstractTableModel::QAbstractTableModel;

    void setComparison(const projection::Comparison& comparison);
    void clear();
    [[nodiscard]] const std::string& modelIdAt(int row) const { return m_lines[static_cast<std::size_t>(row)].modelId; }

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    enum class Kind { Missing, Extra, Different, Lagging };
    struct Line {
        Kind kind;
        std::string modelId;
        projection::FieldDifference field;  ///< of Different
    };
    [[nodiscard]] static QString text(const Line& line, int column);

    std::vector<Line> m_lines;
};

/// How a comparison came out: 6 of 1 234 rows drifted: 1 missing, …
[[nodiscard]] QString driftSummary(const projection::Comparison& comparison);

}  // namespace vci::ui
