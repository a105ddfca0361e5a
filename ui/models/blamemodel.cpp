// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/models/blamemodel.h"

#include "ui/models/staterows.h"

#include <limits>
#include <string_view>

namespace vci::ui {

void BlameModel::setHistory(std::shared_ptr<const FieldHistory> history, std::size_t soFar, format::Zone zone)
{
    if (history == m_history) {
        m_soFar = soFar;
        m_zone = zone;
        if (rowCount() > 0) Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
        return;
    }
    beginResetModel();
    m_history = std::move(history);
    m_soFar = soFar;
    m_zone = zone;
    endResetModel();
}

int BlameModel::rowCount(const QModelIndex& parent) const
{
    if (parent.isValid() || !m_history) return 0;
    return static_cast<int>(std::min<std::size_t>(m_history->changes.size(), std::numeric_limits<int>::max()));
}

int BlameModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(ColumnCount);
}

QVariant BlameModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid)) return {};
    const auto row = static_cast<std::size_t>(index.row());
    const replay::FieldChange& change = m_history->changes[row];
    switch (role) {
    case Qt::DisplayRole:
        return displayText(row, index.column());
    case Qt::AccessibleTextRole:
        if (index.column() != EventColumn) return displayText(row, index.column());
        return tr("%1, %2, %3").arg(displayText(row, EventColumn), displayText(row, ValueColumn), displayText(row, TimeColumn));
    case Qt::ToolTipRole:
        return plainToolTip(index.column() == ValueColumn && change.after ? copyText(*change.after)
                                                                          : displayText(row, index.column()));
    case SortRole:
    case EventRole:
        return QVariant::fromValue<qulonglong>(change.event);
    case FutureRole:
        return row >= m_soFar;
    case CopyRole:
        return change.after ? copyText(*change.after) : QString();
    case LinkRole:
        return index.column() == EventColumn;
    default:
        return {};
    }
}

QString BlameModel::displayText(std::size_t row, int column) const
{
    const replay::FieldChange& change = m_history->changes[row];
    switch (column) {
    case EventColumn: {
        const EventName name = eventName(*m_history->timeline, change.event);
        return QStringLiteral("#%1 %2").arg(QString::number(name.sequence), name.type);
    }
    case ValueColumn:
        return change.after ? bounded(format::value(std::string_view(*change.after))) : tr("(removed)");
    case TimeColumn: {
        const EventName name = eventName(*m_history->timeline, change.event);
        return name.foreignTime.isEmpty() ? format::dateTime(name.at, m_zone) : name.foreignTime;
    }
    default:
        return {};
    }
}

QVariant BlameModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return QAbstractTableModel::headerData(section, orientation, role);
    switch (section) {
    case EventColumn:
        return tr("Event");
    case ValueColumn:
        return tr("Value");
    case TimeColumn:
        return tr("Time");
    default:
        return {};
    }
}

}  // namespace vci::ui
