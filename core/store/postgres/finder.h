// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/store/postgres/layout.h"
#include "core/store/postgres/session.h"
#include "core/store/reader.h"

namespace vci::store::postgres {

/// EventReader::find on a stock database. Ids come from indexes; payloads are matched by the server, newest first, in
/// stretches of time of about 20,000 rows, a transaction each.
[[nodiscard]] Result<std::vector<FindHit>> findInDatabase(Session& session, TenantId tenant, const FindQuery& query,
                                                          const ProgressFunction& progress);

/// EventReader::statistics: counted by the server in stretches of time.
[[nodiscard]] Result<Statistics> readStatistics(Session& session, TenantId tenant, Layout layout);

}  // namespace vci::store::postgres
