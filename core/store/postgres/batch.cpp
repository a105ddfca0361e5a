// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/store/postgres/batch.h"

#include "core/store/appendrules.h"
#include "core/store/postgres/arrays.h"
#include "core/store/postgres/layout.h"
#include "core/store/postgres/rows.h"
#include "core/store/postgres/timetext.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace vci::store::postgres {

namespace {

constexpr std::int64_t kMaxSequence = std::numeric_limits<std::int32_t>::max();

}  // namespace

Result<AppendOutcome> Batch::append(std::span<const NewEvent> events, Stamping stamping)
{
    VCI_CHECK(lockAggregates(events));
    VCI_CHECK(readStored(events));
    AppendOutcome outcome;
    std::vector<Event> fresh;
    for (std::size_t i = 0; i < events.size(); ++i) {
        const NewEvent& input = events[i];
        const auto take = [&](const Event& event) {
            if (i + 1 == events.size()) outcome.last = event;
            if (i == 0) outcome.first = event;
        };
        if (input.id) {
            if (const auto known = m_stored.find(*input.id); known != m_stored.end()) {
                const Event& stored = known->second;
                if (!hasSameContent(input, m_leaves.canonicalPayload(input.eventData), m_leaves.canonicalPayload(input.metadata),
                                    stored, stamping)) {
                    return atLine(idConflict(stored), i);
                }
                ++outcome.existing;
                take(stored);
                continue;
            }
        }
        auto event = assign(input, stamping);
        if (!event.ok()) return atLine(std::move(event).error(), i);
        take(event.value());
        if (input.id) m_stored.emplace(*input.id, event.value());
        if (m_policy.isDue(event.value().aggregateType, event.value().sequence))
            outcome.snapshotsDue.insert(event.value().aggregateId);
        fresh.push_back(std::move(event).value());
        ++outcome.appended;
    }
    if (fresh.empty()) return outcome;
    insert(fresh);
    m_firstStored = fresh.front().id;
    return outcome;
}

Result<AppendOutcome> Batch::appendBehind(const NewEvent& input, Sequence last)
{
    m_last[input.aggregateId] = last.value();
    VCI_TRY(Event event, assign(input, Stamping::ByStore));
    VCI_TRY(event.timestamp, insertOne(event));
    m_firstStored = event.id;
    AppendOutcome outcome;
    outcome.appended = 1;
    if (m_policy.isDue(event.aggregateType, event.sequence)) outcome.snapshotsDue.insert(event.aggregateId);
    outcome.first = event;
    outcome.last = std::move(event);
    return outcome;
}

Result<void> Batch::lockAggregates(std::span<const NewEvent> events)
{
    std::vector<Uuid> ids;
    for (const NewEvent& event : events) ids.push_back(event.aggregateId.uuid());
    std::sort(ids.begin(), ids.end());
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
    // In one order for everybody, so that two writers never wait for each other. Read in a statement after the lock: its
    // snapshot then holds what the writer before committed.
    const std::string tenant = literal(m_tenant.uuid());
    const pqxx::result rows = m_transaction.exec(
        "SELECT pg_advisory_xact_lock(k) FROM (SELECT DISTINCT hashtextextended(" + tenant +
        "::text || a::text, 0::bigint) AS k FROM unnest(" + literal(ids) +
        ") a ORDER BY k) locks; SELECT a, (SELECT max(e.sequence_number) FROM event_store e WHERE e.tenant_id = " + tenant +
        " AND e.aggregate_id = a), clock_timestamp() AT TIME ZONE 'UTC' FROM unnest(" + literal(ids) + ") a");
    for (const pqxx::row& row : rows) {
        VCI_TRY(const Uuid id, readUuid(row, 0));
        m_last[AggregateId(id)] = row[1].is_null() ? 0 : number(row, 1);
        VCI_TRY(m_now, readTime(row, 2));
    }
    return {};
}

Result<void> Batch::readStored(std::span<const NewEvent> events)
{
    std::vector<Uuid> ids;
    for (const NewEvent& event : events)
        if (event.id) ids.push_back(event.id->uuid());
    if (ids.empty()) return {};
    const pqxx::result rows = m_transaction.exec("SELECT " + std::string(kEventColumns) +
                                                 " FROM event_store e WHERE e.tenant_id = " + literal(m_tenant.uuid()) +
                                                 " AND e.id = ANY (" + literal(ids) + ")");
    for (const pqxx::row& fields : rows) {
        VCI_TRY(const Row row, readRow(fields));
        Event event = toEvent(row, m_tenant);
        event.eventData = m_leaves.canonicalPayload(event.eventData);
        event.metadata = m_leaves.canonicalPayload(event.metadata);
        m_stored.emplace(event.id, std::move(event));
    }
    return {};
}

Result<Event> Batch::assign(const NewEvent& input, Stamping stamping)
{
    std::int64_t& last = m_last[input.aggregateId];
    if (input.expectedSequence && *input.expectedSequence != last) {
        return sequenceConflict("expected " + std::to_string(*input.expectedSequence), input.aggregateId, last);
    }
    const bool recorded = stamping == Stamping::AsRecorded;
    const std::int64_t sequence = recorded && input.sequence ? input.sequence->value() : last + 1;
    if (sequence > kMaxSequence) {
        return sequenceConflict("PostgreSQL holds sequence numbers up to " + std::to_string(kMaxSequence) + ", not " +
                                    std::to_string(sequence),
                                input.aggregateId, last);
    }
    last = std::max(last, sequence);
    return Event{input.id ? *input.id : EventId(m_ids.next()),
                 m_tenant,
                 input.aggregateId,
                 input.aggregateType,
                 input.eventType,
                 input.eventVersion,
                 Sequence(sequence),
                 recorded && input.timestamp ? *input.timestamp : m_now,
                 input.causationId,
                 input.correlationId,
                 m_leaves.canonicalPayload(input.eventData),
                 m_leaves.canonicalPayload(input.metadata),
                 recorded ? input.blockchainTxHash : std::nullopt,
                 std::nullopt};
}

void Batch::insert(const std::vector<Event>& events)
{
    ArrayText ids, aggregates, aggregateTypes, eventTypes, versions, data, metadata, times, sequences, causes, correlations,
        hashes;
    const auto addId = [](ArrayText& array, const auto& id) {
        if (id)
            array.addBare(id->toString());
        else
            array.addNull();
    };
    for (const Event& event : events) {
        ids.addBare(event.id.toString());
        aggregates.addBare(event.aggregateId.toString());
        aggregateTypes.add(std::string_view(event.aggregateType));
        eventTypes.add(std::string_view(event.eventType));
        versions.addBare(std::to_string(event.eventVersion));
        data.add(std::string_view(event.eventData));
        metadata.add(std::string_view(event.metadata));
        times.add(std::string_view(toTimeText(event.timestamp)));
        sequences.addBare(std::to_string(event.sequence.value()));
        addId(causes, event.causationId);
        addId(correlations, event.correlationId);
        hashes.add(event.blockchainTxHash);
    }
    m_transaction.exec_params(
        "INSERT INTO event_store (tenant_id, id, aggregate_id, aggregate_type, event_type, event_version, event_data, metadata, "
        "\"timestamp\", sequence_number, causation_id, correlation_id, blockchain_tx_hash) SELECT $1::uuid, u.* FROM "
        "unnest($2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::integer[], $7::jsonb[], $8::jsonb[], $9::timestamp[], "
        "$10::integer[], $11::uuid[], $12::uuid[], $13::text[]) u" +
            std::string(kByInsert),
        m_tenant.toString(), ids.take(), aggregates.take(), aggregateTypes.take(), eventTypes.take(), versions.take(),
        data.take(), metadata.take(), times.take(), sequences.take(), causes.take(), correlations.take(), hashes.take());
}

/// The time is the server's.
Result<RecordedTime> Batch::insertOne(const Event& event)
{
    const auto textOf = [](const auto& id) { return id ? std::optional(id->toString()) : std::nullopt; };
    const pqxx::result rows = m_transaction.exec_params(
        "INSERT INTO event_store (tenant_id, id, aggregate_id, aggregate_type, event_type, event_version, event_data, metadata, "
        "sequence_number, causation_id, correlation_id) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) "
        "RETURNING \"timestamp\"",
        m_tenant.toString(), event.id.toString(), event.aggregateId.toString(), event.aggregateType, event.eventType,
        event.eventVersion, event.eventData, event.metadata, event.sequence.value(), textOf(event.causationId),
        textOf(event.correlationId));
    return readTime(rows.front(), 0);
}

}  // namespace vci::store::postgres
