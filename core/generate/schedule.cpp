// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/generate/schedule.h"

#include <algorithm>
#include <array>
#include <utility>

namespace vci::generate {

namespace {

constexpr std::array<std::string_view, 7> kKindNames = {"Call", "Customer", "Agent", "Transaction", "Credit", "User", "AIModel"};

}  // namespace

AggregateSlot Schedule::open(AggregateKind kind, Lifetime lifetime)
{
    const Aggregate aggregate{.id = AggregateId(m_random.uuid()), .kind = kind, .lifetime = lifetime};
    if (m_freeAggregates.empty()) {
        m_aggregates.push_back(aggregate);
        return {static_cast<std::uint32_t>(m_aggregates.size() - 1)};
    }
    const AggregateSlot slot{m_freeAggregates.back()};
    m_freeAggregates.pop_back();
    m_aggregates[slot.index] = aggregate;
    return slot;
}

EventId Schedule::plan(PlannedEvent event)
{
    const EventId id(m_random.uuid());
    ++m_aggregates[event.aggregate.index].planned;
    const std::int64_t at = event.at;
    Body body{id, std::move(event)};
    std::uint32_t index = 0;
    if (m_freeBodies.empty()) {
        index = static_cast<std::uint32_t>(m_bodies.size());
        m_bodies.push_back(std::move(body));
    } else {
        index = m_freeBodies.back();
        m_freeBodies.pop_back();
        m_bodies[index] = std::move(body);
    }
    push({at, m_order++, index, {}});
    return id;
}

void Schedule::plan(std::int64_t at, Action action)
{
    push({at, m_order++, kNoBody, action});
}

void Schedule::push(const Key& key)
{
    m_heap.push_back(key);
    std::push_heap(m_heap.begin(), m_heap.end(), later);
}

Schedule::Due Schedule::take(store::NewEvent& out)
{
    std::pop_heap(m_heap.begin(), m_heap.end(), later);
    const Key key = m_heap.back();
    m_heap.pop_back();
    if (key.body == kNoBody) return {key.at, key.action};

    Body& body = m_bodies[key.body];
    PlannedEvent& event = body.event;
    Aggregate& aggregate = m_aggregates[event.aggregate.index];
    out.id = body.id;
    out.aggregateId = aggregate.id;
    out.aggregateType = kKindNames[static_cast<std::size_t>(aggregate.kind)];
    out.eventType = event.type;
    out.eventVersion = event.version;
    out.eventData = std::move(event.data);
    out.metadata = std::move(event.metadata);
    out.causationId = event.cause;
    out.correlationId = event.correlation;
    out.gaveVersion = out.gaveMetadata = out.gaveCausation = out.gaveCorrelation = true;
    out.sequence = Sequence(++aggregate.lastSequence);
    out.timestamp = RecordedTime{Timestamp(key.at)};
    const Due due{key.at, std::nullopt, event.chargeCents};
    m_freeBodies.push_back(key.body);
    if (--aggregate.planned == 0 && aggregate.lifetime == Lifetime::Passing) m_freeAggregates.push_back(event.aggregate.index);
    return due;
}

}  // namespace vci::generate
