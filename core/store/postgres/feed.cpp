// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/store/postgres/feed.h"

#include "core/store/postgres/arrays.h"
#include "core/store/postgres/rows.h"
#include "core/store/postgres/rowstream.h"

namespace vci::store::postgres {

namespace {

constexpr std::int64_t kRowsPerPage = 20'000;

/// Where kEventColumns has them; what no rule reads is not fetched.
constexpr std::string_view kFeedColumns =
    "e.id, e.aggregate_id, e.aggregate_type, e.event_type, e.event_version, e.timestamp, e.sequence_number, e.causation_id, "
    "e.correlation_id, NULL, e.event_data, NULL";

/// More SQL for WHERE.
std::string ofTypes(const FeedQuery& query, const ReadTransaction& transaction)
{
    if (query.eventTypes.empty()) return {};
    ArrayText types;
    for (const std::string& type : query.eventTypes) types.add(std::string_view(type));
    return " AND e.event_type = ANY (" + transaction.quote(types.take()) + "::text[])";
}

}  // namespace

Result<void> Feed::visit(const FeedQuery& query, FeedVisitor& visitor)
{
    const bool isOfLog = m_layout == Layout::Hardened && query.events == FeedQuery::Events::Logged;
    return isOfLog ? visitLog(query, visitor) : visitAll(query, visitor);
}

Result<void> Feed::visitLog(const FeedQuery& query, FeedVisitor& visitor)
{
    if (query.begin >= query.end) return {};
    const std::string tenant = literal(m_tenant.uuid());
    std::int64_t next = query.begin;
    return m_session.read(m_tenant, [&](ReadTransaction& transaction) -> Result<void> {
        RowStream rows(transaction, "SELECT " + std::string(kFeedColumns) +
                                        ", l.log_index FROM event_log l JOIN event_store e ON e.tenant_id = " + tenant +
                                        " AND e.id = l.event_id WHERE l.tenant_id = " + tenant +
                                        " AND l.log_id = " + std::string(kLogInForce) + ofTypes(query, transaction) +
                                        " AND l.log_index >= " + std::to_string(next) + " AND l.log_index < " +
                                        std::to_string(query.end) + " ORDER BY l.log_index");
        while (const auto fields = rows.next()) {
            VCI_CHECK(m_session.check());
            VCI_TRY(const Row row, readRow(*fields));
            next = row.view.pos->value() + 1;
            if (!visitor.visit(row.aggregateId, row.view)) return {};
        }
        return {};
    });
}

Result<void> Feed::visitAll(const FeedQuery& query, FeedVisitor& visitor)
{
    std::string after;
    while (true) {
        VCI_TRY(const pqxx::result rows, m_session.read(m_tenant, [&](ReadTransaction& transaction) -> Result<pqxx::result> {
            return transaction.exec(
                "SELECT " + std::string(kFeedColumns) + " FROM event_store e WHERE e.tenant_id = " + literal(m_tenant.uuid()) +
                ofTypes(query, transaction) + after + " ORDER BY e.timestamp, e.aggregate_id, e.sequence_number, e.id LIMIT " +
                std::to_string(kRowsPerPage));
        }));
        for (const pqxx::row& fields : rows) {
            VCI_TRY(const Row row, readRow(fields));
            if (!visitor.visit(row.aggregateId, row.view)) return {};
        }
        VCI_CHECK(m_session.check());
        if (std::ssize(rows) < kRowsPerPage) return {};
        VCI_TRY(const Row last, readRow(rows.back()));
        const std::string time = timeLiteral(last.timeText);
        after = " AND e.timestamp >= " + time + " AND (e.timestamp, e.aggregate_id, e.sequence_number, e.id) > (" + time + ", " +
                literal(last.aggregateId.uuid()) + ", " + std::to_string(last.view.sequence.value()) + ", " +
                literal(last.view.id.uuid()) + ")";
    }
}

}  // namespace vci::store::postgres
