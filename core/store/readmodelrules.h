// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/store/readmodels.h"

#include <string>

namespace vci::store {

// What both backends answer where a read model may not be written.

/// Another writer moved the checkpoint since it was read.
[[nodiscard]] Error checkpointMoved(const ProjectionChange& change);
/// A manual row holds an id that a projection wants.
[[nodiscard]] Error heldByHand(const std::string& modelType, const std::string& modelId);
/// A projection keeps the row that somebody wants to write by hand.
[[nodiscard]] Error heldByProjection(const std::string& modelType, const std::string& modelId);
[[nodiscard]] Error noManualRow(const std::string& modelType, const std::string& modelId);

}  // namespace vci::store
