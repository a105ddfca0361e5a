// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/verify/bracket.h"
#include "ui/format/text.h"

namespace vci::ui {

/// How what the source shows now stands to its entry in the log.
enum class Shown { AsLogged, Altered, Gone };

/// Whether a verification found the event altered or gone.
[[nodiscard]] Shown shownOf(const verify::Report& report, EventId event);

/// Since when an entry of the log provably exists, in a sentence or two; and that this says nothing of what is shown, where that
/// is not the entry.
[[nodiscard]] QString bracketText(const verify::ProvenBracket& bracket, format::Zone zone, Shown shown = Shown::AsLogged);

}  // namespace vci::ui
