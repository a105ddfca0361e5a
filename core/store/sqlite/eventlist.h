// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/store/reader.h"
#include "core/store/snapshots.h"
#include "core/store/sqlite/rows.h"

#include <functional>
#include <span>
#include <string>

namespace vci::store::sqlite {

/// Reads events of one tenant of a case file in the orders of EventReader. Calls belong inside a read transaction.
class EventList {
public:
    EventList(Connection& connection, TenantId tenant, std::string logId);

    /// One aggregate in replay order. NotFound where it has no event at all.
    [[nodiscard]] Result<EventPage> ofAggregate(AggregateId id, const PageRequest& page);
    enum class Places { Tell, LeaveOut };
    /// The same rows, of some sequence numbers, to a visitor, at most limitRows of them. The cursor to go on from, or nothing
    /// where the visit is over.
    [[nodiscard]] Result<std::optional<Cursor>> visitAggregate(AggregateId id, const SequenceRange& range, Places places,
                                                               const PageRequest& page, EventVisitor& visitor);
    /// SnapshotReader::wholeExtent().
    [[nodiscard]] Result<std::optional<Sequence>> wholeExtent(AggregateId id);
    /// Log order, then what the log lacks, by rowid.
    [[nodiscard]] Result<EventPage> inLogOrder(const PageRequest& page);
    /// The events of entries [begin, end) of the log, in its order; an entry without its event is passed over. False where visit
    /// has enough.
    using LogVisit = std::function<bool(AggregateId, const EventView&)>;
    [[nodiscard]] Result<bool> visitLog(std::int64_t begin, std::int64_t end, const LogVisit& visit);
    [[nodiscard]] Result<std::optional<Event>> byId(EventId id);
    [[nodiscard]] Result<bool> exists(EventId id);

    enum class Link { Causation, Correlation };
    /// Events that refer to one of these ids, (timestamp, aggregate_id, sequence_number, id) order.
    [[nodiscard]] Result<EventPage> linkedTo(Link link, std::span<const Uuid> ids, const PageRequest& page);

private:
    /// How far the log was read.
    struct LogPlace {
        std::int64_t index = -1;
        std::int64_t rowid = 0;  ///< the greatest of the rows counted
        std::int64_t rows = 0;   ///< events met with their entries, each at a higher rowid than the one before
    };
    /// True where there is no room for a row that was not counted: nothing is left to look for behind the log. Holds for a
    /// file of one tenant that nobody tampered with; where it does not hold, only looking at all rows tells.
    [[nodiscard]] Result<bool> hasAllRows(const LogPlace& place);
    [[nodiscard]] Result<bool> hasAdopted(AggregateId id);
    /// The rowid up to which one page looks for events that the log lacks; nothing where that is all of them.
    [[nodiscard]] Result<std::optional<std::int64_t>> tailBound(std::int64_t afterRowid);
    [[nodiscard]] Result<EventPage> unsequenced(const PageRequest& page, std::int64_t afterRowid, EventPage start);

    Connection& m_connection;
    TenantId m_tenant;
    std::string m_logId;
    EventRows m_rows;
};

}  // namespace vci::store::sqlite
