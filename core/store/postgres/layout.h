// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <string>
#include <string_view>

namespace vci::store::postgres {

/// Which tables there are: the platform's alone, or ours beside them (POSTGRES 1 and 2).
enum class Layout { Stock, Hardened };

/// The log in force, as a sub-select.
inline constexpr std::string_view kLogInForce = "(SELECT log_id FROM logs ORDER BY since DESC, log_id LIMIT 1)";

/// The entry in the log in force, l, of the event e: a condition on both. What stands below 0 is none: the log begins there, and
/// whoever reads it in order never meets it. log_id and log_index are expressions, so that it is looked up by
/// event: on tables that were never analyzed, such as those of a large import just done, the planner takes the whole log of a
/// tenant for one row and would read it once an event (tried: 10,000 events, over 30 s; so, 90 ms).
inline constexpr std::string_view kIsEntryOf = "l.event_id = e.id AND l.log_index + 0 >= 0 AND l.log_id || '' = (SELECT log_id "
                                               "FROM logs ORDER BY since DESC, log_id LIMIT 1)";
/// Whether the event e has no entry in the log in force: a condition. A sub-select and no NOT EXISTS, which on tables never
/// analyzed becomes a join that reads the tenant's whole log once an event (tried: 21,000 events, 27 s; so, 0.2 s).
[[nodiscard]] inline std::string hasNoEntry(const std::string& tenant)
{
    return "(SELECT l.log_index FROM event_log l WHERE l.tenant_id = " + tenant + " AND " + std::string(kIsEntryOf) +
           " LIMIT 1) IS NULL";
}
/// Whether the event e does not wait in the queue: a condition. A queue row of no event must not make it unknown.
inline constexpr std::string_view kIsNotQueued =
    "NOT EXISTS (SELECT FROM vci_pending('-1'::bigint, 2147483647) waiting WHERE waiting.event_id = e.id)";
/// The rows of event_store e that come after one in the order of time and id: a condition that begins with AND. id empty: all
/// rows, the first of which nothing comes before.
[[nodiscard]] inline std::string afterTimeAndId(const std::string& timeLiteral, const std::string& id)
{
    if (id.empty()) return {};
    return " AND e.timestamp >= " + timeLiteral + " AND (e.timestamp, e.id) > (" + timeLiteral + ", '" + id + "'::uuid)";
}
/// Ends an INSERT of many rows: asked for something back, Citus inserts where it would COPY, which row security does not allow.
inline constexpr std::string_view kByInsert = " RETURNING 1";
/// The order of rows that are placed all at once (POSTGRES 2, "One order of record"), of rowsByAggregate(): the log then runs
/// along time and never against an aggregate's own order.
inline constexpr std::string_view kMigrationOrder = "m, aggregate_id, sequence_number, \"timestamp\", id";

/// The tenant's rows as a sub-select; m is the greatest timestamp of the aggregate up to the row in replay order. tenant is an
/// SQL literal, condition more SQL for WHERE.
[[nodiscard]] inline std::string rowsByAggregate(const std::string& tenant, const std::string& condition)
{
    return "(SELECT id, aggregate_id, sequence_number, \"timestamp\", max(\"timestamp\") OVER (PARTITION BY aggregate_id ORDER "
           "BY "
           "sequence_number, \"timestamp\", id ROWS UNBOUNDED PRECEDING) AS m FROM event_store WHERE tenant_id = " +
           tenant + condition + ")";
}

}  // namespace vci::store::postgres
