// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/finding.h"

#include <vector>

namespace vci::verify {

/// Says of each finding which other one explains it (Finding::causedBy), so that one deletion reads as one root cause and its
/// consequences (PROOF 4). Sorts root causes before what they explain, errors before warnings, then by log_index.
/// A cause lies where Finding::hint says; what is elsewhere explains nothing, so that one act cannot hide another.
void linkCauses(std::vector<Finding>& findings);

}  // namespace vci::verify
