// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/store/postgres/session.h"
#include "core/store/query.h"

#include <string>
#include <vector>

namespace vci::store::postgres {

/// Aggregates of one tenant of a stock database, which has no table of them. By id it is a loose index scan: one probe of the
/// index on aggregate_id for each aggregate of the page (POSTGRES 2). Other orders read every event of the tenant.
///
/// An aggregate is what its events say: its type is that of the first event in replay order.
class AggregateList {
public:
    AggregateList(Session& session, TenantId tenant)
        : m_session(session)
        , m_tenant(tenant)
    {
    }

    [[nodiscard]] Result<AggregatePage> page(const AggregateQuery& query, const PageRequest& page);
    [[nodiscard]] Result<AggregateRow> one(AggregateId id);
    [[nodiscard]] Result<std::vector<TypeCount>> types();
    /// Their number, read in stretches of the index.
    [[nodiscard]] Result<std::int64_t> count();

private:
    [[nodiscard]] Result<AggregatePage> pageById(const AggregateQuery& query, const PageRequest& page);
    [[nodiscard]] Result<AggregatePage> pageSorted(const AggregateQuery& query, const PageRequest& page);
    /// The columns of an AggregateRow for each id that the sub-select `ids(aggregate_id)` gives.
    [[nodiscard]] std::string rowsOf(const std::string& ids, const std::string& typeCondition) const;
    [[nodiscard]] std::string ofTenant() const;
    /// Runs sql(condition) over stretches of the tenant's events, cut by aggregate_id, and gives each row to take.
    template <typename Sql, typename Take>
    [[nodiscard]] Result<void> inStretches(Sql sql, Take take);

    Session& m_session;
    TenantId m_tenant;
};

}  // namespace vci::store::postgres
