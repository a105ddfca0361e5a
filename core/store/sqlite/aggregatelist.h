// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/store/query.h"
#include "core/store/sqlite/connection.h"

#include <string>

namespace vci::store::sqlite {

/// Pages of `aggregates`, each read through the index of its order: the last page costs what the first does. Skipping reads
/// index entries only. Errors: those of EventReader; Usage for a foreign cursor.
[[nodiscard]] Result<AggregatePage> listAggregates(Connection& connection, TenantId tenant, const AggregateQuery& query,
                                                   const PageRequest& page);

/// One row. NotFound.
[[nodiscard]] Result<AggregateRow> readAggregate(Connection& connection, TenantId tenant, AggregateId id);

/// How many aggregates of each type, by count descending then name.
[[nodiscard]] Result<std::vector<TypeCount>> countAggregateTypes(Connection& connection, TenantId tenant);

}  // namespace vci::store::sqlite
