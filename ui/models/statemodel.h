// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/models/staterows.h"

#include <QAbstractTableModel>

#include <memory>
#include <optional>
#include <vector>

namespace vci::ui {

/// The state at the playhead as a flat table. Rows that stay keep their indexes from one table to the next, so selection and
/// scroll position survive scrubbing.
class StateModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Columns { FieldColumn, ValueColumn, SetByColumn, ColumnCount };
    enum Roles {
        SortRole = Qt::UserRole,  ///< raw value: pointer, canonical JSON, event index
        KindRole,                 ///< int of StateRow::Kind
        IndentRole,               ///< int, levels
        ChangedRole,              ///< bool: changed by the event at the playhead
        PointerRole,              ///< QString: the field to choose
        EventRole,                ///< qulonglong: index of the event that set it; invalid where none
        ExpandableRole,           ///< bool
        ExpandedRole,             ///< bool
        CopyRole,                 ///< QString: the full value, made when asked
    };

    using QAbstractTableModel::QAbstractTableModel;

    /// Shows another table: in place where few runs of rows come or go, by reset where many do.
    void setTable(StateTable table);
    void clear();

    [[nodiscard]] const std::vector<StateRow>& rows() const { return m_rows; }
    [[nodiscard]] replay::Position tablePosition() const { return m_position; }
    [[nodiscard]] const std::shared_ptr<const replay::Timeline>& timeline() const { return m_timeline; }
    [[nodiscard]] std::size_t leaves() const { return m_leaves; }
    /// The row that stands for a field itself, not for an item in it; nothing where it is not in the state.
    [[nodiscard]] std::optional<int> rowOfField(const QString& pointer) const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    [[nodiscard]] QString displayText(const StateRow& row, int column) const;
    [[nodiscard]] QString accessibleText(const StateRow& row, int column) const;
    [[nodiscard]] bool setInPlace(std::vector<StateRow>& rows);

    std::vector<StateRow> m_rows;
    std::shared_ptr<const replay::Timeline> m_timeline;
    replay::Position m_position = 0;
    std::size_t m_leaves = 0;
};

}  // namespace vci::ui
