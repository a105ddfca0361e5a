// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/replay/pointstate.h"
#include "core/replay/timelinebuilder.h"
#include "core/store/snapshots.h"

#include <optional>
#include <string>
#include <string_view>

namespace vci::replay {

/// A replay that may begin with a snapshot in place of the events that it stands for. For this folder only; one thread.
///
/// The snapshot's state goes into the timeline as the payload of an event without a type, which no rule knows: every event after
/// it then meets the state that the events before it would have left.
class SnapshotReplay final : public store::EventVisitor {
public:
    /// base: nullptr to replay from the first event; else it outlives this, and the first event visited must be its last one.
    /// until: the first event after that time ends the visit.
    SnapshotReplay(std::shared_ptr<const catalog::Catalog> catalog, AggregateId aggregate, const store::Snapshot* base,
                   std::optional<Timestamp> until = {});

    [[nodiscard]] bool visit(const store::EventView& event) override;

    /// To be called once, after the visit. Why the snapshot must not be used, a sentence; the rest means nothing then.
    [[nodiscard]] std::optional<std::string> finish();
    /// The newest state, with events, eventsApplied and flags counted from event 1 (a snapshot's events have no flags).
    [[nodiscard]] const PointState& result() const { return m_result; }
    /// Events visited after the snapshot, or all.
    [[nodiscard]] std::int64_t eventsReplayed() const { return m_replayed; }
    /// Why no snapshot may be made here, a sentence: an event is odd, and a snapshot cannot carry that on. Absent where it may.
    [[nodiscard]] std::optional<std::string> whyUnsound() const;

private:
    void addBase(const store::EventView& last);
    void note(const store::EventView& event);

    TimelineBuilder m_builder;
    const store::Snapshot* m_base;
    std::optional<Timestamp> m_until;
    std::optional<std::string> m_misfit;
    std::optional<std::string> m_otherType;
    std::int64_t m_visited = 0;
    std::int64_t m_replayed = 0;
    std::shared_ptr<const Timeline> m_timeline;
    PointState m_result;
};

}  // namespace vci::replay
