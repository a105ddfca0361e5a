// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/verify/bracket.h"
#include "ui/format/text.h"

namespace vci::ui {

/// Since when an entry of the log provably exists, in a sentence or two.
[[nodiscard]] QString bracketText(const verify::ProvenBracket& bracket, format::Zone zone);

}  // namespace vci::ui
