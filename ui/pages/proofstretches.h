// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/replay/timeline.h"
#include "ui/charts/timelinescene.h"

#include <vector>

namespace vci::ui {

class Verification;

/// What the last verification says along a timeline, in the colours of the theme; nothing where nothing was verified. One look
/// at each event.
[[nodiscard]] std::vector<ProofStretch> proofStretches(const Verification& verification, const replay::Timeline& timeline);

}  // namespace vci::ui
