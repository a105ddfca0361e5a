// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/bridge/integrityservices.h"

namespace vci::app {

/// Verification by this user's trust and pins.
[[nodiscard]] ui::IntegrityServices integrityServices();

}  // namespace vci::app
