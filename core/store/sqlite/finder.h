// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/store/reader.h"
#include "core/store/sqlite/connection.h"

namespace vci::store::sqlite {

/// EventReader::find on a case file. Ids come from indexes; payloads are read newest first, a bounded page a transaction.
[[nodiscard]] Result<std::vector<FindHit>> findInCaseFile(Connection& connection, const Connection::Call& call, TenantId tenant,
                                                          const FindQuery& query, const ProgressFunction& progress);

/// EventReader::statistics on a case file: one pass over the events, a bounded page a transaction.
[[nodiscard]] Result<Statistics> readStatistics(Connection& connection, const Connection::Call& call, TenantId tenant,
                                                const std::string& logId);

}  // namespace vci::store::sqlite
