// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/store/sqlite/aggregateupdates.h"

#include "core/store/sqlite/rows.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace vci::store::sqlite {

namespace {

constexpr std::string_view kDoing = "appending events";

}  // namespace

void AggregateExtent::add(const Event& event)
{
    const std::int64_t sequence = event.sequence.value();
    if (events == 0) {
        *this = AggregateExtent{event.aggregateType, 1, sequence, sequence, event.timestamp, event.timestamp, event.eventType};
        return;
    }
    ++events;
    if (sequence < firstSequence) {
        firstSequence = sequence;
        type = event.aggregateType;
    }
    if (sequence > lastSequence) {
        lastSequence = sequence;
        lastEventType = event.eventType;
    }
    if (event.timestamp.at < first.at) first = event.timestamp;
    if (event.timestamp.at > last.at) last = event.timestamp;
}

Result<AggregateExtent*> AggregateUpdates::of(AggregateId id)
{
    const auto known = m_extents.find(id);
    if (known != m_extents.end()) return &known->second;
    VCI_TRY(auto query, m_connection->query("SELECT aggregate_type, event_count, first_sequence, last_sequence, first_timestamp, "
                                            "last_timestamp, last_event_type FROM aggregates "
                                            "WHERE tenant_id = ?1 AND aggregate_id = ?2"));
    query.bindView(1, m_tenant).bind(2, id.uuid());
    VCI_TRY(const bool found, query.step(kDoing));
    AggregateExtent extent;
    if (found) {
        extent = AggregateExtent{
            std::string(query.text(0)), query.int64(1), query.int64(2), query.int64(3), readTime(query, 4), readTime(query, 5),
            std::string(query.text(6))};
    }
    return &m_extents.emplace(id, std::move(extent)).first->second;
}

Result<void> AggregateUpdates::write()
{
    std::vector<const std::pair<const AggregateId, AggregateExtent>*> changed;
    for (const auto& entry : m_extents) changed.push_back(&entry);
    std::sort(changed.begin(), changed.end(), [](const auto* a, const auto* b) { return a->first < b->first; });
    VCI_TRY(auto query,
            m_connection->query(
                "INSERT INTO aggregates (tenant_id, aggregate_id, aggregate_type, event_count, first_sequence, last_sequence, "
                "first_timestamp, last_timestamp, last_event_type) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9) "
                "ON CONFLICT (tenant_id, aggregate_id) DO UPDATE SET aggregate_type = ?3, event_count = ?4, "
                "first_sequence = ?5, last_sequence = ?6, first_timestamp = ?7, last_timestamp = ?8, last_event_type = ?9"));
    for (const auto* entry : changed) {
        const AggregateExtent& extent = entry->second;
        if (extent.events == 0) continue;
        query.bindView(1, m_tenant).bind(2, entry->first.uuid()).bindView(3, extent.type).bind(4, extent.events);
        query.bind(5, extent.firstSequence).bind(6, extent.lastSequence);
        bindTime(query, 7, extent.first);
        bindTime(query, 8, extent.last);
        query.bindView(9, extent.lastEventType);
        VCI_CHECK(query.run(kDoing));
    }
    m_extents.clear();
    return {};
}

}  // namespace vci::store::sqlite
