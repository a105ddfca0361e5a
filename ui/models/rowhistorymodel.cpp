// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/models/rowhistorymodel.h"

#include "ui/models/staterows.h"
#include "ui/models/tone.h"

#include <utility>

namespace vci::ui {

void RowHistoryModel::setSteps(std::vector<projection::RowStep> steps)
{
    beginResetModel();
    m_steps = std::move(steps);
    endResetModel();
}

void RowHistoryModel::setZone(format::Zone zone)
{
    if (std::exchange(m_zone, zone) == zone || m_steps.empty()) return;
    Q_EMIT dataChanged(index(0, TimeColumn), index(rowCount() - 1, TimeColumn));
}

int RowHistoryModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_steps.size());
}

int RowHistoryModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(ColumnCount);
}

QString RowHistoryModel::text(const projection::RowStep& step, int column) const
{
    switch (column) {
    case EventColumn:
        return QStringLiteral("#%1 %2").arg(QString::number(step.event.sequence.value()), format::plain(step.event.eventType));
    case TimeColumn:
        return step.event.at.foreignText.empty() ? format::dateTime(step.event.at.at, m_zone)
                                                 : format::plain(step.event.at.foreignText);
    case ChangedColumn: {
        if (step.changed.empty()) return tr("nothing");
        QStringList names;
        for (const std::string& name : step.changed) names += format::plain(name);
        return names.join(QStringLiteral(", "));
    }
    default:
        return {};
    }
}

QVariant RowHistoryModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid)) return {};
    const projection::RowStep& step = m_steps[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole:
        return text(step, index.column());
    case Qt::ToolTipRole:
        return plainToolTip(text(step, index.column()));
    case SortRole:
        if (index.column() == TimeColumn) return QVariant::fromValue<qlonglong>(step.event.at.at.micros());
        return text(step, index.column());
    case ToneRole:
        return index.column() == EventColumn ? Tone::Link : index.column() == TimeColumn ? Tone::Quiet : Tone::Normal;
    case CopyRole:
        return QString::fromStdString(step.event.id.toString());
    default:
        return {};
    }
}

QVariant RowHistoryModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return QAbstractTableModel::headerData(section, orientation, role);
    const QString names[] = {tr("Event"), tr("Time"), tr("Changed")};
    return section >= 0 && section < ColumnCount ? names[section] : QString();
}

}  // namespace vci::ui
