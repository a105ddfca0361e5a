// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/store/postgres/session.h"
#include "core/store/query.h"

#include <cstdint>
#include <string>

namespace vci::store::postgres {

/// Reads all events of one tenant of a hardened database in the order of record: the log, then the queue by queue number, then
/// whatever stands in neither (rows from before the migration that still wait, rows that somebody planted), by time.
class LogOrder {
public:
    LogOrder(Session& session, TenantId tenant)
        : m_session(session)
        , m_tenant(tenant)
    {
    }

    [[nodiscard]] Result<EventPage> page(const PageRequest& page);

private:
    enum class Part { Log, Queue, Neither };
    /// Where reading goes on: after a log index, a queue number, or a (timestamp, id).
    struct Place {
        Part part = Part::Log;
        std::int64_t number = -1;
        std::string time = "-infinity";
        std::string id = {};  ///< empty: before all
    };

    [[nodiscard]] static Result<Place> placeOf(const std::optional<Cursor>& cursor);
    [[nodiscard]] static Cursor cursorOf(const Place& place);
    /// Adds events of the place's part until the page is full or the part ends; false at its end. Moves place.
    [[nodiscard]] Result<bool> read(Place& place, std::size_t limitRows, EventPage& page);
    [[nodiscard]] Result<bool> readNeither(Place& place, std::size_t limitRows, EventPage& page);
    [[nodiscard]] std::string numberedRows(const Place& place, std::size_t limitRows) const;

    Session& m_session;
    TenantId m_tenant;
};

}  // namespace vci::store::postgres
