// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/projection/library.h"
#include "core/store/readmodels.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace vci::projection {

/// An event that made a row what it is.
struct RowEvent {
    EventId id;
    AggregateId aggregate;
    Sequence sequence;
    RecordedTime at;
    std::string eventType;
};

/// A member of a row as the events make it, and who made it so.
struct MemberBlame {
    std::string name;
    std::optional<std::string> value;     ///< canonical JSON text; absent: removed again
    std::optional<std::string> previous;  ///< just before the last change; absent: was not there
    std::int64_t changes = 0;
    RowEvent changedBy;  ///< the last event after which the value was another one
};

struct RowStep {
    RowEvent event;
    std::vector<std::string> changed;  ///< names of members, sorted; empty: it came to the row and changed nothing
};

/// How a row came to be.
struct RowHistory {
    std::vector<MemberBlame> members;  ///< by name; those that never were there are left out
    std::vector<RowStep> newest;       ///< the last kMaxSteps events of the row, in the order in which they were applied
    std::int64_t events = 0;           ///< all of them
    static constexpr std::size_t kMaxSteps = 10'000;
};

/// Makes one row anew, event after event. Where the projection is keyed by aggregate only that aggregate's events are read, else
/// all of its types; progress is told events seen. A row that no event makes has an empty history. Errors: those of
/// ReadModelReader; Cancelled.
[[nodiscard]] Result<RowHistory> rowHistory(store::ReadModelReader& reader, const Library& library,
                                            const std::shared_ptr<const Definition>& definition, const std::string& modelId,
                                            const store::ProgressFunction& progress, const std::stop_token& stop);

}  // namespace vci::projection
