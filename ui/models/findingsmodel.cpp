// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/models/findingsmodel.h"

#include "ui/format/text.h"
#include "ui/models/staterows.h"
#include "ui/models/tone.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace vci::ui {

namespace {

QString signOf(Severity severity)
{
    switch (severity) {
    case Severity::Error:
        return QStringLiteral("✕");
    case Severity::Warning:
        return QStringLiteral("!");
    case Severity::Info:
        return QStringLiteral("i");
    }
    return {};
}

int toneOf(Severity severity)
{
    switch (severity) {
    case Severity::Error:
        return Tone::Bad;
    case Severity::Warning:
        return Tone::Warning;
    case Severity::Info:
        return Tone::Quiet;
    }
    return Tone::Normal;
}

}  // namespace

void FindingsModel::setFindings(std::vector<Finding> findings)
{
    beginResetModel();
    m_findings = std::move(findings);
    m_kind.reset();
    arrange();
    endResetModel();
}

void FindingsModel::setKind(std::optional<FindingKind> kind)
{
    if (kind == m_kind) return;
    beginResetModel();
    m_kind = kind;
    arrange();
    endResetModel();
}

void FindingsModel::arrange()
{
    const auto rootOf = [this](std::size_t index) {
        // A cause is a root itself (PROOF 4); a longer way or a circle would be a fault elsewhere and must not hang this.
        const auto& cause = m_findings[index].causedBy;
        return cause && *cause < m_findings.size() ? *cause : index;
    };
    m_shown.clear();
    for (std::size_t i = 0; i < m_findings.size(); ++i)
        if (!m_kind || m_findings[i].kind == *m_kind) m_shown.push_back(i);
    std::ranges::stable_sort(m_shown, [&](std::size_t a, std::size_t b) {
        const auto place = [&](std::size_t index) {
            const std::size_t root = rootOf(index);
            const Finding& finding = m_findings[root];
            return std::tuple(finding.severity, finding.kind, root, root != index, index);
        };
        return place(a) < place(b);
    });
}

std::vector<std::pair<FindingKind, std::int64_t>> FindingsModel::kinds() const
{
    std::map<FindingKind, std::pair<Severity, std::int64_t>> counts;
    for (const Finding& finding : m_findings) {
        auto& [severity, count] = counts.try_emplace(finding.kind, finding.severity, 0).first->second;
        severity = std::min(severity, finding.severity);
        ++count;
    }
    std::vector<std::pair<FindingKind, std::int64_t>> kinds;
    for (const Severity severity : {Severity::Error, Severity::Warning, Severity::Info})
        for (const auto& [kind, counted] : counts)
            if (counted.first == severity) kinds.emplace_back(kind, counted.second);
    return kinds;
}

const Finding* FindingsModel::causeOf(const Finding& finding) const
{
    return finding.causedBy && *finding.causedBy < m_findings.size() ? &m_findings[*finding.causedBy] : nullptr;
}

std::optional<AggregateId> FindingsModel::aggregateOf(const Finding& finding) const
{
    if (finding.aggregateId || finding.kind != FindingKind::EventMissing) return finding.aggregateId;
    // The gap that it left is in its own aggregate; what else follows from it may be in another.
    const auto follows = std::ranges::find_if(m_findings, [&](const Finding& other) {
        return other.kind == FindingKind::SequenceGap && other.aggregateId && causeOf(other) == &finding;
    });
    return follows == m_findings.end() ? std::nullopt : follows->aggregateId;
}

int FindingsModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_shown.size());
}

int FindingsModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(ColumnCount);
}

QString FindingsModel::placeOf(const Finding& finding) const
{
    QStringList parts;
    if (const auto aggregate = aggregateOf(finding)) parts += format::shortId(aggregate->uuid());
    if (finding.sequence) parts += QStringLiteral("#%1").arg(finding.sequence->value());
    if (parts.isEmpty() && finding.eventId) parts += format::shortId(finding.eventId->uuid());
    if (parts.isEmpty() && finding.logIndex) parts += tr("log %1").arg(format::count(finding.logIndex->value()));
    return parts.join(QLatin1Char(' '));
}

QString FindingsModel::text(const Finding& finding, int column) const
{
    switch (column) {
    case KindColumn:
        return (finding.causedBy ? QStringLiteral("↳ ") : signOf(finding.severity) + QLatin1Char(' ')) +
               format::findingName(finding.kind);
    case PlaceColumn:
        return placeOf(finding);
    case MessageColumn:
        return format::plain(finding.message);
    default:
        return {};
    }
}

QVariant FindingsModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid)) return {};
    const Finding& finding = at(index.row());
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole:
        return text(finding, index.column());
    case Qt::ToolTipRole:
        return plainToolTip(index.column() == KindColumn ? format::findingText(finding.kind) : text(finding, index.column()));
    case SortRole:
        return index.column() == KindColumn ? QVariant(static_cast<int>(finding.severity)) : text(finding, index.column());
    case ToneRole:
        return index.column() == KindColumn ? toneOf(finding.severity)
                                            : (index.column() == PlaceColumn ? Tone::Quiet : Tone::Normal);
    case CopyRole:
        return text(finding, KindColumn) + QLatin1Char('\t') + text(finding, PlaceColumn) + QLatin1Char('\t') +
               text(finding, MessageColumn);
    default:
        return {};
    }
}

QVariant FindingsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return QAbstractTableModel::headerData(section, orientation, role);
    const QString names[] = {tr("Finding"), tr("Where"), tr("What")};
    return section >= 0 && section < ColumnCount ? names[section] : QString();
}

}  // namespace vci::ui
