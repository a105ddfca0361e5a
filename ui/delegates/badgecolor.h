// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/verify/report.h"
#include "core/verify/scope.h"
#include "ui/theme/theme.h"

namespace vci::ui {

/// Green is for what is verified and for nothing else.
[[nodiscard]] inline QColor badgeColor(verify::Badge badge, const Palette& palette)
{
    switch (badge) {
    case verify::Badge::Verified:
        return palette.verified;
    case verify::Badge::SignedOnly:
        return palette.accent;
    case verify::Badge::Pending:
        return palette.pending;
    case verify::Badge::Unknown:
        return palette.unknown;
    case verify::Badge::Mismatch:
        return palette.mismatch;
    case verify::Badge::SelfConsistent:
        return palette.secondary;
    case verify::Badge::NotCovered:
        return palette.faint;
    }
    return palette.text;
}

/// The look that a label or button of the style sheet has under the badge of what was in scope: its stem, or "…good", "…warn",
/// "…open" or "…bad". Good is the whole alone: a part says nothing of the rest.
[[nodiscard]] inline QString badgeLook(const QString& stem, verify::Badge badge, const verify::Scope& scope)
{
    switch (badge) {
    case verify::Badge::Verified:
        return scope.isWhole() ? stem + QLatin1String("good") : stem;
    case verify::Badge::Pending:
        return stem + QLatin1String("warn");
    case verify::Badge::Unknown:
        return stem + QLatin1String("open");
    case verify::Badge::Mismatch:
        return stem + QLatin1String("bad");
    default:
        return stem;
    }
}

}  // namespace vci::ui
