// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/store/postgres/eventlist.h"

#include "core/base/postgrestime.h"
#include "core/store/cursor.h"
#include "core/store/postgres/logorder.h"
#include "core/store/postgres/rows.h"
#include "core/store/postgres/rowstream.h"

#include <algorithm>

namespace vci::store::postgres {

namespace {

/// What is longer than this is streamed: most aggregates are not, and one probe of the log an event costs them least.
constexpr std::size_t kFirstRows = 4'096;
constexpr std::size_t kIdsPerStatement = 10'000;

Error noSuchAggregate(AggregateId id)
{
    return makeError(ErrorCode::NotFound, "there is no aggregate " + id.toString() + " in this tenant");
}

/// A cursor's fields as they go into a statement; nothing of a forged one gets there unchecked.
struct TimeKey {
    std::string time;
    std::string aggregate;
    std::string sequence;
    std::string id;
};

Result<std::optional<TimeKey>> timeKeyOf(const std::optional<Cursor>& cursor, std::string_view kind)
{
    if (!cursor) return std::optional<TimeKey>();
    VCI_TRY(const auto fields, readCursor(*cursor, kind, 4));
    const auto aggregate = Uuid::tryFromString(fields[1]);
    const auto sequence = tryParseInt64(fields[2]);
    const auto id = Uuid::tryFromString(fields[3]);
    if (!tryParsePostgresTime(fields[0]) || !aggregate || !sequence || !id) return foreignCursor(*cursor);
    return std::optional(TimeKey{timeLiteral(fields[0]), literal(*aggregate), std::to_string(*sequence), literal(*id)});
}

Cursor timeCursor(std::string_view kind, const Row& row)
{
    return makeCursor(kind, {std::string(row.timeText), row.aggregateId.toString(), std::to_string(row.view.sequence.value()),
                             row.view.id.toString()});
}

/// The place after which replay goes on.
struct ReplayKey {
    std::int64_t sequence;
    std::string time;
    Uuid id;

    [[nodiscard]] std::string condition() const
    {
        return " AND e.sequence_number >= " + std::to_string(sequence) + " AND (e.sequence_number, e.timestamp, e.id) > (" +
               std::to_string(sequence) + ", " + timeLiteral(time) + ", " + literal(id) + ")";
    }
    void moveTo(const Row& row)
    {
        sequence = row.view.sequence.value();
        time = row.timeText;
        id = row.view.id.uuid();
    }
    [[nodiscard]] static ReplayKey of(const Row& row)
    {
        return ReplayKey{row.view.sequence.value(), std::string(row.timeText), row.view.id.uuid()};
    }
};

Result<std::optional<ReplayKey>> replayKeyOf(const std::optional<Cursor>& cursor)
{
    if (!cursor) return std::optional<ReplayKey>();
    VCI_TRY(const auto fields, readCursor(*cursor, "aggregate", 3));
    const auto sequence = tryParseInt64(fields[0]);
    const auto id = Uuid::tryFromString(fields[2]);
    if (!sequence || !tryParsePostgresTime(fields[1]) || !id) return foreignCursor(*cursor);
    return std::optional(ReplayKey{*sequence, fields[1], *id});
}

std::string limitClause(std::size_t rows)
{
    return " LIMIT " + std::to_string(rows);
}

std::vector<Uuid> uuidsOf(std::span<const EventId> ids)
{
    std::vector<Uuid> uuids;
    for (const EventId& id : ids) uuids.push_back(id.uuid());
    std::sort(uuids.begin(), uuids.end());
    uuids.erase(std::unique(uuids.begin(), uuids.end()), uuids.end());
    return uuids;
}

Result<void> checkLimit(const PageRequest& page)
{
    if (page.limitRows == 0) return makeError(ErrorCode::Usage, "a page must have at least one row, not 0");
    return {};
}

/// False where the visitor has enough.
Result<bool> give(const pqxx::result& rows, EventVisitor& visitor)
{
    for (const pqxx::row& fields : rows) {
        VCI_TRY(const Row row, readRow(fields));
        if (!visitor.visit(row.view)) return false;
    }
    return true;
}

}  // namespace

std::string EventList::fromTenant(Places places) const
{
    const std::string tenant = literal(m_tenant.uuid());
    if (m_layout == Layout::Stock || places == Places::LeaveOut)
        return "SELECT " + std::string(kEventColumns) + " FROM event_store e WHERE e.tenant_id = " + tenant;
    return "SELECT " + std::string(kEventColumns) +
           ", l.log_index FROM event_store e LEFT JOIN event_log l ON l.tenant_id = " + tenant + " AND " +
           std::string(kIsEntryOf) + " WHERE e.tenant_id = " + tenant;
}

Result<EventPage> EventList::ofAggregate(AggregateId id, const PageRequest& page)
{
    VCI_CHECK(checkLimit(page));
    VCI_TRY(const auto after, replayKeyOf(page.after));
    return m_session.read(m_tenant, [&](ReadTransaction& transaction) -> Result<EventPage> {
        const pqxx::result rows = transaction.exec(
            fromTenant() + " AND e.aggregate_id = " + literal(id.uuid()) + (after ? after->condition() : std::string()) +
            " ORDER BY e.sequence_number, e.timestamp, e.id" + limitClause(page.limitRows + 1));
        if (rows.empty() && !after) return noSuchAggregate(id);
        EventPage result;
        for (const pqxx::row& fields : rows) {
            VCI_TRY(const Row row, readRow(fields));
            result.events.push_back(toEvent(row, m_tenant));
            if (result.events.size() < page.limitRows || rows.size() <= page.limitRows) continue;
            const ReplayKey key = ReplayKey::of(row);
            result.next = makeCursor("aggregate", {std::to_string(key.sequence), key.time, key.id.toString()});
            break;
        }
        return result;
    });
}

Result<std::optional<Sequence>> EventList::wholeExtent(AggregateId id)
{
    return m_session.read(m_tenant, [&](ReadTransaction& transaction) -> Result<std::optional<Sequence>> {
        const pqxx::result rows = transaction.exec(
            "SELECT max(e.sequence_number) FROM event_store e WHERE e.tenant_id = " + literal(m_tenant.uuid()) +
            " AND e.aggregate_id = " + literal(id.uuid()) +
            " HAVING min(e.sequence_number) = 1 AND count(*) = max(e.sequence_number) AND count(DISTINCT e.sequence_number) = "
            "count(*)");
        return rows.empty() ? std::nullopt : std::optional(Sequence(number(rows.front(), 0)));
    });
}

Result<void> EventList::visitAggregate(AggregateId id, const SequenceRange& range, Places places, EventVisitor& visitor)
{
    const bool isAll = range == SequenceRange{};
    // A bound that bounds nothing stays out: as a numeric constant it would keep PostgreSQL from the index.
    std::string inRange;
    if (range.above != SequenceRange{}.above) inRange += " AND e.sequence_number > " + std::to_string(range.above.value());
    if (range.upTo != SequenceRange{}.upTo) inRange += " AND e.sequence_number <= " + std::to_string(range.upTo.value());
    const auto rowsAfter = [&](const std::optional<ReplayKey>& after) {
        return fromTenant(places) + " AND e.aggregate_id = " + literal(id.uuid()) + inRange +
               (after ? after->condition() : std::string()) + " ORDER BY e.sequence_number, e.timestamp, e.id";
    };
    VCI_TRY(const pqxx::result first, m_session.read(m_tenant, [&](ReadTransaction& transaction) -> Result<pqxx::result> {
        return transaction.exec(rowsAfter(std::nullopt) + limitClause(kFirstRows));
    }));
    if (first.empty() && isAll) return noSuchAggregate(id);
    VCI_TRY(const bool wantsMore, give(first, visitor));
    VCI_CHECK(m_session.check());
    if (!wantsMore || first.size() < kFirstRows) return {};
    VCI_TRY(const Row last, readRow(first.back()));
    std::optional<ReplayKey> after = ReplayKey::of(last);
    return m_session.read(m_tenant, [&](ReadTransaction& transaction) -> Result<void> {
        RowStream rows(transaction, rowsAfter(after));
        while (const auto fields = rows.next()) {
            VCI_CHECK(m_session.check());
            VCI_TRY(const Row row, readRow(*fields));
            after->moveTo(row);
            if (!visitor.visit(row.view)) return {};
        }
        return {};
    });
}

Result<EventPage> EventList::inTimeOrder(const std::string& condition, std::string_view cursorKind, const PageRequest& page)
{
    VCI_CHECK(checkLimit(page));
    VCI_TRY(const auto after, timeKeyOf(page.after, cursorKind));
    std::string sql = fromTenant() + condition;
    if (after) {
        // The first term, implied by the second, is what an index on timestamp can start from.
        sql += " AND e.timestamp >= " + after->time + " AND (e.timestamp, e.aggregate_id, e.sequence_number, e.id) > (" +
               after->time + ", " + after->aggregate + ", " + after->sequence + ", " + after->id + ")";
    }
    sql += " ORDER BY e.timestamp, e.aggregate_id, e.sequence_number, e.id" + limitClause(page.limitRows + 1);
    return m_session.read(m_tenant, [&](ReadTransaction& transaction) -> Result<EventPage> {
        const pqxx::result rows = transaction.exec(sql);
        EventPage result;
        for (const pqxx::row& fields : rows) {
            VCI_TRY(const Row row, readRow(fields));
            result.events.push_back(toEvent(row, m_tenant));
            if (result.events.size() < page.limitRows || rows.size() <= page.limitRows) continue;
            result.next = timeCursor(cursorKind, row);
            break;
        }
        return result;
    });
}

Result<EventPage> EventList::all(const PageRequest& page)
{
    if (m_layout == Layout::Hardened) return LogOrder(m_session, m_tenant).page(page);
    return inTimeOrder("", "time", page);
}

Result<EventPage> EventList::correlated(CorrelationId id, const PageRequest& page)
{
    return inTimeOrder(" AND e.correlation_id = " + literal(id.uuid()), "linked", page);
}

Result<EventPage> EventList::effectsOf(std::span<const EventId> causes, const PageRequest& page)
{
    if (causes.empty()) return EventPage{};
    return inTimeOrder(" AND e.causation_id = ANY (" + literal(uuidsOf(causes)) + ")", "linked", page);
}

Result<std::vector<Event>> EventList::byId(std::span<const EventId> ids)
{
    const std::vector<Uuid> wanted = uuidsOf(ids);
    std::vector<Event> found;
    for (std::size_t begin = 0; begin < wanted.size(); begin += kIdsPerStatement) {
        const auto end = std::min(wanted.size(), begin + kIdsPerStatement);
        const std::vector<Uuid> part(wanted.begin() + static_cast<std::ptrdiff_t>(begin),
                                     wanted.begin() + static_cast<std::ptrdiff_t>(end));
        VCI_CHECK(m_session.read(m_tenant, [&](ReadTransaction& transaction) -> Result<void> {
            for (const pqxx::row& fields : transaction.exec(fromTenant() + " AND e.id = ANY (" + literal(part) + ")")) {
                VCI_TRY(const Row row, readRow(fields));
                found.push_back(toEvent(row, m_tenant));
            }
            return {};
        }));
    }
    return found;
}

Result<std::vector<EventId>> EventList::adopted(std::span<const EventId> ids)
{
    if (m_layout == Layout::Stock) return std::vector<EventId>(ids.begin(), ids.end());
    return idsWhere(ids, " AND e.adopted");
}

Result<std::vector<EventId>> EventList::idsWhere(std::span<const EventId> ids, const std::string& condition)
{
    const std::vector<Uuid> wanted = uuidsOf(ids);
    std::vector<EventId> found;
    for (std::size_t begin = 0; begin < wanted.size(); begin += kIdsPerStatement) {
        const auto end = std::min(wanted.size(), begin + kIdsPerStatement);
        const std::vector<Uuid> part(wanted.begin() + static_cast<std::ptrdiff_t>(begin),
                                     wanted.begin() + static_cast<std::ptrdiff_t>(end));
        VCI_CHECK(m_session.read(m_tenant, [&](ReadTransaction& transaction) -> Result<void> {
            for (const pqxx::row& fields :
                 transaction.exec("SELECT e.id FROM event_store e WHERE e.tenant_id = " + literal(m_tenant.uuid()) +
                                  " AND e.id = ANY (" + literal(part) + ")" + condition)) {
                VCI_TRY(const Uuid id, readUuid(fields, 0));
                found.push_back(EventId(id));
            }
            return {};
        }));
    }
    return found;
}

}  // namespace vci::store::postgres
