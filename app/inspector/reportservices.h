// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/bridge/reportservices.h"

namespace vci::app {

/// Reports by this user's trust and pins, as the command line makes them.
[[nodiscard]] ui::ReportServices reportServices();

}  // namespace vci::app
