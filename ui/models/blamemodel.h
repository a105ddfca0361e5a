// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/format/text.h"
#include "ui/models/blamestory.h"

#include <QAbstractTableModel>

#include <memory>

namespace vci::ui {

/// The changes of one field, oldest first. Rows are formatted when they are looked at: a field may have a million changes.
class BlameModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Columns { EventColumn, ValueColumn, TimeColumn, ColumnCount };
    enum Roles {
        SortRole = Qt::UserRole,
        EventRole,   ///< qulonglong: index of the event that changed it
        FutureRole,  ///< bool: after the playhead
        CopyRole,    ///< QString: the full value
        LinkRole,    ///< bool: painted as a link
    };

    using QAbstractTableModel::QAbstractTableModel;

    /// soFar: how many changes lie at or before the playhead.
    void setHistory(std::shared_ptr<const FieldHistory> history, std::size_t soFar, format::Zone zone);

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    [[nodiscard]] QString displayText(std::size_t row, int column) const;

    std::shared_ptr<const FieldHistory> m_history;
    std::size_t m_soFar = 0;
    format::Zone m_zone = format::Zone::Utc;
};

}  // namespace vci::ui
