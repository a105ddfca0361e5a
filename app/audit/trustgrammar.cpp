// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/audit/grammar.h"

namespace vci::audit {

namespace {

constexpr const char* kListNotes =
    "A pin is the newest note that you saw of a log; verify keeps them. Only notes by a key of your trust file are read.\n"
    "Answer with --json: {\"pins\":[{\"origin\",\"key\":\"verifier "
    "key\"|null,\"notes\":n|null,\"tree_size\":n|null,\"root\":hex|null,"
    "\"checkpoint\":\"signed note\"|null}…]};\n"
    "null: no trusted key.";

constexpr const char* kCompareNotes =
    "Compares your pins with another inspector's, or without DIR with the source itself. Notes of different sizes can only be "
    "joined by\n"
    "the log: give --store. Two notes of one log that no proof joins: exit 1. Some could not be joined: exit 5.\n"
    "Answer with --json: "
    "{\"compared\":n,\"consistent\":n,\"unjoined\":[origin…],\"findings\":[{\"kind\",\"severity\",\"origin\",\"expected\","
    "\"found\","
    "\"message\"}…]}";

constexpr const char* kTrustNotes =
    "Trust comes from this file alone, never from the source that is judged: {\"keys\":[verifier key…],\"chain_id\":n,\n"
    "\"senders\":[\"0x…\"],\"endpoints\":[url…],\"confirmations\":n|null,\"timestamp_authorities\":[path or PEM…]}; "
    "confirmations "
    "null:\n"
    "the chain's own finality; timestamp_authorities: certificates of time-stamp authorities or of who certifies them.\n"
    "Answer with --json: {\"file\",\"keys\":[…],\"chain_id\":n|null,\"senders\":[…],\"endpoints\":[…],\"confirmations\":n|null,\n"
    "\"timestamp_authorities\":[subject…]}";

}  // namespace

void addTrustGrammar(CLI::App& app, Options& o)
{
    auto* pins = app.add_subcommand("pins", "Look at the notes you have seen of logs, and compare them");
    pins->require_subcommand(0, 1);
    pins->footer(groupFooter());
    auto* list = pins->add_subcommand("list", "List your pins");
    auto* compare = pins->add_subcommand("compare", "Compare them with another inspector's, or with the source");
    compare->add_option("DIR", o.folder, "the other inspector's pins; default: the source's own checkpoints");
    for (CLI::App* one : {list, compare}) {
        addPins(*one, o);
        addTrust(*one, o);
    }
    list->footer(footer(kListNotes, "voicecore-audit pins list"));
    compare->footer(footer(kCompareNotes, "voicecore-audit --store a.vcase pins compare /media/anna/pins"));

    auto* trust = app.add_subcommand("trust", "Look at whom you trust");
    trust->require_subcommand(0, 1);
    trust->footer(groupFooter());
    auto* show = trust->add_subcommand("show", "Print the trust file as it is understood");
    addTrust(*show, o);
    show->footer(footer(kTrustNotes, "voicecore-audit trust show"));
}

}  // namespace vci::audit
