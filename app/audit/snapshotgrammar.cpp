// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/audit/grammar.h"

namespace vci::audit {

namespace {

constexpr const char* kCreateNotes =
    "A snapshot is the state after an aggregate's last event. One is made only where the aggregate has exactly the sequences 1 "
    "to\n"
    "last and no event carries a flag; the others are told and skipped. Before, the snapshots that this catalogue made of the "
    "same\n"
    "aggregate are replayed from event 1: wrong ones are told and set aside, which keeps them as evidence and from being used.\n"
    "--all-due: aggregates with as many events since their newest snapshot as --snapshot-every says. --type: all of the type.\n"
    "On a database it needs a login that is a vci_operator.\n"
    "\n"
    "Answer with --json: "
    "{\"made\":n,\"present\":n,\"set_aside\":n,\"wrong\":[{\"aggregate_id\",\"reason\"}…],\n"
    "\"skipped\":[{\"aggregate_id\",\"reason\"}…],\"failures\":[{\"aggregate_id\",\"reason\"}…]};\n"
    "present: one after the last event was there already.";

constexpr const char* kListNotes =
    "reducer is the version of the catalogue that made it; – (null) marks a foreign one, which is never used; one that ends\n"
    "in \"set aside\" was wrong and is not used either.\n"
    "\n"
    "Answer with --json: "
    "{\"snapshots\":[{\"aggregate_id\",\"aggregate_type\",\"last_sequence\",\"last_event_id\",\"reducer\":text|null,\n"
    "\"created_at\"}…],\"next\":\"cursor\"|null}";

constexpr const char* kAuditNotes =
    "Recomputes each snapshot of this catalogue from event 1. One that differs is a snapshot_mismatch finding, which names the "
    "first\n"
    "event after which it is wrong; the exit code is then 1. Snapshots of other catalogues are passed over, foreign ones too "
    "unless\n"
    "--foreign is given: of those only the fields that they hold are compared. One that snapshot create set aside is only "
    "counted.\n"
    "\n"
    "Answer with --json: "
    "{\"checked\":n,\"passed_over\":n,\"set_aside\":n,\"findings\":[{\"kind\",\"severity\",\"aggregate_id\",\"last_sequence\","
    "\"reducer\",\n"
    "\"sequence_number\",\"event_id\",\"event_type\",\"path\",\"expected\",\"found\",\"wrong_fields\",\"message\"}…]}; "
    "last_sequence is the\n"
    "snapshot's, sequence_number and event_id are of the event from which on it is wrong.";

}  // namespace

void addSnapshotGrammar(CLI::App& app, Options& o)
{
    auto* snapshot = app.add_subcommand("snapshot", "Make, list and audit snapshots of states");
    snapshot->require_subcommand(0, 1);
    snapshot->footer(groupFooter());

    auto* create = snapshot->add_subcommand("create", "Make snapshots: of one aggregate, of a type, or wherever one is due");
    auto* aggregate = create->add_option("AGGREGATE", o.aggregate, "the aggregate's UUID");
    auto* type = create->add_option("--type", o.types, "every aggregate of this type")
                     ->type_name("TYPE")
                     ->expected(1)
                     ->multi_option_policy(CLI::MultiOptionPolicy::Throw)
                     ->excludes(aggregate);
    create->add_flag("--all-due", o.allDue, "every aggregate for which one is due")->excludes(aggregate)->excludes(type);
    addSnapshotFrequency(*create, o);
    create->footer(footer(kCreateNotes, "voicecore-audit --store a.vcase snapshot create --all-due --snapshot-every Call=50",
                          "one is wrong or could not be made, or not that of AGGREGATE"));

    auto* list = snapshot->add_subcommand("list", "List snapshots, of all aggregates or of one");
    list->add_option("AGGREGATE", o.aggregate, "the aggregate's UUID; without it: all");
    addPaging(*list, o, "snapshots");
    list->footer(footer(kListNotes, "voicecore-audit --store a.vcase snapshot list --limit 20"));

    auto* audit = snapshot->add_subcommand("audit", "Recompute snapshots from event 1 and name those that are wrong");
    audit->add_option("AGGREGATE", o.aggregate, "the aggregate's UUID; without it: all");
    audit->add_flag("--foreign", o.foreign, "also those that the platform made");
    audit->footer(footer(kAuditNotes, "voicecore-audit --store a.vcase snapshot audit --foreign", "a snapshot is wrong"));
}

}  // namespace vci::audit
