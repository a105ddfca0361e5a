// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/store/recordreader.h"

#include "core/base/postgrestime.h"
#include "core/store/cursor.h"
#include "core/store/listdifference.h"
#include "core/store/postgres/eventlist.h"
#include "core/store/postgres/indexcheck.h"
#include "core/store/postgres/inspect.h"
#include "core/store/postgres/layout.h"
#include "core/store/postgres/logentry.h"
#include "core/store/postgres/postgresstore.h"
#include "core/store/postgres/rows.h"
#include "core/store/postgres/rowstream.h"

#include <algorithm>
#include <array>

namespace vci::store::postgres {

namespace {

/// A statement's result stands in memory as a whole.
constexpr std::int64_t kRowsPerStatement = 4'096;
constexpr std::int64_t kRowsPerLook = 50'000;
/// Whether what the list is paged by says of an aggregate what the list says. Where it is stale its figures lag on purpose: they
/// are of an earlier state, until the sequencer comes by, which a time in the future would keep away.
constexpr std::string_view kIsInEveryOrder =
    "(y.aggregate_id IS NOT NULL AND y.aggregate_type = a.aggregate_type AND ((y.event_count = a.event_count AND "
    "y.last_timestamp = a.last_timestamp) OR (y.stale AND y.event_count BETWEEN 1 AND a.event_count AND y.last_timestamp BETWEEN "
    "a.first_timestamp AND a.last_timestamp AND y.refreshed_at <= statement_timestamp() AT TIME ZONE 'UTC' + interval '1 "
    "hour')))";
enum Column : int { Id = 0, Number = 12, LogEvent = 13, LeafHash = 14, Adopted = 15, Entry = 16, Head = 17 };

bool isTrue(const pqxx::row& row, int column)
{
    return text(row, column) == "t";
}

class PostgresRecordReader final : public RecordReader {
public:
    PostgresRecordReader(std::unique_ptr<Session> session, TenantId tenant, Layout layout)
        : m_session(std::move(session))
        , m_tenant(tenant)
        , m_layout(layout)
        , m_tenantSql(literal(tenant.uuid()))
    {
    }

    Result<RecordInfo> info(std::stop_token stop) override;
    Result<void> visitLog(LogIndex from, RecordVisitor& visitor, std::stop_token stop) override;
    std::optional<std::int64_t> headWhenVisited() const override { return m_head; }
    Result<void> visitOlder(const std::string& olderLogId, RecordVisitor& visitor, std::stop_token stop) override;
    Result<void> visitOutside(RecordVisitor& visitor, std::stop_token stop) override;
    Result<std::optional<std::vector<ListedAggregate>>> listed(std::stop_token stop) override;
    Result<std::vector<ListDifference>> listDifferences(std::stop_token stop) override;
    Result<std::vector<EventId>> adoptedOf(AggregateId aggregate, std::stop_token stop) override;
    void interrupt() override { m_session->interrupt(); }

private:
    struct Page {
        std::size_t rows = 0;
        bool wantsMore = true;
    };
    /// Gives one row to the visitor; whether it wants more. event: what stands in the row, if any.
    [[nodiscard]] Result<bool> visitRow(Fields fields, RecordRow::Standing standing, RecordVisitor& visitor,
                                        std::optional<Row>& event);
    /// Gives the rows to the visitor; each event to afterwards too.
    template <typename Afterwards>
    [[nodiscard]] Result<Page> visitRows(const pqxx::result& rows, RecordRow::Standing standing, RecordVisitor& visitor,
                                         Afterwards afterwards);
    /// What the statement gives, in a transaction of its own.
    [[nodiscard]] Result<pqxx::result> rowsOf(const std::string& sql);
    [[nodiscard]] std::string entriesFrom(std::int64_t index) const;
    /// FROM the list of aggregates, a, beside what it is sorted by, y.
    [[nodiscard]] std::string listAndOrder() const;
    [[nodiscard]] Result<void> visitStock(RecordVisitor& visitor, std::stop_token stop);
    [[nodiscard]] Result<bool> visitQueue(RecordVisitor& visitor, const std::stop_token& stop);
    [[nodiscard]] Result<void> visitNeither(RecordVisitor& visitor, const std::stop_token& stop);
    /// Whether rows from before the migration still wait for their entries: sequencing them is not finished, as far as all that
    /// is recorded of it says.
    [[nodiscard]] Result<bool> adoptionIsUnderWay();
    /// True where the rows counted in log and queue are all that there are.
    [[nodiscard]] Result<bool> metAllRows();

    std::unique_ptr<Session> m_session;
    TenantId m_tenant;
    Layout m_layout;
    std::string m_tenantSql;
    std::string m_logId;  ///< in force when it was first asked for
    std::int64_t m_met = 0;
    bool m_logWasVisited = false;
    std::int64_t m_entries = 0;     ///< met by the walk
    std::int64_t m_lastEntry = -1;  ///< the index of the last
    std::optional<std::int64_t> m_head;
};

Result<RecordInfo> PostgresRecordReader::info(std::stop_token stop)
{
    if (m_layout == Layout::Stock) return RecordInfo{};
    const Session::Call call(*m_session, std::move(stop));
    return m_session->read(m_tenant, [&](ReadTransaction& transaction) -> Result<RecordInfo> {
        RecordInfo info;
        info.hasLog = true;
        // The newest is in force (POSTGRES 2, "After a restore").
        for (const pqxx::row& row : transaction.exec("SELECT log_id FROM logs ORDER BY since, log_id DESC"))
            info.olderLogs.emplace_back(text(row, 0));
        if (info.olderLogs.empty()) return makeError(ErrorCode::Damaged, m_session->label() + ": its table logs is empty");
        info.logId = std::move(info.olderLogs.back());
        info.olderLogs.pop_back();
        if (m_logId.empty()) m_logId = info.logId;
        const pqxx::result head = transaction.exec("SELECT size FROM log_heads WHERE tenant_id = " + m_tenantSql +
                                                   " AND log_id = " + transaction.quote(info.logId));
        if (!head.empty()) info.headSize = number(head.front(), 0);
        return info;
    });
}

Result<pqxx::result> PostgresRecordReader::rowsOf(const std::string& sql)
{
    return m_session->read(m_tenant, [&](ReadTransaction& transaction) -> Result<pqxx::result> { return transaction.exec(sql); });
}

Result<bool> PostgresRecordReader::visitRow(Fields fields, RecordRow::Standing standing, RecordVisitor& visitor,
                                            std::optional<Row>& event)
{
    RecordRow row{standing, {}, {}, {}};
    if (standing == RecordRow::Standing::Logged) {
        row.index = LogIndex(number(fields[Number]));
        row.loggedEvent = EventId::tryFromString(fields[LogEvent].value_or(""));
        row.loggedLeaf = readHash(fields[LeafHash].value_or(""));
    }
    event.reset();
    if (fields[Id]) {
        VCI_TRY(event, readRow(fields));
        row.event = event->view;
        row.event->pos = row.index;
        row.aggregateId = event->aggregateId;
        row.isAdopted = fields[Adopted] == "t";
        if (standing != RecordRow::Standing::Unlogged) ++m_met;
    }
    if (standing == RecordRow::Standing::Unlogged && fields[LogEvent]) row.standing = RecordRow::Standing::Queued;
    return visitor.visit(row);
}

template <typename Afterwards>
Result<PostgresRecordReader::Page> PostgresRecordReader::visitRows(const pqxx::result& rows, RecordRow::Standing standing,
                                                                   RecordVisitor& visitor, Afterwards afterwards)
{
    Page page{rows.size()};
    std::vector<Field> columns;
    std::optional<Row> event;
    for (const pqxx::row& row : rows) {
        VCI_TRY(page.wantsMore, visitRow(fieldsOf(row, columns), standing, visitor, event));
        if (!page.wantsMore) return page;
        if (event) afterwards(*event);
    }
    return page;
}

std::string PostgresRecordReader::entriesFrom(std::int64_t index) const
{
    // The head stands in every row: only so it is that of the moment that the entries are of.
    return "SELECT " + std::string(kEventColumns) +
           ", l.log_index, l.event_id, l.leaf_hash, e.adopted, l.ctid, (SELECT h.size FROM log_heads h WHERE h.tenant_id = " +
           m_tenantSql + " AND h.log_id = " + std::string(kLogInForce) +
           ") FROM event_log l LEFT JOIN event_store e ON e.tenant_id = " + m_tenantSql +
           " AND e.id = l.event_id WHERE l.tenant_id = " + m_tenantSql + " AND l.log_id = " + std::string(kLogInForce) +
           " AND l.log_index >= " + std::to_string(index) + " ORDER BY l.log_index";
}

Result<void> PostgresRecordReader::visitLog(LogIndex from, RecordVisitor& visitor, std::stop_token stop)
{
    if (m_layout == Layout::Stock) return {};
    const Session::Call call(*m_session, stop);
    m_logWasVisited = m_logWasVisited || from.value() == 0;
    std::int64_t last = from.value();
    // The entries of that index that were met. Where its key was taken away, an event may stand there twice, and its entry comes
    // once for each.
    std::vector<std::string> met;
    return m_session->read(m_tenant, [&](ReadTransaction& transaction) -> Result<void> {
        if (m_logId.empty()) m_logId = text(transaction.exec("SELECT " + std::string(kLogInForce)).front(), 0);
        // Not the first time where the server broke off what nobody told it to: then those of `last` were given.
        const std::int64_t resumed = met.empty() ? -1 : last;
        RowStream rows(transaction, entriesFrom(last), RowStream::Serving::OneProcess);
        std::optional<Row> event;
        std::vector<Field> repeated;
        while (const auto fields = rows.next()) {
            if (stop.stop_requested()) return cancelled();
            m_head = number((*fields)[Head]);
            const std::int64_t index = number((*fields)[Number]);
            if (index != last) met.clear();
            last = index;
            const std::string_view entry = (*fields)[Entry].value_or("");
            const bool wasMet = std::ranges::find(met, entry) != met.end();
            if (wasMet && index == resumed) continue;
            bool wantsMore = false;
            if (wasMet) {
                // The entry is of one row only.
                repeated.assign(fields->begin(), fields->end());
                repeated[LogEvent].reset();
                VCI_TRY(wantsMore, visitRow(repeated, RecordRow::Standing::Unlogged, visitor, event));
            } else {
                met.emplace_back(entry);
                ++m_entries;
                m_lastEntry = index;
                VCI_TRY(wantsMore, visitRow(*fields, RecordRow::Standing::Logged, visitor, event));
            }
            if (!wantsMore) return {};
        }
        return {};
    });
}

Result<void> PostgresRecordReader::visitOlder(const std::string& olderLogId, RecordVisitor& visitor, std::stop_token stop)
{
    const Session::Call call(*m_session, stop);
    for (std::int64_t next = 0;;) {
        if (stop.stop_requested()) return cancelled();
        VCI_TRY(const pqxx::result rows, m_session->read(m_tenant, [&](ReadTransaction& transaction) -> Result<pqxx::result> {
            return transaction.exec("SELECT " + std::string(kEventColumns) +
                                    ", l.log_index, l.event_id, l.leaf_hash, e.adopted FROM event_log l LEFT JOIN event_store e "
                                    "ON e.tenant_id = " +
                                    m_tenantSql + " AND e.id = l.event_id WHERE l.tenant_id = " + m_tenantSql +
                                    " AND l.log_id = " + transaction.quote(olderLogId) + " AND l.log_index >= " +
                                    std::to_string(next) + " ORDER BY l.log_index LIMIT " + std::to_string(kRowsPerStatement));
        }));
        VCI_TRY(const Page page, visitRows(rows, RecordRow::Standing::Logged, visitor, [](const Row&) {}));
        if (!page.wantsMore || page.rows < static_cast<std::size_t>(kRowsPerStatement)) return {};
        next = number(rows.back(), Number) + 1;
    }
}

Result<void> PostgresRecordReader::visitOutside(RecordVisitor& visitor, std::stop_token stop)
{
    if (m_layout == Layout::Stock) return visitStock(visitor, std::move(stop));
    const Session::Call call(*m_session, stop);
    VCI_TRY(const bool wantsMore, visitQueue(visitor, stop));
    if (!wantsMore) return {};
    if (m_logWasVisited) VCI_CHECK(checkLogIndex(*m_session, m_tenant, m_logId, m_entries, m_lastEntry));
    VCI_TRY(const bool isWhole, metAllRows());
    return isWhole ? Result<void>() : visitNeither(visitor, stop);
}

Result<void> PostgresRecordReader::visitStock(RecordVisitor& visitor, std::stop_token stop)
{
    const Session::Call call(*m_session, stop);
    EventList events(*m_session, m_tenant, m_layout);
    PageRequest request;
    request.limitRows = static_cast<std::size_t>(kRowsPerStatement);
    do {
        if (stop.stop_requested()) return cancelled();
        VCI_TRY(const EventPage page, events.all(request));
        for (const Event& event : page.events) {
            RecordRow row{RecordRow::Standing::Queued, {}, {}, {}};
            row.event = EventView{event.id,
                                  event.aggregateType,
                                  event.eventType,
                                  event.eventVersion,
                                  event.sequence,
                                  event.timestamp.at,
                                  event.timestamp.foreignText,
                                  event.causationId,
                                  event.correlationId,
                                  event.eventData,
                                  event.metadata,
                                  event.blockchainTxHash,
                                  {}};
            row.aggregateId = event.aggregateId;
            row.isAdopted = true;
            if (!visitor.visit(row)) return {};
        }
        request.after = page.next;
    } while (request.after);
    return {};
}

Result<bool> PostgresRecordReader::visitQueue(RecordVisitor& visitor, const std::stop_token& stop)
{
    std::int64_t after = -1;
    while (true) {
        if (stop.stop_requested()) return cancelled();
        const std::string sql = "SELECT " + std::string(kEventColumns) +
                                ", p.queue_number, NULL::uuid, NULL::bytea, e.adopted FROM vci_pending('" +
                                std::to_string(after) + "'::bigint, " + std::to_string(kRowsPerStatement) +
                                ") p JOIN event_store e ON e.tenant_id = " + m_tenantSql + " AND e.id = p.event_id WHERE " +
                                hasNoEntry(m_tenantSql) + " ORDER BY p.queue_number";
        // A queue number whose event is gone gives no row: the page's end is asked for apart.
        VCI_TRY(const std::optional<std::int64_t> last,
                m_session->read(m_tenant, [&](ReadTransaction& transaction) -> Result<std::optional<std::int64_t>> {
                    const pqxx::result found =
                        transaction.exec("SELECT max(queue_number) FROM vci_pending('" + std::to_string(after) + "'::bigint, " +
                                         std::to_string(kRowsPerStatement) + ")");
                    return found.front()[0].is_null() ? std::optional<std::int64_t>() : std::optional(number(found.front(), 0));
                }));
        if (!last) return true;
        VCI_TRY(const pqxx::result rows, rowsOf(sql));
        VCI_TRY(const Page page, visitRows(rows, RecordRow::Standing::Queued, visitor, [](const Row&) {}));
        if (!page.wantsMore) return false;
        after = *last;
    }
}

Result<bool> PostgresRecordReader::metAllRows()
{
    if (!m_logWasVisited) return false;
    return m_session->read(m_tenant, [&](ReadTransaction& transaction) -> Result<bool> {
        // Counting tells nothing where an event can stand in the log twice.
        const pqxx::result unique =
            transaction.exec("SELECT EXISTS (SELECT FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid WHERE indrelid = "
                             "to_regclass('event_log') AND relname = 'event_log_event' AND indisunique AND indisvalid)");
        if (!isTrue(unique.front(), 0)) return false;
        // Nor where the queue names an event twice.
        const pqxx::result twice =
            transaction.exec("SELECT count(*) <> count(DISTINCT event_id) FROM vci_pending('-1'::bigint, 2147483647)");
        if (isTrue(twice.front(), 0)) return false;
        return countWithoutIndexes(transaction, "event_store WHERE tenant_id = " + m_tenantSql) == m_met;
    });
}

Result<bool> PostgresRecordReader::adoptionIsUnderWay()
{
    return m_session->read(m_tenant, [&](ReadTransaction& transaction) -> Result<bool> {
        const pqxx::result found = transaction.exec("SELECT " + postgres::adoptionIsUnderWay(m_tenantSql));
        return isTrue(found.front(), 0);
    });
}

Result<void> PostgresRecordReader::visitNeither(RecordVisitor& visitor, const std::stop_token& stop)
{
    VCI_TRY(const bool isUnderWay, adoptionIsUnderWay());
    const std::string waiting = isUnderWay ? "CASE WHEN e.adopted OR e.id IN (SELECT a.event_id FROM event_adoption a WHERE "
                                             "a.tenant_id = " +
                                                 m_tenantSql + ") THEN e.id END"
                                           : "NULL::uuid";
    std::string time = "-infinity";
    std::string id;
    std::int64_t neither = 0;
    while (true) {
        if (stop.stop_requested()) return cancelled();
        const std::string after = afterTimeAndId(timeLiteral(time), id);
        struct Bound {
            std::string time;
            std::string id;
        };
        // A bounded look: where nothing is unlogged, a statement must not read the whole tenant.
        VCI_TRY(const std::optional<Bound> bound,
                m_session->read(m_tenant, [&](ReadTransaction& transaction) -> Result<std::optional<Bound>> {
                    const pqxx::result found = transaction.exec(
                        "SELECT e.timestamp, e.id FROM event_store e WHERE e.tenant_id = " + m_tenantSql + after +
                        " ORDER BY e.timestamp, e.id LIMIT 1 OFFSET " + std::to_string(kRowsPerLook - 1));
                    if (found.empty()) return std::optional<Bound>();
                    return std::optional(Bound{std::string(text(found.front(), 0)), std::string(text(found.front(), 1))});
                }));
        const std::string upTo =
            bound ? " AND (e.timestamp, e.id) <= (" + timeLiteral(bound->time) + ", '" + bound->id + "'::uuid)" : "";
        const std::string sql = "SELECT " + std::string(kEventColumns) + ", NULL::bigint, " + waiting +
                                ", NULL::bytea, e.adopted FROM event_store e WHERE e.tenant_id = " + m_tenantSql + after + upTo +
                                " AND " + hasNoEntry(m_tenantSql) + " AND " + std::string(kIsNotQueued) +
                                " ORDER BY e.timestamp, e.id LIMIT " + std::to_string(kRowsPerStatement);
        VCI_TRY(const pqxx::result rows, rowsOf(sql));
        VCI_TRY(const Page page, visitRows(rows, RecordRow::Standing::Unlogged, visitor, [&](const Row& event) {
                    ++neither;
                    time = std::string(event.timeText);
                    id = event.view.id.toString();
                }));
        if (!page.wantsMore) return {};
        if (page.rows == static_cast<std::size_t>(kRowsPerStatement)) continue;
        if (!bound) return checkRowsWithoutEntry(*m_session, m_tenant, neither);
        time = bound->time;
        id = bound->id;
    }
}

Result<std::optional<std::vector<RecordReader::ListedAggregate>>> PostgresRecordReader::listed(std::stop_token stop)
{
    if (m_layout == Layout::Stock) return std::optional<std::vector<ListedAggregate>>();
    const Session::Call call(*m_session, std::move(stop));
    return m_session->read(m_tenant, [&](ReadTransaction& transaction) -> Result<std::optional<std::vector<ListedAggregate>>> {
        std::vector<ListedAggregate> list;
        RowStream rows(transaction, "SELECT a.aggregate_id, a.aggregate_type, a.event_count, a.first_sequence, a.last_sequence, "
                                    "a.first_timestamp, a.last_timestamp, a.last_event_type, " +
                                        std::string(kIsInEveryOrder) + listAndOrder());
        const auto time = [](const Field& field) {
            const auto read = tryParsePostgresTime(field.value_or(""));
            return read ? read->at : Timestamp(0);
        };
        while (const auto fields = rows.next()) {
            const auto& row = *fields;
            const auto id = AggregateId::tryFromString(row[0].value_or(""));
            if (!id) continue;
            list.push_back({*id, std::string(row[1].value_or("")), number(row[2]), Sequence(number(row[3])),
                            Sequence(number(row[4])), time(row[5]), time(row[6]), std::string(row[7].value_or("")),
                            row[8] == "t"});
        }
        return std::optional(std::move(list));
    });
}

std::string PostgresRecordReader::listAndOrder() const
{
    return " FROM aggregates a LEFT JOIN aggregate_activity y ON y.tenant_id = " + m_tenantSql +
           " AND y.aggregate_id = a.aggregate_id WHERE a.tenant_id = " + m_tenantSql;
}

Result<std::vector<RecordReader::ListDifference>> PostgresRecordReader::listDifferences(std::stop_token stop)
{
    const Session::Call call(*m_session, std::move(stop));
    return m_session->read(m_tenant, [&](ReadTransaction& transaction) -> Result<std::vector<ListDifference>> {
        std::vector<ListDifference> differences;
        // Where events are of several types, any of them may stand in the list.
        RowStream rows(
            transaction,
            "SELECT id, coalesce(listed.events, 0), coalesce(there.events, 0), listed.type, CASE WHEN there.type = "
            "there.other_type THEN there.type ELSE listed.type END, listed.first_sequence, there.first_sequence, "
            "listed.last_sequence, there.last_sequence, listed.first_timestamp, there.first_timestamp, listed.last_timestamp, "
            "there.last_timestamp, listed.last_event_type, there.last_event_type, CASE WHEN listed.in_every_order THEN 'the "
            "same' ELSE 'another' END, 'the same' FROM (SELECT a.aggregate_id AS id, a.event_count AS events, a.aggregate_type "
            "AS type, a.first_sequence, a.last_sequence, a.first_timestamp, a.last_timestamp, a.last_event_type, " +
                std::string(kIsInEveryOrder) + " AS in_every_order" + listAndOrder() +
                ") AS listed FULL JOIN (SELECT e.aggregate_id AS id, count(*) AS events, min(e.aggregate_type) AS type, "
                "max(e.aggregate_type) AS other_type, min(e.sequence_number) AS first_sequence, max(e.sequence_number) AS "
                "last_sequence, min(e.timestamp) AS first_timestamp, max(e.timestamp) AS last_timestamp, (array_agg(e.event_type "
                "ORDER BY e.sequence_number DESC, e.timestamp DESC, e.id DESC))[1] AS last_event_type FROM event_log l JOIN "
                "event_store e ON e.tenant_id = " +
                m_tenantSql + " AND e.id = l.event_id WHERE l.tenant_id = " + m_tenantSql +
                " AND l.log_id = " + std::string(kLogInForce) + " GROUP BY e.aggregate_id) AS there USING (id) ORDER BY id");
        while (const auto fields = rows.next()) {
            const auto& row = *fields;
            const auto id = AggregateId::tryFromString(row[0].value_or(""));
            if (!id) continue;
            std::array<std::string_view, (kListedColumns + 1) * 2> pairs;
            for (std::size_t i = 0; i < pairs.size(); ++i) pairs[i] = row[i + 3].value_or("");
            if (auto difference = listDifference(*id, number(row[1]), number(row[2]), pairs))
                differences.push_back(std::move(*difference));
        }
        return differences;
    });
}

Result<std::vector<EventId>> PostgresRecordReader::adoptedOf(AggregateId aggregate, std::stop_token stop)
{
    const Session::Call call(*m_session, std::move(stop));
    return m_session->read(m_tenant, [&](ReadTransaction& transaction) -> Result<std::vector<EventId>> {
        const std::string adopted = m_layout == Layout::Stock ? "" : " AND adopted";
        std::vector<EventId> ids;
        for (const pqxx::row& row : transaction.exec("SELECT id FROM event_store WHERE tenant_id = " + m_tenantSql +
                                                     " AND aggregate_id = " + literal(aggregate.uuid()) + adopted)) {
            VCI_TRY(const Uuid id, readUuid(row, 0));
            ids.emplace_back(id);
        }
        return ids;
    });
}

}  // namespace

Result<std::unique_ptr<RecordReader>> openPostgresRecordReader(const std::string& uri, TenantId tenant)
{
    VCI_TRY(auto session, Session::open(uri));
    VCI_TRY(const SourceInfo info, inspect(*session, uri));
    VCI_CHECK(checkTenant(*session, tenant));
    return std::unique_ptr<RecordReader>(
        std::make_unique<PostgresRecordReader>(std::move(session), tenant, info.hasLog ? Layout::Hardened : Layout::Stock));
}

}  // namespace vci::store::postgres
