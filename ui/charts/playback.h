// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/replay/timeline.h"

#include <cstdint>

namespace vci::ui {

/// Moves a playhead in recorded proportions. A pure value: time is handed in, so nothing here waits or asks a clock.
class Playback {
public:
    /// No gap lasts longer than this on screen, however long it was.
    static constexpr std::int64_t kMaxGapMicros = 2'000'000;
    /// At most so many events a tick, so that a tick stays short.
    static constexpr std::size_t kMaxEventsPerTick = 20'000;

    /// The position after elapsedMicros more of screen time, at speed times the recorded pace. A gap backwards (clocks go
    /// back) takes no time. Requires speed > 0.
    [[nodiscard]] replay::Position advance(const replay::Timeline& timeline, replay::Position from, std::int64_t elapsedMicros,
                                           double speed);
    /// Forgets time saved up: the user moved the playhead.
    void reset() { m_savedMicros = 0; }

private:
    std::int64_t m_savedMicros = 0;  ///< screen time not yet spent on a gap
};

}  // namespace vci::ui
