// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/projection/catchup.h"

#include <QAbstractTableModel>

#include <vector>

namespace vci::ui {

/// The read models of a source: how many rows, how far they are, how far behind.
class ReadModelsModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Columns { ModelColumn, RowsColumn, ForeignColumn, PositionColumn, LagColumn, DescriptionColumn, ColumnCount };
    enum Roles { SortRole = Qt::UserRole, ToneRole, CopyRole };

    using QAbstractTableModel::QAbstractTableModel;

    void setModels(std::vector<projection::ModelStatus> models);
    [[nodiscard]] const std::vector<projection::ModelStatus>& models() const { return m_models; }

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    [[nodiscard]] static QString text(const projection::ModelStatus& model, int column);
    [[nodiscard]] static QVariant alignmentOf(int column);
    [[nodiscard]] static QVariant sortKey(const projection::ModelStatus& model, int column);

    std::vector<projection::ModelStatus> m_models;
};

}  // namespace vci::ui
