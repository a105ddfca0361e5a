// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/verify/report.h"

#include <QString>
#include <QStringList>

#include <optional>

/// How a badge reads: a word with a sign, never a colour alone.
namespace vci::ui {

[[nodiscard]] QString badgeWord(verify::Badge badge);         ///< translated: Signed only
[[nodiscard]] QString badgeSign(verify::Badge badge);         ///< one character: ✓ ◐ ○ ◔ – ✕ ?
[[nodiscard]] QString badgeExplanation(verify::Badge badge);  ///< translated, one sentence on one event

/// What a verification left open, a sentence for each, the gravest first; nothing where all is proved to the last step. told: a
/// badge whose question the reason of the whole asks already.
[[nodiscard]] QStringList openQuestions(const verify::Report& report, std::optional<verify::Badge> told = {});

}  // namespace vci::ui
