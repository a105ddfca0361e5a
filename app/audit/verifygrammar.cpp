// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/audit/grammar.h"

namespace vci::audit {

namespace {

constexpr const char* kNotes =
    "Recomputes the leaf of every event as it stands and holds it against the log, the log against every checkpoint that a "
    "trusted\n"
    "key signed (in the source, your pins, the journal). Sequences, causes, payloads and, on a database, its protection are\n"
    "checked as well, on a case file its custody, and so are snapshots and read models of the program's own, unless only a part "
    "is asked for. Each finding has one root cause; what it explains points at it.\n"
    "An exported case is held by the inclusion path of each event against the checkpoint that came with it.\n"
    "Recorded anchors are looked up at every endpoint of the trust file, and so are the transactions that events name, which "
    "are\n"
    "shown (known is null where nobody could be asked) and count only where a trusted sender put the event's leaf hash there.\n"
    "With --offline nobody is asked: what was "
    "recorded\n"
    "proves an anchor if its block is on the chain, which --block says. No event is Verified without a final anchor.\n"
    "Time stamps of checkpoints are checked by the timestamp_authorities of the trust file, without network; they say since when "
    "a\n"
    "checkpoint exists and change no badge, except that a false one is an error.\n"
    "A first run pins the newest trusted checkpoint; later runs must be consistent with it. Events of other tenants play no "
    "part.\n"
    "\n"
    "Exit code: 1 a finding of severity error (with --strict: any warning); 5 none, but the level of --require is not reached "
    "by\n"
    "every event; 0 otherwise. Levels: self, signed (default; self where the source has no log), anchored.\n"
    "\n"
    "Answer with --json: "
    "{\"tenant_id\",\"origin\",\"events\",\"aggregates\",\"badge\",\"reason\",\"pin\":\"created\"|\"consistent\"|null,\n"
    "\"checkpoint\",\"selection\":{\"whole_aggregates\",\"whole\":[id…],\"proved\",\"unproved\":[id…]}|null,"
    "\"anchors\":[{\"chain_id\",\"tx_hash\",\"sender\",\"root\",\"block_number\",\"block_hash\",\"block_time\","
    "\"final\",\n\"finding\",\"tree_size\",\"source\"}…],\"timestamps\":[{\"tree_size\",\"time\",\"authority\",\"finding\","
    "\"checked\",\"of_log\","
    "\"message\"}…],\"transactions\":[{\"event_id\",\"tx_hash\",\"known\":true|false|null,\"anchor\","
    "\"final\",\"message\",…}…],\"coverage\":{…},\"findings\":[{\"kind\",\"severity\",\"aggregate_id\","
    "\"sequence_number\","
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
    verify->add_flag("--foreign", o.foreign, "hold the platform's own read models against the events too");
    addAnchorCheck(*verify, o);
    addTrust(*verify, o);
    addPins(*verify, o);
    addJournal(*verify, o);
    verify->footer(footer(kNotes, "voicecore-audit --store a.vcase verify --require signed",
                          "an error was found, 5 the level of --require is not reached"));
}

}  // namespace vci::audit
