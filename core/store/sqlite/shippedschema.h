// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/sha256.h"
#include "core/store/sqlite/connection.h"

#include <cstdint>
#include <string_view>

namespace vci::store::sqlite {

/// Holds the tables and indexes of a file against those that resources/sql/sqlite make for its version: an index of another
/// order, or over fewer rows, gives other answers than ours would. Tables of other names are left alone, and so are indexes that
/// somebody added to what can be made anew from events. Errors: Damaged, which names the table or index.
[[nodiscard]] Result<void> checkAsShipped(Connection& connection, std::int64_t version);

/// SHA-256 over the rows of sqlite_schema in the order of type and name: of type, name, tbl_name and sql the length, a space and
/// the text. Errors: as reading.
[[nodiscard]] Result<Sha256> schemaDigest(Connection& connection);

/// schemaDigest() of what resources/sql/sqlite make today, as 64 hex digits.
[[nodiscard]] std::string_view shippedDigest();

}  // namespace vci::store::sqlite
