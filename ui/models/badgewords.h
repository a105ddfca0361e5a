// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/verify/report.h"
#include "ui/bridge/integrityservices.h"

#include <QString>
#include <QStringList>

#include <optional>

/// How a badge reads: a word with a sign, never a colour alone.
namespace vci::ui {

[[nodiscard]] QString badgeWord(verify::Badge badge);         ///< translated: Signed only
[[nodiscard]] QString badgeSign(verify::Badge badge);         ///< one character: ✓ ◐ ○ ◔ – ✕ ?
[[nodiscard]] QString badgeExplanation(verify::Badge badge);  ///< translated, one sentence on one event

/// The badge's word, with the part that it is of where that is not the whole: Verified · one aggregate.
[[nodiscard]] QString badgeWord(verify::Badge badge, const verify::Scope& scope);
/// The sentence behind the badge, with its numbers as the page writes them and the aggregate that it is of, if it is of one.
[[nodiscard]] QString reasonText(const verify::Report& report, const verify::Scope& scope);

/// What was not looked at, a sentence each; nothing where all was that the program can look at.
[[nodiscard]] QStringList leftOut(const VerifiedSource& result, const VerifyExtent& extent);
/// What a verification left open, a sentence for each, the gravest first; nothing where all is proved to the last step. told: a
/// badge whose question the reason of the whole asks already.
[[nodiscard]] QStringList openQuestions(const verify::Report& report, std::optional<verify::Badge> told = {});

}  // namespace vci::ui
