// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/json/value.h"
#include "core/replay/changelog.h"
#include "core/replay/pathtable.h"

#include <span>
#include <string_view>

namespace vci::replay {

/// The value of a canonical JSON text, as the change log keeps leaves.
[[nodiscard]] json::Value leafValue(std::string_view canonicalText);
/// The object that has these leaves. leaves must be in path order and none may lie above another.
[[nodiscard]] json::Value objectOf(std::span<const ChangeIndex> leaves, const ChangeLog& changes, const PathTable& paths);

}  // namespace vci::replay
