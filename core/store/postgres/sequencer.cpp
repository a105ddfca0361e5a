// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/store/postgres/sequencer.h"

#include "core/base/hex.h"
#include "core/store/postgres/arrays.h"
#include "core/store/postgres/inspect.h"
#include "core/store/postgres/layout.h"
#include "core/store/postgres/postgresstore.h"
#include "core/store/postgres/rights.h"
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

Result<SequenceOutcome> Sequencer::run(std::stop_token stop, std::span<Event* const> watched)
{
    SequenceOutcome total;
    while (true) {
        if (stop.stop_requested()) return cancelled();
        VCI_TRY(const BatchOutcome done, batch(watched));
        total.sequenced += done.sequenced;
        total.size = done.size;
        for (Event* const event : watched)
            if (const auto place = done.places.find(event->id); place != done.places.end()) event->pos = place->second;
        if (!done.more) return total;
    }
}

Result<Sequencer::BatchOutcome> Sequencer::batch(std::span<Event* const> watched)
{
    return m_session.write(m_tenant, [&](WriteTransaction& transaction) -> Result<BatchOutcome> {
        VCI_TRY(Head head, lockHead(transaction));
        if (head.adopting) VCI_CHECK(readAdopted(transaction, head));
        BatchOutcome outcome{0, head.size, head.more, {}};
        if (head.events.empty() && head.adopting) {
            // Somebody took these events away: they are no part of this log. Behind them others may wait.
            transaction.exec(removalStatement(head));
            return outcome;
        }
        for (const Event* const event : watched) {
            for (std::size_t i = 0; i < head.events.size(); ++i)
                if (head.events[i].event.id == event->id)
                    outcome.places.emplace(event->id, LogIndex(head.size + static_cast<std::int64_t>(i)));
        }
        m_adopted = m_adopted || head.adopting;
        const std::string refresh = head.more ? std::string() : activityStatement();
        if (!head.events.empty()) {
            outcome.sequenced = static_cast<std::int64_t>(head.events.size());
            outcome.size += outcome.sequenced;
            const pqxx::result moved = transaction.exec(
                logStatement(transaction, head) + aggregatesStatement(transaction, head.events) + removalStatement(head) +
                refresh + "UPDATE log_heads SET size = " + std::to_string(outcome.size) +
                " WHERE tenant_id = " + literal(m_tenant.uuid()) + " AND log_id = " + transaction.quote(head.logId) +
                " AND size = " + std::to_string(head.size));
            if (moved.affected_rows() != 1)
                return makeError(ErrorCode::Locked, "another sequencer moved the head of the log at the same time: try again");
        } else if (!refresh.empty()) {
            transaction.exec(refresh);
        }
        VCI_CHECK(readPlaces(transaction, watched, outcome));
        return outcome;
    });
}

Result<Sequencer::Head> Sequencer::lockHead(WriteTransaction& transaction)
{
    const std::string tenant = literal(m_tenant.uuid());
    // The second statement's snapshot is taken after the lock was had. A queue row whose event is gone leads nowhere and is
    // passed.
    const pqxx::result rows = transaction.exec(
        "SELECT pg_advisory_xact_lock(hashtextextended('vci log ' || " + tenant + "::text, 0::bigint)); SELECT " +
        std::string(kEventColumns) +
        ", p.queue_number, l.log_id, h.size, EXISTS (SELECT FROM event_adoption a WHERE a.tenant_id = " + tenant +
        ") FROM (SELECT " + std::string(kLogInForce) + " AS log_id) l LEFT JOIN log_heads h ON h.tenant_id = " + tenant +
        " AND h.log_id = l.log_id LEFT JOIN vci_pending('" + std::to_string(m_skipped) + "'::bigint, " +
        std::to_string(kRowsPerBatch) + ") p ON true LEFT JOIN " + eventOfPending(m_tenant) + " ON true ORDER BY p.queue_number");
    const int columns = static_cast<int>(rows.columns());
    const pqxx::row& first = rows.front();
    Head head;
    head.logId = text(first, columns - 3);
    if (first[columns - 2].is_null()) {
        head.adopting = layDownAdopted(transaction, head.logId) > 0;
    } else {
        head.size = number(first, columns - 2);
        head.adopting = text(first, columns - 1) == "t";
    }
    if (head.adopting || first[columns - 4].is_null()) return head;
    for (const pqxx::row& fields : rows) {
        m_skipped = number(fields, columns - 4);
        if (fields[0].is_null()) continue;
        VCI_TRY(const Row row, readRow(fields));
        head.events.push_back(Waiting{m_skipped, toEvent(row, m_tenant)});
    }
    head.more = static_cast<std::int64_t>(rows.size()) == kRowsPerBatch;
    orderWithinAggregates(head.events);
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

Result<void> Sequencer::readAdopted(WriteTransaction& transaction, Head& head) const
{
    const std::string tenant = literal(m_tenant.uuid());
    const pqxx::result rows = transaction.exec(
        "SELECT " + std::string(kEventColumns) +
        ", w.log_index FROM (SELECT log_index, event_id FROM event_adoption WHERE tenant_id = " + tenant +
        " ORDER BY log_index LIMIT " + std::to_string(kRowsPerBatch) + ") w LEFT JOIN event_store e ON e.tenant_id = " + tenant +
        " AND e.id = w.event_id ORDER BY w.log_index");
    for (const pqxx::row& fields : rows) {
        head.adoptedUpTo = number(fields, static_cast<int>(fields.size()) - 1);
        if (fields[0].is_null()) continue;
        VCI_TRY(const Row row, readRow(fields));
        head.events.push_back(Waiting{head.adoptedUpTo, toEvent(row, m_tenant)});
    }
    head.more = true;
    return {};
}

void Sequencer::orderWithinAggregates(std::vector<Waiting>& events) const
{
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
    events = std::move(ordered);
}

Result<void> Sequencer::readPlaces(WriteTransaction& transaction, std::span<Event* const> watched, BatchOutcome& outcome) const
{
    // What another sequencer placed in the meantime.
    std::vector<Uuid> ids;
    for (const Event* const event : watched)
        if (!event->pos && !outcome.places.contains(event->id)) ids.push_back(event->id.uuid());
    if (ids.empty() || outcome.more) return {};
    // By the index on events: with the log named beside them, a planner without statistics reads the whole log.
    for (const pqxx::row& row :
         transaction.exec("WITH found AS MATERIALIZED (SELECT event_id, log_index, log_id FROM event_log WHERE tenant_id = " +
                          literal(m_tenant.uuid()) + " AND event_id = ANY (" + literal(ids) +
                          ")) SELECT event_id, log_index FROM found WHERE log_id = " + std::string(kLogInForce))) {
        VCI_TRY(const Uuid id, readUuid(row, 0));
        outcome.places.emplace(EventId(id), LogIndex(number(row, 1)));
    }
    return {};
}

std::string Sequencer::logStatement(const WriteTransaction& transaction, const Head& head)
{
    const std::vector<Waiting>& events = head.events;
    ArrayText indices, ids, hashes;
    std::string leaf;
    for (std::size_t i = 0; i < events.size(); ++i) {
        leaf.clear();
        m_leaves.append(events[i].event, leaf);
        indices.addBare(std::to_string(head.size + static_cast<std::int64_t>(i)));
        ids.addBare(events[i].event.id.toString());
        hashes.addBare(toHex(json::leafHash(leaf)));
    }
    return "INSERT INTO event_log (tenant_id, log_id, log_index, event_id, leaf_hash) SELECT " + literal(m_tenant.uuid()) + ", " +
           transaction.quote(head.logId) + ", u.i, u.e, decode(u.h, 'hex') FROM unnest('" + indices.take() + "'::bigint[], '" +
           ids.take() + "'::uuid[], '" + hashes.take() + "'::text[]) u(i, e, h)" + std::string(kByInsert) + "; ";
}

std::string Sequencer::aggregatesStatement(const WriteTransaction& transaction, const std::vector<Waiting>& events) const
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
    const std::string tenant = literal(m_tenant.uuid());
    const std::string idArray = "'" + ids.take() + "'::uuid[]";
    return "INSERT INTO aggregates AS a (tenant_id, aggregate_id, aggregate_type, event_count, first_sequence, last_sequence, "
           "first_timestamp, last_timestamp, last_event_type, last_event_timestamp, last_event_id) SELECT " +
           tenant + ", * FROM unnest(" + idArray + ", " + transaction.quote(types.take()) + "::text[], '" + counts.take() +
           "'::bigint[], '" + firstSequences.take() + "'::integer[], '" + lastSequences.take() + "'::integer[], '" +
           firstTimes.take() + "'::timestamp[], '" + lastTimes.take() + "'::timestamp[], " + transaction.quote(lastTypes.take()) +
           "::text[], '" + lastEventTimes.take() + "'::timestamp[], '" + lastEventIds.take() +
           "'::uuid[]) ON CONFLICT (tenant_id, aggregate_id) DO UPDATE SET "
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
           "ORDER BY s DESC, m DESC, i DESC LIMIT 1); "
           "INSERT INTO aggregate_activity AS y (tenant_id, aggregate_id, aggregate_type, event_count, "
           "last_timestamp, refreshed_at) "
           "SELECT tenant_id, aggregate_id, aggregate_type, event_count, last_timestamp, statement_timestamp() AT "
           "TIME ZONE 'UTC' FROM aggregates WHERE tenant_id = " +
           tenant + " AND aggregate_id = ANY (" + idArray +
           ") ON CONFLICT (tenant_id, aggregate_id) DO UPDATE SET stale = true WHERE NOT y.stale; ";
}

std::string Sequencer::removalStatement(const Head& head) const
{
    if (head.adopting) {
        return "DELETE FROM event_adoption WHERE tenant_id = " + literal(m_tenant.uuid()) +
               " AND log_index <= " + std::to_string(head.adoptedUpTo) + "; ";
    }
    ArrayText numbers;
    for (const Waiting& waiting : head.events) numbers.addBare(std::to_string(waiting.number));
    return "SELECT vci_dequeue('" + numbers.take() + "'::bigint[]); ";
}

std::string Sequencer::activityStatement() const
{
    // At most once a second an aggregate, but a migration leaves nothing stale behind.
    const std::string condition =
        m_adopted ? "" : " AND y.refreshed_at <= (statement_timestamp() AT TIME ZONE 'UTC') - interval '1 second'";
    return "UPDATE aggregate_activity y SET event_count = a.event_count, last_timestamp = a.last_timestamp, "
           "aggregate_type = a.aggregate_type, stale = false, refreshed_at = statement_timestamp() AT TIME ZONE 'UTC' "
           "FROM aggregates a WHERE y.tenant_id = " +
           literal(m_tenant.uuid()) + " AND y.stale" + condition +
           " AND a.tenant_id = y.tenant_id AND a.aggregate_id = y.aggregate_id; ";
}

Result<SequenceOutcome> sequencePostgres(const std::string& uri, TenantId tenant, std::stop_token stop)
{
    VCI_TRY(const auto session, Session::open(uri));
    VCI_TRY(const auto info, inspect(*session, uri));
    if (info.kind != SourceKind::HardenedPostgres) {
        return makeError(ErrorCode::NotPermitted,
                         info.label + " is a VoiceCore database at the platform's own schema, which this program only reads; "
                                      "`voicecore-audit db migrate` gives it a log");
    }
    VCI_TRY(const bool may, maySequenceLog(*session));
    if (!may) {
        return makeError(ErrorCode::NotPermitted, "the login " + session->login() + " may not sequence " + session->label() +
                                                      ": GRANT vci_sequencer TO " + session->quotedLogin() + " allows it");
    }
    VCI_CHECK(checkTenant(*session, tenant));
    const Session::Call call(*session, stop);
    json::LeafWriter leaves;
    return Sequencer(*session, leaves, tenant).run(stop);
}

Result<bool> maySequenceLog(Session& session)
{
    const Session::Call call(session, {});
    return session.read({}, [](ReadTransaction& transaction) -> Result<bool> { return Rights(transaction).sequence(); });
}

}  // namespace vci::store::postgres
