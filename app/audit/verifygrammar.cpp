// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/audit/grammar.h"

namespace vci::audit {

namespace {

constexpr const char* kNotes =
    "Recomputes the leaf of every event as it stands and holds it against the log, the log against every checkpoint that a "
    "trusted\n"
    "key signed (in the source, your pins, the journal). Sequences, causes, payloads and, on a database, its protection are\n"
    "checked as well, and on a case file its custody; an exported case is held by the inclusion path of each event against the\n"
    "checkpoint that came with it. Anchors on a chain are not asked about yet, so that no event reaches the level anchored. Each "
    "finding has "
    "one root cause; what it explains points at it.\n"
    "A first run pins the newest trusted checkpoint; later runs must be consistent with it. Events of other tenants play no "
    "part.\n"
    "\n"
    "Exit code: 1 a finding of severity error (with --strict: any warning); 5 none, but the level of --require is not reached "
    "by\n"
    "every event; 0 otherwise. Levels: self, signed (default; self where the source has no log), anchored.\n"
    "\n"
    "Answer with --json: "
    "{\"tenant_id\",\"origin\",\"events\",\"aggregates\",\"badge\",\"reason\",\"pin\":\"created\"|\"consistent\"|null,\n"
    "\"checkpoint\",\"selection\":{\"whole_aggregates\",\"proved\",\"unproved\":[id…]}|null,\"anchors\":[…],\"coverage\":{…},"
    "\"findings\":[{\"kind\",\"severity\",\"aggregate_id\",\"sequence_number\","
    "\"event_id\",\n"
    "\"log_index\",\"expected\",\"found\",\"message\",\"caused_by\"}…]}";

}  // namespace

void addVerifyGrammar(CLI::App& app, Options& o)
{
    auto* verify = app.add_subcommand("verify", "Prove that nothing was altered, or name what was");
    auto* aggregate = verify->add_option("AGGREGATE", o.aggregate, "only the events of this aggregate; the log is checked whole");
    verify->add_option("--event", o.event, "only this event")->type_name("ID")->excludes(aggregate);
    verify->add_option("--from", o.from, "only events at or after T, with offset")->type_name("T");
    verify->add_option("--to", o.to, "only events before T, with offset")->type_name("T");
    verify->add_option("--require", o.require, "self, signed or anchored")
        ->type_name("LEVEL")
        ->check(CLI::IsMember({"self", "signed", "anchored"}));
    verify->add_flag("--strict", o.strict, "warnings count like errors");
    addTrust(*verify, o);
    addPins(*verify, o);
    addJournal(*verify, o);
    verify->footer(footer(kNotes, "voicecore-audit --store a.vcase verify --require signed"));
}

}  // namespace vci::audit
