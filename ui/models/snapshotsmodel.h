// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/replay/snapshotaudit.h"
#include "core/store/snapshots.h"
#include "ui/format/text.h"

#include <QAbstractTableModel>

#include <optional>
#include <string>
#include <vector>

namespace vci::ui {

/// The snapshots of one aggregate with what an audit said of each.
class SnapshotsModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Columns { SequenceColumn, MadeColumn, ReducerColumn, AuditColumn, ColumnCount };
    enum Roles { SortRole = Qt::UserRole, ToneRole, CopyRole };
    enum class Maker { Ours, Older, SetAside, Foreign };

    using QAbstractTableModel::QAbstractTableModel;

    /// reducer: the version of the catalogue in force. Forgets an audit.
    void setSnapshots(std::vector<store::Snapshot> snapshots, std::string reducer);
    /// Of these snapshots; foreign ones were checked, too.
    void setAudit(replay::SnapshotAudit audit);
    void setZone(format::Zone zone);

    [[nodiscard]] const std::vector<store::Snapshot>& snapshots() const { return m_snapshots; }
    [[nodiscard]] Maker makerOf(const store::Snapshot& snapshot) const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    [[nodiscard]] const replay::SnapshotFinding* findingOf(const store::Snapshot& snapshot) const;
    [[nodiscard]] QString text(const store::Snapshot& snapshot, int column) const;
    [[nodiscard]] QString auditText(const store::Snapshot& snapshot) const;
    [[nodiscard]] QString toolTip(const store::Snapshot& snapshot, int column) const;
    [[nodiscard]] int tone(const store::Snapshot& snapshot, int column) const;

    std::vector<store::Snapshot> m_snapshots;
    std::string m_reducer;
    std::optional<replay::SnapshotAudit> m_audit;
    format::Zone m_zone = format::Zone::Utc;
};

}  // namespace vci::ui
