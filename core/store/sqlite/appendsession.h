// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/clock.h"
#include "core/json/leaf.h"
#include "core/store/sqlite/aggregateupdates.h"
#include "core/store/sqlite/rows.h"
#include "core/store/writer.h"

#include <optional>
#include <span>
#include <string>

namespace vci::store::sqlite {

/// One batch inside a write transaction: assigns, checks, writes event_store and event_log row by row, and at the end
/// `aggregates` and log_heads. Any error leaves the transaction to be rolled back.
class AppendSession {
public:
    /// Makes the tenant where it is new, and reads the head of its log.
    [[nodiscard]] static Result<AppendSession> start(Connection& connection, json::LeafWriter& leaves, IdSource& ids,
                                                     Clock& clock, TenantId tenant, const SnapshotPolicy& policy);

    /// The errors of EventWriter::append.
    [[nodiscard]] Result<AppendOutcome> append(std::span<const NewEvent> events, Stamping stamping);
    /// Writes what a batch changes once: `aggregates` and log_heads.
    [[nodiscard]] Result<void> finish();

private:
    struct Statements {
        Query findEvent;
        Query insertEvent;
        Query insertLog;
    };

    AppendSession(Connection& connection, json::LeafWriter& leaves, IdSource& ids, Clock& clock, TenantId tenant,
                  std::string logId, Statements statements, const SnapshotPolicy& policy);

    [[nodiscard]] Result<std::optional<Event>> stored(EventId id);
    [[nodiscard]] Result<Event> assign(const NewEvent& input, Stamping stamping, const AggregateExtent& state);
    [[nodiscard]] Result<void> insert(const Event& event, Stamping stamping, const AggregateExtent& state);
    [[nodiscard]] Result<void> insertLogEntry(const Event& event);
    [[nodiscard]] Result<void> writeHead();

    Connection* m_connection;
    json::LeafWriter* m_leaves;
    IdSource* m_ids;
    Clock* m_clock;
    TenantId m_tenant;
    std::string m_tenantText;
    std::string m_logId;
    std::int64_t m_oldSize = 0;
    std::int64_t m_size = 0;
    EventRows m_rows;
    Statements m_statements;
    AggregateUpdates m_aggregates;
    std::string m_leaf;
    const SnapshotPolicy* m_policy;
};

}  // namespace vci::store::sqlite
