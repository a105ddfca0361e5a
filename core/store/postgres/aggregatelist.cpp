// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/store/postgres/aggregatelist.h"

#include "core/base/postgrestime.h"
#include "core/store/cursor.h"
#include "core/store/postgres/rows.h"
#include "core/store/postgres/timetext.h"

#include <algorithm>
#include <map>

namespace vci::store::postgres {

namespace {

constexpr std::size_t kEventsPerStretch = 500'000;

/// ('a', 'b'), quoted by the connection.
std::string quotedList(ReadTransaction& transaction, const std::vector<std::string>& texts)
{
    std::string out = "(";
    for (const std::string& text : texts) {
        if (out.size() > 1) out += ", ";
        out += transaction.quote(text);
    }
    return out + ")";
}

Result<AggregateRow> readAggregate(const pqxx::row& row)
{
    VCI_TRY(const Uuid id, readUuid(row, 0));
    VCI_TRY(auto first, readTime(row, 5));
    VCI_TRY(auto last, readTime(row, 6));
    return AggregateRow{AggregateId(id),          std::string(text(row, 1)), number(row, 2),  Sequence(number(row, 3)),
                        Sequence(number(row, 4)), std::move(first),          std::move(last), std::string(text(row, 7))};
}

Result<std::vector<AggregateRow>> readAll(const pqxx::result& rows)
{
    std::vector<AggregateRow> all;
    for (const pqxx::row& row : rows) {
        VCI_TRY(auto aggregate, readAggregate(row));
        all.push_back(std::move(aggregate));
    }
    return all;
}

std::string_view cursorName(AggregateSort sort)
{
    return sort == AggregateSort::LastActivity ? "activity" : sort == AggregateSort::EventCount ? "count" : "id";
}

/// Where the next page of a sorted list starts: the value as SQL, and the id.
struct SortedKey {
    std::string value;
    Uuid id;
};

Result<std::optional<SortedKey>> sortedKeyOf(AggregateSort sort, const std::optional<Cursor>& cursor)
{
    if (!cursor) return std::optional<SortedKey>();
    VCI_TRY(const auto fields, readCursor(*cursor, cursorName(sort), 2));
    const auto id = Uuid::tryFromString(fields[1]);
    const bool byCount = sort == AggregateSort::EventCount;
    const bool valid = byCount ? tryParseInt64(fields[0]).has_value() : tryParsePostgresTime(fields[0]).has_value();
    if (!id || !valid) return foreignCursor(*cursor);
    return std::optional(SortedKey{byCount ? fields[0] : timeLiteral(fields[0]), *id});
}

}  // namespace

std::string AggregateList::ofTenant() const
{
    return " FROM event_store e WHERE e.tenant_id = " + literal(m_tenant.uuid());
}

std::string AggregateList::rowsOf(const std::string& ids, const std::string& typeCondition) const
{
    const std::string ofThis = ofTenant() + " AND e.aggregate_id = i.aggregate_id";
    return "SELECT i.aggregate_id, f.aggregate_type, c.events, c.first_sequence, c.last_sequence, c.first_time, c.last_time, "
           "l.event_type "
           "FROM (" +
           ids +
           ") i "
           "CROSS JOIN LATERAL (SELECT count(*) AS events, min(e.sequence_number) AS first_sequence, max(e.sequence_number) AS "
           "last_sequence, min(e.timestamp) AS first_time, max(e.timestamp) AS last_time" +
           ofThis +
           ") c "
           "CROSS JOIN LATERAL (SELECT e.aggregate_type" +
           ofThis +
           " ORDER BY e.sequence_number, e.timestamp, e.id LIMIT 1) f "
           "CROSS JOIN LATERAL (SELECT e.event_type" +
           ofThis + " ORDER BY e.sequence_number DESC, e.timestamp DESC, e.id DESC LIMIT 1) l" + typeCondition;
}

Result<AggregatePage> AggregateList::page(const AggregateQuery& query, const PageRequest& page)
{
    if (page.limitRows == 0) return makeError(ErrorCode::Usage, "a page must have at least one row, not 0");
    return query.sort == AggregateSort::Id ? pageById(query, page) : pageSorted(query, page);
}

Result<AggregatePage> AggregateList::pageById(const AggregateQuery& query, const PageRequest& page)
{
    std::string after;
    if (page.after) {
        VCI_TRY(const auto fields, readCursor(*page.after, cursorName(AggregateSort::Id), 1));
        const auto id = Uuid::tryFromString(fields[0]);
        if (!id) return foreignCursor(*page.after);
        after = " AND e.aggregate_id > " + literal(*id);
    }
    return m_session.read(m_tenant, [&](ReadTransaction& transaction) -> Result<AggregatePage> {
        // Rows of a wanted type lead to candidates; the type of an aggregate is decided by its first event.
        std::string ofType;
        std::string typeCondition;
        if (!query.types.empty()) {
            const std::string types = quotedList(transaction, query.types);
            ofType = " AND e.aggregate_type IN " + types;
            typeCondition = " WHERE f.aggregate_type IN " + types;
        }
        const std::string next = "SELECT e.aggregate_id" + ofTenant() + ofType;
        const std::string order = " ORDER BY e.aggregate_id LIMIT 1";
        const std::string walk = "WITH RECURSIVE walk (aggregate_id) AS ((" + next + after + order + ") UNION ALL SELECT (" +
                                 next + " AND e.aggregate_id > w.aggregate_id" + order +
                                 ") FROM walk w WHERE w.aggregate_id IS NOT NULL) ";
        const std::string ids = "SELECT w.aggregate_id FROM walk w WHERE w.aggregate_id IS NOT NULL";
        const std::string window = " LIMIT " + std::to_string(page.limitRows + 1) + " OFFSET " + std::to_string(page.skipRows);
        // Without a type every candidate counts, so that the window is laid before the rows are made.
        const std::string sql =
            query.types.empty() ? walk + rowsOf(ids + window, "") : walk + rowsOf(ids, typeCondition) + window;
        VCI_TRY(auto rows, readAll(transaction.exec(sql)));
        AggregatePage result{std::move(rows), {}};
        if (result.rows.size() > page.limitRows) {
            result.rows.pop_back();
            result.next = makeCursor(cursorName(AggregateSort::Id), {result.rows.back().id.toString()});
        }
        return result;
    });
}

Result<AggregatePage> AggregateList::pageSorted(const AggregateQuery& query, const PageRequest& page)
{
    VCI_TRY(const auto after, sortedKeyOf(query.sort, page.after));
    const bool byCount = query.sort == AggregateSort::EventCount;
    const std::string value = byCount ? "g.events" : "g.last_time";
    return m_session.read(m_tenant, [&](ReadTransaction& transaction) -> Result<AggregatePage> {
        std::string ids = "SELECT g.aggregate_id FROM (SELECT e.aggregate_id, count(*) AS events, max(e.timestamp) AS last_time" +
                          ofTenant() + " GROUP BY e.aggregate_id";
        if (!query.types.empty()) ids += " HAVING bool_or(e.aggregate_type IN " + quotedList(transaction, query.types) + ")";
        ids += ") g";
        if (!query.types.empty()) {
            ids += " CROSS JOIN LATERAL (SELECT e.aggregate_type" + ofTenant() +
                   " AND e.aggregate_id = g.aggregate_id ORDER BY e.sequence_number, e.timestamp, e.id LIMIT 1) t WHERE "
                   "t.aggregate_type IN " +
                   quotedList(transaction, query.types);
        }
        if (after) {
            ids += (query.types.empty() ? " WHERE (" : " AND (") + value + " < " + after->value + " OR (" + value + " = " +
                   after->value + " AND g.aggregate_id > " + literal(after->id) + "))";
        }
        ids += " ORDER BY " + value + " DESC, g.aggregate_id LIMIT " + std::to_string(page.limitRows + 1) + " OFFSET " +
               std::to_string(page.skipRows);
        const std::string order =
            byCount ? " ORDER BY c.events DESC, i.aggregate_id" : " ORDER BY c.last_time DESC, i.aggregate_id";
        VCI_TRY(auto rows, readAll(transaction.exec(rowsOf(ids, "") + order)));
        AggregatePage result{std::move(rows), {}};
        if (result.rows.size() > page.limitRows) {
            result.rows.pop_back();
            const AggregateRow& last = result.rows.back();
            result.next = makeCursor(cursorName(query.sort),
                                     {byCount ? std::to_string(last.events) : toTimeText(last.last), last.id.toString()});
        }
        return result;
    });
}

Result<AggregateRow> AggregateList::one(AggregateId id)
{
    return m_session.read(m_tenant, [&](ReadTransaction& transaction) -> Result<AggregateRow> {
        const pqxx::result rows = transaction.exec(rowsOf("SELECT " + literal(id.uuid()) + " AS aggregate_id", ""));
        if (rows.empty()) return makeError(ErrorCode::NotFound, "there is no aggregate " + id.toString() + " in this tenant");
        return readAggregate(rows.front());
    });
}

template <typename Sql, typename Take>
Result<void> AggregateList::inStretches(Sql sql, Take take)
{
    std::optional<Uuid> above;
    while (true) {
        const std::string from = above ? " AND e.aggregate_id > " + literal(*above) : std::string();
        std::optional<Uuid> last;
        VCI_CHECK(m_session.read(m_tenant, [&](ReadTransaction& transaction) -> Result<void> {
            const pqxx::result bound =
                transaction.exec("SELECT e.aggregate_id" + ofTenant() + from + " ORDER BY e.aggregate_id LIMIT 1 OFFSET " +
                                 std::to_string(kEventsPerStretch));
            if (!bound.empty()) {
                VCI_TRY(last, readUuid(bound.front(), 0));
            }
            const std::string condition = from + (last ? " AND e.aggregate_id <= " + literal(*last) : std::string());
            for (const pqxx::row& row : transaction.exec(sql(condition))) take(row);
            return {};
        }));
        if (!last) return {};
        above = last;
    }
}

Result<std::vector<TypeCount>> AggregateList::types()
{
    std::map<std::string, std::int64_t> counts;
    const auto sql = [&](const std::string& condition) {
        return "SELECT t.aggregate_type, count(*) FROM (SELECT DISTINCT ON (e.aggregate_id) e.aggregate_type" + ofTenant() +
               condition + " ORDER BY e.aggregate_id, e.sequence_number, e.timestamp, e.id) t GROUP BY t.aggregate_type";
    };
    VCI_CHECK(inStretches(sql, [&](const pqxx::row& row) { counts[std::string(text(row, 0))] += number(row, 1); }));
    std::vector<TypeCount> types;
    types.reserve(counts.size());
    for (const auto& [type, count] : counts) types.push_back(TypeCount{type, count});
    std::stable_sort(types.begin(), types.end(), [](const TypeCount& a, const TypeCount& b) { return a.count > b.count; });
    return types;
}

Result<std::int64_t> AggregateList::count()
{
    std::int64_t total = 0;
    const auto sql = [&](const std::string& condition) {
        return "SELECT count(*) FROM (SELECT DISTINCT e.aggregate_id" + ofTenant() + condition + ") d";
    };
    VCI_CHECK(inStretches(sql, [&](const pqxx::row& row) { total += number(row, 0); }));
    return total;
}

}  // namespace vci::store::postgres
