// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/store/postgres/feed.h"

#include "core/store/postgres/arrays.h"
#include "core/store/postgres/rows.h"

#include <algorithm>
#include <future>

namespace vci::store::postgres {

namespace {

constexpr std::int64_t kRowsPerPage = 20'000;

/// Where kEventColumns has them; what no rule reads is not fetched.
constexpr std::string_view kFeedColumns =
    "e.id, e.aggregate_id, e.aggregate_type, e.event_type, e.event_version, e.timestamp, e.sequence_number, e.causation_id, "
    "e.correlation_id, NULL, e.event_data, NULL";

constexpr std::string_view kOfTypes = " AND e.event_type = ANY ($1::text[])";

}  // namespace

Result<void> Feed::visit(const FeedQuery& query, FeedVisitor& visitor)
{
    return m_layout == Layout::Hardened ? visitLog(query, visitor) : visitStock(query, visitor);
}

Result<pqxx::result> Feed::fetch(const FeedQuery& query, const std::string& select, const std::string& rest)
{
    ArrayText types;
    for (const std::string& type : query.eventTypes) types.add(std::string_view(type));
    const std::string text = types.take();
    return m_session.read(m_tenant, [&](ReadTransaction& transaction) -> Result<pqxx::result> {
        if (query.eventTypes.empty()) return transaction.exec(select + rest);
        return transaction.exec_params(select + std::string(kOfTypes) + rest, text);
    });
}

Result<bool> Feed::give(const pqxx::result& rows, FeedVisitor& visitor)
{
    for (const pqxx::row& fields : rows) {
        VCI_TRY(const Row row, readRow(fields));
        if (!visitor.visit(row.aggregateId, row.view)) return false;
    }
    return true;
}

Result<void> Feed::visitLog(const FeedQuery& query, FeedVisitor& visitor)
{
    const std::string tenant = literal(m_tenant.uuid());
    const std::string head =
        "SELECT " + std::string(kFeedColumns) + ", l.log_index FROM event_log l JOIN event_store e ON e.tenant_id = " + tenant +
        " AND e.id = l.event_id WHERE l.tenant_id = " + tenant + " AND l.log_id = " + std::string(kLogInForce);
    const auto pageAt = [&](std::int64_t begin) {
        const std::int64_t end = std::min(begin + kRowsPerPage, query.end);
        return fetch(query, head,
                     " AND l.log_index >= " + std::to_string(begin) + " AND l.log_index < " + std::to_string(end) +
                         " ORDER BY l.log_index");
    };
    if (query.begin >= query.end) return {};
    Result<pqxx::result> page = pageAt(query.begin);
    for (std::int64_t begin = query.begin; begin < query.end; begin += kRowsPerPage) {
        VCI_CHECK(m_session.check());
        if (!page.ok()) return page.error();
        const pqxx::result rows = page.value();  // a handle
        std::future<Result<pqxx::result>> next;
        if (begin + kRowsPerPage < query.end) next = std::async(std::launch::async, pageAt, begin + kRowsPerPage);
        const auto more = give(rows, visitor);
        // Waited for in any case: the connection must be at rest when this returns.
        if (next.valid()) page = next.get();
        if (!more.ok()) return more.error();
        if (!more.value()) return {};
    }
    return {};
}

Result<void> Feed::visitStock(const FeedQuery& query, FeedVisitor& visitor)
{
    std::string after;
    while (true) {
        VCI_TRY(const pqxx::result rows, fetch(query,
                                               "SELECT " + std::string(kFeedColumns) +
                                                   " FROM event_store e WHERE e.tenant_id = " + literal(m_tenant.uuid()),
                                               after + " ORDER BY e.timestamp, e.aggregate_id, e.sequence_number, e.id LIMIT " +
                                                   std::to_string(kRowsPerPage)));
        VCI_TRY(const bool more, give(rows, visitor));
        VCI_CHECK(m_session.check());
        if (!more || std::ssize(rows) < kRowsPerPage) return {};
        VCI_TRY(const Row last, readRow(rows.back()));
        const std::string time = timeLiteral(last.timeText);
        after = " AND e.timestamp >= " + time + " AND (e.timestamp, e.aggregate_id, e.sequence_number, e.id) > (" + time + ", " +
                literal(last.aggregateId.uuid()) + ", " + std::to_string(last.view.sequence.value()) + ", " +
                literal(last.view.id.uuid()) + ")";
    }
}

}  // namespace vci::store::postgres
