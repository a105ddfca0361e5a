// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/store/postgres/finder.h"

#include "core/store/findtext.h"
#include "core/store/postgres/aggregatelist.h"
#include "core/store/postgres/rows.h"
#include "core/store/postgres/timetext.h"

#include <algorithm>

namespace vci::store::postgres {

namespace {

constexpr std::int64_t kRowsPerSearch = 20'000;
constexpr std::int64_t kRowsPerCount = 500'000;
constexpr std::string_view kHitColumns =
    "SELECT e.aggregate_id, e.aggregate_type, e.id, e.sequence_number, e.correlation_id, e.timestamp, e.event_data, e.metadata";

/// A stretch of time of the tenant's events, newest first.
struct Stretch {
    std::string condition;  ///< SQL, starting with AND
    std::string lower;      ///< the text of its least timestamp
    std::int64_t rows = 0;  ///< about
};

std::string ofTenant(TenantId tenant)
{
    return " FROM event_store e WHERE e.tenant_id = " + literal(tenant.uuid());
}

/// The stretch below a time (empty: from the newest). Rows of one instant are never divided. Nothing where no row is left.
std::optional<Stretch> stretchBelow(ReadTransaction& transaction, TenantId tenant, const std::string& upper, std::int64_t rows)
{
    const std::string below = upper.empty() ? std::string() : " AND e.timestamp < " + timeLiteral(upper);
    const pqxx::result bound = transaction.exec("SELECT min(s.timestamp), count(*) FROM (SELECT e.timestamp" + ofTenant(tenant) +
                                                below + " ORDER BY e.timestamp DESC LIMIT " + std::to_string(rows) + ") s");
    const std::int64_t count = number(bound.front(), 1);
    if (count == 0) return std::nullopt;
    std::string lower(text(bound.front(), 0));
    return Stretch{below + " AND e.timestamp >= " + timeLiteral(lower), lower, count};
}

class Finder {
public:
    Finder(Session& session, TenantId tenant, const FindQuery& query)
        : m_session(session)
        , m_tenant(tenant)
        , m_text(query.text)
        , m_limit(query.limitHits)
    {
    }

    Result<std::vector<FindHit>> run(const ProgressFunction& progress)
    {
        if (m_text.isEmpty()) return std::vector<FindHit>();
        if (m_text.idPrefix()) {
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
    [[nodiscard]] std::size_t room() const { return m_limit - std::min(m_limit, m_hits.size()); }

    /// column BETWEEN the least and the greatest UUID that start with the prefix.
    [[nodiscard]] std::string inRange(const std::string& column) const
    {
        const std::string& prefix = *m_text.idPrefix();
        static constexpr std::string_view kLeast = "00000000-0000-0000-0000-000000000000";
        static constexpr std::string_view kGreatest = "ffffffff-ffff-ffff-ffff-ffffffffffff";
        const std::string least = prefix + std::string(kLeast.substr(prefix.size()));
        const std::string greatest = prefix + std::string(kGreatest.substr(prefix.size()));
        return " AND " + column + " >= '" + least + "'::uuid AND " + column + " <= '" + greatest + "'::uuid";
    }

    Result<void> findAggregates()
    {
        return m_session.read(m_tenant, [&](ReadTransaction& transaction) -> Result<void> {
            const pqxx::result rows = transaction.exec(
                "SELECT i.aggregate_id, f.aggregate_type, i.last_time FROM (SELECT e.aggregate_id, max(e.timestamp) AS "
                "last_time" +
                ofTenant(m_tenant) + inRange("e.aggregate_id") + " GROUP BY e.aggregate_id ORDER BY e.aggregate_id LIMIT " +
                std::to_string(room()) + ") i CROSS JOIN LATERAL (SELECT e.aggregate_type" + ofTenant(m_tenant) +
                " AND e.aggregate_id = i.aggregate_id ORDER BY e.sequence_number, e.timestamp, e.id LIMIT 1) f "
                "ORDER BY i.aggregate_id");
            for (const pqxx::row& row : rows) {
                VCI_TRY(const Uuid id, readUuid(row, 0));
                VCI_TRY(const RecordedTime time, readTime(row, 2));
                m_hits.push_back(
                    FindHit{FindHit::Kind::Aggregate, AggregateId(id), std::string(text(row, 1)), {}, {}, {}, time, {}});
            }
            return {};
        });
    }

    Result<void> findEvents()
    {
        return m_session.read(m_tenant, [&](ReadTransaction& transaction) -> Result<void> {
            return takeHits(transaction.exec(std::string(kHitColumns) + ofTenant(m_tenant) + inRange("e.id") +
                                             " ORDER BY e.id LIMIT " + std::to_string(room())),
                            FindHit::Kind::Event);
        });
    }

    Result<void> findCorrelations()
    {
        return m_session.read(m_tenant, [&](ReadTransaction& transaction) -> Result<void> {
            const std::size_t before = m_hits.size();
            std::string sql(kHitColumns);
            sql.replace(0, 6, "SELECT DISTINCT ON (e.correlation_id)");
            VCI_CHECK(takeHits(
                transaction.exec(sql + ofTenant(m_tenant) + inRange("e.correlation_id") +
                                 " ORDER BY e.correlation_id, e.timestamp, e.aggregate_id, e.sequence_number, e.id LIMIT " +
                                 std::to_string(room())),
                FindHit::Kind::Correlation));
            for (std::size_t i = before; i < m_hits.size(); ++i) {
                m_hits[i].eventId.reset();
                m_hits[i].sequence.reset();
            }
            return {};
        });
    }

    Result<void> takeHits(const pqxx::result& rows, FindHit::Kind kind)
    {
        for (const pqxx::row& row : rows) {
            std::string excerpt;
            if (kind == FindHit::Kind::Payload) {
                // The server's comparison is a little wider than ours; ours decides.
                auto match = m_text.match(text(row, 6));
                const std::string_view payload = match ? text(row, 6) : text(row, 7);
                if (!match) match = m_text.match(payload);
                if (!match) continue;
                excerpt = FindText::excerpt(payload, *match);
            }
            VCI_TRY(const Uuid aggregate, readUuid(row, 0));
            VCI_TRY(const Uuid id, readUuid(row, 2));
            std::optional<CorrelationId> correlation;
            if (!row[4].is_null()) {
                VCI_TRY(const Uuid uuid, readUuid(row, 4));
                correlation = CorrelationId(uuid);
            }
            VCI_TRY(const RecordedTime time, readTime(row, 5));
            m_hits.push_back(FindHit{kind, AggregateId(aggregate), std::string(text(row, 1)), EventId(id),
                                     Sequence(number(row, 3)), correlation, time, std::move(excerpt)});
        }
        return {};
    }

    [[nodiscard]] std::string payloadCondition(ReadTransaction& transaction) const
    {
        const auto both = [](const std::string& before, const std::string& after) {
            return " AND (" + before + "e.event_data" + after + " OR " + before + "e.metadata" + after + ")";
        };
        if (m_text.isNumber()) {
            return both("translate(",
                        "::text, '" + std::string(FindText::numberSeparators()) + "', '') LIKE '%" + m_text.needle() + "%'");
        }
        std::string pattern = "%";
        for (const char c : m_text.needle()) {
            if (c == '%' || c == '_' || c == '\\') pattern += '\\';
            pattern += c;
        }
        // The collation folds ASCII letters alone, as FindText does: a row that only seemed to match would use up the limit.
        return both("", "::text COLLATE \"C\" ILIKE " + transaction.quote(pattern + "%"));
    }

    Result<void> findPayloads(const ProgressFunction& progress)
    {
        std::string upper;
        std::int64_t seen = 0;
        while (room() > 0) {
            VCI_TRY(
                const auto stretch, m_session.read(m_tenant, [&](ReadTransaction& transaction) -> Result<std::optional<Stretch>> {
                    auto part = stretchBelow(transaction, m_tenant, upper, kRowsPerSearch);
                    if (!part) return part;
                    VCI_CHECK(takeHits(transaction.exec(std::string(kHitColumns) + ofTenant(m_tenant) + part->condition +
                                                        payloadCondition(transaction) +
                                                        " ORDER BY e.timestamp DESC, e.id DESC LIMIT " + std::to_string(room())),
                                       FindHit::Kind::Payload));
                    return part;
                }));
            if (!stretch) return {};
            upper = stretch->lower;
            seen += stretch->rows;
            if (progress) progress(seen);
        }
        return {};
    }

    Session& m_session;
    TenantId m_tenant;
    FindText m_text;
    std::size_t m_limit;
    std::vector<FindHit> m_hits;
};

}  // namespace

Result<std::vector<FindHit>> findInDatabase(Session& session, TenantId tenant, const FindQuery& query,
                                            const ProgressFunction& progress)
{
    return Finder(session, tenant, query).run(progress);
}

/// Events of the tenant that the log in force holds; log rows whose event is gone do not count.
Result<std::int64_t> countLogged(Session& session, TenantId tenant)
{
    // By keys, not by ranges of numbers: a forged entry may stand anywhere.
    std::int64_t logged = 0;
    std::string after;
    while (true) {
        const std::string sql =
            "SELECT count(e.id), max(l.log_index) FROM (SELECT event_id, log_index FROM event_log WHERE tenant_id = " +
            literal(tenant.uuid()) + " AND log_id = " + std::string(kLogInForce) + after + " ORDER BY log_index LIMIT " +
            std::to_string(kRowsPerCount) + ") l LEFT JOIN event_store e ON e.tenant_id = " + literal(tenant.uuid()) +
            " AND e.id = l.event_id";
        VCI_TRY(const auto last, session.read(tenant, [&](ReadTransaction& transaction) -> Result<std::optional<std::int64_t>> {
            const pqxx::row row = transaction.exec(sql).front();
            logged += number(row, 0);
            return row[1].is_null() ? std::optional<std::int64_t>() : std::optional(number(row, 1));
        }));
        if (!last) break;
        after = " AND log_index > " + std::to_string(*last);
    }
    return logged;
}

Result<Statistics> readStatistics(Session& session, TenantId tenant, Layout layout)
{
    Statistics statistics;
    std::string upper;
    while (true) {
        VCI_TRY(const auto stretch, session.read(tenant, [&](ReadTransaction& transaction) -> Result<std::optional<Stretch>> {
            auto part = stretchBelow(transaction, tenant, upper, kRowsPerCount);
            if (!part) return part;
            const pqxx::result rows =
                transaction.exec("SELECT e.event_type, e.aggregate_type, count(*), min(e.timestamp), max(e.timestamp)" +
                                 ofTenant(tenant) + part->condition + " GROUP BY e.event_type, e.aggregate_type");
            for (const pqxx::row& row : rows) {
                const std::int64_t count = number(row, 2);
                statistics.events += count;
                statistics.byType[std::string(text(row, 0))] += count;
                statistics.byAggregateType[std::string(text(row, 1))] += count;
                VCI_TRY(const RecordedTime first, readTime(row, 3));
                VCI_TRY(const RecordedTime last, readTime(row, 4));
                if (!statistics.first || first.at < statistics.first->at) statistics.first = first;
                if (!statistics.last || last.at > statistics.last->at) statistics.last = last;
            }
            return part;
        }));
        if (!stretch) break;
        upper = stretch->lower;
    }
    VCI_TRY(statistics.aggregates, AggregateList(session, tenant).count());
    if (layout == Layout::Hardened) {
        VCI_TRY(const std::int64_t logged, countLogged(session, tenant));
        statistics.unsequenced = statistics.events - logged;
    }
    return statistics;
}

}  // namespace vci::store::postgres
