// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/audit/session.h"

namespace vci::audit {

// The commands of `casefile` that have a file of their own.

[[nodiscard]] Result<ExitCode> runCustody(Session& session);
[[nodiscard]] Result<ExitCode> runSeal(Session& session);

/// The case that a command works on: the file that it names, else --store. Error Usage where there is neither.
[[nodiscard]] Result<std::string> caseName(const Session& session);

}  // namespace vci::audit
