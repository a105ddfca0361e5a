// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/audit/grammar.h"

namespace vci::audit {

void addListGrammar(CLI::App& app, Options& o)
{
    auto* types = app.add_subcommand("types", "List the event types of the catalogue, and those seen that are in none");
    types->footer(
        footer("Works without a source too; then no type is reported as unknown.", "voicecore-audit --store a.vcase types"));

    auto* stats = app.add_subcommand("stats", "Count events and aggregates, by type");
    stats->footer(
        footer("", "voicecore-audit --store postgresql://host/db --tenant 11111111-1111-4111-8111-111111111111 stats --json"));

    auto* aggregates = app.add_subcommand("aggregates", "List aggregates with their extent in sequence and time");
    addPaging(*aggregates, o, "aggregates");
    aggregates->add_option("--type", o.types, "only this aggregate type; may be repeated")->type_name("TYPE");
    aggregates->add_option("--sort", o.sort, "id (default), activity or events: the last two descending")
        ->type_name("KEY")
        ->check(CLI::IsMember({"id", "activity", "events"}));
    aggregates->footer(footer("", "voicecore-audit --store a.vcase aggregates --type Call --sort activity --limit 20"));

    auto* events = app.add_subcommand("events", "List the events of the source, or of one aggregate in replay order");
    events->add_option("AGGREGATE", o.aggregate, "the aggregate's UUID; without it: all events");
    addPaging(*events, o, "events");
    events->add_option("--format", o.format, "jsonl, csv or table; default: table on a terminal, else jsonl")
        ->type_name("FORMAT")
        ->check(CLI::IsMember({"jsonl", "csv", "table"}));
    events->footer(
        footer("Odd events are shown and flagged, never left out. In CSV, a cell that a spreadsheet could take for a formula\n"
               "begins with an apostrophe.",
               "voicecore-audit --store a.vcase events --format csv > events.csv"));
}

}  // namespace vci::audit
