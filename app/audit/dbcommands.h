// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/audit/session.h"
#include "core/store/administration.h"

#include <string>
#include <string_view>
#include <vector>

namespace vci::audit {

// The commands of `db`, each on a database that is open.

[[nodiscard]] Result<ExitCode> runMigrate(Session& session, store::Administration& database);
[[nodiscard]] Result<ExitCode> runStatus(Session& session, store::Administration& database);
/// options().action: "member add", "member remove" or "member list".
[[nodiscard]] Result<ExitCode> runMember(Session& session, store::Administration& database);
/// options().action: "tenant add", "tenant list" or "tenant close".
[[nodiscard]] Result<ExitCode> runTenant(Session& session, store::Administration& database);

/// A new log after a restore; opens what it needs by itself, on a case file as well.
[[nodiscard]] Result<ExitCode> runAdopt(Session& session);

/// Gives what waits its places in the log of every tenant, where this login may; so many were placed.
[[nodiscard]] Result<std::optional<std::int64_t>> sequenceAll(Session& session);

void writeStrings(JsonText& json, std::string_view name, const std::vector<std::string>& texts);

}  // namespace vci::audit
