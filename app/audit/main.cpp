// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/audit/commandline.h"
#include "app/audit/commands.h"
#include "app/audit/interrupt.h"
#include "app/audit/output.h"
#include "app/audit/session.h"

#include <csignal>
#include <exception>
#include <map>
#include <string>
#include <string_view>

#include <unistd.h>

namespace {

using namespace vci;
using namespace vci::audit;

using Command = Result<ExitCode> (*)(Session&);

const std::map<std::string_view, Command> kCommands = {
    {"init", runInit},     {"generate", runGenerate}, {"append", runAppend},
    {"types", runTypes},   {"stats", runStats},       {"aggregates", runAggregates},
    {"events", runEvents}, {"state", runState},       {"blame", runBlame},
    {"chain", runChain},   {"leaf", runLeaf},         {"db", runDatabase},
    {"log", runLog},       {"snapshot", runSnapshot}, {"read-model", runReadModel},
    {"import", runImport}, {"pins", runPins},         {"trust", runTrust},
    {"verify", runVerify}, {"casefile", runCase},     {"export", runExport},
    {"report", runReport}, {"recheck", runRecheck},
};

void writeErrorMember(JsonText& json, const Error& error)
{
    const auto numberOrNull = [&json](std::string_view name, const std::optional<std::int64_t>& number) {
        json.key(name);
        number ? json.integer(*number) : json.null();
    };
    json.key("error");
    json.beginObject();
    json.member("code", codeName(error.code));
    json.member("message", error.message);
    json.key("pointer");
    error.place.pointer ? json.string(*error.place.pointer) : json.null();
    numberOrNull("line", error.place.line);
    numberOrNull("column", error.place.column);
    json.end();
}

/// The error as the one document; or, where part of a long answer has left already, as its last member.
void writeErrorDocument(Output& out, JsonText& json, const Error& error)
{
    if (out.tryDiscard()) json.reset();
    if (json.isStarted())
        json.endToOutermost();
    else
        json.beginObject();
    writeErrorMember(json, error);
    json.end();
}

/// Whether the message names the place already, as a word of its own.
bool names(const std::string& message, const std::string& pointer)
{
    const auto isEdge = [&](std::size_t at) { return at >= message.size() || message[at] == ' ' || message[at] == ':'; };
    for (std::size_t at = message.find(pointer); at != std::string::npos; at = message.find(pointer, at + 1))
        if ((at == 0 || isEdge(at - 1)) && isEdge(at + pointer.size())) return true;
    return false;
}

void tellError(const Error& error)
{
    std::string place;
    const auto add = [&place, &error](const std::string& part) {
        if (error.message.find(part) == std::string::npos) place += (place.empty() ? "" : ", ") + part;
    };
    if (error.place.line) add("line " + std::to_string(*error.place.line));
    if (error.place.column) add("column " + std::to_string(*error.place.column));
    if (error.place.pointer && !error.place.pointer->empty() && !names(error.message, *error.place.pointer))
        add("at " + *error.place.pointer);
    tell("voicecore-audit: " + place + (place.empty() ? "" : ": ") + error.message);
}

Result<ExitCode> runGuarded(Session& session, Command command)
{
    try {
        // Refused where it is broken, also by commands that look nothing up in it.
        if (!session.options().catalog.empty()) VCI_CHECK(session.catalog());
        return command(session);
    } catch (const std::bad_alloc&) {
        return makeError(ErrorCode::Internal, "out of memory");
    } catch (const std::exception& failure) {
        return makeError(ErrorCode::Internal, std::string("unexpected failure: ") + failure.what());
    }
}

/// Tells the error everywhere it belongs and gives the code for it.
ExitCode fail(Output& out, JsonText& json, bool asJson, const Error& error)
{
    tellError(error);
    if (asJson) writeErrorDocument(out, json, error);
    return exitCodeOf(error.code);
}

ExitCode run(int argc, char** argv, Output& out)
{
    const auto options = parseCommandLine(argc, argv);
    if (!options.ok()) {
        JsonText json(out);
        return fail(out, json, asksForJson(argc, argv), options.error());
    }
    if (options.value().command == "help") {
        out.write(options.value().helpText);
        return ExitCode::Fine;
    }
    const bool asJson = options.value().json;
    if (asJson) out.setMode(Output::Mode::Document);
    const Interrupt interrupt;
    Session session(options.value(), out, interrupt);
    auto outcome = runGuarded(session, kCommands.at(options.value().command));
    // What was read from a sealed file counts only if the file is still the same; what went wrong may come from its change.
    if (auto confirmed = session.confirmSource(); !confirmed.ok()) outcome = std::move(confirmed).error();
    return outcome.ok() ? outcome.value() : fail(out, session.json(), asJson, outcome.error());
}

}  // namespace

int main(int argc, char** argv)
{
    occupyStandardDescriptors();
    // A reader that has seen enough closes the pipe: no reason to die, none to complain.
    std::signal(SIGPIPE, SIG_IGN);
    // A file at its limit (ulimit -f) is a failed write that is told, as a full disk is.
    std::signal(SIGXFSZ, SIG_IGN);
    Output out(STDOUT_FILENO);
    ExitCode code = run(argc, argv, out);
    if (const auto finished = out.finish(); !finished.ok()) {
        tellError(finished.error());
        if (code == ExitCode::Fine || code == ExitCode::Found) code = exitCodeOf(finished.error().code);
    }
    return static_cast<int>(code);
}
