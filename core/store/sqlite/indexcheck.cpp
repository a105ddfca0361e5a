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

struct ListShape {
    std::string_view name;
    std::string_view columns;  ///< behind tenant_id, in its order
    int descending;            ///< which of them descends; -1: none
};
constexpr std::array kListShapes = {
    ListShape{"aggregates_by_activity",
              "last_timestamp, aggregate_id, aggregate_type, event_count, first_sequence, last_sequence, first_timestamp, "
              "last_event_type",
              0},
    ListShape{"aggregates_by_count", "event_count, aggregate_id", 0},
    ListShape{"aggregates_by_type", "aggregate_type, aggregate_id", -1},
    ListShape{"aggregates_by_type_activity",
              "aggregate_type, last_timestamp, aggregate_id, event_count, first_sequence, last_sequence, first_timestamp, "
              "last_event_type",
              1},
    ListShape{"aggregates_by_type_count", "aggregate_type, event_count, aggregate_id", 1},
};
constexpr std::size_t kMostListColumns = 8;

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

Error damagedIndex(const Connection& connection, std::string_view name, std::string_view how)
{
    return makeError(ErrorCode::Damaged, connection.file().string() + " is damaged: its index " + std::string(name) + " " +
                                             std::string(how) +
                                             ": what is looked up by it is not all that is stored; go back to an undamaged copy");
}

std::array<std::uint64_t, 2> keyByChance()
{
    std::random_device chance;
    const auto half = [&chance] { return std::uint64_t{chance()} << 32U | chance(); };
    return {half(), half()};
}

}  // namespace

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

Result<void> checkListIndexes(Connection& connection, TenantId tenant)
{
    const auto key = keyByChance();
    /// The sum over the rows that a statement gives; nothing where they do not ascend.
    const auto sumOf = [&](const std::string& sql, int columns,
                           std::optional<int> descending) -> Result<std::optional<std::uint64_t>> {
        VCI_TRY(auto query, connection.query(sql));
        query.bind(1, tenant.uuid());
        std::array<LastCell, kMostListColumns> last;
        std::uint64_t sum = 0;
        for (bool isFirst = true;; isFirst = false) {
            VCI_TRY(const bool found, query.step(kDoing));
            if (!found) return std::optional(sum);
            Digest digest(key);
            auto order = std::strong_ordering::equal;
            for (int column = 0; column < columns; ++column) {
                const Cell cell = Cell::read(query, column);
                const auto next = last.at(static_cast<std::size_t>(column)).replace(cell);
                if (std::is_eq(order)) order = column == descending ? 0 <=> next : next;
                digest.add(cell);
            }
            if (descending && !isFirst && std::is_lteq(order)) return std::optional<std::uint64_t>();
            sum += digest.value();
        }
    };
    for (const ListShape& shape : kListShapes) {
        const std::string columns(shape.columns);
        const int count = static_cast<int>(std::ranges::count(columns, ',')) + 1;
        const std::string where = " WHERE tenant_id = ?1";
        VCI_TRY(const auto table, sumOf("SELECT " + columns + " FROM aggregates NOT INDEXED" + where, count, std::nullopt));
        VCI_TRY(const auto index, sumOf("SELECT " + columns + " FROM aggregates INDEXED BY " + std::string(shape.name) + where,
                                        count, shape.descending));
        if (!index) return damagedIndex(connection, shape.name, "is out of order");
        if (index != table) return damagedIndex(connection, shape.name, "does not hold the rows of its table aggregates");
    }
    return {};
}

}  // namespace vci::store::sqlite
