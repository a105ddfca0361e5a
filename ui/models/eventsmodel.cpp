// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/models/eventsmodel.h"

#include "ui/models/badgewords.h"
#include <algorithm>

namespace vci::ui {

namespace {

constexpr int kMaxDetails = 2000;

}  // namespace

EventsModel::EventsModel(QObject* parent)
    : WindowedModel(parent)
    , m_details(kMaxDetails)
{
}

void EventsModel::setTimeline(std::shared_ptr<const replay::Timeline> timeline, std::shared_ptr<const catalog::Catalog> catalog)
{
    beginResetModel();
    m_timeline = std::move(timeline);
    m_catalog = std::move(catalog);
    m_position = m_timeline ? m_timeline->size() : 0;
    m_details.clear();
    m_loading.clear();
    assignSize(m_timeline ? static_cast<qint64>(m_timeline->size()) : 0);
    endResetModel();
}

void EventsModel::setPosition(replay::Position position)
{
    if (position == m_position) return;
    const auto [from, to] = std::minmax({position, m_position});
    m_position = position;
    tellChanged(static_cast<qint64>(from), static_cast<qint64>(to), {FutureRole});
}

void EventsModel::setZone(format::Zone zone)
{
    if (zone == m_zone) return;
    m_zone = zone;
    tellChanged(0, size());
}

void EventsModel::setBadges(BadgeOf badgeOf, ProofOf proofOf)
{
    m_badgeOf = std::move(badgeOf);
    m_proofOf = std::move(proofOf);
    tellChanged(0, size(), {Qt::DisplayRole, BadgeRole});
}

QString EventsModel::proofText(std::size_t event) const
{
    const auto badge = badgeOf(event);
    if (!badge) return tr("Not verified");
    const QString proof = m_proofOf ? m_proofOf(*m_timeline, event) : QString();
    return badgeWord(*badge) + u'\n' + badgeExplanation(*badge) + (proof.isEmpty() ? QString() : u'\n' + proof);
}

std::optional<verify::Badge> EventsModel::badgeOf(std::size_t event) const
{
    return m_badgeOf ? m_badgeOf(*m_timeline, event) : std::nullopt;
}

void EventsModel::tellChanged(qint64 begin, qint64 end, const QList<int>& roles)
{
    const int first = static_cast<int>(std::max<qint64>(begin - windowBegin(), 0));
    const int last = static_cast<int>(std::min<qint64>(end - windowBegin(), rowCount())) - 1;
    if (first <= last) Q_EMIT dataChanged(index(first, 0), index(last, ColumnCount - 1), roles);
}

std::vector<std::size_t> EventsModel::claimMissing(qint64 begin, qint64 end)
{
    std::vector<std::size_t> missing;
    for (qint64 position = std::max<qint64>(0, begin); position < std::min(end, size()); ++position) {
        const auto event = static_cast<std::size_t>(position);
        if (m_details.contains(event) || m_loading.contains(event)) continue;
        m_loading.insert(event);
        missing.push_back(event);
    }
    return missing;
}

void EventsModel::addDetails(const std::vector<EventDetails>& details)
{
    if (details.empty()) return;
    std::size_t first = details.front().index;
    std::size_t last = first;
    for (const auto& entry : details) {
        m_loading.remove(entry.index);
        m_details.insert(entry.index, new EventDetails(entry));  // the cache owns it
        first = std::min(first, entry.index);
        last = std::max(last, entry.index);
    }
    tellChanged(static_cast<qint64>(first), static_cast<qint64>(last) + 1);
}

void EventsModel::release(const std::vector<std::size_t>& indices)
{
    for (const auto index : indices) m_loading.remove(index);
}

const EventDetails* EventsModel::details(qint64 position) const
{
    return position < 0 ? nullptr : m_details.object(static_cast<std::size_t>(position));
}

int EventsModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

void EventsModel::showRange(qint64 begin, qint64 end)
{
    if (begin < end) Q_EMIT detailsWanted(begin, end);
}

QVariant EventsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal) return {};
    const bool numeric = section == SequenceColumn || section == TimeColumn || section == CauseColumn;
    if (role == Qt::TextAlignmentRole) return QVariant::fromValue(Qt::AlignVCenter | (numeric ? Qt::AlignRight : Qt::AlignLeft));
    if (role == Qt::AccessibleTextRole && section == FlagsColumn) return tr("Findings");
    if (role != Qt::DisplayRole) return {};
    switch (section) {
    case SequenceColumn:
        return tr("Seq");
    case TimeColumn:
        return tr("Time");
    case EventColumn:
        return tr("Event");
    case SummaryColumn:
        return tr("Summary");
    case CauseColumn:
        return tr("Cause");
    case ProofColumn:
        return tr("Proof");
    default:
        return QString();
    }
}

QVariant EventsModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || !m_timeline) return {};
    const auto event = static_cast<std::size_t>(positionOf(index.row()));
    const int column = index.column();
    switch (role) {
    case Qt::DisplayRole:
        return text(event, column);
    case Qt::ToolTipRole: {
        const QString tip = toolTip(event, column);
        return tip.isEmpty() ? QVariant() : plainTip(tip);
    }
    case Qt::AccessibleDescriptionRole:
        return column == ProofColumn ? proofText(event) : QVariant();
    case Qt::TextAlignmentRole:
        return headerData(column, Qt::Horizontal, role);
    case Qt::AccessibleTextRole:
        return accessibleText(event, column);
    case SortRole:
        return sortValue(event, column);
    case FamilyRole: {
        const auto* type = m_catalog->find(m_timeline->eventAt(event).eventType);
        return type != nullptr ? QString::fromStdString(type->family) : QString();
    }
    case FutureRole:
        return event >= m_position;
    case CellStateRole:
        return static_cast<int>(cellState(event, column));
    case BadgeRole:
        return sortValue(event, ProofColumn);
    case CausePlaceRole: {
        const auto* known = details(static_cast<qint64>(event));
        return known != nullptr && known->cause ? QVariant(static_cast<int>(known->cause->place)) : QVariant();
    }
    default:
        return {};
    }
}

QString EventsModel::text(std::size_t event, int column) const
{
    const auto head = m_timeline->eventAt(event);
    switch (column) {
    case SequenceColumn:
        return QString::number(head.sequence.value());
    case TimeColumn:
        return timeText(event);
    case EventColumn:
        return format::plain(head.eventType);
    case FlagsColumn:
        return flagsOf(event).isEmpty() ? QString() : QStringLiteral("!");
    case ProofColumn: {
        const auto badge = badgeOf(event);
        return badge ? badgeSign(*badge) : QString();
    }
    default:
        break;
    }
    const auto* known = details(static_cast<qint64>(event));
    if (known == nullptr) return {};
    return column == SummaryColumn ? known->summary : causeText(*known);
}

QString EventsModel::timeText(std::size_t event) const
{
    const Timestamp at = m_timeline->eventAt(event).at;
    if (!at.isInEnvelopeRange()) return format::plain(m_timeline->timeText(event));
    if (event == 0) return format::timeOfDay(at, m_zone);
    const Timestamp before = m_timeline->eventAt(event - 1).at;
    if (!before.isInEnvelopeRange()) return format::timeOfDay(at, m_zone);
    return format::difference(at.micros() - before.micros());
}

QString EventsModel::causeText(const EventDetails& details) const
{
    if (!details.cause) return {};
    switch (details.cause->place) {
    case EventCause::Place::Here:
        return QString::number(details.cause->sequence->value());
    case EventCause::Place::Elsewhere:
        return QStringLiteral("↗ ") + format::shortId(details.cause->aggregate->uuid()).left(8);
    case EventCause::Place::Missing:
        return QStringLiteral("? ") + format::shortId(details.cause->id.uuid()).left(8);
    }
    return {};
}

QString EventsModel::causeTip(const EventDetails& details) const
{
    if (!details.cause) return {};
    const QString id = QString::fromStdString(details.cause->id.toString());
    switch (details.cause->place) {
    case EventCause::Place::Here: {
        const auto cause = m_timeline->eventAt(*details.cause->index);
        return tr("Caused by #%1 %2").arg(cause.sequence.value()).arg(format::plain(cause.eventType)) + u'\n' + id;
    }
    case EventCause::Place::Elsewhere:
        return tr("Caused by %1").arg(details.cause->name) + u'\n' + id;
    case EventCause::Place::Missing:
        return tr("Its cause is no event of this tenant") + u'\n' + id;
    }
    return {};
}

QString EventsModel::toolTip(std::size_t event, int column) const
{
    const auto head = m_timeline->eventAt(event);
    const auto* known = details(static_cast<qint64>(event));
    switch (column) {
    case SequenceColumn: {
        QString tip = tr("Sequence %1").arg(head.sequence.value());
        if (head.pos) tip += u'\n' + tr("Log position %1").arg(head.pos->value());
        return tip;
    }
    case TimeColumn:
        return eventTimeText(*m_timeline, event, m_zone);
    case EventColumn: {
        const auto* type = m_catalog->find(head.eventType);
        QString tip = format::plain(head.eventType) + tr(" · version %1").arg(head.eventVersion);
        if (type != nullptr && !type->description.empty()) tip += u'\n' + format::plain(type->description);
        return tip + u'\n' + QString::fromStdString(head.id.toString());
    }
    case SummaryColumn:
        return known != nullptr ? known->summary : QString();
    case CauseColumn:
        return known != nullptr ? causeTip(*known) : QString();
    case FlagsColumn:
        return flagNames(event, true);
    case ProofColumn:
        return proofText(event);
    default:
        return {};
    }
}

QVariant EventsModel::sortValue(std::size_t event, int column) const
{
    const auto head = m_timeline->eventAt(event);
    const auto* known = details(static_cast<qint64>(event));
    switch (column) {
    case SequenceColumn:
        return static_cast<qint64>(head.sequence.value());
    case TimeColumn:
        return static_cast<qint64>(head.at.micros());
    case EventColumn:
        return QString::fromUtf8(head.eventType.data(), static_cast<qsizetype>(head.eventType.size()));
    case SummaryColumn:
        return known != nullptr ? QVariant(known->summary) : QVariant();
    case CauseColumn:
        if (known == nullptr || !known->cause) return {};
        if (known->cause->place == EventCause::Place::Here) return static_cast<qint64>(known->cause->sequence->value());
        return QString::fromStdString(known->cause->id.toString());
    case FlagsColumn:
        return flagsOf(event).bits();
    case ProofColumn: {
        const auto badge = badgeOf(event);
        return badge ? QVariant(static_cast<int>(*badge)) : QVariant();
    }
    default:
        return {};
    }
}

QVariant EventsModel::accessibleText(std::size_t event, int column) const
{
    const auto* known = details(static_cast<qint64>(event));
    switch (column) {
    case TimeColumn:
        return eventTimeText(*m_timeline, event, m_zone);
    case SummaryColumn:
        return known != nullptr ? known->summary : tr("loading");
    case CauseColumn:
        return known != nullptr ? causeTip(*known).section(u'\n', 0, 0) : tr("loading");
    case FlagsColumn:
        return flagNames(event, false);
    case ProofColumn: {
        const auto badge = badgeOf(event);
        return badge ? badgeWord(*badge) : tr("not verified");
    }
    default:
        return text(event, column);
    }
}

EventsModel::CellState EventsModel::cellState(std::size_t event, int column) const
{
    if (column != SummaryColumn && column != CauseColumn) return CellState::Loaded;
    if (const auto* known = details(static_cast<qint64>(event))) return known->failed ? CellState::Failed : CellState::Loaded;
    return m_loading.contains(event) ? CellState::Loading : CellState::Missing;
}

Flags EventsModel::flagsOf(std::size_t event) const
{
    Flags flags = m_timeline->eventAt(event).flags;
    const auto* known = details(static_cast<qint64>(event));
    const bool orphan = known != nullptr && known->cause && known->cause->place == EventCause::Place::Missing;
    if (orphan) flags.add(FindingKind::CausationOrphan);
    return flags;
}

QString EventsModel::flagNames(std::size_t event, bool sentences) const
{
    const Flags flags = flagsOf(event);
    QStringList lines;
    for (const auto kind : kAllFindingKinds) {
        if (!flags.has(kind)) continue;
        lines +=
            sentences ? format::findingName(kind) + QStringLiteral(": ") + format::findingText(kind) : format::findingName(kind);
    }
    return lines.join(sentences ? QStringLiteral("\n") : QStringLiteral(", "));
}

QString EventsModel::rowText(qint64 position) const
{
    const auto event = static_cast<std::size_t>(position);
    const auto head = m_timeline->eventAt(event);
    const auto* known = details(position);
    QStringList cells = {QString::number(head.sequence.value()), eventTimeText(*m_timeline, event, m_zone),
                         format::plain(head.eventType), known != nullptr ? known->summary : QString()};
    cells += known != nullptr && known->cause ? QString::fromStdString(known->cause->id.toString()) : QString();
    cells += flagNames(event, false);
    cells += QString::fromStdString(head.id.toString());
    return cells.join(u'\t');
}

}  // namespace vci::ui
