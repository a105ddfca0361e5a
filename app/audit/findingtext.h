// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/audit/output.h"
#include "core/base/finding.h"

#include <span>

namespace vci::audit {

/// Findings for people: root causes first, below each how many others it explains.
void writeFindings(Output& out, std::span<const Finding> findings);

}  // namespace vci::audit
