// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/store/postgres/snapshottable.h"

#include "core/store/cursor.h"
#include "core/store/postgres/rows.h"
#include "core/store/postgres/timetext.h"

namespace vci::store::postgres {

namespace {

constexpr std::string_view kCursor = "snapshots";

enum Column : int { Id, Aggregate, AggregateType, LastSequence, LastEvent, Reducer, CreatedAt, State };

std::string select(Layout layout, SnapshotQuery::State state)
{
    return "SELECT s.id, s.aggregate_id, s.aggregate_type, s.last_event_sequence, s.last_event_id, " +
           std::string(layout == Layout::Stock ? "NULL" : "s.reducer") + ", s.created_at, " +
           std::string(state == SnapshotQuery::State::Include ? "s.snapshot_data" : "''") + " FROM event_snapshots s ";
}

Result<Snapshot> readSnapshot(const pqxx::row& row)
{
    VCI_TRY(const Uuid id, readUuid(row, Id));
    VCI_TRY(const Uuid aggregate, readUuid(row, Aggregate));
    VCI_TRY(const Uuid lastEvent, readUuid(row, LastEvent));
    VCI_TRY(auto createdAt, readTime(row, CreatedAt));
    std::optional<std::string> reducer;
    if (!row[Reducer].is_null()) reducer = std::string(text(row, Reducer));
    return Snapshot{SnapshotId(id),
                    AggregateId(aggregate),
                    std::string(text(row, AggregateType)),
                    Sequence(number(row, LastSequence)),
                    EventId(lastEvent),
                    std::move(reducer),
                    std::move(createdAt),
                    std::string(text(row, State))};
}

/// The condition that a row comes after the cursor.
Result<std::string> afterCursor(const std::optional<Cursor>& cursor)
{
    if (!cursor) return std::string();
    VCI_TRY(const auto fields, readCursor(*cursor, kCursor, 3));
    const auto aggregate = Uuid::tryFromString(fields[0]);
    const auto sequence = tryParseInt64(fields[1]);
    const auto id = Uuid::tryFromString(fields[2]);
    if (!aggregate || !sequence || !id) return foreignCursor(*cursor);
    return " AND s.aggregate_id >= " + literal(*aggregate) + " AND (s.aggregate_id, s.last_event_sequence, s.id) > (" +
           literal(*aggregate) + ", " + std::to_string(*sequence) + ", " + literal(*id) + ")";
}

}  // namespace

Result<SnapshotPage> listSnapshots(Session& session, TenantId tenant, Layout layout, const SnapshotQuery& query,
                                   const PageRequest& page)
{
    if (page.limitRows == 0) return makeError(ErrorCode::Usage, "a page must have at least one row, not 0");
    VCI_TRY(const std::string after, afterCursor(page.after));
    const std::string sql = select(layout, query.state) + "WHERE s.tenant_id = " + literal(tenant.uuid()) +
                            (query.aggregate ? " AND s.aggregate_id = " + literal(query.aggregate->uuid()) : std::string()) +
                            after + " ORDER BY s.aggregate_id, s.last_event_sequence, s.id LIMIT " +
                            std::to_string(page.limitRows + 1);
    return session.read(tenant, [&](ReadTransaction& transaction) -> Result<SnapshotPage> {
        const pqxx::result rows = transaction.exec(sql);
        SnapshotPage result;
        for (const pqxx::row& fields : rows) {
            if (result.rows.size() == page.limitRows) {
                const Snapshot& last = result.rows.back();
                result.next = makeCursor(
                    kCursor, {last.aggregateId.toString(), std::to_string(last.lastSequence.value()), last.id.toString()});
                break;
            }
            VCI_TRY(Snapshot snapshot, readSnapshot(fields));
            result.rows.push_back(std::move(snapshot));
        }
        return result;
    });
}

Result<std::optional<Snapshot>> newestSnapshot(Session& session, TenantId tenant, Layout layout, const SnapshotWanted& wanted)
{
    if (layout == Layout::Stock) return std::optional<Snapshot>();
    return session.read(tenant, [&](ReadTransaction& transaction) -> Result<std::optional<Snapshot>> {
        std::string sql = select(layout, SnapshotQuery::State::Include) + "WHERE s.tenant_id = " + literal(tenant.uuid()) +
                          " AND s.aggregate_id = " + literal(wanted.aggregate.uuid()) +
                          " AND s.reducer = " + transaction.quote(wanted.reducer) +
                          " AND s.last_event_sequence <= " + std::to_string(wanted.atMost.value());
        if (wanted.notAfter) {
            sql += " AND EXISTS (SELECT FROM event_store e WHERE e.tenant_id = s.tenant_id AND e.id = s.last_event_id AND "
                   "e.timestamp <= " +
                   timeLiteral(toTimeText(RecordedTime{*wanted.notAfter})) + ")";
        }
        const pqxx::result rows = transaction.exec(sql + " ORDER BY s.last_event_sequence DESC, s.created_at DESC, s.id LIMIT 1");
        if (rows.empty()) return std::optional<Snapshot>();
        VCI_TRY(Snapshot snapshot, readSnapshot(rows.front()));
        return std::optional(std::move(snapshot));
    });
}

}  // namespace vci::store::postgres
