// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/store/sqlite/aggregatelist.h"

#include "core/store/cursor.h"
#include "core/store/sqlite/rowkey.h"
#include "core/store/sqlite/rows.h"

#include <algorithm>
#include <memory>

namespace vci::store::sqlite {

namespace {

constexpr std::string_view kDoing = "reading aggregates";

/// Where a row stands in the order: descending by value, ascending by id.
struct Key {
    ColumnValue value;
    std::string id;

    [[nodiscard]] bool comesBefore(const Key& other) const { return value != other.value ? value > other.value : id < other.id; }
};

std::string_view sortedColumn(AggregateSort sort)
{
    switch (sort) {
    case AggregateSort::LastActivity:
        return "last_timestamp";
    case AggregateSort::EventCount:
        return "event_count";
    case AggregateSort::Id:
        break;
    }
    return "0";
}

std::string_view cursorName(AggregateSort sort)
{
    switch (sort) {
    case AggregateSort::LastActivity:
        return "activity";
    case AggregateSort::EventCount:
        return "count";
    case AggregateSort::Id:
        break;
    }
    return "id";
}

/// Named in the statements, so that a file without it is called damaged instead of being read slowly.
std::string_view indexName(AggregateSort sort, bool byType)
{
    switch (sort) {
    case AggregateSort::LastActivity:
        return byType ? "aggregates_by_type_activity" : "aggregates_by_activity";
    case AggregateSort::EventCount:
        return byType ? "aggregates_by_type_count" : "aggregates_by_count";
    case AggregateSort::Id:
        break;
    }
    return byType ? "aggregates_by_type" : "";
}

/// Which stretch of the order a statement reads. After a key come the rest of its equals, then what is below: two
/// statements, each a plain index range, where one with OR would walk through all equals again on every page.
enum class Stretch { All, Equals, Below };

enum class Columns { Key, Row };

/// How rows hold what they are sorted by. The index has the texts of foreign times, which are few, before all numbers; they are
/// read and sorted on their own and merged by their instants.
enum class Values { Any, Numbers, Texts };

std::string statement(AggregateSort sort, bool byType, Values values, Stretch stretch, Columns columns)
{
    const std::string stored(sortedColumn(sort));
    const std::string column = values == Values::Texts ? "vci_instant(" + stored + ")" : stored;
    const bool byId = sort == AggregateSort::Id;
    std::string sql = "SELECT " + column + ", aggregate_id";
    if (columns == Columns::Row) {
        sql += ", aggregate_type, event_count, first_sequence, last_sequence, first_timestamp, last_timestamp, last_event_type";
    }
    sql += " FROM aggregates";
    if (const auto index = indexName(sort, byType); !index.empty()) (sql += " INDEXED BY ") += index;
    sql += " WHERE tenant_id = ?1";
    if (byType) sql += " AND aggregate_type = ?2";
    // Below a number there are no texts; a second bound beside the key's could be the one that the index is entered by.
    if (values == Values::Texts) sql += " AND " + stored + " >= ''";
    if (values == Values::Numbers && stretch == Stretch::All) sql += " AND " + stored + " < ''";
    if (stretch == Stretch::Equals) sql += (byId ? std::string() : " AND " + column + " = ?3") + " AND aggregate_id > ?4";
    if (stretch == Stretch::Below) sql += " AND " + column + " < ?3";
    return sql + (byId || stretch == Stretch::Equals ? " ORDER BY aggregate_id" : " ORDER BY " + column + " DESC, aggregate_id");
}

/// The rows of one type (or of all) in order, from after a key on.
class Stream {
public:
    Stream(Connection& connection, TenantId tenant, AggregateSort sort, std::optional<std::string> type, Values values,
           std::optional<Key> after, Columns columns)
        : m_connection(connection)
        , m_tenant(tenant)
        , m_sort(sort)
        , m_type(std::move(type))
        , m_values(values)
        , m_after(std::move(after))
        , m_columns(columns)
    {
    }

    /// Goes to the next row. False: there is none.
    Result<bool> advance()
    {
        if (!m_query) VCI_CHECK(start(m_after ? Stretch::Equals : Stretch::All));
        VCI_TRY(bool found, m_query->step(kDoing));
        if (!found && m_stretch == Stretch::Equals && m_sort != AggregateSort::Id) {
            VCI_CHECK(start(Stretch::Below));
            VCI_TRY(found, m_query->step(kDoing));
        }
        return found;
    }

    /// Requires that advance() gave true.
    [[nodiscard]] const Query& row() const { return *m_query; }
    [[nodiscard]] Key key() const { return Key{ColumnValue::read(*m_query, 0), std::string(m_query->text(1))}; }

private:
    Result<void> start(Stretch stretch)
    {
        m_stretch = stretch;
        m_query.reset();
        VCI_TRY(auto query, m_connection.query(statement(m_sort, m_type.has_value(), m_values, stretch, m_columns)));
        query.bind(1, m_tenant.uuid());
        if (m_type) query.bind(2, std::string_view(*m_type));
        if (m_after) {
            m_after->value.bind(query, 3);
            query.bind(4, std::string_view(m_after->id));
        }
        m_query.emplace(std::move(query));
        return {};
    }

    Connection& m_connection;
    TenantId m_tenant;
    AggregateSort m_sort;
    std::optional<std::string> m_type;
    Values m_values;
    std::optional<Key> m_after;
    Columns m_columns;
    Stretch m_stretch = Stretch::All;
    std::optional<Query> m_query;
};

/// The streams of several types, and of numbers and texts, as one.
class Merge {
public:
    Merge(Connection& connection, TenantId tenant, const AggregateQuery& query, const std::optional<Key>& after, Columns columns)
    {
        std::vector<std::string> types = query.types;
        std::sort(types.begin(), types.end());
        types.erase(std::unique(types.begin(), types.end()), types.end());
        const auto add = [&](const std::optional<std::string>& type, Values values) {
            m_waiting.push_back(std::make_unique<Stream>(connection, tenant, query.sort, type, values, after, columns));
        };
        const auto addOf = [&](const std::optional<std::string>& type) {
            if (query.sort != AggregateSort::LastActivity) return add(type, Values::Any);
            add(type, Values::Numbers);
            add(type, Values::Texts);
        };
        if (types.empty()) addOf(std::nullopt);
        for (const std::string& type : types) addOf(type);
    }

    Result<bool> advance()
    {
        if (m_current != nullptr) m_waiting.push_back(std::move(m_current));
        for (auto& stream : m_waiting) {
            VCI_TRY(const bool found, stream->advance());
            if (found) m_ready.push_back(std::move(stream));
        }
        m_waiting.clear();
        if (m_ready.empty()) return false;
        auto first = m_ready.begin();
        if (m_ready.size() > 1) {
            first = std::min_element(m_ready.begin(), m_ready.end(),
                                     [](const auto& a, const auto& b) { return a->key().comesBefore(b->key()); });
        }
        m_current = std::move(*first);
        m_ready.erase(first);
        return true;
    }
    [[nodiscard]] const Stream& current() const { return *m_current; }

private:
    std::vector<std::unique_ptr<Stream>> m_waiting;  ///< to be advanced before the next comparison
    std::vector<std::unique_ptr<Stream>> m_ready;    ///< each stands on a row not given yet
    std::unique_ptr<Stream> m_current;
};

Result<std::optional<Key>> keyAfter(AggregateSort sort, const std::optional<Cursor>& cursor)
{
    VCI_TRY(auto key, keyOf(cursor, cursorName(sort), 2));
    if (!key) return std::optional<Key>();
    if (!(*key)[1].isText) return foreignCursor(*cursor);
    return std::optional(Key{std::move((*key)[0]), std::move((*key)[1].text)});
}

Result<AggregateRow> readRow(const Connection& connection, const Query& query)
{
    const std::string name(query.text(1));
    VCI_TRY(const Uuid id, readUuid(connection, query, 1, "aggregates", "aggregate_id", name));
    for (const int column : {3, 4, 5}) {
        if (!query.isInteger(column)) return damagedRow(connection, "aggregates", name, "a count or sequence is no whole number");
    }
    return AggregateRow{AggregateId(id),          std::string(query.text(2)), query.int64(3),     Sequence(query.int64(4)),
                        Sequence(query.int64(5)), readTime(query, 6),         readTime(query, 7), std::string(query.text(8))};
}

/// The key of the last of the skipped rows; nothing where the list ends before.
Result<std::optional<Key>> keyAfterSkip(Connection& connection, TenantId tenant, const AggregateQuery& query,
                                        const std::optional<Key>& after, std::size_t skipRows)
{
    Merge keys(connection, tenant, query, after, Columns::Key);
    for (std::size_t i = 0; i < skipRows; ++i) {
        VCI_TRY(const bool found, keys.advance());
        if (!found) return std::optional<Key>();
    }
    return std::optional(keys.current().key());
}

}  // namespace

Result<AggregatePage> listAggregates(Connection& connection, TenantId tenant, const AggregateQuery& query,
                                     const PageRequest& page)
{
    AggregatePage result;
    if (page.limitRows == 0) return makeError(ErrorCode::Usage, "a page must have at least one row, not 0");
    VCI_TRY(auto after, keyAfter(query.sort, page.after));
    if (page.skipRows > 0) {
        VCI_TRY(after, keyAfterSkip(connection, tenant, query, after, page.skipRows));
        if (!after) return result;
    }
    Merge rows(connection, tenant, query, after, Columns::Row);
    std::optional<Key> last = after;
    while (true) {
        VCI_TRY(const bool found, rows.advance());
        if (!found) return result;
        if (result.rows.size() == page.limitRows) break;
        Key key = rows.current().key();
        if (last && !last->comesBefore(key)) return damagedRow(connection, "aggregates", key.id, "its index is out of order");
        VCI_TRY(auto row, readRow(connection, rows.current().row()));
        result.rows.push_back(std::move(row));
        last = std::move(key);
    }
    result.next = cursorOf(cursorName(query.sort), {last->value, ColumnValue::ofText(last->id)});
    return result;
}

Result<AggregateRow> readAggregate(Connection& connection, TenantId tenant, AggregateId id)
{
    VCI_TRY(auto query, connection.query("SELECT 0, aggregate_id, aggregate_type, event_count, first_sequence, last_sequence, "
                                         "first_timestamp, last_timestamp, last_event_type FROM aggregates "
                                         "WHERE tenant_id = ?1 AND aggregate_id = ?2"));
    query.bind(1, tenant.uuid()).bind(2, id.uuid());
    VCI_TRY(const bool found, query.step(kDoing));
    if (!found) return makeError(ErrorCode::NotFound, "there is no aggregate " + id.toString() + " in this tenant");
    return readRow(connection, query);
}

Result<std::vector<TypeCount>> countAggregateTypes(Connection& connection, TenantId tenant)
{
    std::vector<TypeCount> counts;
    VCI_TRY(auto query, connection.query("SELECT aggregate_type, count(*) FROM aggregates INDEXED BY aggregates_by_type "
                                         "WHERE tenant_id = ?1 GROUP BY aggregate_type"));
    query.bind(1, tenant.uuid());
    while (true) {
        VCI_TRY(const bool found, query.step(kDoing));
        if (!found) break;
        counts.push_back(TypeCount{std::string(query.text(0)), query.int64(1)});
    }
    std::sort(counts.begin(), counts.end(),
              [](const TypeCount& a, const TypeCount& b) { return a.count != b.count ? a.count > b.count : a.type < b.type; });
    return counts;
}

}  // namespace vci::store::sqlite
