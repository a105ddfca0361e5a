// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/pages/proofstretches.h"

#include "ui/delegates/badgecolor.h"
#include "ui/state/verification.h"
#include "ui/theme/theme.h"

namespace vci::ui {

namespace {
constexpr int kUnjudged = -1 - static_cast<int>(verify::Badge::Verified);
}  // namespace

std::vector<ProofStretch> proofStretches(const Verification& verification, const replay::Timeline& timeline)
{
    std::vector<ProofStretch> stretches;
    if (!verification.result()) return stretches;
    const Palette& palette = Theme::instance().palette();
    for (std::size_t i = 0; i < timeline.size(); ++i) {
        const auto head = timeline.eventAt(i);
        const auto badge = verification.badgeOf(timeline.aggregateId(), head.id, head.pos);
        const QColor color = badge ? badgeColor(*badge, palette) : palette.line;
        // The worst is the first badge: one altered event must not vanish under the many sound ones beside it.
        const int gravity = badge ? -static_cast<int>(*badge) : kUnjudged;
        if (stretches.empty() || stretches.back().color != color || stretches.back().gravity != gravity)
            stretches.push_back({i, i, color, gravity});
        stretches.back().end = i + 1;
    }
    return stretches;
}

}  // namespace vci::ui
