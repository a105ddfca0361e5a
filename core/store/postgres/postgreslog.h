// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/store/logreader.h"
#include "core/store/postgres/session.h"

namespace vci::store::postgres {

/// The log of a hardened database, through the session of its reader.
class PostgresLog final : public LogReader {
public:
    /// Both references must outlive this; tenant is the reader's, as it changes.
    PostgresLog(Session& session, const std::optional<TenantId>& tenant)
        : m_session(session)
        , m_tenant(tenant)
    {
    }

    Result<std::vector<LogHead>> logs(std::stop_token stop) override;
    Result<void> visitLog(const LogId& log, LogIndex begin, LogIndex end, const VisitEntry& visit, std::stop_token stop) override;
    Result<std::optional<LogEntry>> entryOf(const LogId& log, EventId event, std::stop_token stop) override;
    Result<std::vector<StoredCheckpoint>> checkpoints(const LogId& log, std::stop_token stop) override;
    Result<std::vector<StoredTimestamp>> timestamps(const LogId& log, std::stop_token stop) override;

private:
    template <typename Work>
    auto read(std::stop_token stop, Work work) -> decltype(work(std::declval<ReadTransaction&>()));

    Session& m_session;
    const std::optional<TenantId>& m_tenant;
};

/// Every log of the database with the size it has for the tenant, the one in force first. Unqualified names must be found.
[[nodiscard]] Result<std::vector<LogHead>> readLogHeads(pqxx::transaction_base& transaction,
                                                        const std::optional<TenantId>& tenant);
/// False in a database that was not migrated to step 12. Unqualified names must be found.
[[nodiscard]] bool keepsTimestamps(pqxx::transaction_base& transaction);

}  // namespace vci::store::postgres
