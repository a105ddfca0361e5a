// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/finding.h"

#include <QAbstractTableModel>

#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace vci::ui {

/// What a verification found: the worst first, by kind, and what follows from another right below it.
class FindingsModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Columns { KindColumn, PlaceColumn, MessageColumn, ColumnCount };
    enum Roles { SortRole = Qt::UserRole, ToneRole, CopyRole };

    using QAbstractTableModel::QAbstractTableModel;

    void setFindings(std::vector<Finding> findings);
    /// Only those of a kind, or all.
    void setKind(std::optional<FindingKind> kind);

    [[nodiscard]] std::size_t size() const { return m_findings.size(); }
    /// Each kind that occurs and how often, the worst first.
    [[nodiscard]] std::vector<std::pair<FindingKind, std::int64_t>> kinds() const;
    /// Requires row < rowCount().
    [[nodiscard]] const Finding& at(int row) const { return m_findings[m_shown[static_cast<std::size_t>(row)]]; }
    /// The finding that explains it, if another does.
    /// Its own, or where somebody deleted the event, that of the first finding that follows from it.
    [[nodiscard]] std::optional<AggregateId> aggregateOf(const Finding& finding) const;
    [[nodiscard]] const Finding* causeOf(const Finding& finding) const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    void arrange();
    [[nodiscard]] QString text(const Finding& finding, int column) const;
    [[nodiscard]] QString placeOf(const Finding& finding) const;

    std::vector<Finding> m_findings;
    std::vector<std::size_t> m_shown;
    std::optional<FindingKind> m_kind;
};

}  // namespace vci::ui
