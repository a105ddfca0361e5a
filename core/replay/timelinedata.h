// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/replay/changelog.h"
#include "core/replay/chunked.h"
#include "core/replay/pathtable.h"
#include "core/replay/timeline.h"

#include <deque>
#include <mutex>
#include <unordered_map>

namespace vci::replay {

/// An event type at a version, as events name it.
struct TypeName {
    std::string name;
    std::int64_t version;
};

/// What is kept of every event: 64 bytes.
struct Head {
    std::array<std::uint8_t, 16> id;
    std::int64_t sequence;
    std::int64_t at;
    std::int64_t pos;         ///< kNoPos: none
    std::uint32_t type;       ///< index into types
    ChangeIndex firstChange;  ///< its changes end where the next event's begin
    Flags flags;

    static constexpr std::int64_t kNoPos = std::numeric_limits<std::int64_t>::min();
};

/// The leaves of the state at a position: for each the change that gave it its value.
struct Checkpoint {
    Position position;
    std::vector<ChangeIndex> changes;
};

/// From a position on, the flags of all events before it together.
struct FlagStep {
    Position position;
    Flags flags;
};

/// The structures behind Timeline. Written by the builder alone, then constant but for the index of ids, made on first use.
struct Timeline::Data {
    explicit Data(AggregateId id)
        : aggregateId(id)
    {
    }

    AggregateId aggregateId;
    std::string aggregateType;
    PathTable paths;
    ChangeLog changes;
    std::vector<std::vector<std::uint32_t>> assigned;  ///< per top-level member: the events that assigned it, ascending
    Chunked<Head> heads;
    std::deque<TypeName> types;
    std::unordered_map<std::size_t, std::string> foreignTimes;
    std::vector<Checkpoint> checkpoints;      ///< ascending; not at 0
    std::vector<FlagStep> flagSteps;          ///< ascending
    std::vector<std::int64_t> greatestTimes;  ///< prefix maxima; empty where times never go back
    std::vector<std::uint32_t> ranks;         ///< PathTable::ranks()

    mutable std::once_flag idIndexMade;
    mutable std::vector<std::uint32_t> idIndex;  ///< event indices sorted by id

    [[nodiscard]] ChangeIndex changesBefore(Position position) const
    {
        return position == heads.size() ? static_cast<ChangeIndex>(changes.size()) : heads[position].firstChange;
    }
    /// The changes that gave the leaves of the state their values, in path order.
    [[nodiscard]] std::vector<ChangeIndex> leavesAt(Position position) const;
    [[nodiscard]] std::string timeText(std::size_t index) const;
    [[nodiscard]] FieldChange fieldChange(ChangeIndex index) const;
    [[nodiscard]] FieldBlame fieldBlame(ChangeIndex index, Position position) const;
};

}  // namespace vci::replay
