// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/audit/grammar.h"

namespace vci::audit {

namespace {

constexpr const char* kCheckpointNotes = "Prints the signed note (C2SP tlog-checkpoint) and keeps it in the source. Signs "
                                         "nothing that does not extend what the journal and\n"
                                         "the source hold, and nothing without a journal. A source that is behind its journal: "
                                         "exit 1, until db adopt. A database needs a\n"
                                         "login that is a vci_anchor. Answer with --json: {\"checkpoint\":\"signed note\"}";

constexpr const char* kProveNotes =
    "Prints a C2SP tlog-proof to the newest checkpoint. Where the trust file names this log's key, only checkpoints by it "
    "count.\n"
    "An event above the newest checkpoint: exit 5.\n"
    "\n"
    "Answer with --json: "
    "{\"event_id\",\"log_index\",\"tree_size\",\"leaf_hash\",\"path\":[hex…],\"root\",\"checkpoint\":\"signed "
    "note\"|null};\n"
    "checkpoint null: proved to the head of the log, which nobody has signed yet.";

constexpr const char* kAnchorNotes = "Puts the newest checkpoints of all tenants on the chain of the trust file, in one "
                                     "transaction. The node at the first endpoint that\n"
                                     "answers sends it; it, or its signer, holds the key of the sender. Run it again to follow "
                                     "the transaction: what is on its way is\n"
                                     "not sent twice, what a reorg or another transaction removed is sent anew. A database needs "
                                     "a login that is a vci_anchor and a\n"
                                     "member of all tenants. Answer with --json: {\"tx_hash\",\"root\",\"members\",\"final\"}";

constexpr const char* kTimestampNotes =
    "Asks the authority (RFC 3161) for a time stamp of the newest checkpoint's note, checks it by the timestamp_authorities of "
    "the "
    "trust\n"
    "file and keeps it beside the checkpoint; what does not hold is not kept. The authority learns a hash alone. verify shows "
    "it, "
    "and needs\n"
    "no network for that. A database needs a login that is a vci_anchor. An authority that the trust file does not lead to: exit "
    "5.\n"
    "\n"
    "Answer with --json: {\"tree_size\",\"time\",\"authority\"}";

constexpr const char* kKeyNotes = "Key files and verifier keys are those of Go's golang.org/x/mod/sumdb/note.\n"
                                  "Answer with --json: {\"name\",\"verifier_key\"}";

}  // namespace

void addLogGrammar(CLI::App& app, Options& o)
{
    auto* log = app.add_subcommand("log", "Keep the order of record");
    log->require_subcommand(0, 1);
    log->footer(groupFooter());

    auto* sequence = log->add_subcommand("sequence", "Give waiting events their places in the log");
    sequence->footer(footer("Needs a login that is a vci_sequencer. A case file does it as it appends.",
                            "voicecore-audit --store postgresql://host/db log sequence"));

    auto* checkpoint = log->add_subcommand("checkpoint", "Sign the head of the log");
    addKey(*checkpoint, o);
    addJournal(*checkpoint, o);
    checkpoint->footer(footer(kCheckpointNotes, "voicecore-audit --store a.vcase log checkpoint --key a.key --journal journal",
                              "the source is behind its journal"));

    auto* anchor = log->add_subcommand("anchor", "Anchor the checkpoints on Ethereum");
    anchor->add_option("--from", o.sender, "the sender's address; default: the only trusted sender")->type_name("0x…");
    addTrust(*anchor, o);
    anchor->footer(footer(kAnchorNotes, "voicecore-audit --store a.vcase log anchor --trust trust.json"));

    auto* timestamp = log->add_subcommand("timestamp", "Have the newest checkpoint stamped by a time-stamp authority");
    timestamp->add_option("--authority", o.authority, "where the authority answers")->type_name("URL")->required();
    addTrust(*timestamp, o);
    timestamp->footer(footer(
        kTimestampNotes, "voicecore-audit --store a.vcase log timestamp --authority https://tsa.example/tsr --trust trust.json"));

    auto* prove = log->add_subcommand("prove", "Print the proof that an event is in the log");
    prove->add_option("EVENT", o.event, "the event's id")->required();
    addTrust(*prove, o);
    prove->footer(
        footer(kProveNotes, "voicecore-audit --store a.vcase log prove 37e0fc1a-c056-4fbb-b8b1-a312e31aaaf3 > event.tlog-proof"));

    auto* key = log->add_subcommand("key", "Make and show signing keys");
    key->require_subcommand(0, 1);
    auto* generate = key->add_subcommand("generate", "Make a signing key and print its verifier key");
    generate->add_option("FILE", o.file, "the new key file, mode 0600")->required();
    generate->add_option("--name", o.name, "the key's name; default: voicecore/<log id> of --store")->type_name("N");
    generate->footer(footer(kKeyNotes, "voicecore-audit --store a.vcase log key generate a.key"));
    auto* show = key->add_subcommand("show", "Print the verifier key of a signing key");
    auto* file = show->add_option("FILE", o.file, "the key file; default: that of --key or VCI_KEY");
    addKey(*show, o);
    file->excludes(show->get_option("--key"));  // two keys, and only one would be shown
    show->footer(footer(kKeyNotes, "voicecore-audit log key show a.key"));
}

}  // namespace vci::audit
