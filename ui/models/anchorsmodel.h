// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/verify/report.h"
#include "ui/format/text.h"

#include <QAbstractTableModel>

#include <optional>
#include <vector>

namespace vci::ui {

/// Recorded anchors with what asking the chain about them came to, and what the recorded proof alone says.
class AnchorsModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Columns { TransactionColumn, SizeColumn, BlockColumn, AskedColumn, UnaskedColumn, ColumnCount };
    enum Roles { SortRole = Qt::UserRole, ToneRole, CopyRole };

    using QAbstractTableModel::QAbstractTableModel;

    /// Null: there was no such run.
    void setAnchors(const std::vector<verify::CheckedAnchor>* asked, const std::vector<verify::CheckedAnchor>* unasked);
    void setZone(format::Zone zone);
    /// All that is known of one, in lines. Requires row < rowCount().
    [[nodiscard]] QString details(int row) const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Row {
        verify::CheckedAnchor anchor;  ///< of the run with the network where there was one
        std::optional<anchor::AnchorVerdict> asked = {};
        std::optional<anchor::AnchorVerdict> unasked = {};
    };

    [[nodiscard]] QString text(const Row& row, int column) const;

    std::vector<Row> m_rows;
    format::Zone m_zone = format::Zone::Utc;
};

/// "✓ final", "◔ not final", "✕ refuted", "? not checked".
[[nodiscard]] QString standingText(const anchor::AnchorVerdict& verdict);

}  // namespace vci::ui
