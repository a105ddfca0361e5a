// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/store/sqlite/finder.h"

#include "core/store/findtext.h"
#include "core/store/sqlite/aggregatelist.h"
#include "core/store/sqlite/rows.h"

#include <algorithm>

namespace vci::store::sqlite {

namespace {

constexpr std::string_view kDoing = "searching events";
constexpr std::string_view kCounting = "counting events";
constexpr std::int64_t kRowsPerPage = 20'000;
constexpr char kPastHexDigits = 'g';  ///< sorts above every character of a UUID

class Finder {
public:
    Finder(Connection& connection, const Connection::Call& call, TenantId tenant, const FindQuery& query)
        : m_connection(connection)
        , m_call(call)
        , m_tenant(tenant)
        , m_text(query.text)
        , m_limit(query.limitHits)
    {
    }

    Result<std::vector<FindHit>> run(const ProgressFunction& progress)
    {
        if (m_text.isEmpty()) return std::vector<FindHit>();
        if (m_text.idPrefix()) {
            VCI_TRY(auto transaction, Transaction::begin(m_connection));
            VCI_CHECK(findAggregates());
            VCI_CHECK(findEvents());
            VCI_CHECK(findCorrelations());
        }
        // Digits alone may be the beginning of an id as well as part of a phone number.
        const bool searchPayloads = m_hits.empty() || !m_text.idPrefix() || m_text.isNumber();
        if (searchPayloads) VCI_CHECK(findPayloads(progress));
        return std::move(m_hits);
    }

private:
    [[nodiscard]] std::int64_t room() const { return static_cast<std::int64_t>(m_limit - std::min(m_limit, m_hits.size())); }

    Result<Query> prefixQuery(std::string_view sql)
    {
        VCI_TRY(auto query, m_connection.query(sql));
        query.bind(1, m_tenant.uuid())
            .bind(2, std::string_view(*m_text.idPrefix()))
            .bind(3, std::string_view(*m_text.idPrefix() + kPastHexDigits))
            .bind(4, room());
        return query;
    }

    Result<void> findAggregates()
    {
        VCI_TRY(auto query,
                prefixQuery("SELECT aggregate_id, aggregate_type, last_timestamp FROM aggregates WHERE tenant_id = ?1 "
                            "AND aggregate_id >= ?2 AND aggregate_id < ?3 ORDER BY aggregate_id LIMIT ?4"));
        while (true) {
            VCI_TRY(const bool found, query.step(kDoing));
            if (!found) return {};
            VCI_TRY(const Uuid id, readUuid(m_connection, query, 0, "aggregates", "aggregate_id", query.text(0)));
            m_hits.push_back(FindHit{
                FindHit::Kind::Aggregate, AggregateId(id), std::string(query.text(1)), {}, {}, {}, readTime(query, 2), {}});
        }
    }

    Result<void> findEvents()
    {
        VCI_TRY(auto query,
                prefixQuery("SELECT aggregate_id, aggregate_type, id, sequence_number, correlation_id, timestamp, rowid "
                            "FROM event_store WHERE tenant_id = ?1 AND id >= ?2 AND id < ?3 ORDER BY id LIMIT ?4"));
        return takeEvents(query, FindHit::Kind::Event);
    }

    /// One hit for each correlation, with its first event: jumps from one id to the next above it.
    Result<void> findCorrelations()
    {
        VCI_TRY(auto query,
                prefixQuery("SELECT aggregate_id, aggregate_type, id, sequence_number, correlation_id, timestamp, rowid "
                            "FROM event_store INDEXED BY event_store_correlation WHERE tenant_id = ?1 "
                            "AND correlation_id >= ?2 AND correlation_id < ?3 ORDER BY correlation_id, timestamp LIMIT 1"));
        while (room() > 0) {
            const std::size_t before = m_hits.size();
            VCI_CHECK(takeEvents(query, FindHit::Kind::Correlation));
            if (m_hits.size() == before) return {};
            VCI_CHECK(findEarlier());
            const std::string id = m_hits.back().correlationId->toString();
            m_hits.back().eventId.reset();
            m_hits.back().sequence.reset();
            query.reset();
            query.bind(2, std::string_view(id + '!'));
        }
        return {};
    }

    /// The index has the texts of foreign times behind all numbers; the last hit's correlation may begin with one.
    Result<void> findEarlier()
    {
        VCI_TRY(auto query,
                m_connection.query("SELECT aggregate_id, aggregate_type, id, sequence_number, correlation_id, timestamp, rowid "
                                   "FROM event_store INDEXED BY event_store_correlation WHERE tenant_id = ?1 "
                                   "AND correlation_id = ?2 AND timestamp >= '' ORDER BY vci_instant(timestamp) LIMIT 1"));
        query.bind(1, m_tenant.uuid()).bind(2, m_hits.back().correlationId->uuid());
        VCI_TRY(const bool found, query.step(kDoing));
        if (!found) return {};
        VCI_TRY(auto hit, readHit(query, FindHit::Kind::Correlation));
        if (hit.at->at < m_hits.back().at->at) m_hits.back() = std::move(hit);
        return {};
    }

    /// Columns: aggregate_id, aggregate_type, id, sequence_number, correlation_id, timestamp, rowid.
    Result<void> takeEvents(Query& query, FindHit::Kind kind)
    {
        while (true) {
            VCI_TRY(const bool found, query.step(kDoing));
            if (!found) return {};
            VCI_TRY(auto hit, readHit(query, kind));
            m_hits.push_back(std::move(hit));
        }
    }

    Result<FindHit> readHit(const Query& query, FindHit::Kind kind) const
    {
        const std::string row = std::to_string(query.int64(6));
        VCI_TRY(const Uuid aggregate, readUuid(m_connection, query, 0, "event_store", "aggregate_id", row));
        VCI_TRY(const Uuid id, readUuid(m_connection, query, 2, "event_store", "id", row));
        std::optional<CorrelationId> correlation;
        if (!query.isNull(4)) {
            VCI_TRY(const Uuid uuid, readUuid(m_connection, query, 4, "event_store", "correlation_id", row));
            correlation = CorrelationId(uuid);
        }
        return FindHit{kind,
                       AggregateId(aggregate),
                       std::string(query.text(1)),
                       EventId(id),
                       Sequence(query.int64(3)),
                       correlation,
                       readTime(query, 5),
                       {}};
    }

    Result<void> findPayloads(const ProgressFunction& progress)
    {
        std::int64_t below = INT64_MAX;
        std::int64_t seen = 0;
        while (room() > 0) {
            VCI_CHECK(m_call.check());
            VCI_TRY(const std::int64_t rows, findPayloadsOfPage(below));
            if (rows == 0) return {};
            seen += rows;
            if (progress) progress(seen);
        }
        return {};
    }

    /// Reads the rows under a rowid, and moves it down. The number of rows read.
    Result<std::int64_t> findPayloadsOfPage(std::int64_t& below)
    {
        VCI_TRY(auto query,
                m_connection.query("SELECT aggregate_id, aggregate_type, id, sequence_number, correlation_id, timestamp, rowid, "
                                   "event_data, metadata FROM event_store NOT INDEXED WHERE tenant_id = ?1 AND rowid < ?2 "
                                   "ORDER BY rowid DESC LIMIT ?3"));
        query.bind(1, m_tenant.uuid()).bind(2, below).bind(3, kRowsPerPage);
        std::int64_t rows = 0;
        while (room() > 0) {
            VCI_TRY(const bool found, query.step(kDoing));
            if (!found) break;
            if (query.int64(6) >= below)
                return damagedRow(m_connection, "event_store", std::to_string(below), "its rows are out of order");
            below = query.int64(6);
            ++rows;
            for (const int column : {7, 8}) {
                const std::string_view payload = query.text(column);
                const auto match = m_text.match(payload);
                if (!match) continue;
                VCI_TRY(auto hit, readHit(query, FindHit::Kind::Payload));
                hit.excerpt = FindText::excerpt(payload, *match);
                m_hits.push_back(std::move(hit));
                break;
            }
        }
        return rows;
    }

    Connection& m_connection;
    const Connection::Call& m_call;
    TenantId m_tenant;
    FindText m_text;
    std::size_t m_limit;
    std::vector<FindHit> m_hits;
};

void widen(std::optional<RecordedTime>& first, std::optional<RecordedTime>& last, const RecordedTime& time)
{
    if (!first || time.at < first->at) first = time;
    if (!last || time.at > last->at) last = time;
}

}  // namespace

Result<std::vector<FindHit>> findInCaseFile(Connection& connection, const Connection::Call& call, TenantId tenant,
                                            const FindQuery& query, const ProgressFunction& progress)
{
    return Finder(connection, call, tenant, query).run(progress);
}

Result<Statistics> readStatistics(Connection& connection, const Connection::Call& call, TenantId tenant, const std::string& logId)
{
    Statistics statistics;
    VCI_TRY(auto aggregates, connection.query("SELECT count(*) FROM aggregates WHERE tenant_id = ?1"));
    aggregates.bind(1, tenant.uuid());
    VCI_TRY(const bool counted, aggregates.step(kCounting));
    statistics.aggregates = counted ? aggregates.int64(0) : 0;
    aggregates.reset();

    std::map<std::string, std::int64_t, std::less<>> byType;
    std::map<std::string, std::int64_t, std::less<>> byAggregateType;
    const auto count = [](auto& counts, std::string_view name) {
        const auto found = counts.find(name);
        if (found != counts.end())
            ++found->second;
        else
            counts.emplace(name, 1);
    };
    std::int64_t above = INT64_MIN;
    for (bool more = true; more;) {
        VCI_CHECK(call.check());
        more = false;
        // The plus signs keep SQLite from the index that begins with tenant_id: there every event would read the whole log.
        VCI_TRY(auto query, connection.query(
                                "SELECT e.rowid, e.event_type, e.aggregate_type, e.timestamp, "
                                "(l.event_id IS e.id AND l.tenant_id IS e.tenant_id AND l.log_id IS ?3) OR EXISTS (SELECT 1 FROM "
                                "event_log m WHERE m.event_id = e.id AND +m.tenant_id = ?1 AND +m.log_id = ?3) "
                                "FROM event_store e NOT INDEXED LEFT JOIN event_log l ON l.rowid = e.rowid "
                                "WHERE e.tenant_id = ?1 AND e.rowid > ?2 ORDER BY e.rowid LIMIT ?4"));
        query.bind(1, tenant.uuid()).bind(2, above).bind(3, std::string_view(logId)).bind(4, kRowsPerPage);
        while (true) {
            VCI_TRY(const bool found, query.step(kCounting));
            if (!found) break;
            if (query.int64(0) <= above) {
                return damagedRow(connection, "event_store", std::to_string(above), "its rows are out of order");
            }
            above = query.int64(0);
            more = true;
            ++statistics.events;
            count(byType, query.text(1));
            count(byAggregateType, query.text(2));
            widen(statistics.first, statistics.last, readTime(query, 3));
            if (query.int64(4) == 0) ++statistics.unsequenced;
        }
    }
    statistics.byType = {byType.begin(), byType.end()};
    statistics.byAggregateType = {byAggregateType.begin(), byAggregateType.end()};
    return statistics;
}

}  // namespace vci::store::sqlite
