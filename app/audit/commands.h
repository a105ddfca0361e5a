// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/audit/session.h"
#include "core/base/result.h"

namespace vci::audit {

// Each runs one command and writes its answer. What goes wrong is returned; main() tells it and picks the exit code.

[[nodiscard]] Result<ExitCode> runInit(Session& session);
[[nodiscard]] Result<ExitCode> runGenerate(Session& session);
[[nodiscard]] Result<ExitCode> runAppend(Session& session);
[[nodiscard]] Result<ExitCode> runImport(Session& session);

[[nodiscard]] Result<ExitCode> runLog(Session& session);
[[nodiscard]] Result<ExitCode> runSnapshot(Session& session);
[[nodiscard]] Result<ExitCode> runPins(Session& session);
[[nodiscard]] Result<ExitCode> runTrust(Session& session);
[[nodiscard]] Result<ExitCode> runVerify(Session& session);
[[nodiscard]] Result<ExitCode> runReport(Session& session);
[[nodiscard]] Result<ExitCode> runRecheck(Session& session);

[[nodiscard]] Result<ExitCode> runTypes(Session& session);
[[nodiscard]] Result<ExitCode> runStats(Session& session);
[[nodiscard]] Result<ExitCode> runAggregates(Session& session);
[[nodiscard]] Result<ExitCode> runEvents(Session& session);

[[nodiscard]] Result<ExitCode> runState(Session& session);
[[nodiscard]] Result<ExitCode> runBlame(Session& session);
[[nodiscard]] Result<ExitCode> runChain(Session& session);
[[nodiscard]] Result<ExitCode> runLeaf(Session& session);

[[nodiscard]] Result<ExitCode> runCase(Session& session);
[[nodiscard]] Result<ExitCode> runExport(Session& session);
[[nodiscard]] Result<ExitCode> runReadModel(Session& session);

[[nodiscard]] Result<ExitCode> runDatabase(Session& session);

}  // namespace vci::audit
