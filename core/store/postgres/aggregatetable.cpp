// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/store/postgres/aggregatetable.h"

#include "core/base/postgrestime.h"
#include "core/store/cursor.h"
#include "core/store/postgres/aggregatelist.h"
#include "core/store/postgres/rows.h"

#include <algorithm>

namespace vci::store::postgres {

namespace {

constexpr int kAggregatesPerLook = 10'000;
constexpr std::string_view kPlanted = "planted";

/// How a list is sorted and where its next page starts.
struct Order {
    std::string_view cursorName;
    std::string_view column;  ///< of the merged rows; empty: by id alone
    std::string_view table;   ///< where the catalogue's part is read in that order
};

Order orderOf(AggregateSort sort)
{
    if (sort == AggregateSort::LastActivity) return {"activity", "last_timestamp", "aggregate_activity"};
    if (sort == AggregateSort::EventCount) return {"count", "event_count", "aggregate_activity"};
    return {"id", "", "aggregates"};
}

/// The condition that a row comes after the cursor; value and id are the columns that sort.
Result<std::string> afterCursor(const Order& order, const std::string& valueColumn, const std::string& idColumn,
                                const std::optional<Cursor>& cursor)
{
    if (!cursor) return std::string();
    VCI_TRY(const auto fields, readCursor(*cursor, order.cursorName, order.column.empty() ? 1 : 2));
    const auto id = Uuid::tryFromString(fields.back());
    if (!id) return foreignCursor(*cursor);
    if (order.column.empty()) return " AND " + idColumn + " > " + literal(*id);
    const bool byCount = order.column == "event_count";
    const bool valid = byCount ? tryParseInt64(fields[0]).has_value() : tryParsePostgresTime(fields[0]).has_value();
    if (!valid) return foreignCursor(*cursor);
    const std::string value = byCount ? fields[0] : timeLiteral(fields[0]);
    return " AND " + valueColumn + " <= " + value + " AND (" + valueColumn + " < " + value + " OR " + idColumn + " > " +
           literal(*id) + ")";
}

std::string orderBy(const Order& order, const std::string& valueColumn, const std::string& idColumn)
{
    return " ORDER BY " + (order.column.empty() ? idColumn : valueColumn + " DESC, " + idColumn);
}

Result<AggregateRow> readAggregate(const pqxx::row& row)
{
    VCI_TRY(const Uuid id, readUuid(row, 0));
    VCI_TRY(auto first, readTime(row, 5));
    VCI_TRY(auto last, readTime(row, 6));
    return AggregateRow{AggregateId(id),          std::string(text(row, 1)), number(row, 2),  Sequence(number(row, 3)),
                        Sequence(number(row, 4)), std::move(first),          std::move(last), std::string(text(row, 7))};
}

}  // namespace

Result<bool> AggregateTable::isComplete(Session& session, TenantId tenant)
{
    return session.read(tenant, [&](ReadTransaction& transaction) -> Result<bool> {
        const std::string of = " WHERE tenant_id = " + literal(tenant.uuid());
        const pqxx::result rows = transaction.exec("SELECT CASE WHEN EXISTS (SELECT FROM log_heads" + of +
                                                   ") THEN NOT EXISTS (SELECT FROM event_adoption" + of +
                                                   ") ELSE NOT EXISTS (SELECT FROM event_store" + of + " AND adopted) END");
        return text(rows.front(), 0) == "t";
    });
}

std::string AggregateTable::rows(const std::string& catalogued, const std::string& sortColumn) const
{
    const std::string tenant = literal(m_tenant.uuid());
    // An aggregate with waiting events is placed by what it will be; all others by what the catalogue's copy says, so that a list
    // that is read page by page has each of them once.
    return "WITH waiting AS MATERIALIZED (SELECT e.aggregate_id, count(*) AS event_count, min(e.sequence_number) AS "
           "first_sequence, "
           "max(e.sequence_number) AS last_sequence, min(e.timestamp) AS first_timestamp, max(e.timestamp) AS last_timestamp, "
           "(array_agg(e.aggregate_type ORDER BY e.sequence_number, e.timestamp, e.id))[1] AS aggregate_type, "
           "(array_agg(e.event_type ORDER BY e.sequence_number DESC, e.timestamp DESC, e.id DESC))[1] AS last_event_type "
           "FROM vci_pending('-1'::bigint, 2147483647) p JOIN " +
           eventOfPending(m_tenant) +
           " ON true GROUP BY e.aggregate_id), "
           "merged AS (SELECT a.aggregate_id, a.aggregate_type, a.event_count, a.first_sequence, a.last_sequence, "
           "a.first_timestamp, "
           "a.last_timestamp, a.last_event_type, i.sort_value FROM (" +
           catalogued + ") i JOIN aggregates a ON a.tenant_id = " + tenant +
           " AND a.aggregate_id = i.aggregate_id "
           "UNION ALL SELECT aggregate_id, aggregate_type, event_count, first_sequence, last_sequence, first_timestamp, "
           "last_timestamp, "
           "last_event_type, " +
           sortColumn +
           " FROM (SELECT w.aggregate_id, CASE WHEN a.first_sequence <= w.first_sequence THEN a.aggregate_type ELSE "
           "w.aggregate_type END "
           "AS aggregate_type, w.event_count + coalesce(a.event_count, 0) AS event_count, least(a.first_sequence, "
           "w.first_sequence) AS "
           "first_sequence, greatest(a.last_sequence, w.last_sequence) AS last_sequence, least(a.first_timestamp, "
           "w.first_timestamp) AS "
           "first_timestamp, greatest(a.last_timestamp, w.last_timestamp) AS last_timestamp, CASE WHEN a.last_sequence > "
           "w.last_sequence "
           "THEN a.last_event_type ELSE w.last_event_type END AS last_event_type FROM waiting w LEFT JOIN aggregates a ON "
           "a.tenant_id = " +
           tenant +
           " AND a.aggregate_id = w.aggregate_id) added) "
           "SELECT m.aggregate_id, m.aggregate_type, m.event_count, m.first_sequence, m.last_sequence, m.first_timestamp, "
           "m.last_timestamp, m.last_event_type, m.sort_value FROM merged m WHERE true";
}

Result<AggregatePage> AggregateTable::page(const AggregateQuery& query, const PageRequest& page)
{
    if (page.limitRows == 0) return makeError(ErrorCode::Usage, "a page must have at least one row, not 0");
    AggregatePage result;
    if (page.after && readCursor(*page.after, kPlanted, 1).ok()) {
        VCI_TRY(const auto fields, readCursor(*page.after, kPlanted, 1));
        const auto id = Uuid::tryFromString(fields[0]);
        if (!id && !fields[0].empty()) return foreignCursor(*page.after);
        VCI_CHECK(addPlanted(query, id, page.skipRows, page.limitRows, result));
        return result;
    }
    VCI_TRY(result, catalogued(query, page));
    if (result.next) return result;
    std::size_t skipRows = 0;
    if (result.rows.empty() && page.skipRows > 0 && !page.after) {
        VCI_TRY(const std::size_t before, countCatalogued(query));
        skipRows = page.skipRows - std::min(page.skipRows, before);
    }
    VCI_CHECK(addPlanted(query, {}, skipRows, page.limitRows, result));
    return result;
}

Result<std::size_t> AggregateTable::countCatalogued(const AggregateQuery& query)
{
    VCI_TRY(const auto all, types());
    std::size_t count = 0;
    for (const TypeCount& type : all) {
        const bool wanted =
            query.types.empty() || std::find(query.types.begin(), query.types.end(), type.type) != query.types.end();
        if (wanted) count += static_cast<std::size_t>(type.count);
    }
    return count;
}

Result<void> AggregateTable::addPlanted(const AggregateQuery& query, std::optional<Uuid> after, std::size_t skipRows,
                                        std::size_t limitRows, AggregatePage& page)
{
    AggregateList list(m_session, m_tenant);
    while (true) {
        VCI_CHECK(m_session.check());
        VCI_TRY(const Stretch stretch, plantedAfter(after));
        if (!stretch.end) return {};
        for (const Uuid& id : stretch.planted) {
            VCI_TRY(AggregateRow row, list.one(AggregateId(id)));
            if (!query.types.empty() && std::find(query.types.begin(), query.types.end(), row.type) == query.types.end())
                continue;
            if (skipRows > 0) {
                --skipRows;
                continue;
            }
            if (page.rows.size() == limitRows) {
                page.next = makeCursor(kPlanted, {after ? after->toString() : std::string()});
                return {};
            }
            page.rows.push_back(std::move(row));
            after = id;
        }
        after = stretch.end;
    }
}

Result<AggregateTable::Stretch> AggregateTable::plantedAfter(const std::optional<Uuid>& after)
{
    const std::string tenant = literal(m_tenant.uuid());
    const std::string next = "SELECT e.aggregate_id FROM event_store e WHERE e.tenant_id = " + tenant;
    const std::string above = " AND e.aggregate_id > ";
    const std::string order = " ORDER BY e.aggregate_id LIMIT 1";
    return m_session.read(m_tenant, [&](ReadTransaction& transaction) -> Result<Stretch> {
        const pqxx::result rows = transaction.exec(
            "WITH RECURSIVE walk (id) AS ((" + next + (after ? above + literal(*after) : std::string()) + order +
            ") UNION ALL SELECT (" + next + above + "w.id" + order +
            ") FROM walk w WHERE w.id IS NOT NULL), looked AS MATERIALIZED (SELECT w.id FROM walk w WHERE w.id IS NOT NULL "
            "LIMIT " +
            std::to_string(kAggregatesPerLook) +
            "), waiting AS MATERIALIZED (SELECT e.aggregate_id FROM vci_pending('-1'::bigint, 2147483647) "
            "p JOIN " +
            eventOfPending(m_tenant) +
            " ON true) SELECT l.id, true FROM looked l WHERE NOT EXISTS (SELECT FROM aggregates a WHERE a.tenant_id = " + tenant +
            " AND a.aggregate_id = l.id) AND l.id NOT IN (SELECT aggregate_id FROM waiting) UNION ALL (SELECT l.id, false FROM "
            "looked l ORDER BY l.id DESC LIMIT 1) ORDER BY 2 DESC, 1");
        Stretch stretch;
        for (const pqxx::row& row : rows) {
            VCI_TRY(const Uuid id, readUuid(row, 0));
            if (text(row, 1) == "t")
                stretch.planted.push_back(id);
            else
                stretch.end = id;
        }
        return stretch;
    });
}

Result<AggregatePage> AggregateTable::catalogued(const AggregateQuery& query, const PageRequest& page)
{
    const Order order = orderOf(query.sort);
    const std::string sortColumn(order.column.empty() ? "0" : order.column);
    const std::string catalogueColumn = order.column.empty() ? "0" : "c." + sortColumn;
    VCI_TRY(const std::string afterInCatalogue, afterCursor(order, catalogueColumn, "c.aggregate_id", page.after));
    VCI_TRY(const std::string after, afterCursor(order, "m.sort_value", "m.aggregate_id", page.after));
    return m_session.read(m_tenant, [&](ReadTransaction& transaction) -> Result<AggregatePage> {
        std::string types;
        for (const std::string& type : query.types) types += (types.empty() ? "" : ", ") + transaction.quote(type);
        const auto ofType = [&](const std::string& alias) {
            return types.empty() ? std::string() : " AND " + alias + "aggregate_type IN (" + types + ")";
        };
        const std::string limit = std::to_string(page.limitRows + page.skipRows + 1);
        const std::string listed = "SELECT c.aggregate_id, " + catalogueColumn + " AS sort_value FROM " +
                                   std::string(order.table) + " c WHERE c.tenant_id = " + literal(m_tenant.uuid()) +
                                   ofType("c.") + afterInCatalogue +
                                   " AND c.aggregate_id NOT IN (SELECT aggregate_id FROM waiting)" +
                                   orderBy(order, catalogueColumn, "c.aggregate_id") + " LIMIT " + limit;
        const pqxx::result rows = transaction.exec(
            this->rows(listed, sortColumn) + ofType("m.") + after + orderBy(order, "m.sort_value", "m.aggregate_id") + " LIMIT " +
            std::to_string(page.limitRows + 1) + " OFFSET " + std::to_string(page.skipRows));
        AggregatePage result;
        for (const pqxx::row& fields : rows) {
            VCI_TRY(auto row, readAggregate(fields));
            result.rows.push_back(std::move(row));
        }
        if (result.rows.size() <= page.limitRows) return result;
        result.rows.pop_back();
        const std::string id = result.rows.back().id.toString();
        const std::string value(text(rows[static_cast<pqxx::result::size_type>(page.limitRows - 1)], 8));
        result.next = order.column.empty() ? makeCursor(order.cursorName, {id}) : makeCursor(order.cursorName, {value, id});
        return result;
    });
}

Result<AggregateRow> AggregateTable::one(AggregateId id)
{
    VCI_TRY(auto known, m_session.read(m_tenant, [&](ReadTransaction& transaction) -> Result<std::optional<AggregateRow>> {
        const pqxx::result rows =
            transaction.exec(this->rows("SELECT c.aggregate_id, 0 AS sort_value FROM aggregates c WHERE c.tenant_id = " +
                                            literal(m_tenant.uuid()) + " AND c.aggregate_id = " + literal(id.uuid()) +
                                            " AND c.aggregate_id NOT IN (SELECT aggregate_id FROM waiting)",
                                        "0") +
                             " AND m.aggregate_id = " + literal(id.uuid()));
        if (rows.empty()) return std::optional<AggregateRow>();
        VCI_TRY(auto row, readAggregate(rows.front()));
        return std::optional(std::move(row));
    }));
    if (known) return std::move(*known);
    return AggregateList(m_session, m_tenant).one(id);
}

Result<std::vector<TypeCount>> AggregateTable::types()
{
    return m_session.read(m_tenant, [&](ReadTransaction& transaction) -> Result<std::vector<TypeCount>> {
        const std::string tenant = literal(m_tenant.uuid());
        const pqxx::result rows = transaction.exec(
            "SELECT t.aggregate_type, count(*) FROM (SELECT a.aggregate_type FROM aggregates a WHERE a.tenant_id = " + tenant +
            " UNION ALL SELECT min(e.aggregate_type) FROM vci_pending('-1'::bigint, 2147483647) p JOIN event_store e ON "
            "e.tenant_id = " +
            tenant + " AND e.id = p.event_id WHERE NOT EXISTS (SELECT FROM aggregates a WHERE a.tenant_id = " + tenant +
            " AND a.aggregate_id = e.aggregate_id) GROUP BY e.aggregate_id) t GROUP BY t.aggregate_type ORDER BY 2 DESC, 1");
        std::vector<TypeCount> types;
        for (const pqxx::row& row : rows) types.push_back(TypeCount{std::string(text(row, 0)), number(row, 1)});
        return types;
    });
}

}  // namespace vci::store::postgres
