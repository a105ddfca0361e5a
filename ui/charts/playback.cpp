// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/charts/playback.h"

#include <algorithm>

namespace vci::ui {

namespace {

/// Screen time between event `index` and the one before it. Foreign infinities count as the longest gap, not as overflow.
std::int64_t gapMicros(const replay::Timeline& timeline, std::size_t index, double speed)
{
    if (index == 0) return 0;
    const double recorded =
        static_cast<double>(timeline.eventAt(index).at.micros()) - static_cast<double>(timeline.eventAt(index - 1).at.micros());
    return static_cast<std::int64_t>(std::clamp(recorded / speed, 0.0, static_cast<double>(Playback::kMaxGapMicros)));
}

}  // namespace

replay::Position Playback::advance(const replay::Timeline& timeline, replay::Position from, std::int64_t elapsedMicros,
                                   double speed)
{
    m_savedMicros += elapsedMicros;
    const replay::Position last = std::min(timeline.size(), from + kMaxEventsPerTick);
    replay::Position position = from;
    while (position < last) {
        const auto gap = gapMicros(timeline, position, speed);
        if (gap > m_savedMicros) return position;
        m_savedMicros -= gap;
        ++position;
    }
    // What a bounded tick could not spend would come back as a jump.
    m_savedMicros = 0;
    return position;
}

}  // namespace vci::ui
