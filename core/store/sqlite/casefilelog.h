// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/store/logreader.h"
#include "core/store/sqlite/connection.h"

namespace vci::store::sqlite {

/// The log of a case file, through the connection of its reader.
class CaseFileLog final : public LogReader {
public:
    /// Both references must outlive this; tenant is the reader's, as it changes.
    CaseFileLog(Connection& connection, const std::optional<TenantId>& tenant, std::int64_t schemaVersion)
        : m_connection(connection)
        , m_tenant(tenant)
        , m_schemaVersion(schemaVersion)
    {
    }

    Result<std::vector<LogHead>> logs(std::stop_token stop) override;
    Result<void> visitLog(const LogId& log, LogIndex begin, LogIndex end, const VisitEntry& visit, std::stop_token stop) override;
    Result<std::optional<LogEntry>> entryOf(const LogId& log, EventId event, std::stop_token stop) override;
    Result<std::vector<StoredCheckpoint>> checkpoints(const LogId& log, std::stop_token stop) override;
    Result<std::vector<StoredTimestamp>> timestamps(const LogId& log, std::stop_token stop) override;

private:
    template <typename Work>
    auto read(std::stop_token stop, Work work) -> decltype(work());
    /// The row (log_index, event_id, leaf_hash) that the query stands on.
    [[nodiscard]] Result<LogEntry> entry(const Query& query) const;

    Connection& m_connection;
    const std::optional<TenantId>& m_tenant;
    std::int64_t m_schemaVersion;
};

/// Every log of the file with the size it has for the tenant, the one in force first, inside the caller's transaction.
[[nodiscard]] Result<std::vector<LogHead>> readLogHeads(Connection& connection, const std::optional<TenantId>& tenant);
/// Keeps a time stamp, inside the caller's transaction. The same row again is no error.
[[nodiscard]] Result<void> insertTimestamp(Connection& connection, TenantId tenant, const StoredTimestamp& timestamp);

}  // namespace vci::store::sqlite
