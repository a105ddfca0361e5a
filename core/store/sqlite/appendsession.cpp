// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/store/sqlite/appendsession.h"

#include "core/store/appendrules.h"
#include "core/store/sqlite/schema.h"

#include <sqlite3.h>

#include <algorithm>
#include <array>
#include <limits>

namespace vci::store::sqlite {

namespace {

constexpr std::string_view kDoing = "appending events";

using UuidText = std::array<char, 36>;

std::string_view write(UuidText& buffer, const Uuid& uuid)
{
    uuid.write(buffer.data());
    return {buffer.data(), buffer.size()};
}

}  // namespace

AppendSession::AppendSession(Connection& connection, json::LeafWriter& leaves, IdSource& ids, Clock& clock, TenantId tenant,
                             std::string logId, Statements statements, const SnapshotPolicy& policy)
    : m_connection(&connection)
    , m_leaves(&leaves)
    , m_ids(&ids)
    , m_clock(&clock)
    , m_tenant(tenant)
    , m_tenantText(tenant.toString())
    , m_logId(logId)
    , m_rows(connection, tenant, std::move(logId))
    , m_statements(std::move(statements))
    , m_aggregates(connection, tenant)
    , m_policy(&policy)
{
}

Result<AppendSession> AppendSession::start(Connection& connection, json::LeafWriter& leaves, IdSource& ids, Clock& clock,
                                           TenantId tenant, const SnapshotPolicy& policy)
{
    VCI_TRY(auto makeTenant, connection.query("INSERT INTO tenants (id, name, is_active, created_at) VALUES (?1, '', 1, ?2) "
                                              "ON CONFLICT (id) DO NOTHING"));
    VCI_CHECK(makeTenant.bind(1, tenant.uuid()).bind(2, clock.now().micros()).run(kDoing));
    VCI_TRY(auto logId, readLogId(connection));
    VCI_TRY(auto findEvent, connection.query("SELECT " + std::string(EventRows::kColumns) +
                                             " FROM event_store e LEFT JOIN event_log l ON l.rowid = e.rowid "
                                             "WHERE e.tenant_id = ?1 AND e.id = ?2"));
    VCI_TRY(auto insertEvent,
            connection.query(
                "INSERT INTO event_store (id, tenant_id, aggregate_id, aggregate_type, event_type, event_version, timestamp, "
                "sequence_number, causation_id, correlation_id, blockchain_tx_hash, adopted, event_data, metadata) "
                "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, 0, ?12, ?13)"));
    VCI_TRY(auto insertLog, connection.query("INSERT INTO event_log (rowid, tenant_id, log_id, log_index, event_id, leaf_hash) "
                                             "VALUES (?1, ?2, ?3, ?4, ?5, ?6)"));
    AppendSession session(connection, leaves, ids, clock, tenant, std::move(logId),
                          Statements{std::move(findEvent), std::move(insertEvent), std::move(insertLog)}, policy);
    VCI_TRY(auto head, connection.query("SELECT size FROM log_heads WHERE tenant_id = ?1 AND log_id = ?2"));
    head.bindView(1, session.m_tenantText).bindView(2, session.m_logId);
    VCI_TRY(const bool found, head.step(kDoing));
    session.m_oldSize = session.m_size = found ? head.int64(0) : 0;
    return session;
}

Result<AppendOutcome> AppendSession::append(std::span<const NewEvent> events, Stamping stamping)
{
    AppendOutcome outcome;
    for (std::size_t i = 0; i < events.size(); ++i) {
        const NewEvent& input = events[i];
        const auto take = [&](Event event) {
            if (i + 1 == events.size()) outcome.last = event;
            if (i == 0) outcome.first = std::move(event);
        };
        if (input.id) {
            VCI_TRY(auto existing, stored(*input.id));
            if (existing) {
                const std::string eventData = m_leaves->canonicalPayload(input.eventData);
                if (!hasSameContent(input, eventData, m_leaves->canonicalPayload(input.metadata), *existing, stamping)) {
                    return atLine(idConflict(*existing), i);
                }
                ++outcome.existing;
                take(std::move(*existing));
                continue;
            }
        }
        VCI_TRY(AggregateExtent* const state, m_aggregates.of(input.aggregateId));
        auto event = assign(input, stamping, *state);
        if (!event.ok()) return atLine(std::move(event).error(), i);
        if (auto inserted = insert(event.value(), stamping, *state); !inserted.ok())
            return atLine(std::move(inserted).error(), i);
        state->add(event.value());
        ++outcome.appended;
        if (m_policy->isDue(event.value().aggregateType, event.value().sequence))
            outcome.snapshotsDue.insert(event.value().aggregateId);
        event.value().pos = LogIndex(m_size - 1);
        take(std::move(event).value());
    }
    return outcome;
}

Result<std::optional<Event>> AppendSession::stored(EventId id)
{
    UuidText idText;
    Query& query = m_statements.findEvent;
    query.reset();
    query.bindView(1, m_tenantText).bindView(2, write(idText, id.uuid()));
    VCI_TRY(const bool found, query.step(kDoing));
    std::optional<Event> event;
    if (found) {
        VCI_TRY(event, m_rows.event(query));
    }
    query.reset();
    return event;
}

Result<Event> AppendSession::assign(const NewEvent& input, Stamping stamping, const AggregateExtent& state)
{
    const auto conflict = [&](const std::string& what) { return sequenceConflict(what, input.aggregateId, state.lastSequence); };
    if (input.expectedSequence && *input.expectedSequence != state.lastSequence) {
        return conflict("expected " + std::to_string(*input.expectedSequence));
    }
    const bool recorded = stamping == Stamping::AsRecorded;
    if (state.lastSequence == std::numeric_limits<std::int64_t>::max()) return conflict("there is no higher sequence number");
    const Sequence sequence = recorded && input.sequence ? *input.sequence : Sequence(state.lastSequence + 1);
    RecordedTime time = recorded && input.timestamp ? *input.timestamp : RecordedTime{m_clock->now()};
    return Event{input.id ? *input.id : EventId(m_ids->next()),
                 m_tenant,
                 input.aggregateId,
                 input.aggregateType,
                 input.eventType,
                 input.eventVersion,
                 sequence,
                 std::move(time),
                 input.causationId,
                 input.correlationId,
                 m_leaves->canonicalPayload(input.eventData),
                 m_leaves->canonicalPayload(input.metadata),
                 recorded ? input.blockchainTxHash : std::nullopt,
                 std::nullopt};
}

Result<void> AppendSession::insert(const Event& event, Stamping stamping, const AggregateExtent& state)
{
    UuidText id;
    UuidText aggregate;
    UuidText causation;
    UuidText correlation;
    Query& query = m_statements.insertEvent;
    query.bindView(1, write(id, event.id.uuid()))
        .bindView(2, m_tenantText)
        .bindView(3, write(aggregate, event.aggregateId.uuid()));
    query.bindView(4, event.aggregateType).bindView(5, event.eventType).bind(6, event.eventVersion);
    bindTime(query, 7, event.timestamp);
    query.bind(8, event.sequence.value());
    if (event.causationId)
        query.bindView(9, write(causation, event.causationId->uuid()));
    else
        query.bindNull(9);
    if (event.correlationId)
        query.bindView(10, write(correlation, event.correlationId->uuid()));
    else
        query.bindNull(10);
    if (event.blockchainTxHash)
        query.bindView(11, *event.blockchainTxHash);
    else
        query.bindNull(11);
    query.bindView(12, event.eventData).bindView(13, event.metadata);
    auto inserted = query.run(kDoing);
    if (inserted.ok()) return insertLogEntry(event);
    // The id was looked up before, so only the sequence number can be taken.
    if (query.lastCode() != SQLITE_CONSTRAINT_UNIQUE) return inserted;
    const std::string sequence = "sequence " + std::to_string(event.sequence.value());
    if (stamping == Stamping::AsRecorded) {
        return sequenceConflict(sequence + " is taken already", event.aggregateId, state.lastSequence);
    }
    const std::string what = sequence + " of aggregate " + event.aggregateId.toString();
    return makeError(ErrorCode::Damaged, m_connection->file().string() + " is damaged: " + what +
                                             " exists, but the table aggregates says that the aggregate ends before it");
}

Result<void> AppendSession::insertLogEntry(const Event& event)
{
    m_leaf.clear();
    m_leaves->append(event, m_leaf);
    const Sha256 hash = json::leafHash(m_leaf);
    UuidText id;
    Query& query = m_statements.insertLog;
    query.bind(1, m_connection->lastInsertRowid()).bindView(2, m_tenantText).bindView(3, m_logId).bind(4, m_size);
    query.bindView(5, write(id, event.id.uuid())).bindBlob(6, hash);
    auto inserted = query.run(kDoing);
    if (!inserted.ok() && query.lastCode() == SQLITE_CONSTRAINT_ROWID) {
        // Another log has used the rowid; readers then find the entry by event_id.
        inserted = query.bindNull(1).run(kDoing);
    }
    if (!inserted.ok()) {
        const int code = query.lastCode() & 0xFF;
        if (code != SQLITE_CONSTRAINT) return inserted;
        return makeError(ErrorCode::Damaged, m_connection->file().string() + " is damaged: event_log has an entry at index " +
                                                 std::to_string(m_size) + ", where log_heads says that it ends");
    }
    ++m_size;
    return {};
}

Result<void> AppendSession::finish()
{
    if (m_size == m_oldSize) return {};
    VCI_CHECK(m_aggregates.write());
    return writeHead();
}

Result<void> AppendSession::writeHead()
{
    VCI_TRY(auto query, m_connection->query("INSERT INTO log_heads (tenant_id, log_id, size) VALUES (?1, ?2, ?3) "
                                            "ON CONFLICT (tenant_id, log_id) DO UPDATE SET size = ?3 WHERE size = ?4"));
    return query.bindView(1, m_tenantText).bindView(2, m_logId).bind(3, m_size).bind(4, m_oldSize).run(kDoing);
}

}  // namespace vci::store::sqlite
