// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/replay/pointstate.h"

#include "core/replay/snapshotreplay.h"

#include <algorithm>

namespace vci::replay {

namespace {

using Notices = std::vector<std::string>;

void noteUnused(Notices& notices, const store::Snapshot& snapshot, const std::string& why)
{
    notices.push_back("the snapshot after event " + std::to_string(snapshot.lastSequence.value()) + " was not used: " + why +
                      "; the state was replayed from the first event");
}

/// The point by the newest snapshot at or before it. Nothing where there is none to be trusted: notices say why.
Result<std::optional<PointState>> fromSnapshot(store::SnapshotReader& snapshots, AggregateId aggregate,
                                               const std::shared_ptr<const catalog::Catalog>& catalog, const Point& point,
                                               Notices& notices, const std::stop_token& stop)
{
    store::SnapshotWanted wanted{aggregate, catalog->version()};
    if (point.sequence) wanted.atMost = *point.sequence;
    wanted.notAfter = point.time;
    VCI_TRY(const auto snapshot, snapshots.newest(wanted, stop));
    if (!snapshot) return std::optional<PointState>();
    VCI_TRY(const auto extent, snapshots.wholeExtent(aggregate, stop));
    if (!extent) {
        noteUnused(notices, *snapshot, "the sequence numbers of the aggregate are not 1 to its last, each once");
        return std::optional<PointState>();
    }
    // No event up to a snapshot is dated before an earlier one, so the time of its last event stands for all of them.
    SnapshotReplay replay(catalog, aggregate, &*snapshot, point.time);
    const Sequence upTo = std::min(point.sequence.value_or(*extent), *extent);
    VCI_CHECK(snapshots.visitRange(aggregate, {Sequence(snapshot->lastSequence.value() - 1), upTo}, replay, stop));
    if (stop.stop_requested()) return cancelled();
    if (const auto why = replay.finish()) {
        noteUnused(notices, *snapshot, *why);
        return std::optional<PointState>();
    }
    PointState state = replay.result();
    state.events = extent->value();
    return std::optional(std::move(state));
}

}  // namespace

PointState pointState(const Timeline& timeline, Position position)
{
    PointState result{timeline.aggregateId(), timeline.aggregateType()};
    result.events = static_cast<std::int64_t>(timeline.size());
    result.eventsApplied = static_cast<std::int64_t>(position);
    result.state = timeline.stateAt(position);
    result.flags = timeline.flagsUpTo(position);
    if (position == 0) return result;
    const EventHead head = timeline.eventAt(position - 1);
    result.last = LastEvent{head.id, std::string(head.eventType), head.sequence, timeline.timeText(position - 1)};
    return result;
}

Result<PointState> stateAt(store::EventReader& reader, AggregateId aggregate,
                           const std::shared_ptr<const catalog::Catalog>& catalog, const Point& point,
                           const store::ProgressFunction& progress, const std::stop_token& stop)
{
    Notices notices;
    if (store::SnapshotReader* const snapshots = reader.snapshots()) {
        VCI_TRY(auto state, fromSnapshot(*snapshots, aggregate, catalog, point, notices, stop));
        if (state) return std::move(*state);
    }
    VCI_TRY(const auto timeline, loadTimeline(reader, aggregate, catalog, progress, stop));
    Position position = timeline->size();
    if (point.sequence) position = timeline->positionAtSequence(*point.sequence);
    if (point.time) position = timeline->positionAtTime(*point.time);
    PointState state = pointState(*timeline, position);
    state.notices = std::move(notices);
    return state;
}

}  // namespace vci::replay
