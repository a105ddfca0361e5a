// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/format/text.h"
#include "ui/state/activitylog.h"

#include <QAbstractTableModel>

#include <vector>

namespace vci::ui {

/// The activity log, newest first.
class ActivityModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Columns { TimeColumn, WhoColumn, ActColumn, OutcomeColumn, ReasonColumn, ColumnCount };
    enum Roles { SortRole = Qt::UserRole, CopyRole };
    static constexpr std::size_t kMaxRows = 1000;

    using QAbstractTableModel::QAbstractTableModel;

    /// Oldest first.
    void setActivities(std::vector<Activity> activities);
    void add(const Activity& activity);
    void setZone(format::Zone zone);

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    /// All that is kept of an act, in lines.
    [[nodiscard]] QString details(int row) const;

private:
    [[nodiscard]] const Activity& at(int row) const;
    [[nodiscard]] QString text(const Activity& activity, int column) const;

    std::vector<Activity> m_activities;  ///< oldest first
    format::Zone m_zone = format::Zone::Utc;
};

}  // namespace vci::ui
