// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/audit/grammar.h"

namespace vci::audit {

void addReplayGrammar(CLI::App& app, Options& o)
{
    auto* state = app.add_subcommand("state", "Show an aggregate's state, now or at any point, and what changed between two");
    state->add_option("AGGREGATE", o.aggregate, "the aggregate's UUID")->required();
    addPoint(*state, o);
    state->add_option("--diff", o.diff, "also show the changes between this point and the other")->type_name("N|T");
    state->footer(footer("", "voicecore-audit --store a.vcase state 5f0c… --at-sequence 3 --diff 7"));

    auto* blame = app.add_subcommand("blame", "Show which event set each field of an aggregate's state");
    blame->add_option("AGGREGATE", o.aggregate, "the aggregate's UUID")->required();
    blame->add_option("POINTER", o.pointer, "a field, as JSON Pointer: /status; default: all fields");
    addPoint(*blame, o);
    blame->footer(footer("", "voicecore-audit --store a.vcase blame 5f0c… /status"));

    auto* chain = app.add_subcommand("chain", "Show what caused an event and what followed, across aggregates");
    auto* event = chain->add_option("EVENT", o.event, "the event's UUID: its whole causal component");
    chain->add_option("--correlation", o.correlation, "all events of a correlation instead")->type_name("ID")->excludes(event);
    chain->add_option("--format", o.format, "tree (default), dot or json")
        ->type_name("FORMAT")
        ->check(CLI::IsMember({"tree", "dot", "json"}));
    chain->add_option("--fan-out", o.fanOut, "effects shown below one event of the tree; 0: all")
        ->type_name("N")
        ->capture_default_str()
        ->check(wholeNumber(0, 1'000'000'000));
    chain->footer(footer("", "voicecore-audit --store a.vcase chain --correlation 9b1d… --format dot | dot -Tsvg > chain.svg"));

    auto* leaf = app.add_subcommand("leaf", "Compute the leaf and leaf hash of envelopes; needs no source");
    leaf->add_option("FILE", o.file, "envelopes as JSON Lines; - for standard input")->required();
    leaf->footer(footer("", "voicecore-audit --store a.vcase events --format jsonl | voicecore-audit leaf -"));
}

}  // namespace vci::audit
