// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/catalog/catalog.h"
#include "core/replay/timeline.h"
#include "core/store/reader.h"

#include <functional>
#include <memory>
#include <stop_token>

namespace vci::replay {

/// Folds events into a Timeline (DESIGN 3.4). The only implementation of apply on many events; one thread.
class TimelineBuilder {
public:
    TimelineBuilder(std::shared_ptr<const catalog::Catalog> catalog, AggregateId aggregate);
    ~TimelineBuilder();
    TimelineBuilder(const TimelineBuilder&) = delete;
    TimelineBuilder& operator=(const TimelineBuilder&) = delete;

    /// Events must come in replay order.
    void add(const store::EventView& event);
    /// The builder is spent afterwards.
    [[nodiscard]] std::shared_ptr<const Timeline> finish();

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

/// Reads an aggregate to its end and replays it; reading and replaying overlap on two threads. progress is told events
/// replayed, at most every 50 ms. Errors: those of EventReader; NotFound; Cancelled.
[[nodiscard]] Result<std::shared_ptr<const Timeline>> loadTimeline(store::EventReader& reader, AggregateId aggregate,
                                                                   std::shared_ptr<const catalog::Catalog> catalog,
                                                                   const store::ProgressFunction& progress,
                                                                   const std::stop_token& stop);

/// The same from what reads snapshots, which tells no places in the log: EventHead::pos is absent.
[[nodiscard]] Result<std::shared_ptr<const Timeline>> loadTimeline(store::SnapshotReader& reader, AggregateId aggregate,
                                                                   std::shared_ptr<const catalog::Catalog> catalog,
                                                                   const std::stop_token& stop);

}  // namespace vci::replay
