// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/store/sqlite/snapshottable.h"

#include "core/store/sqlite/rowkey.h"
#include "core/store/sqlite/rows.h"

namespace vci::store::sqlite {

namespace {

constexpr std::string_view kTable = "event_snapshots";
constexpr std::string_view kDoing = "reading event_snapshots";
constexpr std::string_view kCursor = "snapshots";
const std::string kColumns =
    "SELECT s.id, s.aggregate_id, s.aggregate_type, s.last_event_sequence, s.last_event_id, s.reducer, s.created_at, s.rowid, ";

enum Column : int { Id, Aggregate, AggregateType, LastSequence, LastEvent, Reducer, CreatedAt, Rowid, State };

Result<Snapshot> readSnapshot(const Connection& connection, const Query& query)
{
    const std::string rowid = std::to_string(query.int64(Rowid));
    VCI_TRY(const Uuid id, readUuid(connection, query, Id, kTable, "id", rowid));
    VCI_TRY(const Uuid aggregate, readUuid(connection, query, Aggregate, kTable, "aggregate_id", rowid));
    VCI_TRY(const Uuid lastEvent, readUuid(connection, query, LastEvent, kTable, "last_event_id", rowid));
    if (!query.isInteger(LastSequence)) return damagedRow(connection, kTable, rowid, "last_event_sequence is no whole number");
    std::optional<std::string> reducer;
    if (!query.isNull(Reducer)) reducer = std::string(query.text(Reducer));
    return Snapshot{SnapshotId(id),
                    AggregateId(aggregate),
                    std::string(query.text(AggregateType)),
                    Sequence(query.int64(LastSequence)),
                    EventId(lastEvent),
                    std::move(reducer),
                    readTime(query, CreatedAt),
                    std::string(query.text(State))};
}

}  // namespace

Result<SnapshotPage> listSnapshots(Connection& connection, TenantId tenant, const SnapshotQuery& query, const PageRequest& page)
{
    if (page.limitRows == 0) return makeError(ErrorCode::Usage, "a page must have at least one row, not 0");
    VCI_TRY(const auto after, keyOf(page.after, kCursor, 3));
    const bool withState = query.state == SnapshotQuery::State::Include;
    std::string sql = kColumns + (withState ? "s.snapshot_data" : "''") + " FROM event_snapshots s WHERE s.tenant_id = ?1";
    if (query.aggregate) sql += " AND s.aggregate_id = ?2";
    if (after) sql += " AND s.aggregate_id >= ?3 AND (s.aggregate_id, s.last_event_sequence, s.id) > (?3, ?4, ?5)";
    VCI_TRY(auto rows, connection.query(sql + " ORDER BY s.aggregate_id, s.last_event_sequence, s.id LIMIT ?6"));
    rows.bind(1, tenant.uuid()).bind(6, static_cast<std::int64_t>(page.limitRows + 1));
    if (query.aggregate) rows.bind(2, query.aggregate->uuid());
    if (after) bindKey(rows, 3, *after);
    SnapshotPage result;
    std::optional<RowKey> last = after;
    while (true) {
        VCI_TRY(const bool found, rows.step(kDoing));
        if (!found) return result;
        if (result.rows.size() == page.limitRows) {
            result.next = cursorOf(kCursor, *last);
            return result;
        }
        RowKey key = readKey(rows, {Aggregate, LastSequence, Id});
        // Only a damaged index gives rows that are not above the one before; believing it, paging would never end.
        if (last && key <= *last)
            return damagedRow(connection, kTable, std::to_string(rows.int64(Rowid)), "its index is out of order");
        last = std::move(key);
        VCI_TRY(Snapshot snapshot, readSnapshot(connection, rows));
        result.rows.push_back(std::move(snapshot));
    }
}

Result<std::optional<Snapshot>> newestSnapshot(Connection& connection, TenantId tenant, const SnapshotWanted& wanted)
{
    std::string sql = kColumns + "s.snapshot_data FROM event_snapshots s WHERE s.tenant_id = ?1 AND s.aggregate_id = ?2 AND "
                                 "s.reducer = ?3 AND s.last_event_sequence <= ?4";
    if (wanted.notAfter) {
        sql += " AND EXISTS (SELECT 1 FROM event_store e WHERE e.tenant_id = ?1 AND e.id = s.last_event_id AND "
               "vci_instant(e.timestamp) <= ?5)";
    }
    VCI_TRY(auto row, connection.query(sql + " ORDER BY s.last_event_sequence DESC, s.created_at DESC, s.id LIMIT 1"));
    row.bind(1, tenant.uuid()).bind(2, wanted.aggregate.uuid()).bind(3, std::string_view(wanted.reducer));
    row.bind(4, wanted.atMost.value());
    if (wanted.notAfter) row.bind(5, wanted.notAfter->micros());
    VCI_TRY(const bool found, row.step(kDoing));
    if (!found) return std::optional<Snapshot>();
    VCI_TRY(Snapshot snapshot, readSnapshot(connection, row));
    return std::optional(std::move(snapshot));
}

}  // namespace vci::store::sqlite
