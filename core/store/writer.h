// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/result.h"
#include "core/model/event.h"
#include "core/store/snapshotpolicy.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <set>
#include <span>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

namespace vci::store {

/// One event to append, checked by the gate (core/store/gate.h): payloads are canonical JSON text of objects.
struct NewEvent {
    std::optional<EventId> id;
    AggregateId aggregateId;
    std::string aggregateType;
    std::string eventType;
    std::int64_t eventVersion;
    std::string eventData;
    std::string metadata;
    std::optional<EventId> causationId;
    std::optional<CorrelationId> correlationId;
    std::optional<std::int64_t> expectedSequence;  ///< 0: must not exist yet
    /// Members the caller gave, for the idempotency comparison of id_conflict (DESIGN 3.2).
    bool gaveVersion = false;
    bool gaveMetadata = false;
    bool gaveCausation = false;
    bool gaveCorrelation = false;
    /// Only for as-recorded input.
    std::optional<Sequence> sequence;
    std::optional<RecordedTime> timestamp;
    std::optional<std::string> blockchainTxHash;
};

enum class Stamping {
    ByStore,     ///< sequence_number and timestamp are given by the store
    AsRecorded,  ///< taken from the input (generate, import, --as-recorded)
};

struct AppendOutcome {
    std::int64_t appended = 0;
    std::int64_t existing = 0;  ///< same id with same content: idempotent
    bool sequenced = true;
    std::optional<Event> first;  ///< of the batch in input order, as stored
    std::optional<Event> last;
    std::set<AggregateId> snapshotsDue;  ///< by the writer's snapshotPolicy()
};

/// What giving waiting events their places in the log came to.
struct SequenceOutcome {
    std::int64_t sequenced = 0;
    std::int64_t size = 0;  ///< of the tenant's log
};

/// The append contract. A different type from EventReader: the inspector is only ever given readers (HOUSE_STYLE 26).
class EventWriter {
public:
    virtual ~EventWriter() = default;

    /// Which appends make a snapshot due. A new writer calls none due. Whoever appends makes them after the commit
    /// (core/replay/snapshots.h): a writer cannot replay.
    void setSnapshotPolicy(SnapshotPolicy policy) { m_snapshotPolicy = std::move(policy); }
    [[nodiscard]] const SnapshotPolicy& snapshotPolicy() const { return m_snapshotPolicy; }

    /// Gives the next piece of a batch; an empty one ends it, an error undoes it. The events live until the next call.
    using NextPiece = std::function<Result<std::span<const NewEvent>>()>;

    /// All or nothing, one transaction, sequenced in it where the store does so. Ties the batch to tenant; a case file makes the
    /// tenant when it is new. The batch comes piece by piece, so that it need not fit into memory; other writers wait until
    /// its end. Errors, nothing stored: that of a piece; SequenceConflict (tells the current one), IdConflict, Locked, ReadOnly,
    /// Io; NotPermitted for a tenant that is closed, of an empty batch too; NotFound for one that a database does not have;
    /// Cancelled where stop was asked for before the commit; the place's line is the 1-based index in the whole batch.
    [[nodiscard]] virtual Result<AppendOutcome> appendPieces(TenantId tenant, const NextPiece& next, Stamping stamping,
                                                             std::stop_token stop) = 0;

    /// The same for a batch in memory.
    [[nodiscard]] Result<AppendOutcome> append(TenantId tenant, std::span<const NewEvent> events, Stamping stamping,
                                               std::stop_token stop = {})
    {
        const auto once = [&events]() -> Result<std::span<const NewEvent>> { return std::exchange(events, {}); };
        return appendPieces(tenant, once, stamping, std::move(stop));
    }

private:
    SnapshotPolicy m_snapshotPolicy = SnapshotPolicy::never();
};

}  // namespace vci::store
