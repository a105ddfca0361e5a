// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/store/sqlite/connection.h"

#include <cstdint>

namespace vci::store::sqlite {

/// Holds the tables and indexes of a file against those that resources/sql/sqlite make for its version: an index of another
/// order, or over fewer rows, gives other answers than ours would. Tables of other names are left alone, and so are indexes that
/// somebody added to what can be made anew from events. Errors: Damaged, which names the table or index.
[[nodiscard]] Result<void> checkAsShipped(Connection& connection, std::int64_t version);

}  // namespace vci::store::sqlite
