// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/finding.h"

#include <vector>

namespace vci::verify {

/// Says of each finding which other one explains it (Finding::causedBy), so that one deletion reads as one root cause and its
/// consequences (PROOF 4). Sorts root causes before what they explain, errors before warnings, then by log_index.
/// entriesWereChanged: the log's entries were altered, not the events.
void linkCauses(std::vector<Finding>& findings, bool entriesWereChanged);

}  // namespace vci::verify
