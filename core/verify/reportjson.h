// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/finding.h"
#include "core/json/value.h"
#include "core/verify/report.h"

namespace vci::verify {

// Members of what `verify --json` answers (INTERFACES 1); what does not apply is null. Reports hold the same.

[[nodiscard]] json::Value findingJson(const Finding& finding);
[[nodiscard]] json::Value anchorJson(const CheckedAnchor& anchor);

}  // namespace vci::verify
