// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/audit/jsontext.h"
#include "app/audit/output.h"
#include "core/verify/report.h"

#include <optional>
#include <string>

namespace vci::audit {

/// The answer of verify (INTERFACES 1). pin: "created", "consistent", or nothing where there was nothing to pin.
void writeVerification(JsonText& json, const verify::Report& report, const std::optional<std::string>& pin);
/// The same for people.
void writeVerification(Output& out, const verify::Report& report, const std::optional<std::string>& pin);

}  // namespace vci::audit
