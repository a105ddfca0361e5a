// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/store/postgres/layout.h"
#include "core/store/postgres/session.h"
#include "core/store/reader.h"
#include "core/store/snapshots.h"

#include <span>
#include <string>
#include <vector>

namespace vci::store::postgres {

/// Reads events of one tenant in the orders of EventReader, each page through an index of migration 009
/// (effectsOf apart: causation_id has none) and in a transaction of its own.
class EventList {
public:
    EventList(Session& session, TenantId tenant, Layout layout)
        : m_session(session)
        , m_tenant(tenant)
        , m_layout(layout)
    {
    }

    [[nodiscard]] Result<EventPage> ofAggregate(AggregateId id, const PageRequest& page);
    enum class Places { Tell, LeaveOut };
    /// Pages of some sequence numbers to a visitor until it has seen all or says that it has enough.
    [[nodiscard]] Result<void> visitAggregate(AggregateId id, const SequenceRange& range, Places places, EventVisitor& visitor);
    /// SnapshotReader::wholeExtent().
    [[nodiscard]] Result<std::optional<Sequence>> wholeExtent(AggregateId id);
    [[nodiscard]] Result<EventPage> all(const PageRequest& page);
    [[nodiscard]] Result<EventPage> correlated(CorrelationId id, const PageRequest& page);
    [[nodiscard]] Result<EventPage> effectsOf(std::span<const EventId> causes, const PageRequest& page);
    [[nodiscard]] Result<std::vector<Event>> byId(std::span<const EventId> ids);
    [[nodiscard]] Result<std::vector<EventId>> existing(std::span<const EventId> ids) { return idsWhere(ids, ""); }
    [[nodiscard]] Result<std::vector<EventId>> adopted(std::span<const EventId> ids);

private:
    /// One page of `condition` in (timestamp, aggregate_id, sequence_number, id) order.
    [[nodiscard]] Result<EventPage> inTimeOrder(const std::string& condition, std::string_view cursorKind,
                                                const PageRequest& page);
    [[nodiscard]] std::string fromTenant(Places places = Places::Tell) const;
    /// Those of the ids whose events meet condition too.
    [[nodiscard]] Result<std::vector<EventId>> idsWhere(std::span<const EventId> ids, const std::string& condition);

    Session& m_session;
    TenantId m_tenant;
    Layout m_layout;
};

}  // namespace vci::store::postgres
