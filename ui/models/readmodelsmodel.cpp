// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/models/readmodelsmodel.h"

#include "ui/format/text.h"
#include "ui/models/staterows.h"
#include "ui/models/tone.h"

#include <utility>

namespace vci::ui {

void ReadModelsModel::setModels(std::vector<projection::ModelStatus> models)
{
    beginResetModel();
    m_models = std::move(models);
    endResetModel();
}

int ReadModelsModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_models.size());
}

int ReadModelsModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(ColumnCount);
}

QString ReadModelsModel::text(const projection::ModelStatus& model, int column)
{
    switch (column) {
    case ModelColumn:
        return format::plain(model.modelType);
    case RowsColumn:
        return format::count(model.rows);
    case ForeignColumn:
        return format::count(model.foreignRows);
    case PositionColumn:
        return model.position ? format::count(*model.position) : tr("never built");
    case LagColumn:
        if (!model.lag) return QStringLiteral("–");
        return *model.lag == 0 ? tr("✓ none") : tr("%1 behind").arg(format::count(*model.lag));
    case DescriptionColumn:
        return model.description.empty() ? tr("no projection of ours") : format::plain(model.description);
    default:
        return {};
    }
}

QVariant ReadModelsModel::alignmentOf(int column)
{
    return column >= RowsColumn && column <= PositionColumn ? QVariant(Qt::AlignRight | Qt::AlignVCenter) : QVariant();
}

QVariant ReadModelsModel::sortKey(const projection::ModelStatus& model, int column)
{
    switch (column) {
    case RowsColumn:
        return QVariant::fromValue<qlonglong>(model.rows);
    case ForeignColumn:
        return QVariant::fromValue<qlonglong>(model.foreignRows);
    case PositionColumn:
        return QVariant::fromValue<qlonglong>(model.position.value_or(-1));
    case LagColumn:
        return QVariant::fromValue<qlonglong>(model.lag.value_or(-1));
    default:
        return text(model, column);
    }
}

QVariant ReadModelsModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid)) return {};
    const projection::ModelStatus& model = m_models[static_cast<std::size_t>(index.row())];
    const int column = index.column();
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole:
        return text(model, column);
    case Qt::ToolTipRole:
        return plainToolTip(text(model, column));
    case Qt::TextAlignmentRole:
        return alignmentOf(column);
    case SortRole:
        return sortKey(model, column);
    case ToneRole:
        if (column == DescriptionColumn || (column == PositionColumn && !model.position)) return Tone::Quiet;
        if (column == LagColumn && model.lag) return *model.lag == 0 ? Tone::Good : Tone::Warning;
        return Tone::Normal;
    case CopyRole:
        return QString::fromStdString(model.modelType);
    default:
        return {};
    }
}

QVariant ReadModelsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Horizontal && role == Qt::TextAlignmentRole) return alignmentOf(section);
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return QAbstractTableModel::headerData(section, orientation, role);
    const QString names[] = {tr("Read model"), tr("Rows"), tr("Platform's"), tr("Position"), tr("Lag"), tr("What it holds")};
    return section >= 0 && section < ColumnCount ? names[section] : QString();
}

}  // namespace vci::ui
