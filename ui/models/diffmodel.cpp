// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/models/diffmodel.h"

#include "core/json/value.h"
#include "ui/format/text.h"
#include "ui/models/staterows.h"

#include <optional>

namespace vci::ui {

namespace {

using Kind = json::PatchOperation::Kind;

QString signOf(Kind kind)
{
    switch (kind) {
    case Kind::Add:
        return QStringLiteral("+");
    case Kind::Remove:
        return QStringLiteral("−");
    case Kind::Replace:
        return QStringLiteral("~");
    }
    return {};
}

QString sentence(const DiffRow& row)
{
    switch (row.kind) {
    case Kind::Add:
        return DiffModel::tr("%1 added: %2").arg(row.name, row.after);
    case Kind::Remove:
        return DiffModel::tr("%1 removed, was %2").arg(row.name, row.before);
    case Kind::Replace:
        return DiffModel::tr("%1 changed from %2 to %3").arg(row.name, row.before, row.after);
    }
    return {};
}

QString changeText(const DiffRow& row)
{
    switch (row.kind) {
    case Kind::Add:
        return row.after;
    case Kind::Remove:
        return row.before;
    case Kind::Replace:
        return row.before + QStringLiteral(" → ") + row.after;
    }
    return {};
}

QString fullText(const DiffRow& row)
{
    switch (row.kind) {
    case Kind::Add:
        return copyText(row.rawAfter);
    case Kind::Remove:
        return copyText(row.rawBefore);
    case Kind::Replace:
        return copyText(row.rawBefore) + QStringLiteral(" → ") + copyText(row.rawAfter);
    }
    return {};
}

DiffRow rowOf(const json::PatchOperation& operation)
{
    DiffRow row;
    row.kind = operation.kind;
    row.pointer = QString::fromStdString(operation.path);
    row.name = fieldName(row.pointer);
    if (operation.before) {
        row.before = bounded(format::value(*operation.before));
        row.rawBefore = json::dump(*operation.before);
    }
    if (operation.after) {
        row.after = bounded(format::value(*operation.after));
        row.rawAfter = json::dump(*operation.after);
    }
    return row;
}

}  // namespace

DiffTable diffTable(const replay::Timeline& timeline, replay::Position from, replay::Position to)
{
    DiffTable table;
    table.from = from;
    table.to = to;
    for (const json::PatchOperation& operation : timeline.diff(from, to, replay::LastFields::Omit)) {
        table.rows.push_back(rowOf(operation));
    }
    return table;
}

void DiffModel::setTable(DiffTable table)
{
    beginResetModel();
    m_table = std::move(table);
    endResetModel();
}

int DiffModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_table.rows.size());
}

int DiffModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(ColumnCount);
}

QVariant DiffModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid)) return {};
    const DiffRow& row = m_table.rows[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        if (index.column() == SignColumn) return signOf(row.kind);
        return index.column() == FieldColumn ? row.name : changeText(row);
    case Qt::AccessibleTextRole:
        return index.column() == SignColumn ? sentence(row) : data(index, Qt::DisplayRole).toString();
    case Qt::ToolTipRole:
        return plainToolTip(index.column() == ChangeColumn ? fullText(row) : sentence(row));
    case SortRole:
        return index.column() == ChangeColumn ? changeText(row) : row.pointer;
    case KindRole:
        return static_cast<int>(row.kind);
    case PointerRole:
        return row.pointer;
    case BeforeRole:
        return row.before;
    case AfterRole:
        return row.after;
    case CopyRole:
        return fullText(row);
    default:
        return {};
    }
}

QVariant DiffModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return QAbstractTableModel::headerData(section, orientation, role);
    switch (section) {
    case SignColumn:
        return tr("Change");
    case FieldColumn:
        return tr("Field");
    case ChangeColumn:
        return tr("Before and after");
    default:
        return {};
    }
}

}  // namespace vci::ui
