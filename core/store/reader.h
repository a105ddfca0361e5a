// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/result.h"
#include "core/model/event.h"
#include "core/model/tenant.h"
#include "core/store/anchorreader.h"
#include "core/store/logreader.h"
#include "core/store/query.h"

#include <memory>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

namespace vci::store {

class SnapshotReader;

/// The read contract of a source (DESIGN 2). One object is one connection and belongs to one thread; interrupt() alone may be
/// called from another. Only values leave it. Every call is one short read-only transaction: long work asks page after page.
///
/// Errors of every call: Unreachable (lost or refused connection), NotPermitted (in words: what is missing and who can grant
/// it), Damaged (names the row), Locked, Io, Cancelled (after a stop request or interrupt()). Rows that are merely odd are never
/// errors.
class EventReader {
public:
    virtual ~EventReader() = default;

    /// What this source is and can do, found by looking, not assumed.
    [[nodiscard]] virtual const SourceInfo& info() const = 0;
    /// The tenants that this login may see, by name then id. Works before selectTenant().
    [[nodiscard]] virtual Result<std::vector<Tenant>> tenants() = 0;
    /// Sets the tenant in force for all calls below. NotFound where no such tenant is visible.
    [[nodiscard]] virtual Result<void> selectTenant(TenantId tenant) = 0;
    [[nodiscard]] virtual std::optional<TenantId> tenant() const = 0;

    /// Aggregates in the query's order, at most limitRows, from after (exclusive), skipping skipRows.
    /// A page costs the same at the end as at the start when skipRows is 0; skipping reads an index only.
    [[nodiscard]] virtual Result<AggregatePage> aggregates(const AggregateQuery& query, const PageRequest& page,
                                                           std::stop_token stop) = 0;
    /// How many aggregates of each type, by count descending then name. May scan: run it off the interactive path.
    [[nodiscard]] virtual Result<std::vector<TypeCount>> aggregateTypes(std::stop_token stop) = 0;
    /// One aggregate's row. NotFound.
    [[nodiscard]] virtual Result<AggregateRow> aggregate(AggregateId id, std::stop_token stop) = 0;

    /// Events of one aggregate in replay order. NotFound where the aggregate has none.
    [[nodiscard]] virtual Result<EventPage> aggregateEvents(AggregateId id, const PageRequest& page, std::stop_token stop) = 0;
    /// Visits the same rows without making an Event of each: the path for long aggregates. Views live until the visitor
    /// returns; returning false ends the visit without error. It may not call the same reader; on PostgreSQL a slow
    /// one holds a snapshot of the server open.
    [[nodiscard]] virtual Result<void> visitAggregate(AggregateId id, EventVisitor& visitor, std::stop_token stop) = 0;
    /// All events: pos order with unsequenced last; on a stock source (timestamp, aggregate_id, sequence_number, id). Where the
    /// unsequenced are looked for, a page may be short, or empty, with another behind it: only the cursor tells the end.
    [[nodiscard]] virtual Result<EventPage> events(const PageRequest& page, std::stop_token stop) = 0;

    /// The events among ids that exist, in no order.
    [[nodiscard]] virtual Result<std::vector<Event>> eventsById(std::span<const EventId> ids, std::stop_token stop) = 0;
    /// Events with one of these causation ids, (timestamp, aggregate_id, sequence_number, id) order, at most limitRows.
    [[nodiscard]] virtual Result<EventPage> effectsOf(std::span<const EventId> causes, const PageRequest& page,
                                                      std::stop_token stop) = 0;
    /// Events of a correlation, (timestamp, aggregate_id, sequence_number, id) order.
    [[nodiscard]] virtual Result<EventPage> correlated(CorrelationId id, const PageRequest& page, std::stop_token stop) = 0;
    /// Which of these ids are ids of events of the tenant.
    [[nodiscard]] virtual Result<std::vector<EventId>> existing(std::span<const EventId> ids, std::stop_token stop) = 0;

    /// Which of these events came in before the source was hardened (POSTGRES 2, "adopted"); on a stock source all of them.
    [[nodiscard]] virtual Result<std::vector<EventId>> adoptedAmong(std::span<const EventId> ids, std::stop_token /*stop*/)
    {
        return std::vector<EventId>(ids.begin(), ids.end());
    }

    /// Finds what a person typed: a UUID or a prefix of at least 4 hex digits (aggregate, event or correlation), or a phone
    /// number or other text inside payloads (spaces, dashes and brackets in a number are ignored). progress is told rows seen.
    [[nodiscard]] virtual Result<std::vector<FindHit>> find(const FindQuery& query, const ProgressFunction& progress,
                                                            std::stop_token stop) = 0;

    [[nodiscard]] virtual Result<Statistics> statistics(std::stop_token stop) = 0;

    /// The snapshots of the same source and tenant, and what using them takes (core/store/snapshots.h); part of this object.
    /// nullptr where a reader gives none.
    [[nodiscard]] virtual SnapshotReader* snapshots() { return nullptr; }
    /// The order of record; nullptr where the source has none (info().hasLog). Lives as long as this reader.
    [[nodiscard]] virtual LogReader* log() { return nullptr; }
    /// The anchors; nullptr where the source keeps none. Lives as long as this reader.
    [[nodiscard]] virtual AnchorReader* anchors() { return nullptr; }
    /// Asked when all is read, before the answer is believed: SealBroken where a sealed case file was changed meanwhile (it is
    /// hashed again). Nothing to say on other sources.
    [[nodiscard]] virtual Result<void> confirmUnchanged(std::stop_token /*stop*/) { return {}; }

    /// Breaks a running call from another thread (sqlite3_interrupt, PQcancel). The call returns Cancelled.
    virtual void interrupt() = 0;
};

}  // namespace vci::store
