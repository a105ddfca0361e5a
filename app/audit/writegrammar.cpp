// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/audit/grammar.h"

#include <limits>

namespace vci::audit {

void addWritingGrammar(CLI::App& app, Options& o)
{
    auto* init = app.add_subcommand("init", "Make an empty case file");
    init->add_option("FILE", o.file, "the new file, such as a.vcase; never overwritten");
    init->footer(footer("", "voicecore-audit init a.vcase"));

    auto* generate =
        app.add_subcommand("generate", "Fill a case file with realistic traffic; the same seed gives the same bytes");
    generate->add_option("--calls", o.calls, "how many calls; about 12 events each")
        ->type_name("N")
        ->capture_default_str()
        ->check(wholeNumber(1, 100'000'000));
    generate->add_option("--seed", o.seed, "what the traffic, its ids and its clock are made from")
        ->type_name("N")
        ->capture_default_str()
        ->check(wholeNumber(0, std::numeric_limits<std::uint64_t>::max()));
    addSnapshotFrequency(*generate, o);
    generate->footer(
        footer("Events are appended as recorded; a second run with the same seed finds them there and adds nothing.\n"
               "Snapshots that are due are made at the end. Answer with --json: that of append.",
               "voicecore-audit --store a.vcase generate --calls 1000 --seed 7"));

    auto* append = app.add_subcommand("append", "Append events: a file of JSON objects, the whole in one transaction");
    append->add_option("FILE", o.file, "JSON objects, one a line or spread over lines; - for standard input")->required();
    append->add_flag("--as-recorded", o.asRecorded, "take sequence_number, timestamp and blockchain_tx_hash from the input");
    addSnapshotFrequency(*append, o);
    append->footer(footer(
        "A line: {\"aggregate_id\":\"<uuid>\",\"aggregate_type\":\"Call\",\"event_type\":\"CallConnected\",\"event_data\":{…}}\n"
        "and, where wanted: id, event_version, metadata, causation_id, correlation_id, expected_sequence, tenant_id.\n"
        "If one line is refused, nothing is stored; the error names line, column and JSON Pointer.\n"
        "Snapshots that are due are made after the commit; one that fails, or that the login may not write, is told and fails "
        "nothing.\n"
        "\n"
        "Answer with --json: "
        "{\"appended\":n,\"existing\":n,\"sequenced\":bool,\"first\":{envelope},\"last\":{envelope},\"tenant_id\",\n"
        "\"snapshots\":n,\"snapshot_failures\":[{\"aggregate_id\",\"reason\"}…]}",
        "voicecore-audit --store a.vcase append calls.jsonl"));
}

}  // namespace vci::audit
