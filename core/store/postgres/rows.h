// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/store/postgres/session.h"
#include "core/store/query.h"

#include <string>
#include <string_view>
#include <vector>

namespace vci::store::postgres {

/// The columns that readRow() reads, of `event_store e`. jsonb and timestamps come as PostgreSQL prints them.
inline constexpr std::string_view kEventColumns =
    "e.id, e.aggregate_id, e.aggregate_type, e.event_type, e.event_version, e.timestamp, e.sequence_number, e.causation_id, "
    "e.correlation_id, e.blockchain_tx_hash, e.event_data, e.metadata";

/// For JOIN … ON true after `vci_pending(…) p`: its event, as `e`. One probe of the key each, however many the planner expects;
/// left to itself it reads all events of a tenant for a few that wait.
[[nodiscard]] std::string eventOfPending(TenantId tenant);

/// A row; the views live as long as the result.
struct Row {
    EventView view;
    AggregateId aggregateId;
    std::string_view timeText;  ///< as PostgreSQL prints it, for cursors
};

[[nodiscard]] Result<Row> readRow(const pqxx::row& row);
[[nodiscard]] Event toEvent(const Row& row, TenantId tenant);

[[nodiscard]] std::string_view text(const pqxx::row& row, int column);
[[nodiscard]] std::int64_t number(const pqxx::row& row, int column);
/// Damaged where the column holds no time that this program can read.
[[nodiscard]] Result<RecordedTime> readTime(const pqxx::row& row, int column);
/// Damaged where the column holds no UUID.
[[nodiscard]] Result<Uuid> readUuid(const pqxx::row& row, int column);

/// 'uuid'::uuid
[[nodiscard]] std::string literal(const Uuid& uuid);
/// '{uuid,…}'::uuid[]
[[nodiscard]] std::string literal(const std::vector<Uuid>& uuids);
/// '…'::timestamp, for a text that tryParsePostgresTime() accepts.
[[nodiscard]] std::string timeLiteral(std::string_view timeText);

}  // namespace vci::store::postgres
