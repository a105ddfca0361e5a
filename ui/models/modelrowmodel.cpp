// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/models/modelrowmodel.h"

#include "core/json/pointer.h"
#include "core/json/read.h"
#include "core/projection/foreignrows.h"
#include "ui/models/staterows.h"
#include "ui/models/tone.h"

#include <algorithm>
#include <utility>

namespace vci::ui {

namespace {

/// The member of ours that stands for a member of the row.
std::optional<std::string> memberOf(const ModelRowDetails& details, const std::string& name)
{
    if (!details.mapping) return name;
    for (const auto& field : details.mapping->fields)
        if (field.theirs.size() == 1 && field.theirs.front() == name && !field.ours.empty()) return field.ours.front();
    return std::nullopt;
}

QString madeText(const std::optional<std::string>& canonical)
{
    return canonical ? format::value(*canonical) : ModelRowModel::tr("nothing");
}

/// A value of the platform's has a shape of its own, which its mapping knows.
std::vector<projection::FieldDifference> foreignDifferencesOf(const ModelRowDetails& details, const json::Value& data)
{
    if (!details.mapping || !details.history) return {};
    std::vector<json::Value::Member> ours;
    for (const projection::MemberBlame& member : details.history->members)
        if (member.value) ours.emplace_back(member.name, json::readLenient(*member.value).value);
    return projection::foreignDifferences(*details.mapping, data, json::Value::object(std::move(ours)));
}

}  // namespace

void ModelRowModel::setDetails(const ModelRowDetails& details)
{
    beginResetModel();
    m_fields.clear();
    const json::Value data = json::readLenient(details.row.data).value;
    const auto foreign = foreignDifferencesOf(details, data);
    const auto add = [&](const std::string& name, const json::Value& value) {
        Field field{name, format::value(value), std::nullopt, std::nullopt};
        const auto member = memberOf(details, name);
        if (details.history && member) {
            const auto& members = details.history->members;
            const auto found =
                std::find_if(members.begin(), members.end(), [&](const auto& each) { return each.name == *member; });
            if (found != members.end()) field.blame = *found;
            if (found != members.end() && !details.mapping &&
                (!found->value || !(json::readLenient(*found->value).value == value)))
                field.made = madeText(found->value);
        }
        for (const auto& difference : foreign)
            if (difference.path == '/' + name) field.made = madeText(difference.expected);
        m_fields.push_back(std::move(field));
    };
    if (data.isObject()) {
        for (const auto& [name, value] : data.members()) add(name, value);
    } else {
        add({}, data);
    }
    std::stable_sort(m_fields.begin(), m_fields.end(), [](const Field& a, const Field& b) { return a.name < b.name; });
    endResetModel();
}

const projection::RowEvent* ModelRowModel::eventOf(int row) const
{
    if (row < 0 || row >= rowCount()) return nullptr;
    const auto& blame = m_fields[static_cast<std::size_t>(row)].blame;
    return blame ? &blame->changedBy : nullptr;
}

int ModelRowModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_fields.size());
}

int ModelRowModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(ColumnCount);
}

QString ModelRowModel::text(const Field& field, int column)
{
    switch (column) {
    case FieldColumn:
        return field.name.empty() ? tr("(no object)") : format::plain(field.name);
    case ValueColumn:
        return field.made ? tr("≠ %1 (events: %2)").arg(field.value, *field.made) : field.value;
    case ByColumn:
        if (!field.blame) return tr("no event");
        return QStringLiteral("#%1 %2").arg(QString::number(field.blame->changedBy.sequence.value()),
                                            format::plain(field.blame->changedBy.eventType));
    case ChangesColumn:
        return field.blame ? format::count(field.blame->changes) : QString();
    default:
        return {};
    }
}

QVariant ModelRowModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid)) return {};
    const Field& field = m_fields[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole:
        return text(field, index.column());
    case Qt::ToolTipRole:
        if (index.column() == ByColumn && field.blame && field.blame->previous)
            return plainToolTip(tr("before: %1").arg(format::value(*field.blame->previous)));
        return plainToolTip(text(field, index.column()));
    case Qt::TextAlignmentRole:
        return index.column() == ChangesColumn ? QVariant(Qt::AlignRight) : QVariant();
    case SortRole:
        if (index.column() == ChangesColumn) return QVariant::fromValue<qlonglong>(field.blame ? field.blame->changes : 0);
        return text(field, index.column());
    case ToneRole:
        if (index.column() == FieldColumn || (index.column() == ByColumn && !field.blame)) return Tone::Quiet;
        if (index.column() == ByColumn) return Tone::Link;
        return index.column() == ValueColumn && field.made ? Tone::Bad : Tone::Normal;
    case CopyRole:
        return QStringLiteral("%1\t%2").arg(text(field, FieldColumn), field.value);
    default:
        return {};
    }
}

QVariant ModelRowModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Horizontal && role == Qt::TextAlignmentRole && section == ChangesColumn)
        return QVariant(Qt::AlignRight | Qt::AlignVCenter);
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return QAbstractTableModel::headerData(section, orientation, role);
    const QString names[] = {tr("Field"), tr("Value"), tr("Made so by"), tr("Changes")};
    return section >= 0 && section < ColumnCount ? names[section] : QString();
}

}  // namespace vci::ui
