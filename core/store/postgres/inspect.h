// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/model/tenant.h"
#include "core/store/postgres/session.h"
#include "core/store/query.h"

#include <string>
#include <vector>

namespace vci::store::postgres {

/// Finds out by looking what a database is and what this login may do. Errors: NotSupported naming the tables of migration 009
/// that are missing; NotPermitted naming the GRANT that is.
[[nodiscard]] Result<SourceInfo> inspect(Session& session, const std::string& uri);

/// The rows of `tenants`, by name then id. NotPermitted where this login may not read that table.
[[nodiscard]] Result<std::vector<Tenant>> readTenants(Session& session);

/// NotFound where neither `tenants` nor event_store shows this login anything of the tenant.
[[nodiscard]] Result<void> checkTenant(Session& session, TenantId tenant);

}  // namespace vci::store::postgres
