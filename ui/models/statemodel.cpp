// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/models/statemodel.h"

#include <algorithm>
#include <unordered_set>

namespace vci::ui {

namespace {

/// More runs than this, or runs within a long table, cost more than a reset.
constexpr std::size_t kMaxRuns = 64;
constexpr std::size_t kMaxRunsOfLongTable = 4;
constexpr std::size_t kLongTableRows = 5000;

/// Half-open runs [begin, end) of the rows whose key is not among others.
std::vector<std::pair<int, int>> runsOutside(const std::vector<StateRow>& rows, const std::unordered_set<QString>& others)
{
    std::vector<std::pair<int, int>> runs;
    for (int i = 0; i < static_cast<int>(rows.size()); ++i) {
        if (others.contains(rows[static_cast<std::size_t>(i)].key)) continue;
        if (!runs.empty() && runs.back().second == i) {
            ++runs.back().second;
        } else {
            runs.emplace_back(i, i + 1);
        }
    }
    return runs;
}

std::unordered_set<QString> keysOf(const std::vector<StateRow>& rows)
{
    std::unordered_set<QString> keys;
    keys.reserve(rows.size());
    for (const StateRow& row : rows) keys.insert(row.key);
    return keys;
}

bool looksSame(const StateRow& a, const StateRow& b)
{
    return a.setBy == b.setBy && a.changedHere == b.changedHere && a.expanded == b.expanded && a.leaves == b.leaves &&
           a.raw == b.raw && a.text == b.text;
}

bool sameKeys(const std::vector<StateRow>& a, const std::vector<StateRow>& b)
{
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](const StateRow& x, const StateRow& y) { return x.key == y.key; });
}

}  // namespace

void StateModel::setTable(StateTable table)
{
    const bool otherAggregate = m_timeline != table.timeline;
    m_timeline = std::move(table.timeline);
    m_position = table.position;
    m_leaves = table.leaves;
    if (!otherAggregate && setInPlace(table.rows)) return;
    beginResetModel();
    m_rows = std::move(table.rows);
    endResetModel();
}

bool StateModel::setInPlace(std::vector<StateRow>& rows)
{
    if (!sameKeys(m_rows, rows)) {
        const auto removals = runsOutside(m_rows, keysOf(rows));
        const auto insertions = runsOutside(rows, keysOf(m_rows));
        const std::size_t most = std::max(m_rows.size(), rows.size()) > kLongTableRows ? kMaxRunsOfLongTable : kMaxRuns;
        if (removals.size() + insertions.size() > most) return false;
        for (auto run = removals.rbegin(); run != removals.rend(); ++run) {
            beginRemoveRows({}, run->first, run->second - 1);
            m_rows.erase(m_rows.begin() + run->first, m_rows.begin() + run->second);
            endRemoveRows();
        }
        for (const auto& run : insertions) {
            if (run.first > static_cast<int>(m_rows.size())) return false;
            beginInsertRows({}, run.first, run.second - 1);
            m_rows.insert(m_rows.begin() + run.first, rows.begin() + run.first, rows.begin() + run.second);
            endInsertRows();
        }
        if (!sameKeys(m_rows, rows)) return false;
    }
    std::vector<std::pair<int, int>> touched;
    for (int i = 0; i < static_cast<int>(rows.size()); ++i) {
        if (looksSame(m_rows[static_cast<std::size_t>(i)], rows[static_cast<std::size_t>(i)])) continue;
        if (!touched.empty() && touched.back().second == i) {
            ++touched.back().second;
        } else {
            touched.emplace_back(i, i + 1);
        }
    }
    m_rows.swap(rows);
    for (const auto& run : touched) Q_EMIT dataChanged(index(run.first, 0), index(run.second - 1, ColumnCount - 1));
    return true;
}

void StateModel::clear()
{
    setTable({});
}

std::optional<int> StateModel::rowOfField(const QString& pointer) const
{
    if (pointer.isEmpty()) return std::nullopt;
    const auto found = std::find_if(m_rows.begin(), m_rows.end(), [&pointer](const StateRow& row) {
        return row.field == pointer && (row.kind == StateRow::Kind::Leaf || row.kind == StateRow::Kind::Group);
    });
    if (found == m_rows.end()) return std::nullopt;
    return static_cast<int>(found - m_rows.begin());
}

int StateModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int StateModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(ColumnCount);
}

QVariant StateModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid)) return {};
    const StateRow& row = m_rows[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        return displayText(row, index.column());
    case Qt::AccessibleTextRole:
        return accessibleText(row, index.column());
    case Qt::ToolTipRole:
        if (index.column() == ValueColumn) return plainToolTip(copyText(row.raw));
        if (index.column() == FieldColumn) return plainToolTip(fieldName(row.field));
        return row.setBy ? QVariant(plainToolTip(
                               tr("Set by #%1 %2. Click to go there.").arg(QString::number(row.sequence), row.eventType)))
                         : QVariant();
    case SortRole:
        if (index.column() == FieldColumn) return row.field;
        if (index.column() == ValueColumn) return QString::fromStdString(row.raw);
        return row.setBy ? QVariant::fromValue<qulonglong>(*row.setBy) : QVariant();
    case KindRole:
        return static_cast<int>(row.kind);
    case IndentRole:
        return row.indent;
    case ChangedRole:
        return row.changedHere && row.kind != StateRow::Kind::Group;
    case PointerRole:
        return row.field;
    case EventRole:
        return row.setBy && row.kind == StateRow::Kind::Leaf ? QVariant::fromValue<qulonglong>(*row.setBy) : QVariant();
    case ExpandableRole:
        return row.expandable;
    case ExpandedRole:
        return row.expanded;
    case CopyRole:
        return copyText(row.raw);
    default:
        return {};
    }
}

QString StateModel::displayText(const StateRow& row, int column) const
{
    switch (column) {
    case FieldColumn:
        return row.name;
    case ValueColumn:
        return row.text;
    case SetByColumn:
        return row.setBy && row.kind == StateRow::Kind::Leaf ? QStringLiteral("#%1").arg(row.sequence) : QString();
    default:
        return {};
    }
}

QString StateModel::accessibleText(const StateRow& row, int column) const
{
    if (column != FieldColumn) return displayText(row, column);
    const QString name = fieldName(row.field);
    if (row.kind == StateRow::Kind::Group) {
        return row.leaves == 1 ? tr("%1, object of 1 field").arg(name)
                               : tr("%1, object of %2 fields").arg(name, QString::number(row.leaves));
    }
    if (row.kind != StateRow::Kind::Leaf) return tr("%1, item %2: %3").arg(name, row.name, row.text);
    QString text = tr("%1: %2, set by #%3 %4").arg(name, row.text, QString::number(row.sequence), row.eventType);
    if (row.changedHere) text += tr(", changed by this event");
    if (row.expandable) text += row.expanded ? tr(", expanded") : tr(", collapsed");
    return text;
}

QVariant StateModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return QAbstractTableModel::headerData(section, orientation, role);
    switch (section) {
    case FieldColumn:
        return tr("Field");
    case ValueColumn:
        return tr("Value");
    case SetByColumn:
        return tr("Set by");
    default:
        return {};
    }
}

}  // namespace vci::ui
