// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/store/postgres/sequencer.h"

#include "core/base/hex.h"
#include "core/store/postgres/arrays.h"
#include "core/store/postgres/inspect.h"
#include "core/store/postgres/layout.h"
#include "core/store/postgres/postgresstore.h"
#include "core/store/postgres/rows.h"
#include "core/store/postgres/timetext.h"

#include <algorithm>
#include <map>
#include <unordered_map>

namespace vci::store::postgres {

namespace {

constexpr std::int64_t kRowsPerBatch = 5'000;

/// What a batch adds to one aggregate.
struct Addition {
    std::string type;
    std::int64_t events = 0;
    std::int64_t firstSequence = 0;
    const Event* last = nullptr;  ///< in replay order
    const Event* earliest = nullptr;
    const Event* latest = nullptr;
};

bool replaysBefore(const Event& a, const Event& b)
{
    if (a.sequence != b.sequence) return a.sequence < b.sequence;
    if (a.timestamp.at != b.timestamp.at) return a.timestamp.at < b.timestamp.at;
    return a.id < b.id;
}

}  // namespace

Result<SequenceOutcome> Sequencer::run(std::stop_token stop)
{
    SequenceOutcome total;
    while (true) {
        if (stop.stop_requested()) return cancelled();
        VCI_TRY(const BatchOutcome done, batch());
        total.sequenced += done.sequenced;
        total.size = done.size;
        if (!done.more) return total;
    }
}

Result<Sequencer::BatchOutcome> Sequencer::batch()
{
    return m_session.write(m_tenant, [&](WriteTransaction& transaction) -> Result<BatchOutcome> {
        VCI_TRY(const Head head, lockHead(transaction));
        VCI_TRY(const std::vector<Waiting> events, waiting(transaction, head));
        const auto count = static_cast<std::int64_t>(events.size());
        if (events.empty() && head.adopting) {
            // Somebody took these events away: they are no part of this log, and the next batch is the queue's.
            transaction.exec("DELETE FROM event_adoption WHERE tenant_id = " + literal(m_tenant.uuid()));
            return BatchOutcome{0, head.size, true};
        }
        if (events.empty()) {
            refreshActivity(transaction);
            return BatchOutcome{0, head.size, false};
        }
        m_adopted = m_adopted || head.adopting;
        writeLog(transaction, head, events);
        writeAggregates(transaction, events);
        removeWaiting(transaction, head, events);
        const pqxx::result moved =
            transaction.exec("UPDATE log_heads SET size = " + std::to_string(head.size + count) +
                             " WHERE tenant_id = " + literal(m_tenant.uuid()) + " AND log_id = " + transaction.quote(head.logId) +
                             " AND size = " + std::to_string(head.size));
        if (moved.affected_rows() != 1)
            return makeError(ErrorCode::Locked, "another sequencer moved the head of the log at the same time: try again");
        return BatchOutcome{count, head.size + count, true};
    });
}

Result<Sequencer::Head> Sequencer::lockHead(WriteTransaction& transaction) const
{
    const std::string tenant = literal(m_tenant.uuid());
    transaction.exec("SELECT pg_advisory_xact_lock(hashtextextended('vci log ' || " + tenant + "::text, 0))");
    const pqxx::result rows = transaction.exec(
        "SELECT l.log_id, h.size, EXISTS (SELECT FROM event_adoption a WHERE a.tenant_id = " + tenant + ") FROM (SELECT " +
        std::string(kLogInForce) + " AS log_id) l LEFT JOIN log_heads h ON h.tenant_id = " + tenant + " AND h.log_id = l.log_id");
    Head head{std::string(text(rows.front(), 0))};
    if (rows.front()[1].is_null()) {
        head.adopting = layDownAdopted(transaction, head.logId) > 0;
        return head;
    }
    head.size = number(rows.front(), 1);
    head.adopting = text(rows.front(), 2) == "t";
    return head;
}

std::int64_t Sequencer::layDownAdopted(WriteTransaction& transaction, const std::string& logId) const
{
    const std::string tenant = literal(m_tenant.uuid());
    const pqxx::result laid = transaction.exec("INSERT INTO event_adoption (tenant_id, log_index, event_id) SELECT " + tenant +
                                               ", row_number() OVER (ORDER BY " + std::string(kMigrationOrder) +
                                               ") - 1, id FROM " + rowsByAggregate(tenant, " AND adopted") + " in_order");
    const auto adopted = static_cast<std::int64_t>(laid.affected_rows());
    transaction.exec("INSERT INTO log_heads (tenant_id, log_id, size, adopted_size) VALUES (" + tenant + ", " +
                     transaction.quote(logId) + ", 0, " + std::to_string(adopted) + ")");
    return adopted;
}

Result<std::vector<Sequencer::Waiting>> Sequencer::waiting(WriteTransaction& transaction, const Head& head)
{
    const std::string tenant = literal(m_tenant.uuid());
    const std::string limit = std::to_string(kRowsPerBatch);
    const std::string from =
        head.adopting
            ? "(SELECT log_index AS number, event_id FROM event_adoption WHERE tenant_id = " + tenant +
                  " ORDER BY log_index LIMIT " + limit + ")"
            : "(SELECT queue_number AS number, event_id FROM vci_pending(" + std::to_string(m_skipped) + ", " + limit + "))";
    const pqxx::result rows =
        transaction.exec("SELECT " + std::string(kEventColumns) + ", NULL, w.number FROM " + from +
                         " w JOIN event_store e ON e.tenant_id = " + tenant + " AND e.id = w.event_id ORDER BY w.number");
    std::vector<Waiting> events;
    for (const pqxx::row& fields : rows) {
        VCI_TRY(const Row row, readRow(fields));
        events.push_back(Waiting{number(fields, static_cast<int>(fields.size()) - 1), toEvent(row, m_tenant)});
    }
    if (head.adopting || events.empty()) return events;
    m_skipped = events.back().number;
    // By queue number, but the events of one aggregate by sequence number: each aggregate keeps its places and fills them in
    // order.
    std::unordered_map<AggregateId, std::vector<std::size_t>> places;
    for (std::size_t i = 0; i < events.size(); ++i) places[events[i].event.aggregateId].push_back(i);
    std::vector<Waiting> ordered = events;
    for (const auto& [aggregate, indices] : places) {
        std::vector<std::size_t> bySequence = indices;
        std::stable_sort(bySequence.begin(), bySequence.end(),
                         [&](std::size_t a, std::size_t b) { return events[a].event.sequence < events[b].event.sequence; });
        for (std::size_t i = 0; i < indices.size(); ++i) ordered[indices[i]] = events[bySequence[i]];
    }
    return ordered;
}

void Sequencer::writeLog(WriteTransaction& transaction, const Head& head, const std::vector<Waiting>& events)
{
    ArrayText indices, ids, hashes;
    std::string leaf;
    for (std::size_t i = 0; i < events.size(); ++i) {
        leaf.clear();
        m_leaves.append(events[i].event, leaf);
        indices.addBare(std::to_string(head.size + static_cast<std::int64_t>(i)));
        ids.addBare(events[i].event.id.toString());
        hashes.addBare(toHex(json::leafHash(leaf)));
    }
    transaction.exec_params(
        "INSERT INTO event_log (tenant_id, log_id, log_index, event_id, leaf_hash) "
        "SELECT $1::uuid, $2, u.i, u.e, decode(u.h, 'hex') FROM unnest($3::bigint[], $4::uuid[], $5::text[]) u(i, e, h)",
        m_tenant.toString(), head.logId, indices.take(), ids.take(), hashes.take());
}

void Sequencer::writeAggregates(WriteTransaction& transaction, const std::vector<Waiting>& events) const
{
    std::map<AggregateId, Addition> additions;  // in order of id: no two sequencers of a tenant run, but readers like it
    for (const Waiting& waiting : events) {
        const Event& event = waiting.event;
        Addition& addition = additions[event.aggregateId];
        if (addition.events++ == 0) {
            addition.type = event.aggregateType;
            addition.firstSequence = event.sequence.value();
            addition.last = addition.earliest = addition.latest = &event;
            continue;
        }
        addition.firstSequence = std::min(addition.firstSequence, event.sequence.value());
        if (replaysBefore(*addition.last, event)) addition.last = &event;
        if (event.timestamp.at < addition.earliest->timestamp.at) addition.earliest = &event;
        if (event.timestamp.at > addition.latest->timestamp.at) addition.latest = &event;
    }
    ArrayText ids, types, counts, firstSequences, lastSequences, firstTimes, lastTimes, lastTypes, lastEventTimes, lastEventIds;
    for (const auto& [id, addition] : additions) {
        ids.addBare(id.toString());
        types.add(std::string_view(addition.type));
        counts.addBare(std::to_string(addition.events));
        firstSequences.addBare(std::to_string(addition.firstSequence));
        lastSequences.addBare(std::to_string(addition.last->sequence.value()));
        firstTimes.add(std::string_view(toTimeText(addition.earliest->timestamp)));
        lastTimes.add(std::string_view(toTimeText(addition.latest->timestamp)));
        lastTypes.add(std::string_view(addition.last->eventType));
        lastEventTimes.add(std::string_view(toTimeText(addition.last->timestamp)));
        lastEventIds.addBare(addition.last->id.toString());
    }
    transaction.exec_params("WITH added AS (SELECT * FROM unnest($2::uuid[], $3::text[], $4::bigint[], $5::integer[], "
                            "$6::integer[], $7::timestamp[], "
                            "$8::timestamp[], $9::text[], $10::timestamp[], $11::uuid[])), "
                            "kept AS (INSERT INTO aggregates AS a (tenant_id, aggregate_id, aggregate_type, event_count, "
                            "first_sequence, last_sequence, "
                            "first_timestamp, last_timestamp, last_event_type, last_event_timestamp, last_event_id) "
                            "SELECT $1::uuid, * FROM added ON CONFLICT (tenant_id, aggregate_id) DO UPDATE SET "
                            "event_count = a.event_count + excluded.event_count, "
                            "first_sequence = least(a.first_sequence, excluded.first_sequence), "
                            "aggregate_type = CASE WHEN excluded.first_sequence < a.first_sequence THEN excluded.aggregate_type "
                            "ELSE a.aggregate_type END, "
                            "first_timestamp = least(a.first_timestamp, excluded.first_timestamp), "
                            "last_timestamp = greatest(a.last_timestamp, excluded.last_timestamp), "
                            "last_sequence = greatest(a.last_sequence, excluded.last_sequence), "
                            "(last_event_type, last_event_timestamp, last_event_id) = (SELECT t, m, i FROM (VALUES "
                            "(a.last_sequence, a.last_event_timestamp, a.last_event_id, a.last_event_type), "
                            "(excluded.last_sequence, excluded.last_event_timestamp, excluded.last_event_id, "
                            "excluded.last_event_type)) v(s, m, i, t) "
                            "ORDER BY s DESC, m DESC, i DESC LIMIT 1) "
                            "RETURNING aggregate_id, aggregate_type, event_count, last_timestamp) "
                            "INSERT INTO aggregate_activity AS y (tenant_id, aggregate_id, aggregate_type, event_count, "
                            "last_timestamp, refreshed_at) "
                            "SELECT $1::uuid, aggregate_id, aggregate_type, event_count, last_timestamp, clock_timestamp() AT "
                            "TIME ZONE 'UTC' FROM kept "
                            "ON CONFLICT (tenant_id, aggregate_id) DO UPDATE SET stale = true WHERE NOT y.stale",
                            m_tenant.toString(), ids.take(), types.take(), counts.take(), firstSequences.take(),
                            lastSequences.take(), firstTimes.take(), lastTimes.take(), lastTypes.take(), lastEventTimes.take(),
                            lastEventIds.take());
}

void Sequencer::removeWaiting(WriteTransaction& transaction, const Head& head, const std::vector<Waiting>& events) const
{
    if (head.adopting) {
        transaction.exec("DELETE FROM event_adoption WHERE tenant_id = " + literal(m_tenant.uuid()) +
                         " AND log_index <= " + std::to_string(events.back().number));
        return;
    }
    ArrayText numbers;
    for (const Waiting& waiting : events) numbers.addBare(std::to_string(waiting.number));
    transaction.exec_params("SELECT vci_dequeue($1::bigint[])", numbers.take());
}

void Sequencer::refreshActivity(WriteTransaction& transaction) const
{
    // At most once a second an aggregate, but a migration leaves nothing stale behind.
    const std::string condition =
        m_adopted ? "" : " AND y.refreshed_at <= (clock_timestamp() AT TIME ZONE 'UTC') - interval '1 second'";
    transaction.exec("UPDATE aggregate_activity y SET event_count = a.event_count, last_timestamp = a.last_timestamp, "
                     "aggregate_type = a.aggregate_type, stale = false, refreshed_at = clock_timestamp() AT TIME ZONE 'UTC' "
                     "FROM aggregates a WHERE y.tenant_id = " +
                     literal(m_tenant.uuid()) + " AND y.stale" + condition +
                     " AND a.tenant_id = y.tenant_id AND a.aggregate_id = y.aggregate_id");
}

Result<SequenceOutcome> sequencePostgres(const std::string& uri, TenantId tenant, std::stop_token stop)
{
    VCI_TRY(const auto session, Session::open(uri));
    VCI_TRY(const auto info, inspect(*session, uri));
    if (info.kind != SourceKind::HardenedPostgres) {
        return makeError(ErrorCode::NotSupported, info.label + " has no log: `voicecore-audit db migrate` gives it one");
    }
    VCI_TRY(const bool may, maySequenceLog(*session));
    if (!may) {
        return makeError(ErrorCode::NotPermitted, "the login " + session->login() + " may not sequence " + session->label() +
                                                      ": GRANT vci_sequencer TO " + session->login() + " allows it");
    }
    VCI_CHECK(checkTenant(*session, tenant));
    const Session::Call call(*session, stop);
    json::LeafWriter leaves;
    return Sequencer(*session, leaves, tenant).run(stop);
}

Result<bool> maySequenceLog(Session& session)
{
    const Session::Call call(session, {});
    return session.read({}, [](ReadTransaction& transaction) -> Result<bool> {
        const pqxx::result rows = transaction.exec(
            "SELECT has_table_privilege('event_log', 'INSERT') AND has_function_privilege('vci_dequeue(bigint[])', 'EXECUTE')");
        return text(rows.front(), 0) == "t";
    });
}

Result<std::optional<LogIndex>> logIndexOf(Session& session, TenantId tenant, EventId event)
{
    return session.read(tenant, [&](ReadTransaction& transaction) -> Result<std::optional<LogIndex>> {
        const pqxx::result rows =
            transaction.exec("SELECT log_index FROM event_log WHERE tenant_id = " + literal(tenant.uuid()) +
                             " AND event_id = " + literal(event.uuid()) + " AND log_id = " + std::string(kLogInForce));
        if (rows.empty()) return std::optional<LogIndex>();
        return std::optional(LogIndex(number(rows.front(), 0)));
    });
}

}  // namespace vci::store::postgres
