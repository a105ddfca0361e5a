// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/clock.h"
#include "core/json/leaf.h"
#include "core/store/postgres/session.h"
#include "core/store/writer.h"

#include <span>
#include <string>
#include <unordered_map>
#include <vector>

namespace vci::store::postgres {

/// One piece of a batch inside a write transaction: locks its aggregates, reads where they stand, assigns, and inserts all rows
/// by one statement. Writers of other aggregates do not wait.
class Batch {
public:
    Batch(WriteTransaction& transaction, json::LeafWriter& leaves, IdSource& ids, TenantId tenant, const SnapshotPolicy& policy)
        : m_transaction(transaction)
        , m_leaves(leaves)
        , m_ids(ids)
        , m_tenant(tenant)
        , m_policy(policy)
    {
    }

    /// The errors of EventWriter::append, places counted within the piece. Throws as pqxx does.
    [[nodiscard]] Result<AppendOutcome> append(std::span<const NewEvent> events, Stamping stamping);
    /// Appends one event without an id of its own right behind last, which the caller knows to be stored, and asks nothing
    /// before: where the aggregate went on, the number is taken and the transaction fails as a lost race.
    [[nodiscard]] Result<AppendOutcome> appendBehind(const NewEvent& event, Sequence last);

    /// The first event that was inserted.
    [[nodiscard]] const std::optional<EventId>& firstStored() const { return m_firstStored; }

private:
    [[nodiscard]] Result<void> readStored(std::span<const NewEvent> events);
    [[nodiscard]] Result<void> lockAggregates(std::span<const NewEvent> events);
    [[nodiscard]] Result<Event> assign(const NewEvent& input, Stamping stamping);
    void insert(const std::vector<Event>& events);
    [[nodiscard]] Result<RecordedTime> insertOne(const Event& event);

    WriteTransaction& m_transaction;
    json::LeafWriter& m_leaves;
    IdSource& m_ids;
    TenantId m_tenant;
    const SnapshotPolicy& m_policy;
    RecordedTime m_now{Timestamp(0)};                      ///< the server's, after the locks were had
    std::unordered_map<AggregateId, std::int64_t> m_last;  ///< sequence numbers, this piece's own events included
    std::unordered_map<EventId, Event> m_stored;           ///< events of the ids that the input gives
    std::optional<EventId> m_firstStored;
};

}  // namespace vci::store::postgres
