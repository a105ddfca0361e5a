// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/finding.h"
#include "core/base/result.h"
#include "core/store/reader.h"

#include <stop_token>
#include <vector>

namespace vci::verify {

/// Gives each finding that names an event that event's place in the log in force. Errors: those of the reader.
[[nodiscard]] Result<void> addPlaces(store::EventReader& reader, std::vector<Finding>& findings, const std::stop_token& stop);

}  // namespace vci::verify
