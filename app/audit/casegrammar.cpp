// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/audit/grammar.h"

namespace vci::audit {

namespace {

constexpr const char* kNoteShape =
    "Answer with --json: "
    "{\"n\",\"kind\":\"note\"|\"bookmark\"|\"finding\",\"written_at\",\"author\",\"tenant_id\",\"aggregate_id\","
    "\"event_id\",\"text\"};\n"
    "without TEXT: {\"notes\":[…]}.";

constexpr const char* kCustodyNotes =
    "Each record holds the hash of the one before it; the case's own row counts them and names the last. A record that was "
    "changed,\n"
    "removed or moved is named, and the exit code is 1. What was done after sealing stands in FILE.custody.jsonl;\n"
    "FILE.custody.jsonl.head counts those records and names the last: hand both over with the case.\n"
    "\n"
    "Answer with --json: {\"records\":[{\"n\",\"action\",\"actor\",\"object\",\"at\",\"version\",\"hash\"}…],\"beside\":[…],"
    "\"sealed\":null|{\"key\",\"at\",\"hash\"},\"findings\":[…]}";

constexpr const char* kSealNotes =
    "Ends the work on a case: FILE.seal beside it holds its length and SHA-256, signed by an examiner's key (named\n"
    "voicecore/examiner/<name>; voicecore-audit log key generate makes one). From then on nothing can be added, and every "
    "command\n"
    "checks the seal before it reads and after: a file that is not what was sealed is told as seal_broken, with exit code 1.\n"
    "\n"
    "Answer with --json: {\"file\",\"seal\",\"key\",\"length\",\"sha256\",\"note\"}";

/// The case file may stand in front of what is written, or in --store.
void addWords(CLI::App& command, Options& o, const std::string& description, int most)
{
    command.add_option("WORDS", o.words, description)->expected(0, most)->type_name("");
}

}  // namespace

void addCaseGrammar(CLI::App& app, Options& o)
{
    auto* casefile = app.add_subcommand("casefile", "Work on a case: notes, bookmarks, custody, sealing");
    casefile->require_subcommand(0, 1);
    casefile->footer(groupFooter());

    auto* make = casefile->add_subcommand("new", "Make an empty case, its custody log begun");
    make->add_option("FILE", o.file, "the new file, such as a.vcase; never overwritten")->required();
    make->footer(footer("Answer with --json: {\"file\"}", "voicecore-audit casefile new a.vcase"));

    auto* note = casefile->add_subcommand("note", "Add a note, or list all that the examiner wrote");
    addWords(*note, o, "[FILE] [TEXT]: the case, else --store; what to write, else the list", 2);
    auto* event = note->add_option("--event", o.event, "the event that it is about")->type_name("UUID");
    note->add_option("--aggregate", o.aggregate, "the aggregate that it is about")->type_name("UUID")->excludes(event);
    note->add_flag("--finding", o.finding, "it is a finding of the examiner's own");
    note->footer(footer(kNoteShape, "voicecore-audit casefile note a.vcase 'paid twice' --finding --event "
                                    "5f0c3b0e-6a54-4b6e-9d0c-2f1f0c6a7e11"));

    auto* bookmark = casefile->add_subcommand("bookmark", "Mark an event");
    addWords(*bookmark, o, "[FILE] EVENT [TEXT]: the case, else --store; the event's UUID; why", 3);
    bookmark->footer(footer("Answer with --json: as casefile note",
                            "voicecore-audit casefile bookmark a.vcase 5f0c3b0e-6a54-4b6e-9d0c-2f1f0c6a7e11"));

    auto* seal = casefile->add_subcommand("seal", "Seal a case: nothing can be changed any more without being seen");
    seal->add_option("FILE", o.file, "the case; default: --store");
    seal->add_option("--key", o.key, "the signing key's file; default: VCI_KEY")->type_name("FILE");
    seal->footer(footer(kSealNotes, "voicecore-audit casefile seal a.vcase --key anna.key"));

    auto* custody = casefile->add_subcommand("custody", "List the custody log and check it");
    custody->add_option("FILE", o.file, "the case; default: --store");
    custody->footer(footer(kCustodyNotes, "voicecore-audit casefile custody a.vcase", "the custody log is broken"));
}

void addExportGrammar(CLI::App& app, Options& o)
{
    auto* command = app.add_subcommand("export", "Copy a selection of the source into a new case file, with what proves it");
    command->add_option("FILE", o.file, "the new case, such as a.vcase; never overwritten")->required();
    const auto repeated = [](CLI::Option* option, const char* type) {
        option->type_name(type)->expected(1)->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
    };
    repeated(command->add_option("--aggregate", o.aggregates, "the events of this aggregate; may be repeated"), "UUID");
    repeated(command->add_option("--correlation", o.correlations, "the events of this correlation; may be repeated"), "UUID");
    repeated(command->add_option("--type", o.types, "of those, only this event type; may be repeated"), "TYPE");
    command->add_option("--from", o.from, "of those, only from T on: 2026-02-10T10:00:00Z or …+02:00")->type_name("T");
    command->add_option("--to", o.to, "of those, only before T")->type_name("T");
    command->footer(
        footer("Without --aggregate and --correlation: all events of the tenant. The case keeps the bytes of the events, "
               "their rows of the\norigin's log, a proof for each that its newest checkpoint covers it, and that "
               "checkpoint; it is whole or not there.\n\n"
               "Answer with --json: {\"file\",\"events\",\"proved\",\"tree_size\":n|null,\"notices\":[…]}",
               "voicecore-audit --store postgresql://host/db export call.vcase --aggregate "
               "5f0c3b0e-6a54-4b6e-9d0c-2f1f0c6a7e11"));
}

}  // namespace vci::audit
