// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/replay/timeline.h"
#include "ui/charts/laneindex.h"
#include "ui/format/text.h"

#include <QColor>
#include <QRectF>

#include <array>
#include <cstddef>
#include <memory>
#include <optional>
#include <vector>

namespace vci::ui {

/// A snapshot of the aggregate.
struct SnapshotMark {
    replay::Position position;  ///< the state after so many events
    bool isUsed;                ///< replay may start from it; else it is drawn hollow
    friend bool operator==(const SnapshotMark&, const SnapshotMark&) = default;
};

/// Events [begin, end) of which verification says the same.
struct ProofStretch {
    static constexpr int kWrong = 0;  ///< the gravity from which on it is taller, too: colour alone must not tell it
    std::size_t begin;
    std::size_t end;
    QColor color;
    int gravity = 0;  ///< the graver covers the lighter where both stand on one pixel
    friend bool operator==(const ProofStretch&, const ProofStretch&) = default;
};

/// What the layers of the timeline chart draw: values and pixels, no widget. Owned by TimelinePlot, read by its layers.
struct TimelineScene {
    std::shared_ptr<const LaneIndex> index;  ///< null: nothing to draw
    replay::Position position = 0;
    std::array<std::optional<replay::Position>, 2> pins;  ///< A, B
    std::vector<SnapshotMark> snapshots;                  ///< by position
    std::vector<ProofStretch> proof;                      ///< by gravity, the gravest last
    format::Zone zone = format::Zone::Utc;
    std::optional<std::size_t> hovered;  ///< index of the event under the mouse

    // Geometry, in device-independent pixels of the widget.
    QRectF lanesRect;  ///< from the upper edge of the first lane to the lower edge of the last
    double lanePitch = 26;
    double proofY = 0;      ///< the middle of its row, below the lanes
    double snapshotsY = 0;  ///< the middle of their row, below that
    double viewBegin = 0;   ///< seconds since the first event at lanesRect.left()
    double viewEnd = 1;

    [[nodiscard]] double laneY(std::size_t lane) const { return lanesRect.top() + (static_cast<double>(lane) + 0.5) * lanePitch; }
    [[nodiscard]] double xOf(std::int64_t micros) const
    {
        const double seconds = static_cast<double>(micros - index->firstMicros()) / 1e6;
        return lanesRect.left() + (seconds - viewBegin) / (viewEnd - viewBegin) * lanesRect.width();
    }
    [[nodiscard]] std::int64_t microsAt(double x) const
    {
        const double seconds = viewBegin + (x - lanesRect.left()) / lanesRect.width() * (viewEnd - viewBegin);
        return index->firstMicros() + static_cast<std::int64_t>(seconds * 1e6);
    }
    /// Where a position stands: at the event that made it; before the first, at the first.
    [[nodiscard]] std::int64_t microsOf(replay::Position at) const
    {
        if (index->size() == 0) return 0;
        return index->timeOf(at == 0 ? 0 : std::min(at, index->size()) - 1);
    }
};

}  // namespace vci::ui
