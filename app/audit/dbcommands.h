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

void writeStrings(JsonText& json, std::string_view name, const std::vector<std::string>& texts);

}  // namespace vci::audit
