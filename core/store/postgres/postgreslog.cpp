// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/store/postgres/postgreslog.h"

#include "core/base/hex.h"
#include "core/store/postgres/logentry.h"
#include "core/store/postgres/rows.h"

#include <utility>

namespace vci::store::postgres {

namespace {

constexpr std::int64_t kRowsPerTransaction = 50'000;

Result<LogEntry> entryOf(const pqxx::row& row)
{
    VCI_TRY(const Uuid event, readUuid(row, 1));
    return LogEntry{LogIndex(number(row, 0)), EventId(event), readHash(row, 2)};
}

}  // namespace

template <typename Work>
auto PostgresLog::read(std::stop_token stop, Work work) -> decltype(work(std::declval<ReadTransaction&>()))
{
    if (!m_tenant) return makeError(ErrorCode::TenantRequired, "no tenant is selected: choose one of " + m_session.label());
    const Session::Call scope(m_session, std::move(stop));
    return m_session.read(m_tenant, std::move(work));
}

Result<std::vector<LogHead>> readLogHeads(pqxx::transaction_base& transaction, const std::optional<TenantId>& tenant)
{
    // Without a tenant no head is asked for: a coordinator of Citus 13.2 dies of a distributed table whose tenant is NULL.
    const std::string heads =
        tenant ? "coalesce(h.size, 0) FROM logs l LEFT JOIN log_heads h ON h.tenant_id = " + literal(tenant->uuid()) +
                     " AND h.log_id = l.log_id"
               : std::string("0 FROM logs l");
    const pqxx::result rows = transaction.exec("SELECT l.log_id, (extract(epoch FROM l.since) * 1000000)::bigint, " + heads +
                                               " ORDER BY l.since DESC, l.log_id");
    std::vector<LogHead> found;
    for (const pqxx::row& row : rows) {
        const auto id = LogId::tryFromString(text(row, 0));
        if (!id) return makeError(ErrorCode::Damaged, "the table logs holds a log id that is not 32 hex digits");
        found.push_back(LogHead{*id, Timestamp(number(row, 1)), number(row, 2)});
    }
    return found;
}

bool keepsTimestamps(pqxx::transaction_base& transaction)
{
    return !transaction.exec("SELECT to_regclass('checkpoint_timestamps')")[0][0].is_null();
}

Result<std::vector<LogHead>> PostgresLog::logs(std::stop_token stop)
{
    const Session::Call scope(m_session, std::move(stop));
    return m_session.read(m_tenant, [&](ReadTransaction& transaction) { return readLogHeads(transaction, m_tenant); });
}

Result<void> PostgresLog::visitLog(const LogId& log, LogIndex begin, LogIndex end, const VisitEntry& visit, std::stop_token stop)
{
    std::int64_t next = begin.value();
    while (true) {
        std::int64_t seen = 0;
        bool wanted = true;
        VCI_CHECK(read(stop, [&](ReadTransaction& transaction) -> Result<void> {
            const pqxx::result rows = transaction.exec(
                "SELECT log_index, event_id, leaf_hash FROM event_log WHERE tenant_id = " + literal(m_tenant->uuid()) +
                " AND log_id = '" + log.toString() + "' AND log_index >= " + std::to_string(next) + " AND log_index < " +
                std::to_string(end.value()) + " ORDER BY log_index LIMIT " + std::to_string(kRowsPerTransaction));
            for (const pqxx::row& row : rows) {
                VCI_TRY(const LogEntry entry, postgres::entryOf(row));
                ++seen;
                next = entry.index.value() + 1;
                wanted = visit(entry);
                if (!wanted) break;
            }
            return {};
        }));
        if (!wanted || seen < kRowsPerTransaction) return {};
    }
}

Result<std::optional<LogEntry>> PostgresLog::entryOf(const LogId& log, EventId event, std::stop_token stop)
{
    return read(std::move(stop), [&](ReadTransaction& transaction) -> Result<std::optional<LogEntry>> {
        const pqxx::result rows = transaction.exec(
            "SELECT log_index, event_id, leaf_hash FROM event_log WHERE tenant_id = " + literal(m_tenant->uuid()) +
            " AND event_id = " + literal(event.uuid()) + " AND log_id = '" + log.toString() + "'");
        if (rows.empty()) return std::optional<LogEntry>();
        VCI_TRY(const LogEntry entry, postgres::entryOf(rows.front()));
        return std::optional(entry);
    });
}

Result<std::vector<StoredCheckpoint>> PostgresLog::checkpoints(const LogId& log, std::stop_token stop)
{
    return read(std::move(stop), [&](ReadTransaction& transaction) -> Result<std::vector<StoredCheckpoint>> {
        const pqxx::result rows =
            transaction.exec("SELECT tree_size, root_hash, note FROM checkpoints WHERE tenant_id = " + literal(m_tenant->uuid()) +
                             " AND log_id = '" + log.toString() + "' ORDER BY tree_size");
        std::vector<StoredCheckpoint> checkpoints;
        for (const pqxx::row& row : rows)
            checkpoints.push_back(StoredCheckpoint{log, number(row, 0), readHash(row, 1), std::string(text(row, 2))});
        return checkpoints;
    });
}

Result<std::vector<StoredTimestamp>> PostgresLog::timestamps(const LogId& log, std::stop_token stop)
{
    return read(std::move(stop), [&](ReadTransaction& transaction) -> Result<std::vector<StoredTimestamp>> {
        std::vector<StoredTimestamp> timestamps;
        if (!keepsTimestamps(transaction)) return timestamps;
        const pqxx::result rows = transaction.exec(
            "SELECT tree_size, encode(token, 'hex') FROM checkpoint_timestamps WHERE tenant_id = " + literal(m_tenant->uuid()) +
            " AND log_id = '" + log.toString() + "' ORDER BY tree_size, token_hash");
        for (const pqxx::row& row : rows) {
            const auto token = tryFromHex(text(row, 1));
            if (token) timestamps.push_back({log, number(row, 0), std::string(token->begin(), token->end())});
        }
        return timestamps;
    });
}

}  // namespace vci::store::postgres
