// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/bridge/countingreader.h"

#include <utility>

namespace vci::ui {

CountingReader::CountingReader(store::EventReader& reader, std::function<void(std::int64_t)> told)
    : m_reader(reader)
    , m_told(std::move(told))
{
}

void CountingReader::count(std::size_t events)
{
    m_events += static_cast<std::int64_t>(events);
    if (events > 0) m_told(m_events);
}

const store::SourceInfo& CountingReader::info() const
{
    return m_reader.info();
}

Result<std::vector<Tenant>> CountingReader::tenants()
{
    return m_reader.tenants();
}

Result<void> CountingReader::selectTenant(TenantId tenant)
{
    return m_reader.selectTenant(tenant);
}

std::optional<TenantId> CountingReader::tenant() const
{
    return m_reader.tenant();
}

Result<store::AggregatePage> CountingReader::aggregates(const store::AggregateQuery& query, const store::PageRequest& page,
                                                        std::stop_token stop)
{
    return m_reader.aggregates(query, page, stop);
}

Result<std::vector<store::TypeCount>> CountingReader::aggregateTypes(std::stop_token stop)
{
    return m_reader.aggregateTypes(stop);
}

Result<store::AggregateRow> CountingReader::aggregate(AggregateId id, std::stop_token stop)
{
    return m_reader.aggregate(id, stop);
}

Result<store::EventPage> CountingReader::aggregateEvents(AggregateId id, const store::PageRequest& page, std::stop_token stop)
{
    Result<store::EventPage> result = m_reader.aggregateEvents(id, page, stop);
    if (result.ok()) count(result.value().events.size());
    return result;
}

Result<void> CountingReader::visitAggregate(AggregateId id, store::EventVisitor& visitor, std::stop_token stop)
{
    return m_reader.visitAggregate(id, visitor, stop);
}

Result<store::EventPage> CountingReader::events(const store::PageRequest& page, std::stop_token stop)
{
    Result<store::EventPage> result = m_reader.events(page, stop);
    if (result.ok()) count(result.value().events.size());
    return result;
}

Result<std::vector<Event>> CountingReader::eventsById(std::span<const EventId> ids, std::stop_token stop)
{
    Result<std::vector<Event>> result = m_reader.eventsById(ids, stop);
    if (result.ok()) count(result.value().size());
    return result;
}

Result<store::EventPage> CountingReader::effectsOf(std::span<const EventId> causes, const store::PageRequest& page,
                                                   std::stop_token stop)
{
    Result<store::EventPage> result = m_reader.effectsOf(causes, page, stop);
    if (result.ok()) count(result.value().events.size());
    return result;
}

Result<store::EventPage> CountingReader::correlated(CorrelationId id, const store::PageRequest& page, std::stop_token stop)
{
    Result<store::EventPage> result = m_reader.correlated(id, page, stop);
    if (result.ok()) count(result.value().events.size());
    return result;
}

Result<std::vector<EventId>> CountingReader::existing(std::span<const EventId> ids, std::stop_token stop)
{
    return m_reader.existing(ids, stop);
}

Result<std::vector<store::FindHit>> CountingReader::find(const store::FindQuery& query, const store::ProgressFunction& progress,
                                                         std::stop_token stop)
{
    return m_reader.find(query, progress, stop);
}

Result<store::Statistics> CountingReader::statistics(std::stop_token stop)
{
    return m_reader.statistics(stop);
}

void CountingReader::interrupt()
{
    m_reader.interrupt();
}

}  // namespace vci::ui
