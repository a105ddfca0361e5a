// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/projection/rowhistory.h"
#include "core/store/readmodels.h"
#include "ui/format/text.h"

#include <QAbstractTableModel>

#include <optional>
#include <string>
#include <vector>

namespace vci::ui {

/// One row of a read model with all that is known of it.
struct ModelRowDetails {
    store::ReadModelRow row;
    std::optional<projection::RowHistory> history;    ///< absent: no projection of ours makes such rows
    std::optional<projection::ForeignModel> mapping;  ///< of a row of the platform: which member of ours stands for a place
};

/// The members of a row, and for each the event that made it so.
class ModelRowModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Columns { FieldColumn, ValueColumn, ByColumn, ChangesColumn, ColumnCount };
    enum Roles { SortRole = Qt::UserRole, ToneRole, CopyRole };

    using QAbstractTableModel::QAbstractTableModel;

    void setDetails(const ModelRowDetails& details);
    /// The event that made a member what it is, where one is known.
    [[nodiscard]] const projection::RowEvent* eventOf(int row) const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Field {
        std::string name;
        QString value;
        std::optional<projection::MemberBlame> blame;
        std::optional<QString> made;  ///< what the events say, where the row holds something else
    };
    [[nodiscard]] static QString text(const Field& field, int column);

    std::vector<Field> m_fields;
};

}  // namespace vci::ui
