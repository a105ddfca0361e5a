// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/clock.h"
#include "core/store/sqlite/connection.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace vci::store::sqlite {

inline constexpr std::int64_t kApplicationId = 0x56434153;  ///< "VCAS"
inline constexpr std::int64_t kSchemaVersion = 3;

/// The statements of resources/sql/sqlite, compiled in: the one at index n brings a file from version n to n + 1.
[[nodiscard]] std::span<const std::string_view> schemaSteps();

/// Makes all tables in an empty database, with a fresh log id, in one transaction. Errors: Io, Locked.
[[nodiscard]] Result<void> createSchema(Connection& connection, IdSource& ids, Clock& clock);

/// Checks, in this order: application id (NotACaseFile), schema version (NewerVersion, Damaged), nothing active or foreign in the
/// schema, every table of that version with its columns, every table and index as it is made (Damaged). The first access of a
/// connection to its file: also Locked, Io. Gives the version: what an older one lacks is empty to its readers.
[[nodiscard]] Result<std::int64_t> checkSchema(Connection& connection);

/// Brings a file that passed checkSchema() to kSchemaVersion, in one transaction; two writers at once are safe. Errors: Io,
/// Locked.
[[nodiscard]] Result<void> upgradeSchema(Connection& connection);

/// The log in force: the newest of `logs` (POSTGRES 2). Damaged where there is none or it is no 32 hex digits.
[[nodiscard]] Result<std::string> readLogId(Connection& connection);

/// False for an export of a source without a log, which has none either (PROOF 6), nor anything that speaks of one.
[[nodiscard]] Result<bool> hasLog(Connection& connection, std::int64_t schemaVersion);

}  // namespace vci::store::sqlite
