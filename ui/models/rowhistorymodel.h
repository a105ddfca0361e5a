// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/projection/rowhistory.h"
#include "ui/format/text.h"

#include <QAbstractTableModel>

#include <vector>

namespace vci::ui {

/// The events that made a row, in the order in which they were applied, and what each changed.
class RowHistoryModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Columns { EventColumn, TimeColumn, ChangedColumn, ColumnCount };
    enum Roles { SortRole = Qt::UserRole, ToneRole, CopyRole };

    using QAbstractTableModel::QAbstractTableModel;

    void setSteps(std::vector<projection::RowStep> steps);
    void setZone(format::Zone zone);
    [[nodiscard]] const std::vector<projection::RowStep>& steps() const { return m_steps; }

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    [[nodiscard]] QString text(const projection::RowStep& step, int column) const;

    std::vector<projection::RowStep> m_steps;
    format::Zone m_zone = format::Zone::Utc;
};

}  // namespace vci::ui
