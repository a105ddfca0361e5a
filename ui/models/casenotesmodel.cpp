// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/models/casenotesmodel.h"

#include "ui/models/staterows.h"
#include "ui/models/tone.h"

#include <algorithm>
#include <utility>

namespace vci::ui {

namespace {

using casefile::CaseNote;

QString signOf(CaseNote::Kind kind)
{
    switch (kind) {
    case CaseNote::Kind::Note:
        return QStringLiteral("✎");
    case CaseNote::Kind::Bookmark:
        return QStringLiteral("★");
    case CaseNote::Kind::Finding:
        return QStringLiteral("!");
    }
    return {};
}

}  // namespace

QString noteKindName(CaseNote::Kind kind)
{
    switch (kind) {
    case CaseNote::Kind::Note:
        return CaseNotesModel::tr("Note");
    case CaseNote::Kind::Bookmark:
        return CaseNotesModel::tr("Bookmark");
    case CaseNote::Kind::Finding:
        return CaseNotesModel::tr("Finding");
    }
    return {};
}

void CaseNotesModel::setNotes(std::vector<CaseNote> notes)
{
    beginResetModel();
    m_notes = std::move(notes);
    arrange();
    endResetModel();
}

void CaseNotesModel::setKind(std::optional<CaseNote::Kind> kind)
{
    if (kind == m_kind) return;
    beginResetModel();
    m_kind = kind;
    arrange();
    endResetModel();
}

void CaseNotesModel::arrange()
{
    m_shown.clear();
    for (std::size_t i = m_notes.size(); i-- > 0;)
        if (!m_kind || m_notes[i].kind == *m_kind) m_shown.push_back(i);
}

void CaseNotesModel::setZone(format::Zone zone)
{
    if (std::exchange(m_zone, zone) == zone || m_shown.empty()) return;
    Q_EMIT dataChanged(index(0, TimeColumn), index(rowCount() - 1, TimeColumn));
}

std::int64_t CaseNotesModel::countOf(CaseNote::Kind kind) const
{
    return std::ranges::count(m_notes, kind, &CaseNote::kind);
}

const CaseNote& CaseNotesModel::at(int row) const
{
    return m_notes[m_shown[static_cast<std::size_t>(row)]];
}

int CaseNotesModel::rowOf(std::int64_t n) const
{
    const auto found = std::ranges::find_if(m_shown, [&](std::size_t index) { return m_notes[index].n == n; });
    return found == m_shown.end() ? -1 : static_cast<int>(found - m_shown.begin());
}

QString CaseNotesModel::details(int row) const
{
    const CaseNote& note = at(row);
    const QString about = note.eventId       ? tr("event %1").arg(QString::fromStdString(note.eventId->toString()))
                          : note.aggregateId ? tr("aggregate %1").arg(QString::fromStdString(note.aggregateId->toString()))
                                             : tr("the case");
    QStringList lines;
    for (const QString& line : QString::fromStdString(note.text).split(QLatin1Char('\n'), Qt::SkipEmptyParts))
        lines += format::plain(line.toStdString());
    lines += tr("about %1 · %2 · %3").arg(about, text(note, AuthorColumn), format::dateTime(note.writtenAt, m_zone));
    return lines.join(QLatin1Char('\n'));
}

int CaseNotesModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_shown.size());
}

int CaseNotesModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(ColumnCount);
}

QString CaseNotesModel::text(const CaseNote& note, int column) const
{
    switch (column) {
    case KindColumn:
        return signOf(note.kind) + QLatin1Char(' ') + noteKindName(note.kind);
    case TextColumn:
        return format::plain(note.text);
    case AboutColumn:
        if (note.eventId) return tr("event %1").arg(format::shortId(note.eventId->uuid()));
        if (note.aggregateId) return tr("aggregate %1").arg(format::shortId(note.aggregateId->uuid()));
        return tr("the case");
    case AuthorColumn:
        return format::plain(note.author);
    case TimeColumn:
        return format::toTheSecond(note.writtenAt, m_zone);
    default:
        return {};
    }
}

QVariant CaseNotesModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid)) return {};
    const CaseNote& note = at(index.row());
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole:
        return text(note, index.column());
    case Qt::ToolTipRole:
        return plainToolTip(index.column() == TimeColumn ? format::dateTime(note.writtenAt, m_zone) : text(note, index.column()));
    case SortRole:
        return index.column() == TimeColumn ? QVariant(static_cast<qlonglong>(note.n)) : text(note, index.column());
    case ToneRole:
        if (index.column() == KindColumn) return note.kind == CaseNote::Kind::Finding ? Tone::Warning : Tone::Normal;
        return index.column() == TextColumn ? Tone::Normal : Tone::Quiet;
    case CopyRole: {
        QStringList parts;
        for (int column = 0; column < ColumnCount; ++column) parts += text(note, column);
        return parts.join(QLatin1Char('\t'));
    }
    default:
        return {};
    }
}

QVariant CaseNotesModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return QAbstractTableModel::headerData(section, orientation, role);
    const QString names[] = {tr("Kind"), tr("Text"), tr("About"), tr("By"), tr("Written")};
    return section >= 0 && section < ColumnCount ? names[section] : QString();
}

}  // namespace vci::ui
