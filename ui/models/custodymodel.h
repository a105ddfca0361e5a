// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/bridge/caseservices.h"
#include "ui/format/text.h"

#include <QAbstractTableModel>

#include <vector>

namespace vci::ui {

/// The custody log of a case as it stands, oldest first, those beside the file last.
class CustodyModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Columns { NumberColumn, TimeColumn, ActorColumn, ActionColumn, ObjectColumn, ToolColumn, LinkColumn, ColumnCount };
    enum Roles { SortRole = Qt::UserRole, ToneRole, CopyRole };

    using QAbstractTableModel::QAbstractTableModel;

    void setLines(std::vector<CustodyLine> lines);
    void setZone(format::Zone zone);
    /// All that a record says, in lines.
    [[nodiscard]] QString details(int row) const;
    /// The first whose link does not hold; −1: none.
    [[nodiscard]] int firstBroken() const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    [[nodiscard]] static QString linkText(const CustodyLine& line);
    [[nodiscard]] QString text(const CustodyLine& line, int column) const;

    std::vector<CustodyLine> m_lines;
    format::Zone m_zone = format::Zone::Utc;
};

}  // namespace vci::ui
