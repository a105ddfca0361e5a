// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/clock.h"
#include "core/store/sqlite/connection.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace vci::store::sqlite {

inline constexpr std::int64_t kApplicationId = 0x56434153;  ///< "VCAS"
inline constexpr std::int64_t kSchemaVersion = 1;

/// The statements of resources/sql/sqlite, compiled in.
[[nodiscard]] std::string_view schemaSql();

/// Makes all tables in an empty database, with a fresh log id, in one transaction. Errors: Io, Locked.
[[nodiscard]] Result<void> createSchema(Connection& connection, IdSource& ids, Clock& clock);

/// Checks, in this order: application id (NotACaseFile), schema version (NewerVersion, Damaged), nothing active or foreign in the
/// schema, every table with its columns (Damaged). The first access of a connection to its file: also Locked, Io.
[[nodiscard]] Result<void> checkSchema(Connection& connection);

/// The log in force: the newest of `logs` (POSTGRES 2). Damaged where there is none or it is no 32 hex digits.
[[nodiscard]] Result<std::string> readLogId(Connection& connection);

}  // namespace vci::store::sqlite
