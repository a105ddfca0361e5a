// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/audit/commands.h"
#include "app/audit/eventflags.h"
#include "core/chain/graph.h"
#include "core/chain/print.h"

#include <limits>
#include <string>
#include <vector>

namespace vci::audit {

namespace {

/// Up to here every event's aggregate is replayed for its flags; a larger graph shows only those of causation.
constexpr std::size_t kFlaggedEvents = 1000;

/// json, tree or dot. Error Usage where --json and --format contradict each other.
Result<std::string> chosenFormat(const Options& options)
{
    if (!options.json) return options.format.empty() ? std::string("tree") : options.format;
    if (options.format.empty() || options.format == "json") return std::string("json");
    return makeError(ErrorCode::Usage,
                     "--json prints one document and --format " + options.format + " prints none: leave one of them out");
}

Result<chain::Graph> loadAsked(Session& session)
{
    const Options& options = session.options();
    if (options.event.empty() == options.correlation.empty()) {
        return makeError(ErrorCode::Usage, "chain needs the UUID of an event, or --correlation with that of a correlation");
    }
    if (options.event.empty()) {
        VCI_TRY(const auto correlation, parseId<CorrelationId>(options.correlation, "--correlation"));
        VCI_TRY(store::EventReader* const reader, session.openSource());
        if (!session.hasTenant())
            return makeError(ErrorCode::NotFound, "no correlation " + correlation.toString() + ": the case file is empty");
        return chain::loadCorrelation(*reader, correlation, {}, session.stop());
    }
    VCI_TRY(const auto event, parseId<EventId>(options.event, "EVENT"));
    VCI_TRY(store::EventReader* const reader, session.openSource());
    if (!session.hasTenant()) return makeError(ErrorCode::NotFound, "no event " + event.toString() + ": the case file is empty");
    return chain::loadComponent(*reader, event, {}, session.stop());
}

/// What each event earns by its place and payload; those of causation stand in the graph itself.
Result<std::vector<Flags>> placeFlags(Session& session, const chain::Graph& graph)
{
    std::vector<Flags> flags(graph.nodes.size());
    if (graph.nodes.size() > kFlaggedEvents) return flags;
    VCI_TRY(const auto catalog, session.catalog());
    EventFlags lookup(*session.source(), catalog);
    std::vector<Event> events;
    for (const chain::Node& node : graph.nodes) events.push_back(node.event);
    return lookup.ofPlace(events, session.stop());
}

}  // namespace

Result<ExitCode> runChain(Session& session)
{
    VCI_TRY(const std::string format, chosenFormat(session.options()));
    VCI_TRY(const chain::Graph graph, loadAsked(session));
    if (format == "json") {
        VCI_TRY(const auto flags, placeFlags(session, graph));
        session.out().write(chain::toJson(graph, flags) + "\n");
    } else if (format == "dot") {
        session.out().write(chain::toDot(graph));
    } else {
        const auto fanOut = static_cast<std::size_t>(session.options().fanOut);
        session.out().write(chain::toTree(graph, fanOut == 0 ? std::numeric_limits<std::size_t>::max() : fanOut));
    }
    if (graph.truncated)
        tell("note: the graph is larger than " + std::to_string(chain::ChainLimits().maxEvents) +
             " events; the rest is not shown");
    return ExitCode::Fine;
}

}  // namespace vci::audit
