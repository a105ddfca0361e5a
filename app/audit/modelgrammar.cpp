// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/audit/grammar.h"

namespace vci::audit {

namespace {

constexpr const char* kComparisonShape =
    "Answer with --json: "
    "{\"model_type\",\"checked\":n,\"missing\":[id…],\"extra\":[id…],\"different\":[{\"model_id\",\"paths\":[…],"
    "\"fields\":\n[{\"path\",\"expected\",\"found\"}…]}…],\"lagging\":[id…],\"foreign\":bool,\"passed_over\":n,\"position\":n|"
    "null}. "
    "A path is a JSON Pointer\ninto the row's data, or the bare name of a column; expected or found is absent where there is no "
    "such value; lagging: right\nonce or not made yet, and behind the events; position: before this call.";

constexpr const char* kRowShape =
    "A row: "
    "{\"model_type\",\"model_id\",\"data\":{…},\"version\",\"last_event_id\"|null,\"last_event_sequence\",\"created_at\",\n"
    "\"updated_at\",\"is_deleted\",\"projection\":\"<name>@<version>\"|\"manual\"|null}; null: the platform's own.";

std::string all(const std::string& command)
{
    return "voicecore-audit --store a.vcase read-model " + command;
}

void addProjections(CLI::App& command, Options& o)
{
    command.add_option("--projections", o.projections, "a folder of projection files that replace or join the built-in ones")
        ->type_name("DIR");
}

void addReading(CLI::App& models, Options& o)
{
    auto* list = models.add_subcommand("list", "List read models and how far each has read the log");
    addProjections(*list, o);
    list->footer(
        footer("Answer with --json: {\"models\":[{\"model_type\",\"rows\",\"foreign_rows\",\"position\":n|null,\"lag\":n|null,"
               "\"description\"}…]};\nposition null: never built; rows are ours, foreign_rows the platform's own.",
               all("list")));

    auto* show = models.add_subcommand("show", "Show one row, or all rows of a type");
    show->add_option("TYPE", o.modelType, "such as CallSummary")->required();
    show->add_option("ID", o.modelId, "the row's model_id; without it: all rows");
    addPaging(*show, o, "rows");
    show->footer(footer(std::string(kRowShape) + "\nWithout ID the answer with --json is {\"rows\":[row…],\"next\":cursor|null}.",
                        all("show DailyCallVolume 2026-02-10")));

    auto* drift = models.add_subcommand("drift", "Compare rows with what the events say; exit code 1 where something differs");
    drift->add_option("TYPE", o.modelType, "one read model; without it: all that were built");
    drift->add_flag("--foreign", o.foreign, "the platform's own rows instead of ours; on a stock database there are no others");
    addProjections(*drift, o);
    drift->footer(footer("The exit code is 1 where a row is missing, extra, different or lagging.\n" +
                             std::string(kComparisonShape) + "\nWithout TYPE: {\"models\":[…]}.",
                         all("drift CallSummary"), "a row differs"));
}

void addWriting(CLI::App& models, Options& o)
{
    auto* catchUp = models.add_subcommand("catch-up", "Bring read models to the end of the log");
    catchUp->add_option("TYPE", o.modelType, "one read model; without it: all projections");
    addProjections(*catchUp, o);
    catchUp->footer(footer(
        "Goes on from the position that was kept. What never ran, has other rules or another log is made anew.\n"
        "Answer with --json: {\"models\":[{\"model_type\",\"applied\",\"passed_over\",\"position\",\"started_over\":bool}…]}",
        all("catch-up")));

    auto* rebuild =
        models.add_subcommand("rebuild", "Make all rows of a read model anew from the events and swap them in at once");
    rebuild->add_option("TYPE", o.modelType, "such as CallSummary")->required();
    rebuild->add_flag("--preview", o.preview, "only say what would change");
    addProjections(*rebuild, o);
    rebuild->footer(
        footer("Until the end nothing is written, and the end is one transaction. The platform's own rows are never touched.\n" +
                   std::string(kComparisonShape) + "\nOf rebuild it tells what was mended; also \"preview\":bool.",
               all("rebuild CallSummary --preview")));

    auto* put = models.add_subcommand("put", "Put a row by hand; its version counts up");
    auto* remove = models.add_subcommand("delete", "Mark a row that was put by hand as deleted");
    for (CLI::App* one : {put, remove}) {
        one->add_option("TYPE", o.modelType, "a type that no projection has")->required();
        one->add_option("ID", o.modelId, "the row's model_id")->required();
    }
    put->add_option("FILE", o.file, "the row's data, a JSON object; - for standard input")->required();
    addProjections(*put, o);
    put->footer(footer(std::string("Answer with --json: the row. ") + kRowShape, all("put TeamNotes north notes.json")));
    remove->footer(footer(std::string("Answer with --json: the row. ") + kRowShape, all("delete TeamNotes north")));
}

}  // namespace

void addReadModelGrammar(CLI::App& app, Options& options)
{
    auto* models = app.add_subcommand("read-model", "Keep, show and check read models");
    models->require_subcommand(0, 1);
    models->footer(groupFooter());
    addReading(*models, options);
    addWriting(*models, options);
}

}  // namespace vci::audit
