// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/models/chainrows.h"

#include <QAbstractTableModel>

#include <memory>
#include <optional>
#include <vector>

namespace vci::ui {

/// The rows of a chain as a flat table with levels.
class ChainModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Columns { EventColumn, AggregateColumn, TimeColumn, ColumnCount };
    enum Roles {
        SortRole = Qt::UserRole,  ///< text, text, microseconds
        KindRole,                 ///< int of ChainRow::Kind
        IndentRole,               ///< int, levels
        FamilyRole,               ///< QString, or empty
        FailedRole,               ///< bool: the event makes its aggregate a failed one
        CurrentRole,              ///< bool: the event in focus
        PlaceRole,                ///< double 0 … 1 on the time scale, < 0 where it has none
        CausePlaceRole,           ///< double: the same of its cause, where that is shown
        MarkRole,                 ///< QString: a sign with words beside the name (correlation: orphan, cycle), or empty
        CopyRole,                 ///< QString: the event's id
    };

    using QAbstractTableModel::QAbstractTableModel;

    void setView(std::shared_ptr<const ChainView> view, std::vector<ChainRow> rows);
    void clear();
    /// Marks the event in focus, if it is in the chain.
    void setFocused(std::optional<EventId> event);

    [[nodiscard]] const std::shared_ptr<const ChainView>& view() const { return m_view; }
    [[nodiscard]] const std::vector<ChainRow>& rows() const { return m_rows; }
    [[nodiscard]] std::optional<std::size_t> focusedNode() const { return m_focused; }
    /// The node's own row, where it is not hidden.
    [[nodiscard]] std::optional<int> rowOfNode(std::size_t node) const;
    /// The row to go to from a row: its cause, or its first effect.
    [[nodiscard]] std::optional<int> causeRow(int row) const;
    [[nodiscard]] std::optional<int> effectRow(int row) const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    [[nodiscard]] QString displayText(const ChainRow& row, int column) const;
    [[nodiscard]] QString words(const ChainRow& row) const;
    [[nodiscard]] QString sentence(const ChainRow& row) const;
    [[nodiscard]] QString toolTip(const ChainRow& row) const;
    [[nodiscard]] QString mark(const ChainRow& row) const;

    std::shared_ptr<const ChainView> m_view;
    std::vector<ChainRow> m_rows;
    std::vector<int> m_rowOfNode;  ///< -1: hidden
    std::optional<std::size_t> m_focused;
};

}  // namespace vci::ui
