// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/models/snapshotsmodel.h"

#include "ui/models/staterows.h"
#include "ui/models/tone.h"

#include <algorithm>
#include <utility>

namespace vci::ui {

void SnapshotsModel::setSnapshots(std::vector<store::Snapshot> snapshots, std::string reducer)
{
    beginResetModel();
    m_snapshots = std::move(snapshots);
    m_reducer = std::move(reducer);
    m_audit.reset();
    endResetModel();
}

void SnapshotsModel::setAudit(replay::SnapshotAudit audit)
{
    m_audit = std::move(audit);
    if (!m_snapshots.empty()) Q_EMIT dataChanged(index(0, AuditColumn), index(rowCount() - 1, AuditColumn));
}

void SnapshotsModel::setZone(format::Zone zone)
{
    if (std::exchange(m_zone, zone) == zone || m_snapshots.empty()) return;
    Q_EMIT dataChanged(index(0, MadeColumn), index(rowCount() - 1, MadeColumn));
}

SnapshotsModel::Maker SnapshotsModel::makerOf(const store::Snapshot& snapshot) const
{
    if (!snapshot.reducer) return Maker::Foreign;
    if (store::isSetAside(snapshot)) return Maker::SetAside;
    return *snapshot.reducer == m_reducer ? Maker::Ours : Maker::Older;
}

const replay::SnapshotFinding* SnapshotsModel::findingOf(const store::Snapshot& snapshot) const
{
    const auto& findings = m_audit->findings;
    const auto found =
        std::find_if(findings.begin(), findings.end(), [&](const auto& each) { return each.snapshot.id == snapshot.id; });
    return found == findings.end() ? nullptr : &*found;
}

QString SnapshotsModel::auditText(const store::Snapshot& snapshot) const
{
    if (!m_audit) return tr("not audited yet");
    if (const auto* found = findingOf(snapshot)) {
        const QString where = found->path.empty() ? tr("as a whole") : format::plain(found->path);
        if (!found->finding.sequence) return tr("✗ wrong: %1").arg(where);
        return tr("✗ wrong since #%1 %2: %3")
            .arg(QString::number(found->finding.sequence->value()), format::plain(found->eventType), where);
    }
    switch (makerOf(snapshot)) {
    case Maker::Ours:
        return tr("✓ as the events say");
    case Maker::Older:
        return tr("– not compared: another catalogue made it");
    case Maker::SetAside:
        return tr("≠ was wrong when one was made");
    case Maker::Foreign:
        return tr("✓ what it holds is as the events say");
    }
    return {};
}

QString SnapshotsModel::text(const store::Snapshot& snapshot, int column) const
{
    switch (column) {
    case SequenceColumn:
        return QStringLiteral("#%1").arg(snapshot.lastSequence.value());
    case MadeColumn:
        return snapshot.createdAt.foreignText.empty() ? format::toTheSecond(snapshot.createdAt.at, m_zone)
                                                      : format::plain(snapshot.createdAt.foreignText);
    case ReducerColumn:
        switch (makerOf(snapshot)) {
        case Maker::Ours:
            return tr("◆ ours");
        case Maker::Older:
            return tr("◇ older catalogue");
        case Maker::SetAside:
            return tr("◇ set aside");
        case Maker::Foreign:
            return tr("◇ foreign");
        }
        return {};
    case AuditColumn:
        return auditText(snapshot);
    default:
        return {};
    }
}

QString SnapshotsModel::toolTip(const store::Snapshot& snapshot, int column) const
{
    if (column == AuditColumn && m_audit) {
        if (const auto* found = findingOf(snapshot)) return format::plain(found->finding.message);
    }
    if (column == MadeColumn && snapshot.createdAt.foreignText.empty()) return format::dateTime(snapshot.createdAt.at, m_zone);
    if (column == ReducerColumn) {
        switch (makerOf(snapshot)) {
        case Maker::Ours:
            return tr("Made by the catalogue in force: replay starts from it.");
        case Maker::Older:
            return tr("Made by another version of the catalogue: replay does not use it.");
        case Maker::SetAside:
            return tr("Found to be wrong and set aside: kept as evidence, replay never uses it.");
        case Maker::Foreign:
            return tr("Made by the platform or another program: replay never uses it.");
        }
    }
    return text(snapshot, column);
}

int SnapshotsModel::tone(const store::Snapshot& snapshot, int column) const
{
    if (column == ReducerColumn && makerOf(snapshot) != Maker::Ours) return Tone::Quiet;
    if (column != AuditColumn) return Tone::Normal;
    if (!m_audit) return Tone::Quiet;
    if (findingOf(snapshot) != nullptr) return Tone::Bad;
    if (makerOf(snapshot) == Maker::SetAside) return Tone::Bad;
    return makerOf(snapshot) == Maker::Older ? Tone::Quiet : Tone::Good;
}

int SnapshotsModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_snapshots.size());
}

int SnapshotsModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(ColumnCount);
}

QVariant SnapshotsModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid)) return {};
    const store::Snapshot& snapshot = m_snapshots[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole:
        return text(snapshot, index.column());
    case Qt::ToolTipRole:
        return plainToolTip(toolTip(snapshot, index.column()));
    case Qt::TextAlignmentRole:
        return index.column() == SequenceColumn ? QVariant(Qt::AlignRight) : QVariant();
    case SortRole:
        if (index.column() == SequenceColumn) return QVariant::fromValue<qlonglong>(snapshot.lastSequence.value());
        if (index.column() == MadeColumn) return QVariant::fromValue<qlonglong>(snapshot.createdAt.at.micros());
        return text(snapshot, index.column());
    case ToneRole:
        return tone(snapshot, index.column());
    case CopyRole:
        return QString::fromStdString(snapshot.id.toString());
    default:
        return {};
    }
}

QVariant SnapshotsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Horizontal && role == Qt::TextAlignmentRole && section == SequenceColumn)
        return QVariant(Qt::AlignRight | Qt::AlignVCenter);
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return QAbstractTableModel::headerData(section, orientation, role);
    const QString names[] = {tr("After event"), tr("Made"), tr("Reducer"), tr("Audit")};
    return section >= 0 && section < ColumnCount ? names[section] : QString();
}

}  // namespace vci::ui
