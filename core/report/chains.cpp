// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/chain/graph.h"
#include "core/report/history.h"
#include "core/report/members.h"

#include <limits>
#include <utility>
#include <vector>

namespace vci::report {

Result<json::Value> tellChain(const Telling& telling, CorrelationId correlation)
{
    VCI_TRY(const chain::Graph graph, chain::loadCorrelation(telling.events, correlation, {}, telling.stop));
    VCI_CHECK(telling.budget(std::ssize(graph.nodes)));
    std::vector<json::Value> events;
    for (const chain::TreeRow& row : chain::treeRows(graph, std::numeric_limits<std::size_t>::max(), {})) {
        const chain::Node& node = graph.nodes[row.node];
        const Event& event = node.event;
        json::Value told = json::Value::object(
            {{"indent", number(static_cast<std::int64_t>(row.indent))},
             {"event_id", text(event.id.toString())},
             {"causation_id", textOrNull(event.causationId ? std::optional(event.causationId->toString()) : std::nullopt)},
             {"aggregate_id", text(event.aggregateId.toString())},
             {"aggregate_type", text(event.aggregateType)},
             {"event_type", text(event.eventType)},
             {"sequence_number", number(event.sequence.value())},
             {"timestamp", text(event.timestamp.toString())},
             {"summary", text(summaryOf(telling, event.eventType, event.eventData))},
             {"orphan", json::Value::boolean(node.isOrphan)},
             {"in_cycle", json::Value::boolean(node.inCycle)}});
        // Nothing is known of an event that was not verified.
        if (telling.request.tellsMore()) {
            const bool isVerified = telling.request.scope().holds(event.aggregateId, event.id, event.timestamp.at);
            told.set("badge",
                     isVerified ? text(verify::badgeName(telling.verification.standing.of(event.id, event.pos))) : json::Value());
        }
        events.push_back(std::move(told));
    }
    return json::Value::object({{"correlation_id", text(correlation.toString())},
                                {"events", json::Value::array(std::move(events))},
                                {"truncated", json::Value::boolean(graph.truncated)}});
}

}  // namespace vci::report
