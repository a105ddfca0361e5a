// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/finding.h"
#include "core/base/result.h"
#include "core/json/patch.h"
#include "core/json/value.h"
#include "core/model/event.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace vci::replay {

/// How many events of the timeline are applied: 0 is the empty state before the first, size() is the newest state.
/// The event that made position p is eventAt(p - 1).
using Position = std::size_t;

/// What a timeline keeps of each event. Payloads stay in the source: ask the reader by id.
struct EventHead {
    EventId id;
    Sequence sequence;
    Timestamp at;
    std::string_view eventType;  ///< lives as long as the timeline
    std::int64_t eventVersion;
    Flags flags;  ///< of the event alone and of its place in the aggregate; causation is checked elsewhere
    std::optional<LogIndex> pos;
};

/// One field getting another value.
struct FieldChange {
    std::size_t event;                  ///< index into the timeline
    std::string path;                   ///< JSON Pointer
    std::optional<std::string> before;  ///< canonical JSON text; absent: was not there
    std::optional<std::string> after;   ///< canonical JSON text; absent: was removed
};

/// Who set a leaf of the state, and how often it changed (DESIGN 3.4).
struct FieldBlame {
    std::string path;                     ///< JSON Pointer
    std::string value;                    ///< canonical JSON text
    std::optional<std::string> previous;  ///< the value just before the last change
    std::int64_t changes;
    std::size_t setBy;  ///< index of the event that assigned it last
};

enum class LastFields { Include, Omit };

/// The replay of one aggregate kept as a value: per path the ordered changes, plus sparse checkpoints (DESIGN 3.4). Immutable
/// once built; share it between threads as shared_ptr<const Timeline>. Nothing here reads a source. Any point costs
/// O(leaves of the state there + a bounded number of changes), not O(events).
class Timeline {
public:
    ~Timeline();
    Timeline(const Timeline&) = delete;
    Timeline& operator=(const Timeline&) = delete;

    [[nodiscard]] AggregateId aggregateId() const;
    [[nodiscard]] const std::string& aggregateType() const;
    [[nodiscard]] std::size_t size() const;
    /// Requires index < size().
    [[nodiscard]] EventHead eventAt(std::size_t index) const;
    /// The event's time as the envelope shows it.
    [[nodiscard]] std::string timeText(std::size_t index) const;
    /// Index of an event of this aggregate. The first call builds an index, later ones are O(log n).
    [[nodiscard]] std::optional<std::size_t> indexOf(EventId id) const;

    /// All rows with sequence ≤ n (DESIGN 3.4, "At a point").
    [[nodiscard]] Position positionAtSequence(Sequence n) const;
    /// The longest prefix whose timestamps are all ≤ t.
    [[nodiscard]] Position positionAtTime(Timestamp t) const;

    /// The state there. Members in path order.
    [[nodiscard]] json::Value stateAt(Position position, LastFields last = LastFields::Include) const;
    /// RFC 6902 from a to b, includes last_* unless omitted.
    [[nodiscard]] std::vector<json::PatchOperation> diff(Position a, Position b, LastFields last = LastFields::Include) const;
    /// Every leaf of the state there, sorted by path bytes, without the four last_*.
    [[nodiscard]] std::vector<FieldBlame> blameAt(Position position) const;
    /// One leaf, or the leaves below an object. Error NoSuchField.
    [[nodiscard]] Result<std::vector<FieldBlame>> blameAt(Position position, std::string_view pointer) const;
    /// What event `index` changed, sorted by path bytes.
    [[nodiscard]] std::vector<FieldChange> changesOf(std::size_t index) const;
    /// Every change of one leaf path, oldest first; empty where there was none.
    [[nodiscard]] std::vector<FieldChange> historyOf(std::string_view pointer) const;

    /// All flags of events [0, position) together.
    [[nodiscard]] Flags flagsUpTo(Position position) const;

    struct Data;  ///< core/replay/timelinedata.h, for this folder only

private:
    explicit Timeline(std::unique_ptr<Data> data);
    std::unique_ptr<Data> m_data;
    friend class TimelineBuilder;
};

}  // namespace vci::replay
