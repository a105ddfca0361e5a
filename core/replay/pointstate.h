// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/catalog/catalog.h"
#include "core/replay/timeline.h"
#include "core/store/reader.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace vci::replay {

/// A place in an aggregate's life (DESIGN 3.4, "At a point"): at a sequence number, or at a time; with neither, the end.
struct Point {
    std::optional<Sequence> sequence = {};
    std::optional<Timestamp> time = {};
};

struct LastEvent {
    EventId id;
    std::string eventType;
    Sequence sequence;
    std::string timeText;  ///< as the envelope shows it
};

/// An aggregate's state at one point.
struct PointState {
    AggregateId aggregateId;
    std::string aggregateType;
    std::int64_t events = 0;                    ///< rows of the aggregate
    std::int64_t eventsApplied = 0;             ///< up to the point, those in a snapshot included
    std::optional<LastEvent> last = {};         ///< the last one applied; absent before the first
    json::Value state = {};                     ///< members in path order, as Timeline::stateAt() has them
    Flags flags = {};                           ///< of all events up to the point
    std::optional<Sequence> fromSnapshot = {};  ///< the last sequence of the snapshot it was made from
    std::vector<std::string> notices = {};      ///< why a snapshot that is there was not used, a sentence each
};

/// One point of a timeline.
[[nodiscard]] PointState pointState(const Timeline& timeline, Position position);

/// Reads one point: from the newest usable snapshot and the events after it, else from event 1 (DESIGN 3.5); the answer is the
/// same. A snapshot is used only where it was made by this catalogue, the aggregate has exactly the sequences 1 … last, and
/// it fits the event that it ends with. progress is told events replayed. Errors: those of EventReader; NotFound; Cancelled.
[[nodiscard]] Result<PointState> stateAt(store::EventReader& reader, AggregateId aggregate,
                                         const std::shared_ptr<const catalog::Catalog>& catalog, const Point& point,
                                         const store::ProgressFunction& progress, const std::stop_token& stop);

}  // namespace vci::replay
