// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/audit/session.h"

namespace vci::audit {

// The commands of `log` that have a file of their own.

[[nodiscard]] Result<ExitCode> runAnchor(Session& session);
[[nodiscard]] Result<ExitCode> runTimestamp(Session& session);
[[nodiscard]] Result<ExitCode> runProve(Session& session);
[[nodiscard]] Result<ExitCode> runKeyGenerate(Session& session);
[[nodiscard]] Result<ExitCode> runKeyShow(Session& session);

}  // namespace vci::audit
