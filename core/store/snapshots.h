// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/result.h"
#include "core/store/query.h"

#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace vci::store {

/// A row of event_snapshots (POSTGRES 1): what an aggregate's state was after its event lastSequence.
struct Snapshot {
    SnapshotId id;
    AggregateId aggregateId;
    std::string aggregateType;
    Sequence lastSequence;
    EventId lastEventId;
    std::optional<std::string> reducer;  ///< Catalog::version() that made it; absent: foreign, never used
    RecordedTime createdAt;
    std::string state;  ///< JSON text as it stands there; empty where it was not asked for
};

/// The end of the reducer of a snapshot that was set aside. No catalogue has such a version.
inline constexpr std::string_view kSetAside = " set aside";
[[nodiscard]] inline bool isSetAside(const Snapshot& snapshot)
{
    return snapshot.reducer && snapshot.reducer->ends_with(kSetAside);
}

struct SnapshotQuery {
    std::optional<AggregateId> aggregate = {};  ///< absent: of all
    enum class State { Include, Omit } state = State::Omit;
};

struct SnapshotPage {
    std::vector<Snapshot> rows;
    std::optional<Cursor> next;  ///< absent: this was the last page
};

/// The newest snapshot that may stand for the events before it.
struct SnapshotWanted {
    AggregateId aggregate;
    std::string reducer;
    Sequence atMost = Sequence(std::numeric_limits<std::int64_t>::max());
    std::optional<Timestamp> notAfter = {};  ///< the time of its last event
};

/// The sequence numbers (above, upTo].
struct SequenceRange {
    Sequence above = Sequence(std::numeric_limits<std::int64_t>::min());
    Sequence upTo = Sequence(std::numeric_limits<std::int64_t>::max());
    friend bool operator==(const SequenceRange&, const SequenceRange&) = default;
};

/// Reads snapshots, and of events what using them takes: had from EventReader::snapshots(), with its tenant, thread, errors and
/// interruption. A source that holds none, such as a case file of an older version, answers with nothing.
class SnapshotReader {
public:
    virtual ~SnapshotReader() = default;

    /// By aggregate, then last sequence, then id; at most limitRows, from after (exclusive).
    [[nodiscard]] virtual Result<SnapshotPage> list(const SnapshotQuery& query, const PageRequest& page,
                                                    std::stop_token stop) = 0;
    /// One look into an index, however many there are. The state is included; whether it is true nobody has checked.
    [[nodiscard]] virtual Result<std::optional<Snapshot>> newest(const SnapshotWanted& wanted, std::stop_token stop) = 0;

    /// The last sequence number of an aggregate whose rows are exactly 1 … last, each once. Nothing where a number is missing,
    /// there twice or below 1, or there are no rows. Reads numbers only, no payloads.
    [[nodiscard]] virtual Result<std::optional<Sequence>> wholeExtent(AggregateId aggregate, std::stop_token stop) = 0;
    /// EventReader::visitAggregate() for these sequence numbers alone, without the events' places in the log: looking them up
    /// costs as much as the events. None there is no error, except for all numbers: NotFound.
    [[nodiscard]] virtual Result<void> visitRange(AggregateId aggregate, const SequenceRange& range, EventVisitor& visitor,
                                                  std::stop_token stop) = 0;
};

struct NewSnapshot {
    AggregateId aggregateId;
    std::string aggregateType;
    Sequence lastSequence;
    EventId lastEventId;
    std::string reducer;
    std::string state;  ///< JSON text
};

/// Writes snapshots. A type of its own: who may append may not always write these, and the inspector is given readers.
class SnapshotWriter {
public:
    virtual ~SnapshotWriter() = default;

    /// All or nothing, one transaction; id and time are given by the store. Errors: NotPermitted, Locked, ReadOnly, Io,
    /// Unreachable.
    [[nodiscard]] virtual Result<void> write(TenantId tenant, std::span<const NewSnapshot> snapshots) = 0;
    /// Sets those aside that turned out to be wrong: they stay as evidence, and no replay uses them. One transaction; how many
    /// it were, without those that are gone or were set aside before. Errors: as of write().
    [[nodiscard]] virtual Result<std::int64_t> setAside(TenantId tenant, std::span<const SnapshotId> wrong) = 0;
};

}  // namespace vci::store
