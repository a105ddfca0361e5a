// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/store/sqlite/casefilelog.h"

#include "core/store/sqlite/rows.h"

#include <utility>

namespace vci::store::sqlite {

namespace {

constexpr std::int64_t kRowsPerTransaction = 100'000;
constexpr std::int64_t kFirstVersionWithCheckpoints = 2;
constexpr std::int64_t kFirstVersionWithTimestamps = 3;
constexpr std::string_view kDoing = "reading its log";

}  // namespace

template <typename Work>
auto CaseFileLog::read(std::stop_token stop, Work work) -> decltype(work())
{
    if (!m_tenant) return makeError(ErrorCode::TenantRequired, "no tenant is selected: choose one");
    const Connection::Call call(m_connection, std::move(stop));
    VCI_CHECK(call.check());
    VCI_TRY(const auto transaction, Transaction::begin(m_connection));
    return work();
}

Result<std::vector<LogHead>> readLogHeads(Connection& connection, const std::optional<TenantId>& tenant)
{
    VCI_TRY(auto query, connection.query("SELECT l.log_id, l.since, coalesce(h.size, 0) FROM logs l LEFT JOIN log_heads h "
                                         "ON h.tenant_id = ?1 AND h.log_id = l.log_id ORDER BY l.since DESC, l.rowid DESC"));
    if (tenant)
        query.bind(1, tenant->uuid());
    else
        query.bindNull(1);
    std::vector<LogHead> heads;
    while (true) {
        VCI_TRY(const bool found, query.step(kDoing));
        if (!found) return heads;
        const auto id = LogId::tryFromString(query.text(0));
        if (!id) return damagedRow(connection, "logs", std::to_string(heads.size() + 1), "its log id is not 32 hex digits");
        heads.push_back(LogHead{*id, Timestamp(query.int64(1)), query.int64(2)});
    }
}

Result<std::vector<LogHead>> CaseFileLog::logs(std::stop_token stop)
{
    const Connection::Call call(m_connection, std::move(stop));
    VCI_CHECK(call.check());
    return readLogHeads(m_connection, m_tenant);
}

Result<LogEntry> CaseFileLog::entry(const Query& query) const
{
    if (!query.isInteger(0))
        return damagedRow(m_connection, "event_log", std::to_string(query.int64(0)), "its log_index is no whole number");
    VCI_TRY(const Uuid event, readUuid(m_connection, query, 1, "event_log", "event_id", std::to_string(query.int64(0))));
    return LogEntry{LogIndex(query.int64(0)), EventId(event), tryHashFromBytes(query.blob(2))};
}

Result<void> CaseFileLog::visitLog(const LogId& log, LogIndex begin, LogIndex end, const VisitEntry& visit, std::stop_token stop)
{
    std::int64_t next = begin.value();
    bool more = true;
    while (more) {
        more = false;
        VCI_CHECK(read(stop, [&]() -> Result<void> {
            VCI_TRY(auto query,
                    m_connection.query("SELECT log_index, event_id, leaf_hash FROM event_log WHERE tenant_id = ?1 AND "
                                       "log_id = ?2 AND log_index >= ?3 AND log_index < ?4 ORDER BY log_index LIMIT ?5"));
            query.bind(1, m_tenant->uuid()).bind(2, std::string_view(log.toString())).bind(3, next).bind(4, end.value());
            query.bind(5, kRowsPerTransaction);
            for (std::int64_t row = 0; row < kRowsPerTransaction; ++row) {
                VCI_TRY(const bool found, query.step(kDoing));
                if (!found) return {};
                VCI_TRY(const LogEntry one, entry(query));
                // An index that is out of order is damaged: without this a hostile file would never end.
                if (one.index.value() < next)
                    return damagedRow(m_connection, "event_log", std::to_string(one.index.value()), "it is out of order");
                next = one.index.value() + 1;
                if (!visit(one)) return {};
            }
            more = true;
            return {};
        }));
    }
    return {};
}

Result<std::optional<LogEntry>> CaseFileLog::entryOf(const LogId& log, EventId event, std::stop_token stop)
{
    return read(std::move(stop), [&]() -> Result<std::optional<LogEntry>> {
        // By the event: without statistics the planner takes the key of the log and reads all of it.
        VCI_TRY(auto query, m_connection.query("SELECT log_index, event_id, leaf_hash FROM event_log WHERE event_id = ?3 AND "
                                               "+tenant_id = ?1 AND +log_id = ?2 ORDER BY +log_index LIMIT 1"));
        query.bind(1, m_tenant->uuid()).bind(2, std::string_view(log.toString())).bind(3, event.uuid());
        VCI_TRY(const bool found, query.step(kDoing));
        if (!found) return std::optional<LogEntry>();
        VCI_TRY(const LogEntry one, entry(query));
        return std::optional(one);
    });
}

Result<std::vector<StoredCheckpoint>> CaseFileLog::checkpoints(const LogId& log, std::stop_token stop)
{
    if (m_schemaVersion < kFirstVersionWithCheckpoints) return std::vector<StoredCheckpoint>();
    return read(std::move(stop), [&]() -> Result<std::vector<StoredCheckpoint>> {
        VCI_TRY(auto query, m_connection.query("SELECT tree_size, root_hash, note FROM checkpoints WHERE tenant_id = ?1 AND "
                                               "log_id = ?2 ORDER BY tree_size"));
        query.bind(1, m_tenant->uuid()).bind(2, std::string_view(log.toString()));
        std::vector<StoredCheckpoint> checkpoints;
        while (true) {
            VCI_TRY(const bool found, query.step("reading its checkpoints"));
            if (!found) return checkpoints;
            checkpoints.push_back(
                StoredCheckpoint{log, query.int64(0), tryHashFromBytes(query.blob(1)), std::string(query.text(2))});
        }
    });
}

Result<std::vector<StoredTimestamp>> CaseFileLog::timestamps(const LogId& log, std::stop_token stop)
{
    if (m_schemaVersion < kFirstVersionWithTimestamps) return std::vector<StoredTimestamp>();
    return read(std::move(stop), [&]() -> Result<std::vector<StoredTimestamp>> {
        VCI_TRY(auto query, m_connection.query("SELECT tree_size, token FROM checkpoint_timestamps WHERE tenant_id = ?1 AND "
                                               "log_id = ?2 ORDER BY tree_size, token_hash"));
        query.bind(1, m_tenant->uuid()).bind(2, std::string_view(log.toString()));
        std::vector<StoredTimestamp> timestamps;
        while (true) {
            VCI_TRY(const bool found, query.step("reading its time stamps"));
            if (!found) return timestamps;
            timestamps.push_back(StoredTimestamp{log, query.int64(0), std::string(query.blob(1))});
        }
    });
}

Result<void> insertTimestamp(Connection& connection, TenantId tenant, const StoredTimestamp& timestamp)
{
    VCI_TRY(auto insert, connection.query("INSERT INTO checkpoint_timestamps (tenant_id, log_id, tree_size, token_hash, token) "
                                          "VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT DO NOTHING"));
    const Sha256 hash = sha256({timestamp.token});
    const std::vector<std::uint8_t> token(timestamp.token.begin(), timestamp.token.end());
    insert.bind(1, tenant.uuid()).bind(2, std::string_view(timestamp.log.toString())).bind(3, timestamp.treeSize);
    return insert.bindBlob(4, hash).bindBlob(5, token).run("keeping a time stamp");
}

}  // namespace vci::store::sqlite
