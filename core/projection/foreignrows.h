// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/json/value.h"
#include "core/projection/comparison.h"

#include <vector>

namespace vci::projection {

/// Where a row of the platform is not what ours says it should be; paths are those of the platform's data.
[[nodiscard]] std::vector<FieldDifference> foreignDifferences(const ForeignModel& model, const json::Value& theirs,
                                                              const json::Value& ours);

}  // namespace vci::projection
