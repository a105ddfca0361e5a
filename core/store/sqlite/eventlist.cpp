// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/store/sqlite/eventlist.h"

#include "core/store/cursor.h"
#include "core/store/sqlite/rowkey.h"
#include "core/store/toevent.h"

#include <algorithm>
#include <iterator>

namespace vci::store::sqlite {

namespace {

constexpr std::string_view kDoing = "reading events";
constexpr std::string_view kAggregateCursor = "aggregate";
constexpr std::string_view kLogCursor = "log";
constexpr std::string_view kTailCursor = "unsequenced";
constexpr std::string_view kLinkCursor = "linked";
constexpr std::int64_t kTailRowsPerPage = 20'000;

// Positions in EventRows::kColumns.
constexpr int kId = 0;
constexpr int kTenant = 1;
constexpr int kAggregate = 2;
constexpr int kTime = 6;
constexpr int kSequence = 7;
constexpr int kRowid = 13;
constexpr int kLogEventId = 14;
constexpr int kLogIndex = 15;
constexpr int kInstant = 17;  // of scarredSql()

const std::string kSelect = "SELECT " + std::string(EventRows::kColumns) + " FROM event_store e ";
const std::string kSelectOfAggregate = "SELECT " + std::string(EventRows::kColumnsOfAggregate) + " FROM event_store e ";
const std::string kJoin = " LEFT JOIN event_log l ON l.rowid = e.rowid ";

/// Sequence numbers are unique among rows that are not adopted, so that one index range is the replay order.
const std::string kOfAggregate = " WHERE e.tenant_id = ?1 AND e.aggregate_id = ?2 AND NOT e.adopted AND e.sequence_number > ?3 "
                                 "AND e.sequence_number <= ?6 ORDER BY e.sequence_number";
const std::string kAggregateSql = kSelectOfAggregate + "INDEXED BY event_store_sequence" + kJoin + kOfAggregate;
const std::string kAggregateWithoutPlacesSql = "SELECT " + std::string(EventRows::kColumnsWithoutPlace) +
                                               " FROM event_store e INDEXED BY event_store_sequence" + kOfAggregate;

/// Adopted rows may share a sequence number: both indexes, merged. They hold times as they stand, texts behind numbers; only the
/// few rows of one sequence number are sorted anew by their instants.
std::string scarredSql(bool fromKey)
{
    const std::string where =
        " WHERE e.tenant_id = ?1 AND e.aggregate_id = ?2 " +
        std::string(fromKey
                        ? "AND e.sequence_number >= ?3 AND (e.sequence_number, vci_instant(e.timestamp), e.id) > (?3, ?4, ?5) "
                        : "AND e.sequence_number > ?3 ") +
        "AND e.sequence_number <= ?6 ";
    const std::string select =
        "SELECT " + std::string(EventRows::kColumnsOfAggregate) + ", vci_instant(e.timestamp) FROM event_store e ";
    return select + "INDEXED BY event_store_sequence" + kJoin + where + "AND NOT e.adopted UNION ALL " + select +
           "INDEXED BY event_store_adopted" + kJoin + where + "AND e.adopted ORDER BY 8, 18, 1";
}

/// How rows hold the time by which they are listed: the index has the texts of foreign times, which are few, behind all numbers.
enum class Times { Numbers, Texts };

std::string linkSql(EventList::Link link, Times times, bool fromKey)
{
    const std::string column = link == EventList::Link::Causation ? "causation_id" : "correlation_id";
    const std::string index = link == EventList::Link::Causation ? "event_store_causation" : "event_store_correlation";
    const std::string rows = kSelect + "INDEXED BY " + index + kJoin + "WHERE e.tenant_id = ?1 AND e." + column + " = ?2 ";
    if (times == Times::Texts) return rows + "AND e.timestamp >= ''";
    return rows + "AND e.timestamp < '' " +
           (fromKey ? "AND (e.timestamp, e.aggregate_id, e.sequence_number, e.id) > (?3, ?4, ?5, ?6) " : "") +
           "ORDER BY e.timestamp, e.aggregate_id, e.sequence_number, e.id LIMIT ?7";
}

Error outOfOrder(const Connection& connection, const Query& query)
{
    return damagedRow(connection, "event_store", std::to_string(query.int64(kRowid)), "its index is out of order");
}

Error noSuchAggregate(AggregateId id)
{
    return makeError(ErrorCode::NotFound, "there is no aggregate " + id.toString() + " in this tenant");
}

/// The numbers of a log or tail cursor.
Result<std::optional<RowKey>> numbersOf(const std::optional<Cursor>& cursor, std::string_view kind, std::size_t count)
{
    VCI_TRY(auto key, keyOf(cursor, kind, count));
    if (key && std::any_of(key->begin(), key->end(), [](const ColumnValue& value) { return value.isText; }))
        return foreignCursor(*cursor);
    return key;
}

Result<void> checkLimit(const PageRequest& page)
{
    if (page.limitRows == 0) return makeError(ErrorCode::Usage, "a page must have at least one row, not 0");
    return {};
}

}  // namespace

EventList::EventList(Connection& connection, TenantId tenant, std::string logId)
    : m_connection(connection)
    , m_tenant(tenant)
    , m_logId(logId)
    , m_rows(connection, tenant, std::move(logId))
{
}

Result<bool> EventList::hasAdopted(AggregateId id)
{
    VCI_TRY(auto query, m_connection.query("SELECT 1 FROM event_store INDEXED BY event_store_adopted "
                                           "WHERE tenant_id = ?1 AND aggregate_id = ?2 AND adopted LIMIT 1"));
    query.bind(1, m_tenant.uuid()).bind(2, id.uuid());
    return query.step(kDoing);
}

Result<std::optional<Sequence>> EventList::wholeExtent(AggregateId id)
{
    VCI_TRY(auto query, m_connection.query("SELECT count(*), count(DISTINCT n), min(n), max(n) FROM ("
                                           "SELECT sequence_number AS n FROM event_store INDEXED BY event_store_sequence "
                                           "WHERE tenant_id = ?1 AND aggregate_id = ?2 AND NOT adopted UNION ALL "
                                           "SELECT sequence_number FROM event_store INDEXED BY event_store_adopted "
                                           "WHERE tenant_id = ?1 AND aggregate_id = ?2 AND adopted)"));
    query.bind(1, m_tenant.uuid()).bind(2, id.uuid());
    VCI_TRY(const bool found, query.step(kDoing));
    const bool isWhole = found && query.isInteger(3) && query.int64(2) == 1 && query.int64(0) == query.int64(3) &&
                         query.int64(1) == query.int64(3);
    return isWhole ? std::optional(Sequence(query.int64(3))) : std::nullopt;
}

Result<std::optional<Cursor>> EventList::visitAggregate(AggregateId id, const SequenceRange& range, Places places,
                                                        const PageRequest& page, EventVisitor& visitor)
{
    VCI_CHECK(checkLimit(page));
    VCI_TRY(const auto after, keyOf(page.after, kAggregateCursor, 3));
    VCI_TRY(const bool scarred, hasAdopted(id));
    // Of rows that share a number there are few: they are read in one way.
    const bool hasPlaces = scarred || places == Places::Tell;
    VCI_TRY(auto query, m_connection.query(scarred     ? scarredSql(after.has_value())
                                           : hasPlaces ? kAggregateSql
                                                       : kAggregateWithoutPlacesSql));
    query.bind(1, m_tenant.uuid()).bind(2, id.uuid()).bind(3, range.above.value()).bind(6, range.upTo.value());
    if (after) bindKey(query, 3, *after);
    // Only a damaged index gives rows that are not above the one before; believing it, paging would never end.
    std::optional<RowKey> lastKey = after;
    std::optional<std::int64_t> lastSequence;
    for (std::size_t count = 0;; ++count) {
        VCI_TRY(const bool found, query.step(kDoing));
        if (!found) {
            if (count == 0 && !after && range == SequenceRange{}) return noSuchAggregate(id);
            return std::optional<Cursor>();
        }
        if (count == page.limitRows) return std::optional(cursorOf(kAggregateCursor, *lastKey));
        VCI_TRY(const auto row, hasPlaces ? m_rows.view(query, id) : m_rows.viewWithoutPlace(query, id));
        const std::int64_t sequence = row.view.sequence.value();
        const bool needsKey = scarred || count == 0 || count + 1 == page.limitRows;
        RowKey key = needsKey ? readKey(query, {kSequence, scarred ? kInstant : kTime, kId}) : RowKey();
        if ((needsKey && lastKey && count == 0 && key <= *lastKey) || (lastSequence && sequence < *lastSequence) ||
            (scarred && lastKey && key <= *lastKey)) {
            return outOfOrder(m_connection, query);
        }
        lastSequence = sequence;
        if (needsKey) lastKey = std::move(key);
        if (!visitor.visit(row.view)) return std::optional<Cursor>();
    }
}

Result<EventPage> EventList::ofAggregate(AggregateId id, const PageRequest& page)
{
    class Collector : public EventVisitor {
    public:
        Collector(TenantId tenant, AggregateId aggregate)
            : m_tenant(tenant)
            , m_aggregate(aggregate)
        {
        }
        bool visit(const EventView& view) override
        {
            events.push_back(toEvent(view, m_aggregate, m_tenant));
            return true;
        }
        std::vector<Event> events;

    private:
        TenantId m_tenant;
        AggregateId m_aggregate;
    };
    Collector collector(m_tenant, id);
    VCI_TRY(auto next, visitAggregate(id, {}, Places::Tell, page, collector));
    return EventPage{std::move(collector.events), std::move(next)};
}

Result<std::optional<Event>> EventList::byId(EventId id)
{
    VCI_TRY(auto query, m_connection.query(kSelect + kJoin + "WHERE e.tenant_id = ?1 AND e.id = ?2"));
    query.bind(1, m_tenant.uuid()).bind(2, id.uuid());
    VCI_TRY(const bool found, query.step(kDoing));
    if (!found) return std::optional<Event>();
    VCI_TRY(Event event, m_rows.event(query));
    return std::optional(std::move(event));
}

Result<bool> EventList::exists(EventId id)
{
    VCI_TRY(auto query, m_connection.query("SELECT 1 FROM event_store WHERE tenant_id = ?1 AND id = ?2"));
    query.bind(1, m_tenant.uuid()).bind(2, id.uuid());
    return query.step(kDoing);
}

Result<EventPage> EventList::inLogOrder(const PageRequest& page)
{
    VCI_CHECK(checkLimit(page));
    if (page.after && cursorKind(*page.after) == kTailCursor) {
        VCI_TRY(const auto afterRowid, numbersOf(page.after, kTailCursor, 1));
        return unsequenced(page, afterRowid->front().number, {});
    }
    VCI_TRY(const auto after, numbersOf(page.after, kLogCursor, 3));
    VCI_TRY(auto query, m_connection.query("SELECT " + std::string(EventRows::kColumns) +
                                           " FROM event_log l LEFT JOIN event_store e ON e.rowid = l.rowid "
                                           "WHERE l.tenant_id = ?1 AND l.log_id = ?2 AND l.log_index > ?3 ORDER BY l.log_index"));
    LogPlace place;
    if (after) place = {(*after)[0].number, (*after)[1].number, (*after)[2].number};
    const std::string tenant = m_tenant.toString();
    query.bind(1, std::string_view(tenant)).bind(2, std::string_view(m_logId)).bind(3, place.index);
    EventPage result;
    while (true) {
        VCI_TRY(const bool found, query.step(kDoing));
        if (!found) {
            VCI_TRY(const bool isWhole, hasAllRows(place));
            return isWhole ? Result<EventPage>(std::move(result)) : unsequenced(page, INT64_MIN, std::move(result));
        }
        const std::int64_t index = query.int64(kLogIndex);
        if (index <= place.index) {
            return damagedRow(m_connection, "event_log", std::to_string(index), "its index is out of order");
        }
        std::optional<Event> event;
        std::optional<std::int64_t> rowid;
        if (query.text(kId) == query.text(kLogEventId) && query.text(kTenant) == tenant) {
            VCI_TRY(event, m_rows.event(query));
            rowid = query.int64(kRowid);
        } else if (const auto id = EventId::tryFromString(query.text(kLogEventId))) {
            VCI_TRY(event, byId(*id));
        } else {
            return damagedRow(m_connection, "event_log", std::to_string(index), "event_id is no UUID");
        }
        if (event && result.events.size() == page.limitRows) {
            result.next = cursorOf(kLogCursor, {ColumnValue::ofNumber(place.index), ColumnValue::ofNumber(place.rowid),
                                                ColumnValue::ofNumber(place.rows)});
            return result;
        }
        place.index = index;
        if (rowid && (place.rows == 0 || *rowid > place.rowid)) {
            place.rowid = *rowid;
            ++place.rows;
        }
        // An entry without its event is a finding of verify; here there is nothing to show.
        if (event) result.events.push_back(std::move(*event));
    }
}

Result<bool> EventList::visitLog(std::int64_t begin, std::int64_t end, const LogVisit& visit)
{
    VCI_TRY(auto query,
            m_connection.query("SELECT " + std::string(EventRows::kColumns) +
                               " FROM event_log l LEFT JOIN event_store e ON e.rowid = l.rowid WHERE l.tenant_id = ?1 "
                               "AND l.log_id = ?2 AND l.log_index >= ?3 AND l.log_index < ?4 ORDER BY l.log_index"));
    const std::string tenant = m_tenant.toString();
    query.bind(1, std::string_view(tenant)).bind(2, std::string_view(m_logId)).bind(3, begin).bind(4, end);
    while (true) {
        VCI_TRY(const bool found, query.step(kDoing));
        if (!found) return true;
        if (query.text(kId) == query.text(kLogEventId) && query.text(kTenant) == tenant) {
            VCI_TRY(const auto row, m_rows.view(query));
            if (!visit(row.aggregateId, row.view)) return false;
            continue;
        }
        const auto id = EventId::tryFromString(query.text(kLogEventId));
        if (!id) return damagedRow(m_connection, "event_log", std::to_string(query.int64(kLogIndex)), "event_id is no UUID");
        VCI_TRY(const auto event, byId(*id));
        if (event && !visit(event->aggregateId, viewOf(*event))) return false;
    }
}

Result<bool> EventList::hasAllRows(const LogPlace& place)
{
    VCI_TRY(auto query, m_connection.query("SELECT (SELECT min(rowid) FROM event_store), (SELECT max(rowid) FROM event_store)"));
    VCI_TRY(const bool found, query.step(kDoing));
    if (!found || query.isNull(0)) return true;
    const auto span = static_cast<std::uint64_t>(query.int64(1)) - static_cast<std::uint64_t>(query.int64(0));
    return place.rows > 0 && static_cast<std::uint64_t>(place.rows) - 1 == span;
}

Result<std::optional<std::int64_t>> EventList::tailBound(std::int64_t afterRowid)
{
    VCI_TRY(auto query, m_connection.query("SELECT rowid FROM event_store NOT INDEXED WHERE rowid > ?1 ORDER BY rowid "
                                           "LIMIT 1 OFFSET ?2"));
    query.bind(1, afterRowid).bind(2, kTailRowsPerPage - 1);
    VCI_TRY(const bool found, query.step(kDoing));
    if (!found) return std::optional<std::int64_t>();
    if (query.int64(0) <= afterRowid) {
        return damagedRow(m_connection, "event_store", std::to_string(afterRowid), "its rows are out of order");
    }
    return std::optional(query.int64(0));
}

Result<EventPage> EventList::unsequenced(const PageRequest& page, std::int64_t afterRowid, EventPage start)
{
    // Nothing tells where an event without an entry stands, so all rows are looked at: a bounded number of them a page.
    VCI_TRY(const auto bound, tailBound(afterRowid));
    // The plus signs keep SQLite from the index that begins with tenant_id: there every event would read the whole log.
    VCI_TRY(auto query,
            m_connection.query(
                kSelect + "NOT INDEXED" + kJoin +
                "WHERE e.tenant_id = ?1 AND e.rowid > ?2 AND e.rowid <= ?4 "
                "AND (l.event_id IS NOT e.id OR l.tenant_id IS NOT e.tenant_id OR l.log_id IS NOT ?3) "
                "AND NOT EXISTS (SELECT 1 FROM event_log m WHERE m.event_id = e.id AND +m.tenant_id = ?1 AND +m.log_id = ?3) "
                "ORDER BY e.rowid"));
    query.bind(1, m_tenant.uuid()).bind(2, afterRowid).bind(3, std::string_view(m_logId)).bind(4, bound.value_or(INT64_MAX));
    std::int64_t last = afterRowid;
    while (true) {
        VCI_TRY(const bool found, query.step(kDoing));
        if (!found) {
            if (bound) start.next = cursorOf(kTailCursor, {ColumnValue::ofNumber(*bound)});
            return start;
        }
        if (start.events.size() == page.limitRows) {
            start.next = cursorOf(kTailCursor, {ColumnValue::ofNumber(last)});
            return start;
        }
        if (query.int64(kRowid) <= last) return outOfOrder(m_connection, query);
        last = query.int64(kRowid);
        VCI_TRY(Event event, m_rows.event(query));
        start.events.push_back(std::move(event));
    }
}

Result<EventPage> EventList::linkedTo(Link link, std::span<const Uuid> ids, const PageRequest& page)
{
    VCI_CHECK(checkLimit(page));
    VCI_TRY(const auto after, keyOf(page.after, kLinkCursor, 4));
    struct Keyed {
        RowKey key;
        Event event;
    };
    std::vector<Uuid> wanted(ids.begin(), ids.end());
    std::sort(wanted.begin(), wanted.end());
    wanted.erase(std::unique(wanted.begin(), wanted.end()), wanted.end());
    const auto comesBefore = [](const Keyed& a, const Keyed& b) { return a.key < b.key; };
    std::vector<Keyed> rows;
    // Keeps memory at three pages however many rows there are, and sorts no more often than once a page of rows.
    const auto trim = [&] {
        if (rows.size() <= 2 * (page.limitRows + 1)) return;
        std::sort(rows.begin(), rows.end(), comesBefore);
        rows.erase(rows.begin() + static_cast<std::ptrdiff_t>(page.limitRows + 1), rows.end());
    };
    for (const Times times : {Times::Numbers, Times::Texts}) {
        VCI_TRY(auto query, m_connection.query(linkSql(link, times, after.has_value())));
        for (const Uuid& id : wanted) {
            query.reset();
            query.bind(1, m_tenant.uuid()).bind(2, id);
            if (times == Times::Numbers) query.bind(7, static_cast<std::int64_t>(page.limitRows + 1));
            if (times == Times::Numbers && after) bindKey(query, 3, *after);
            while (true) {
                VCI_TRY(const bool found, query.step(kDoing));
                if (!found) break;
                RowKey key = readKey(query, {kTime, kAggregate, kSequence, kId});
                if (times == Times::Texts) key.front() = ColumnValue::ofNumber(foreignInstant(query.text(kTime)).micros());
                if (after && key <= *after) {
                    if (times == Times::Texts) continue;
                    return outOfOrder(m_connection, query);
                }
                VCI_TRY(Event event, m_rows.event(query));
                rows.push_back(Keyed{std::move(key), std::move(event)});
                trim();
            }
        }
    }
    std::sort(rows.begin(), rows.end(), comesBefore);
    EventPage result;
    for (Keyed& row : rows) {
        if (result.events.size() == page.limitRows) {
            result.next = cursorOf(kLinkCursor, rows[page.limitRows - 1].key);
            break;
        }
        result.events.push_back(std::move(row.event));
    }
    return result;
}

}  // namespace vci::store::sqlite
