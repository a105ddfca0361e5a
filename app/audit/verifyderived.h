// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/audit/session.h"
#include "core/base/finding.h"
#include "core/verify/scope.h"

#include <vector>

namespace vci::audit {

/// Findings on what was made of the events of the source that the session opened: snapshots, of the whole tenant or of the
/// aggregate in scope, and of the whole tenant also read models, with --foreign those of the platform too. A stock source holds
/// only the platform's. Errors: those of the readers and of Library::load(); Cancelled.
[[nodiscard]] Result<std::vector<Finding>> derivedFindings(Session& session, const verify::Scope& scope);

}  // namespace vci::audit
