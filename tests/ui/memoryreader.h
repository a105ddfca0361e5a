// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/store/reader.h"

#include <atomic>
#include <memory>
#include <unordered_map>
#include <utility>
#include <vector>

namespace vci::testing {

/// What a MemoryReader reads; shared by the readers of all workers. Filled before the first read, not changed afterwards.
struct MemorySource {
    Tenant tenant{*TenantId::tryFromString("11111111-1111-4111-8111-111111111111"), "Acme Telecom"};
    std::vector<Event> events;  ///< each aggregate's in replay order
    std::unordered_map<EventId, std::size_t> places;
    std::optional<Error> failure;  ///< the answer to every read of events
    std::atomic<int> eventsByIdCalls = 0;
    store::SourceKind kind = store::SourceKind::CaseFile;

    void add(Event event)
    {
        places.emplace(event.id, events.size());
        events.push_back(std::move(event));
    }
};

/// A reader of events in memory, for panes: one tenant; aggregates by id and events by id. What no pane of the tests asks for is
/// NotSupported.
class MemoryReader : public store::EventReader {
public:
    explicit MemoryReader(std::shared_ptr<MemorySource> source)
        : m_source(std::move(source))
    {
        m_info.kind = m_source->kind;
    }

    [[nodiscard]] const store::SourceInfo& info() const override { return m_info; }
    [[nodiscard]] Result<std::vector<Tenant>> tenants() override { return std::vector<Tenant>{m_source->tenant}; }
    [[nodiscard]] Result<void> selectTenant(TenantId) override { return {}; }
    [[nodiscard]] std::optional<TenantId> tenant() const override { return m_source->tenant.id; }

    [[nodiscard]] Result<void> visitAggregate(AggregateId id, store::EventVisitor& visitor, std::stop_token stop) override
    {
        if (m_source->failure) return *m_source->failure;
        bool any = false;
        for (const auto& e : m_source->events) {
            if (e.aggregateId != id) continue;
            if (stop.stop_requested()) return cancelled();
            any = true;
            if (!visitor.visit({e.id,
                                e.aggregateType,
                                e.eventType,
                                e.eventVersion,
                                e.sequence,
                                e.timestamp.at,
                                e.timestamp.foreignText,
                                e.causationId,
                                e.correlationId,
                                e.eventData,
                                e.metadata,
                                {},
                                e.pos})) {
                break;
            }
        }
        if (!any) return makeError(ErrorCode::NotFound, "no such aggregate");
        return {};
    }

    [[nodiscard]] Result<std::vector<Event>> eventsById(std::span<const EventId> ids, std::stop_token) override
    {
        ++m_source->eventsByIdCalls;
        if (m_source->failure) return *m_source->failure;
        std::vector<Event> events;
        for (const auto& id : ids) {
            const auto found = m_source->places.find(id);
            if (found != m_source->places.end()) events.push_back(m_source->events[found->second]);
        }
        return events;
    }

    [[nodiscard]] Result<store::AggregatePage> aggregates(const store::AggregateQuery&, const store::PageRequest&,
                                                          std::stop_token) override
    {
        return unused();
    }
    [[nodiscard]] Result<std::vector<store::TypeCount>> aggregateTypes(std::stop_token) override { return unused(); }
    [[nodiscard]] Result<store::AggregateRow> aggregate(AggregateId, std::stop_token) override { return unused(); }
    [[nodiscard]] Result<store::EventPage> aggregateEvents(AggregateId, const store::PageRequest&, std::stop_token) override
    {
        return unused();
    }
    [[nodiscard]] Result<store::EventPage> events(const store::PageRequest&, std::stop_token) override { return unused(); }
    [[nodiscard]] Result<store::EventPage> effectsOf(std::span<const EventId>, const store::PageRequest&,
                                                     std::stop_token) override
    {
        return unused();
    }
    [[nodiscard]] Result<store::EventPage> correlated(CorrelationId, const store::PageRequest&, std::stop_token) override
    {
        return unused();
    }
    [[nodiscard]] Result<std::vector<EventId>> existing(std::span<const EventId>, std::stop_token) override { return unused(); }
    [[nodiscard]] Result<std::vector<store::FindHit>> find(const store::FindQuery&, const store::ProgressFunction&,
                                                           std::stop_token) override
    {
        return unused();
    }
    [[nodiscard]] Result<store::Statistics> statistics(std::stop_token) override { return unused(); }
    void interrupt() override {}

private:
    static Error unused() { return makeError(ErrorCode::NotSupported, "not asked for by this test"); }
    std::shared_ptr<MemorySource> m_source;
    store::SourceInfo m_info = {
        .kind = store::SourceKind::CaseFile, .label = "memory", .uri = "memory", .login = {}, .notices = {}};
};

}  // namespace vci::testing
