// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/bridge/operatorservices.h"

#include <QString>

namespace vci::app {

/// What the desktop can do to a source besides reading its events.
[[nodiscard]] ui::OperatorServices operatorServices();

/// Where the activity log of this user stands: below XDG_STATE_HOME, else ~/.local/state.
[[nodiscard]] QString activityFile();

}  // namespace vci::app
