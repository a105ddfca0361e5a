// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/store/reader.h"
#include "tests/ui/madeevents.h"

#include <algorithm>
#include <map>

namespace vci::ui::test {

/// A source in memory: what panes read, from a list of events. One page holds everything.
class MadeReader : public store::EventReader {
public:
    explicit MadeReader(std::vector<Event> events)
        : m_events(std::move(events))
    {
        std::stable_sort(m_events.begin(), m_events.end(),
                         [](const Event& a, const Event& b) { return a.timestamp.at < b.timestamp.at; });
        m_info.kind = store::SourceKind::CaseFile;
        m_info.label = "memory";
    }

    [[nodiscard]] const store::SourceInfo& info() const override { return m_info; }
    [[nodiscard]] Result<std::vector<Tenant>> tenants() override
    {
        return std::vector<Tenant>{{idOf<TenantId>("tenant"), "Tenant"}};
    }
    [[nodiscard]] Result<void> selectTenant(TenantId) override { return {}; }
    [[nodiscard]] std::optional<TenantId> tenant() const override { return idOf<TenantId>("tenant"); }
    [[nodiscard]] Result<store::AggregatePage> aggregates(const store::AggregateQuery&, const store::PageRequest&,
                                                          std::stop_token) override
    {
        std::map<AggregateId, store::AggregateRow> rows;
        for (const Event& e : m_events) {
            auto row = rows.try_emplace(e.aggregateId, store::AggregateRow{e.aggregateId, e.aggregateType, 0, e.sequence,
                                                                           e.sequence, e.timestamp, e.timestamp, e.eventType})
                           .first;
            ++row->second.events;
            row->second.last = e.timestamp;
            row->second.lastSequence = e.sequence;
            row->second.lastEventType = e.eventType;
        }
        store::AggregatePage page;
        for (auto& [id, row] : rows) page.rows.push_back(std::move(row));
        return page;
    }
    [[nodiscard]] Result<std::vector<store::TypeCount>> aggregateTypes(std::stop_token) override
    {
        return std::vector<store::TypeCount>{};
    }
    [[nodiscard]] Result<store::AggregateRow> aggregate(AggregateId, std::stop_token) override { return notFound(); }
    [[nodiscard]] Result<store::EventPage> aggregateEvents(AggregateId id, const store::PageRequest&, std::stop_token) override
    {
        return pageOf([id](const Event& e) { return e.aggregateId == id; });
    }
    [[nodiscard]] Result<void> visitAggregate(AggregateId id, store::EventVisitor& visitor, std::stop_token) override
    {
        auto page = pageOf([id](const Event& e) { return e.aggregateId == id; });
        if (page.events.empty()) return notFound();
        std::stable_sort(page.events.begin(), page.events.end(), replayOrderLess);
        for (const Event& e : page.events) {
            if (!visitor.visit(viewOf(e))) break;
        }
        return {};
    }
    [[nodiscard]] Result<store::EventPage> events(const store::PageRequest&, std::stop_token) override
    {
        return pageOf([](const Event&) { return true; });
    }
    [[nodiscard]] Result<std::vector<Event>> eventsById(std::span<const EventId> ids, std::stop_token) override
    {
        return pageOf([ids](const Event& e) { return isAmong(e.id, ids); }).events;
    }
    [[nodiscard]] Result<store::EventPage> effectsOf(std::span<const EventId> causes, const store::PageRequest&,
                                                     std::stop_token) override
    {
        return pageOf([causes](const Event& e) { return e.causationId && isAmong(*e.causationId, causes); });
    }
    [[nodiscard]] Result<store::EventPage> correlated(CorrelationId id, const store::PageRequest&, std::stop_token) override
    {
        return pageOf([id](const Event& e) { return e.correlationId == id; });
    }
    [[nodiscard]] Result<std::vector<EventId>> existing(std::span<const EventId> ids, std::stop_token) override
    {
        std::vector<EventId> found;
        for (const Event& e : m_events) {
            if (isAmong(e.id, ids)) found.push_back(e.id);
        }
        return found;
    }
    [[nodiscard]] Result<std::vector<store::FindHit>> find(const store::FindQuery&, const store::ProgressFunction&,
                                                           std::stop_token) override
    {
        return std::vector<store::FindHit>{};
    }
    [[nodiscard]] Result<store::Statistics> statistics(std::stop_token) override { return store::Statistics{}; }
    void interrupt() override {}

private:
    static Error notFound() { return makeError(ErrorCode::NotFound, "no such aggregate"); }
    static bool isAmong(EventId id, std::span<const EventId> ids) { return std::find(ids.begin(), ids.end(), id) != ids.end(); }
    template <typename Wanted>
    store::EventPage pageOf(Wanted wanted) const
    {
        store::EventPage page;
        std::copy_if(m_events.begin(), m_events.end(), std::back_inserter(page.events), wanted);
        return page;
    }

    std::vector<Event> m_events;
    store::SourceInfo m_info;
};

}  // namespace vci::ui::test
