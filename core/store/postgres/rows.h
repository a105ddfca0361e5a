// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/store/postgres/session.h"
#include "core/store/query.h"

#include <optional>
#include <span>
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

/// What stands in a column, as PostgreSQL prints it; absent: NULL.
using Field = std::optional<std::string_view>;
/// The columns of one row.
using Fields = std::span<const Field>;

/// The columns of a row of a result, which they live as long as; they stand in `columns`.
[[nodiscard]] Fields fieldsOf(const pqxx::row& row, std::vector<Field>& columns);

/// A row; the views live as long as its columns.
struct Row {
    EventView view;
    AggregateId aggregateId;
    std::string_view timeText;  ///< as PostgreSQL prints it, for cursors
};

/// Of kEventColumns, and the place in the log behind them where it was asked for. Damaged where a column holds what this program
/// cannot read.
[[nodiscard]] Result<Row> readRow(Fields fields);
[[nodiscard]] Result<Row> readRow(const pqxx::row& row);
[[nodiscard]] Event toEvent(const Row& row, TenantId tenant);

[[nodiscard]] std::string_view text(const pqxx::row& row, int column);
[[nodiscard]] std::int64_t number(const pqxx::row& row, int column);
/// 0 where the column holds none.
[[nodiscard]] std::int64_t number(const Field& field);
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
