// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/verify/pace.h"

#include <QString>

#include <optional>

namespace vci::ui {

/// `Verifying: 62 %, step 3 of 4, events: 1 200 of 5 000`; where nothing was told yet, that it began.
[[nodiscard]] QString paceText(const std::optional<verify::Pace>& pace);

}  // namespace vci::ui
