// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/result.h"
#include "core/model/tenant.h"
#include "core/store/postgres/session.h"

#include <cstdint>
#include <string>

namespace vci::store::postgres {

// A table holds what a damaged index does not lead to, and whoever reads by the index never meets it: so what a walk met is held
// against counts that no index plays a part in. Errors: Damaged, which names the table; those of the session.

/// That the log in force is still the one given and has no entries but the `met` up to the index lastEntry, and what an index
/// leads to behind it. Locked where a new log was begun meanwhile: then nothing can be compared.
[[nodiscard]] Result<void> checkLogIndex(Session& session, TenantId tenant, const std::string& log, std::int64_t met,
                                         std::int64_t lastEntry);
/// That no more events than those met are in neither log nor queue.
[[nodiscard]] Result<void> checkRowsWithoutEntry(Session& session, TenantId tenant, std::int64_t met);
/// The rows of `table WHERE …`, however long that takes. Throws as pqxx does.
[[nodiscard]] std::int64_t countWithoutIndexes(ReadTransaction& transaction, const std::string& from);

}  // namespace vci::store::postgres
