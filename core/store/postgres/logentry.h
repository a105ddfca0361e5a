// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/sha256.h"
#include "core/base/uuid.h"
#include "core/store/postgres/session.h"

#include <optional>
#include <string>
#include <string_view>

namespace vci::store::postgres {

/// A bytea column as PostgreSQL prints it, \x and hex digits. Nothing unless it holds 32 bytes.
[[nodiscard]] std::optional<Sha256> readHash(std::string_view printed);
[[nodiscard]] std::optional<Sha256> readHash(const pqxx::row& row, int column);

/// For JOIN … ON true after `event_log l`: its event, as `e`. One probe of the key each, as eventOfPending() has it: for a page
/// of the log the planner would make a hash table of all events of a tenant, anew for each page (tried: 200,000 events verified
/// in 3.7 s, where a COPY of all took 1.3 s).
[[nodiscard]] std::string eventOfEntry(TenantId tenant);

/// Whether rows from before the migration, or that a restore left, still wait for their entries: sequencing them is not finished,
/// as far as all that is recorded of it says. A condition; tenant is an SQL literal. Those rows are the adopted ones and those of
/// event_adoption.
[[nodiscard]] std::string adoptionIsUnderWay(const std::string& tenant);

}  // namespace vci::store::postgres
