// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/audit/grammar.h"

namespace vci::audit {

namespace {

constexpr const char* kReportNotes =
    "Verifies, then writes what was found for a reader who is no programmer: result and scope, what was checked and what could\n"
    "not be, findings, and of the chosen aggregates and correlations timeline, states and chain. With one --aggregate that one\n"
    "is verified, otherwise the tenant; --from and --to narrow both. The name's ending chooses the format. A file that is there\n"
    "is not overwritten. Personal data is masked unless --reveal is given; the report says which. Of a case file it tells the\n"
    "custody log. Anchors are checked as verify checks them; with --offline or --block the report says so, and whose word it "
    "took.\n"
    "\n"
    "Exit code: 1 the report was written and tells of a finding of severity error; 5 it was written, but the level of --require\n"
    "is not reached by every event; 0 otherwise.\n"
    "\n"
    "Answer with --json: "
    "{\"file\",\"format\",\"digest\",\"sha256\",\"badge\",\"reason\",\"events\",\"findings\",\"personal_data\"}; "
    "digest: of the\n"
    "report's content, which it shows too; sha256: of the file; events: those verified.";

constexpr const char* kRecheckNotes =
    "Makes the report again from the source, as the report itself says what it was asked for, and compares: first the file with\n"
    "the content that it carries, then that content with the source. Takes the file as it was made, in any of the formats: one\n"
    "that a spreadsheet or an editor saved anew is another file, and so is a PDF made with other fonts. When and by which "
    "program\n"
    "a report was made, and where its source lay, plays no part. A custody log may have gone on: it differs where a record that\n"
    "the report tells is another one now, or gone. Anchors are checked as the report says, by --offline and --block of its "
    "maker\n"
    "too; your own --offline and --block change how, not what is compared.\n"
    "\n"
    "Exit code: 0 the same; 1 it differs.\n"
    "\n"
    "Answer with --json: {\"same\":bool,\"intact\":bool,\"source_same\":bool|null,\"this_edition\":bool,"
    "\"unasked\":bool,\"untrusted\":[…],\n"
    "\"differences\":n,\"differs\":[{\"path\",\"was\",\"is\"}]}; path: a JSON\n"
    "Pointer into the report as JSON, or \"file line N\", of XLSX \"file part NAME\" or \"file container\", of PDF \"file\"; "
    "was, is:\n"
    "null where it was or is not there; at most 1,000 are listed; intact: the file is what its own content gives; source_same: "
    "whether the case file has the same bytes; this_edition: false where an earlier version made the report, which tells less;\n"
    "unasked: nobody could be asked about anchors now, and nothing else differs; untrusted: keys and chain that the report\n"
    "counts on and your trust file does not name.";

}  // namespace

void addReportGrammar(CLI::App& app, Options& o)
{
    auto* report = app.add_subcommand("report", "Write a report that can be checked again: PDF, HTML, XLSX, CSV or JSON");
    report->add_option("FILE", o.file, "a new file, NAME.pdf, .html, .xlsx, .csv or .json")->required();
    report->add_option("--aggregate", o.aggregates, "tell the history of this one; may be repeated")
        ->type_name("ID")
        ->expected(1)
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
    report->add_option("--correlation", o.correlations, "tell the chain of this one; may be repeated")
        ->type_name("ID")
        ->expected(1)
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
    report->add_option("--at-time", o.instants, "state of the aggregates at T, with offset; may be repeated; default: their end")
        ->type_name("T")
        ->expected(1)
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
    report->add_option("--from", o.from, "only events at or after T, with offset")->type_name("T");
    report->add_option("--to", o.to, "only events before T, with offset")->type_name("T");
    report->add_flag("--reveal", o.reveal, "show personal data");
    report->add_option("--require", o.require, "self, signed or anchored; default: no level is asked")
        ->type_name("LEVEL")
        ->check(CLI::IsMember({"self", "signed", "anchored"}));
    addAnchorCheck(*report, o);
    addTrust(*report, o);
    addPins(*report, o);
    addJournal(*report, o);
    report->footer(footer(kReportNotes, "voicecore-audit --store a.vcase report payment.pdf --aggregate 5f0c…",
                          "it tells of an error, 5 the level of --require is not reached"));

    auto* recheck = app.add_subcommand("recheck", "Repeat a report against a source and say same, or what differs");
    recheck->add_option("REPORT", o.file, "a report: PDF, HTML, XLSX, CSV or JSON")->required();
    addAnchorCheck(*recheck, o);
    addTrust(*recheck, o);
    addPins(*recheck, o);
    addJournal(*recheck, o);
    recheck->footer(footer(kRecheckNotes, "voicecore-audit --store a.vcase recheck payment.html", "it differs"));
}

}  // namespace vci::audit
