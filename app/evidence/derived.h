// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/evidence/verifysource.h"
#include "core/base/finding.h"

#include <vector>

namespace vci::app {

/// Findings on what was made of the events of the tenant in force: snapshots, of the whole tenant or of the aggregate in scope,
/// and of the whole tenant also read models, on request those of the platform too. A stock source holds only the platform's.
/// Errors: those of the readers and of Library::load(); Cancelled.
[[nodiscard]] Result<std::vector<Finding>> derivedFindings(store::EventReader& events, const VerifyRequest& request,
                                                           const std::shared_ptr<const catalog::Catalog>& catalog,
                                                           verify::PaceKeeper& pace, const std::stop_token& stop);

}  // namespace vci::app
