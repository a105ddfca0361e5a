// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/store/reader.h"

namespace vci::chain::test {

/// Passes every call on and counts those of the kind that reads a whole table of a stock PostgreSQL.
class CountingReader final : public store::EventReader {
public:
    explicit CountingReader(store::EventReader& inner)
        : m_inner(inner)
    {
    }
    int effectsCalls = 0;
    int otherCalls = 0;

    const store::SourceInfo& info() const override { return m_inner.info(); }
    Result<std::vector<Tenant>> tenants() override { return m_inner.tenants(); }
    Result<void> selectTenant(TenantId tenant) override { return m_inner.selectTenant(tenant); }
    std::optional<TenantId> tenant() const override { return m_inner.tenant(); }
    Result<store::AggregatePage> aggregates(const store::AggregateQuery& query, const store::PageRequest& page,
                                            std::stop_token stop) override
    {
        return m_inner.aggregates(query, page, stop);
    }
    Result<std::vector<store::TypeCount>> aggregateTypes(std::stop_token stop) override { return m_inner.aggregateTypes(stop); }
    Result<store::AggregateRow> aggregate(AggregateId id, std::stop_token stop) override { return m_inner.aggregate(id, stop); }
    Result<store::EventPage> aggregateEvents(AggregateId id, const store::PageRequest& page, std::stop_token stop) override
    {
        ++otherCalls;
        return m_inner.aggregateEvents(id, page, stop);
    }
    Result<void> visitAggregate(AggregateId id, store::EventVisitor& visitor, std::stop_token stop) override
    {
        return m_inner.visitAggregate(id, visitor, stop);
    }
    Result<store::EventPage> events(const store::PageRequest& page, std::stop_token stop) override
    {
        return m_inner.events(page, stop);
    }
    Result<std::vector<Event>> eventsById(std::span<const EventId> ids, std::stop_token stop) override
    {
        ++otherCalls;
        return m_inner.eventsById(ids, stop);
    }
    Result<store::EventPage> effectsOf(std::span<const EventId> causes, const store::PageRequest& page,
                                       std::stop_token stop) override
    {
        ++effectsCalls;
        return m_inner.effectsOf(causes, page, stop);
    }
    Result<store::EventPage> correlated(CorrelationId id, const store::PageRequest& page, std::stop_token stop) override
    {
        ++otherCalls;
        return m_inner.correlated(id, page, stop);
    }
    Result<std::vector<EventId>> existing(std::span<const EventId> ids, std::stop_token stop) override
    {
        ++otherCalls;
        return m_inner.existing(ids, stop);
    }
    Result<std::vector<store::FindHit>> find(const store::FindQuery& query, const store::ProgressFunction& progress,
                                             std::stop_token stop) override
    {
        return m_inner.find(query, progress, stop);
    }
    Result<store::Statistics> statistics(std::stop_token stop) override { return m_inner.statistics(stop); }
    void interrupt() override { m_inner.interrupt(); }

private:
    store::EventReader& m_inner;
};

}  // namespace vci::chain::test
