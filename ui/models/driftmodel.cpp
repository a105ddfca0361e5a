// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/models/driftmodel.h"

#include "ui/format/text.h"
#include "ui/models/staterows.h"
#include "ui/models/tone.h"

#include <iterator>

namespace vci::ui {

namespace {

QString valueText(const std::optional<std::string>& canonical)
{
    return canonical ? format::value(*canonical) : DriftModel::tr("not there");
}

}  // namespace

QString driftSummary(const projection::Comparison& comparison)
{
    const QString rows = comparison.checked == 1 ? DriftModel::tr("1 row compared")
                                                 : DriftModel::tr("%1 rows compared").arg(format::count(comparison.checked));
    if (!comparison.foundSomething()) return DriftModel::tr("✓ %1: all are as the events say").arg(rows);
    return DriftModel::tr("%1: − %2 missing, + %3 extra, ≠ %4 different, … %5 lagging")
        .arg(rows, format::count(std::ssize(comparison.missing)), format::count(std::ssize(comparison.extra)),
             format::count(std::ssize(comparison.different)), format::count(std::ssize(comparison.lagging)));
}

void DriftModel::setComparison(const projection::Comparison& comparison)
{
    beginResetModel();
    m_lines.clear();
    const auto add = [this](Kind kind, const std::string& id, const projection::FieldDifference& field = {}) {
        if (m_lines.size() < kMaxLines) m_lines.push_back({kind, id, field});
    };
    for (const auto& id : comparison.missing) add(Kind::Missing, id);
    for (const auto& id : comparison.extra) add(Kind::Extra, id);
    for (const auto& row : comparison.different)
        for (const auto& field : row.fields) add(Kind::Different, row.modelId, field);
    for (const auto& id : comparison.lagging) add(Kind::Lagging, id);
    endResetModel();
}

void DriftModel::clear()
{
    setComparison({});
}

int DriftModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_lines.size());
}

int DriftModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(ColumnCount);
}

QString DriftModel::text(const Line& line, int column)
{
    const QString kinds[] = {tr("− missing"), tr("+ extra"), tr("≠ different"), tr("… lagging")};
    switch (column) {
    case KindColumn:
        return kinds[static_cast<int>(line.kind)];
    case RowColumn:
        return format::plain(line.modelId);
    case PathColumn:
        return line.kind == Kind::Different ? format::plain(line.field.path) : tr("the whole row");
    case LiveColumn:
        if (line.kind == Kind::Different) return valueText(line.field.found);
        return line.kind == Kind::Missing ? tr("not there") : line.kind == Kind::Extra ? tr("there") : tr("as it was before");
    case EventsColumn:
        if (line.kind == Kind::Different) return valueText(line.field.expected);
        return line.kind == Kind::Missing ? tr("there")
               : line.kind == Kind::Extra ? tr("no event made it")
                                          : tr("newer events came");
    default:
        return {};
    }
}

QVariant DriftModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid)) return {};
    const Line& line = m_lines[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole:
    case SortRole:
        return text(line, index.column());
    case Qt::ToolTipRole:
        return plainToolTip(text(line, index.column()));
    case ToneRole:
        if (index.column() == KindColumn) return line.kind == Kind::Lagging ? Tone::Warning : Tone::Bad;
        return line.kind != Kind::Different && index.column() > RowColumn ? Tone::Quiet : Tone::Normal;
    case CopyRole: {
        QStringList parts;
        for (int column = 0; column < ColumnCount; ++column) parts += text(line, column);
        return parts.join(QLatin1Char('\t'));
    }
    default:
        return {};
    }
}

QVariant DriftModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return QAbstractTableModel::headerData(section, orientation, role);
    const QString names[] = {tr("Drift"), tr("Row"), tr("Path"), tr("Live"), tr("From events")};
    return section >= 0 && section < ColumnCount ? names[section] : QString();
}

}  // namespace vci::ui
