// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/bridge/caseservices.h"

namespace vci::app {

/// Cases as the command line makes, writes and seals them.
[[nodiscard]] ui::CaseServices caseServices();

}  // namespace vci::app
