// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/models/eventdetailsloader.h"

#include "ui/format/text.h"

#include <QCoreApplication>

#include <unordered_map>
#include <utility>

namespace vci::ui {

namespace {

using EventMap = std::unordered_map<EventId, Event>;

Result<EventMap> read(store::EventReader& reader, const std::vector<EventId>& ids, const std::stop_token& stop)
{
    EventMap events;
    if (ids.empty()) return events;
    VCI_TRY(auto found, reader.eventsById(ids, stop));
    for (auto& event : found) {
        const EventId id = event.id;
        events.emplace(id, std::move(event));
    }
    return events;
}

EventCause causeOf(EventId id, const replay::Timeline& timeline, const EventMap& elsewhere)
{
    if (const auto index = timeline.indexOf(id)) {
        return {id, EventCause::Place::Here, index, timeline.eventAt(*index).sequence};
    }
    const auto found = elsewhere.find(id);
    if (found == elsewhere.end()) return {id, EventCause::Place::Missing};
    const Event& event = found->second;
    const QString name =
        QStringLiteral("%1 · %2 %3")
            .arg(format::plain(event.eventType), format::plain(event.aggregateType), format::shortId(event.aggregateId.uuid()));
    return {id, EventCause::Place::Elsewhere, {}, event.sequence, event.aggregateId, name};
}

}  // namespace

Result<std::vector<EventDetails>> loadEventDetails(store::EventReader& reader, const replay::Timeline& timeline,
                                                   const catalog::Catalog& catalog, const std::vector<std::size_t>& indices,
                                                   std::stop_token stop)
{
    std::vector<EventId> ids;
    ids.reserve(indices.size());
    for (const auto index : indices) ids.push_back(timeline.eventAt(index).id);
    VCI_TRY(const auto events, read(reader, ids, stop));

    std::vector<EventId> foreignCauses;
    for (const auto& [id, event] : events) {
        if (event.causationId && !timeline.indexOf(*event.causationId)) foreignCauses.push_back(*event.causationId);
    }
    VCI_TRY(const auto elsewhere, read(reader, foreignCauses, stop));

    std::vector<EventDetails> details;
    details.reserve(indices.size());
    for (std::size_t i = 0; i < indices.size(); ++i) {
        EventDetails entry{indices[i], {}, {}, {}};
        const auto found = events.find(ids[i]);
        if (found == events.end()) {
            entry.gone = true;
            entry.summary = QCoreApplication::translate("EventDetails", "The source does not hold this event any more");
        } else {
            const Event& event = found->second;
            entry.summary = eventSummary(event, catalog);
            if (event.causationId) entry.cause = causeOf(*event.causationId, timeline, elsewhere);
            entry.correlation = event.correlationId;
        }
        details.push_back(std::move(entry));
    }
    return details;
}

}  // namespace vci::ui
