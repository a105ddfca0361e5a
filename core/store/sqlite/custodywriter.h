// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/clock.h"
#include "core/casefile/custody.h"
#include "core/store/sqlite/connection.h"

#include <string_view>

namespace vci::store::sqlite {

/// Adds a record to the custody log and moves count and head in the case's own row, inside the caller's write transaction.
/// Errors: Damaged where a record stands where the row says that the log ends; those of the connection.
[[nodiscard]] Result<casefile::CustodyRow> appendCustody(Connection& connection, const casefile::Examiner& examiner, Clock& clock,
                                                         std::string_view action, std::string_view object);

}  // namespace vci::store::sqlite
