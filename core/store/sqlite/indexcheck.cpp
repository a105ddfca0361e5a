// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/store/sqlite/indexcheck.h"

#include <algorithm>
#include <bit>
#include <compare>
#include <cstring>
#include <initializer_list>
#include <memory>
#include <random>
#include <string>
#include <string_view>
#include <utility>

namespace vci::store::sqlite {

namespace {

constexpr std::string_view kDoing = "reading its indexes";

// Positions in EventRows::kColumns, leaf_hash, adopted.
enum Column : int {
    Id = 0,
    TenantOf = 1,
    Aggregate = 2,
    Time = 6,
    SequenceNumber = 7,
    Causation = 8,
    Correlation = 9,
    Rowid = 13,
    IsAdopted = 18
};

struct Shape {
    std::string_view name;
    std::string_view sql;  ///< the columns of its order, the rowid last
    int columns;           ///< before the rowid
};

constexpr std::array kShapes = {
    Shape{"sqlite_autoindex_event_store_1",
          "SELECT id, rowid FROM event_store INDEXED BY sqlite_autoindex_event_store_1 WHERE tenant_id = ?1 ORDER BY id", 1},
    Shape{"event_store_sequence",
          "SELECT aggregate_id, sequence_number, rowid FROM event_store INDEXED BY event_store_sequence "
          "WHERE tenant_id = ?1 AND NOT adopted ORDER BY aggregate_id, sequence_number",
          2},
    Shape{"event_store_adopted",
          "SELECT aggregate_id, sequence_number, timestamp, id, rowid FROM event_store INDEXED BY event_store_adopted "
          "WHERE tenant_id = ?1 AND adopted ORDER BY aggregate_id, sequence_number, timestamp, id",
          4},
    Shape{"event_store_correlation",
          "SELECT correlation_id, timestamp, rowid FROM event_store INDEXED BY event_store_correlation "
          "WHERE tenant_id = ?1 AND correlation_id IS NOT NULL ORDER BY correlation_id, timestamp",
          2},
    Shape{"event_store_causation",
          "SELECT causation_id, timestamp, rowid FROM event_store INDEXED BY event_store_causation "
          "WHERE tenant_id = ?1 AND causation_id IS NOT NULL ORDER BY causation_id, timestamp",
          2},
};
constexpr std::size_t kMostColumns = 5;

/// What stands in a column; its bytes live until the query steps.
struct Cell {
    Query::Type type;
    std::int64_t number = 0;
    std::string_view bytes = {};

    [[nodiscard]] static Cell read(const Query& query, int column)
    {
        Cell cell{query.type(column)};
        if (cell.isNumber())
            cell.number = query.int64(column);
        else if (cell.type != Query::Type::Null)
            cell.bytes = query.blob(column);
        return cell;
    }
    [[nodiscard]] bool isNumber() const { return type == Query::Type::Integer || type == Query::Type::Real; }
    /// As SQLite orders them: nothing, numbers, texts, bytes.
    [[nodiscard]] int rank() const
    {
        if (isNumber()) return 1;
        return type == Query::Type::Text ? 2 : type == Query::Type::Blob ? 3 : 0;
    }
};

/// SipHash-1-3 over whole values: a keyed function of which nobody without the key can tell what it gives.
class Digest {
public:
    explicit Digest(const std::array<std::uint64_t, 2>& key)
        : m_v{key[0] ^ 0x736f6d6570736575ULL, key[1] ^ 0x646f72616e646f6dULL, key[0] ^ 0x6c7967656e657261ULL,
              key[1] ^ 0x7465646279746573ULL}
    {
    }

    Digest& addNumber(std::int64_t number)
    {
        word(static_cast<std::uint64_t>(number));
        return *this;
    }
    Digest& add(const Cell& cell)
    {
        std::string_view bytes = cell.bytes;
        if (cell.isNumber()) word(static_cast<std::uint64_t>(cell.number));
        for (; !bytes.empty(); bytes.remove_prefix(std::min<std::size_t>(bytes.size(), 8))) {
            std::uint64_t next = 0;
            std::memcpy(&next, bytes.data(), std::min<std::size_t>(bytes.size(), 8));
            word(next);
        }
        word(static_cast<std::uint64_t>(cell.type) << 56U | cell.bytes.size());
        return *this;
    }
    [[nodiscard]] std::uint64_t value()
    {
        m_v[2] ^= 0xFFU;
        for (int i = 0; i < 3; ++i) round();
        return m_v[0] ^ m_v[1] ^ m_v[2] ^ m_v[3];
    }

private:
    void word(std::uint64_t next)
    {
        m_v[3] ^= next;
        round();
        m_v[0] ^= next;
    }
    void round()
    {
        auto& [a, b, c, d] = m_v;
        a += b;
        c += d;
        b = std::rotl(b, 13) ^ a;
        d = std::rotl(d, 16) ^ c;
        a = std::rotl(a, 32);
        c += b;
        a += d;
        b = std::rotl(b, 17) ^ c;
        d = std::rotl(d, 21) ^ a;
        c = std::rotl(c, 32);
    }

    std::array<std::uint64_t, 4> m_v;
};

/// The cell of the row before.
struct LastCell {
    int rank = 0;
    std::int64_t number = 0;
    std::string bytes = {};  ///< its memory stays for the next one

    /// How the next one is to this one, which then becomes it.
    std::strong_ordering replace(const Cell& next)
    {
        auto order = next.rank() <=> rank;
        if (std::is_eq(order)) order = next.number <=> number;
        if (std::is_eq(order)) order = next.bytes <=> std::string_view(bytes);
        rank = next.rank();
        number = next.number;
        if (std::is_neq(order)) bytes.assign(next.bytes);
        return order;
    }
};

std::array<std::uint64_t, 2> keyByChance()
{
    std::random_device chance;
    const auto half = [&chance] { return std::uint64_t{chance()} << 32U | chance(); };
    return {half(), half()};
}

/// Where the columns of an index of `aggregates` stand in kListColumns, in its order behind tenant_id.
struct ListShape {
    std::string_view name;
    std::array<int, 8> columns;
    std::size_t count;
    int descending;  ///< which of them descends; -1: none
};
constexpr std::array<std::string_view, 8> kListColumns = {"aggregate_id",   "aggregate_type", "event_count",
                                                          "first_sequence", "last_sequence",  "first_timestamp",
                                                          "last_timestamp", "last_event_type"};
constexpr std::array kListShapes = {
    ListShape{"aggregates_by_activity", {6, 0, 1, 2, 3, 4, 5, 7}, 8, 0},
    ListShape{"aggregates_by_count", {2, 0}, 2, 0},
    ListShape{"aggregates_by_type", {1, 0}, 2, -1},
    ListShape{"aggregates_by_type_activity", {1, 6, 0, 2, 3, 4, 5, 7}, 8, 1},
    ListShape{"aggregates_by_type_count", {1, 2, 0}, 3, 1},
};
using ListSums = std::array<std::uint64_t, kListShapes.size()>;

std::string columnsOf(const ListShape& shape)
{
    std::string columns;
    for (std::size_t i = 0; i < shape.count; ++i)
        columns.append(i == 0 ? "" : ", ").append(kListColumns.at(static_cast<std::size_t>(shape.columns.at(i))));
    return columns;
}

/// What the rows of the table give to each index.
Result<ListSums> listSums(Connection& connection, TenantId tenant, const std::array<std::uint64_t, 2>& key)
{
    std::string columns;
    for (const std::string_view column : kListColumns) columns.append(columns.empty() ? "" : ", ").append(column);
    VCI_TRY(auto query, connection.query("SELECT " + columns + " FROM aggregates NOT INDEXED WHERE tenant_id = ?1"));
    query.bind(1, tenant.uuid());
    ListSums sums{};
    while (true) {
        VCI_TRY(const bool found, query.step(kDoing));
        if (!found) return sums;
        for (std::size_t i = 0; i < kListShapes.size(); ++i) {
            Digest digest(key);
            for (std::size_t at = 0; at < kListShapes.at(i).count; ++at)
                digest.add(Cell::read(query, kListShapes.at(i).columns.at(at)));
            sums.at(i) += digest.value();
        }
    }
}

/// The sum over an index; nothing where it is out of order.
Result<std::optional<std::uint64_t>> listSum(Connection& connection, TenantId tenant, const std::array<std::uint64_t, 2>& key,
                                             const ListShape& shape)
{
    VCI_TRY(auto query, connection.query("SELECT " + columnsOf(shape) + " FROM aggregates INDEXED BY " + std::string(shape.name) +
                                         " WHERE tenant_id = ?1"));
    query.bind(1, tenant.uuid());
    std::array<LastCell, kListColumns.size()> last;
    std::uint64_t sum = 0;
    for (bool isFirst = true;; isFirst = false) {
        VCI_TRY(const bool found, query.step(kDoing));
        if (!found) return std::optional(sum);
        Digest digest(key);
        auto order = std::strong_ordering::equal;
        for (std::size_t at = 0; at < shape.count; ++at) {
            const Cell cell = Cell::read(query, static_cast<int>(at));
            const auto next = last.at(at).replace(cell);
            // NOLINTNEXTLINE(modernize-use-nullptr): an order turned round
            if (std::is_eq(order)) order = static_cast<int>(at) == shape.descending ? 0 <=> next : next;
            digest.add(cell);
        }
        if (!isFirst && std::is_lteq(order)) return std::optional<std::uint64_t>();
        sum += digest.value();
    }
}

/// The same for the indexes of `aggregates`, which lists of them are paged by: at one moment, since a writer changes its rows.
Result<void> checkListIndexes(Connection& connection, TenantId tenant, const std::array<std::uint64_t, 2>& key)
{
    VCI_TRY(const auto transaction, Transaction::begin(connection));
    VCI_TRY(const ListSums table, listSums(connection, tenant, key));
    for (std::size_t i = 0; i < kListShapes.size(); ++i) {
        const std::string_view name = kListShapes.at(i).name;
        VCI_TRY(const auto index, listSum(connection, tenant, key, kListShapes.at(i)));
        if (!index) return damagedIndex(connection, name, "is out of order");
        if (*index != table.at(i)) return damagedIndex(connection, name, "does not hold the rows of its table aggregates");
    }
    return {};
}

}  // namespace

Error damagedIndex(const Connection& connection, std::string_view name, std::string_view how)
{
    return makeError(ErrorCode::Damaged, connection.file().string() + " is damaged: its index " + std::string(name) + " " +
                                             std::string(how) +
                                             ": what is looked up by it is not all that is stored; go back to an undamaged copy");
}

IndexCheck::IndexCheck(Connection& connection, TenantId tenant)
    : m_connection(connection)
    , m_asked{tenant, keyByChance(), 0}
{
}

IndexCheck::~IndexCheck()
{
    // The future waits for its thread.
    m_stop.request_stop();
}

IndexCheck::Row IndexCheck::rowOf(const Query& query) const
{
    const std::int64_t rowid = query.int64(Rowid);
    const bool isAdopted = query.int64(IsAdopted) != 0;
    const auto of = [&](std::initializer_list<int> columns) {
        Digest digest(m_asked.key);
        for (const int column : columns) digest.add(Cell::read(query, column));
        return digest.addNumber(rowid).value();
    };
    Row row{rowid,
            query.type(TenantOf) == Query::Type::Text,
            isAdopted,
            of({Id}),
            isAdopted ? of({Aggregate, SequenceNumber, Time, Id}) : of({Aggregate, SequenceNumber}),
            {},
            {}};
    if (!query.isNull(Correlation)) row.byCorrelation = of({Correlation, Time});
    if (!query.isNull(Causation)) row.byCausation = of({Causation, Time});
    return row;
}

Result<void> IndexCheck::begin(Result<std::unique_ptr<Connection>> another)
{
    VCI_TRY(m_asked.lastRowid, m_connection.number("SELECT max(rowid) FROM event_store NOT INDEXED", kDoing));
    m_sums = {};
    if (!another.ok()) return {};
    m_scanning = std::async(
        std::launch::async,
        [asked = m_asked, stop = m_stop.get_token()](std::unique_ptr<Connection> connection) {
            const Connection::Call call(*connection, stop);
            return scan(*connection, asked);
        },
        std::move(another).value());
    return {};
}

void IndexCheck::add(const Row& row)
{
    if (!row.isOfTenant || row.rowid > m_asked.lastRowid) return;
    m_sums[ById] += row.byId;
    m_sums[row.isAdopted ? Adopted : BySequence] += row.bySequence;
    m_sums[ByCorrelation] += row.byCorrelation.value_or(0);
    m_sums[ByCausation] += row.byCausation.value_or(0);
}

Result<void> IndexCheck::readTable()
{
    m_sums = {};
    VCI_TRY(auto query, m_connection.query("SELECT id, tenant_id, aggregate_id, NULL, NULL, NULL, timestamp, sequence_number, "
                                           "causation_id, correlation_id, NULL, NULL, NULL, rowid, NULL, NULL, NULL, NULL, "
                                           "adopted FROM event_store NOT INDEXED WHERE tenant_id = ?1 AND rowid <= ?2"));
    query.bind(1, m_asked.tenant.uuid()).bind(2, m_asked.lastRowid);
    while (true) {
        VCI_TRY(const bool found, query.step("reading its events"));
        if (!found) return {};
        add(rowOf(query));
    }
}

Result<void> IndexCheck::compare()
{
    std::optional<Result<Sums>> scanned;
    if (m_scanning.valid()) scanned.emplace(m_scanning.get());
    // What kept the other connection from reading (a medium without locks) need not keep this one.
    const bool isTold = scanned && (scanned->ok() || scanned->error().code == ErrorCode::Damaged ||
                                    scanned->error().code == ErrorCode::Cancelled);
    if (!isTold) scanned.emplace(scan(m_connection, m_asked));
    if (!scanned->ok()) return scanned->error();
    for (std::size_t index = 0; index < kIndexes; ++index) {
        if (scanned->value().at(index) == m_sums.at(index)) continue;
        return damagedIndex(m_connection, kShapes.at(index).name, "does not hold the rows of its table event_store");
    }
    return {};
}

Result<IndexCheck::Sums> IndexCheck::scan(Connection& connection, const Scan& asked)
{
    // No transaction around them all, which would keep a writer waiting: what is appended meanwhile is left out.
    Sums sums{};
    for (const Index index : {ById, BySequence, Adopted, ByCorrelation, ByCausation}) {
        VCI_TRY(sums.at(index), scan(connection, asked, index));
    }
    VCI_CHECK(checkListIndexes(connection, asked.tenant, asked.key));
    return sums;
}

Result<std::uint64_t> IndexCheck::scan(Connection& connection, const Scan& asked, Index index)
{
    const Shape& shape = kShapes.at(index);
    VCI_TRY(auto query, connection.query(shape.sql));
    query.bind(1, asked.tenant.uuid());
    std::array<LastCell, kMostColumns> last;
    std::uint64_t sum = 0;
    while (true) {
        VCI_TRY(const bool found, query.step(kDoing));
        if (!found) return sum;
        Digest digest(asked.key);
        auto order = std::strong_ordering::equal;
        for (int column = 0; column <= shape.columns; ++column) {
            const Cell cell = Cell::read(query, column);
            const auto next = last.at(static_cast<std::size_t>(column)).replace(cell);
            if (std::is_eq(order)) order = next;
            if (column < shape.columns) digest.add(cell);
        }
        if (std::is_lteq(order)) return damagedIndex(connection, shape.name, "is out of order");
        const std::int64_t rowid = query.int64(shape.columns);
        if (rowid <= asked.lastRowid) sum += digest.addNumber(rowid).value();
    }
}

}  // namespace vci::store::sqlite
