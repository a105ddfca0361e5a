// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/json/patch.h"
#include "core/replay/timeline.h"

#include <QAbstractTableModel>
#include <QString>

#include <memory>
#include <string>
#include <vector>

namespace vci::ui {

/// One difference between two states.
struct DiffRow {
    json::PatchOperation::Kind kind = json::PatchOperation::Kind::Replace;
    QString pointer;
    QString name;    ///< `sentiment.label`
    QString before;  ///< one line, bounded; empty for Add
    QString after;   ///< one line, bounded; empty for Remove
    std::string rawBefore;
    std::string rawAfter;
};

struct DiffTable {
    replay::Position from = 0;
    replay::Position to = 0;
    std::vector<DiffRow> rows;
};

/// What changes from one position to another, without the last_* fields. Any thread.
[[nodiscard]] DiffTable diffTable(const replay::Timeline& timeline, replay::Position from, replay::Position to);

/// Differences as a table: sign, field, `before → after`.
class DiffModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Columns { SignColumn, FieldColumn, ChangeColumn, ColumnCount };
    enum Roles {
        SortRole = Qt::UserRole,
        KindRole,     ///< int of json::PatchOperation::Kind
        PointerRole,  ///< QString
        BeforeRole,   ///< QString, one line
        AfterRole,    ///< QString, one line
        CopyRole,     ///< QString: full values
    };

    using QAbstractTableModel::QAbstractTableModel;

    void setTable(DiffTable table);
    [[nodiscard]] const DiffTable& table() const { return m_table; }

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    DiffTable m_table;
};

}  // namespace vci::ui
