// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/model/event.h"
#include "core/store/sqlite/connection.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <unordered_map>

namespace vci::store::sqlite {

/// What a row of `aggregates` says.
struct AggregateExtent {
    std::string type;
    std::int64_t events = 0;
    std::int64_t firstSequence = 0;
    std::int64_t lastSequence = 0;
    RecordedTime first{Timestamp(0)};
    RecordedTime last{Timestamp(0)};
    std::string lastEventType;

    void add(const Event& event);
};

/// The rows of `aggregates` that a writer changes, kept in memory until write(). One write transaction, one tenant.
class AggregateUpdates {
public:
    AggregateUpdates(Connection& connection, TenantId tenant)
        : m_connection(&connection)
        , m_tenant(tenant.toString())
    {
    }

    /// The aggregate as it stands now, empty where it is new; valid until write().
    [[nodiscard]] Result<AggregateExtent*> of(AggregateId id);
    /// How many are kept.
    [[nodiscard]] std::size_t size() const { return m_extents.size(); }
    /// Writes all, in order of id, so that the same batch makes the same file; then knows none.
    [[nodiscard]] Result<void> write();

private:
    Connection* m_connection;
    std::string m_tenant;
    std::unordered_map<AggregateId, AggregateExtent> m_extents;
};

}  // namespace vci::store::sqlite
