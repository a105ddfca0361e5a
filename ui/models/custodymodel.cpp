// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/models/custodymodel.h"

#include "core/base/hex.h"
#include "ui/models/staterows.h"
#include "ui/models/tone.h"

#include <algorithm>
#include <utility>

namespace vci::ui {

namespace {
constexpr qsizetype kHashShown = 8;
}  // namespace

void CustodyModel::setLines(std::vector<CustodyLine> lines)
{
    beginResetModel();
    m_lines = std::move(lines);
    endResetModel();
}

void CustodyModel::setZone(format::Zone zone)
{
    if (std::exchange(m_zone, zone) == zone || m_lines.empty()) return;
    Q_EMIT dataChanged(index(0, TimeColumn), index(rowCount() - 1, TimeColumn));
}

int CustodyModel::firstBroken() const
{
    const auto found = std::ranges::find_if(m_lines, [](const CustodyLine& line) { return !line.fits; });
    return found == m_lines.end() ? -1 : static_cast<int>(found - m_lines.begin());
}

QString CustodyModel::linkText(const CustodyLine& line)
{
    return (line.fits ? tr("✓ It has the hash that it was written with, and names the record before it.")
                      : tr("✕ It is not what was written, or does not follow the record before it.")) +
           QLatin1Char(' ') + QString::fromStdString(toHex(line.hash));
}

QString CustodyModel::details(int row) const
{
    const CustodyLine& line = m_lines[static_cast<std::size_t>(row)];
    if (!line.record) return text(line, ObjectColumn) + QLatin1Char('\n') + linkText(line);
    return tr("%1 · %2 %3 by VoiceCore Inspector %4")
               .arg(format::dateTime(line.record->at, m_zone), text(line, ActorColumn), text(line, ActionColumn),
                    text(line, ToolColumn)) +
           QLatin1Char('\n') + text(line, ObjectColumn) + QLatin1Char('\n') + linkText(line);
}

int CustodyModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_lines.size());
}

int CustodyModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(ColumnCount);
}

QString CustodyModel::text(const CustodyLine& line, int column) const
{
    if (column == NumberColumn) return line.isBeside ? tr("beside %1").arg(line.n) : QString::number(line.n);
    if (column == LinkColumn) {
        const QString hash = QString::fromStdString(toHex(line.hash)).left(kHashShown);
        return (line.fits ? QStringLiteral("✓ ") : QStringLiteral("✕ ")) + hash + QStringLiteral("…");
    }
    if (!line.record) return column == ObjectColumn ? tr("no record: %1").arg(format::plain(line.text)) : QString();
    switch (column) {
    case TimeColumn:
        return format::toTheSecond(line.record->at, m_zone);
    case ActorColumn:
        return format::plain(line.record->actor);
    case ActionColumn:
        return format::plain(line.record->action);
    case ObjectColumn:
        return format::plain(line.record->plainObject());
    case ToolColumn:
        return format::plain(line.record->version);
    default:
        return {};
    }
}

QVariant CustodyModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid)) return {};
    const CustodyLine& line = m_lines[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole:
        return text(line, index.column());
    case Qt::ToolTipRole:
        if (index.column() == TimeColumn && line.record) return plainToolTip(format::dateTime(line.record->at, m_zone));
        return plainToolTip(index.column() == LinkColumn ? linkText(line) : text(line, index.column()));
    case SortRole:
        return index.column() == NumberColumn ? QVariant(static_cast<qlonglong>(line.n)) : text(line, index.column());
    case ToneRole:
        if (!line.fits) return Tone::Bad;
        return index.column() == ActionColumn || index.column() == ObjectColumn ? Tone::Normal : Tone::Quiet;
    case CopyRole: {
        QStringList parts;
        for (int column = 0; column < LinkColumn; ++column) parts += text(line, column);
        return (parts << QString::fromStdString(toHex(line.hash))).join(QLatin1Char('\t'));
    }
    default:
        return {};
    }
}

QVariant CustodyModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return QAbstractTableModel::headerData(section, orientation, role);
    const QString names[] = {tr("N"), tr("When"), tr("Who"), tr("What"), tr("To what"), tr("Tool"), tr("Link")};
    return section >= 0 && section < ColumnCount ? names[section] : QString();
}

}  // namespace vci::ui
