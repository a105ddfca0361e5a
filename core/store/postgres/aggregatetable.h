// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/store/postgres/session.h"
#include "core/store/query.h"

#include <string>
#include <vector>

namespace vci::store::postgres {

/// Lists the aggregates of one tenant of a hardened database from the catalogue that the sequencer keeps, with the events that
/// wait in the queue added: nothing that was inserted is left out of a list, and no page groups over all events. Sorted lists
/// follow aggregate_activity, which may be a second behind; the numbers shown never are.
///
/// Aggregates that neither knows, because somebody planted their rows past the triggers, end every list, by id. Only a page that
/// reaches the end looks for them: by one probe of an index an aggregate. types() does not count them.
class AggregateTable {
public:
    AggregateTable(Session& session, TenantId tenant)
        : m_session(session)
        , m_tenant(tenant)
    {
    }

    /// False while rows from before the migration wait for their places: the catalogue does not know them yet.
    [[nodiscard]] static Result<bool> isComplete(Session& session, TenantId tenant);

    [[nodiscard]] Result<AggregatePage> page(const AggregateQuery& query, const PageRequest& page);
    [[nodiscard]] Result<AggregateRow> one(AggregateId id);
    [[nodiscard]] Result<std::vector<TypeCount>> types();

private:
    /// Lists what `catalogued` (aggregate_id, sort_value) names, and all aggregates with waiting events, whose sort_value is
    /// sortColumn; conditions on `m` can follow.
    [[nodiscard]] std::string rows(const std::string& catalogued, const std::string& sortColumn) const;

    [[nodiscard]] Result<AggregatePage> catalogued(const AggregateQuery& query, const PageRequest& page);
    /// How many aggregates of these types come before the planted ones.
    [[nodiscard]] Result<std::size_t> countCatalogued(const AggregateQuery& query);
    /// Fills the page with planted aggregates after the id (none: from the first), skipRows of them left out.
    [[nodiscard]] Result<void> addPlanted(const AggregateQuery& query, std::optional<Uuid> after, std::size_t skipRows,
                                          std::size_t limitRows, AggregatePage& page);
    /// The planted ones of the next stretch of aggregates after the id, and the id at its end; none where no aggregate follows.
    struct Stretch {
        std::vector<Uuid> planted;
        std::optional<Uuid> end;
    };
    [[nodiscard]] Result<Stretch> plantedAfter(const std::optional<Uuid>& after);

    Session& m_session;
    TenantId m_tenant;
};

}  // namespace vci::store::postgres
