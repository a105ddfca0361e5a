// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/audit/commandline.h"

#include "app/audit/grammar.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <memory>
#include <string_view>

namespace vci::audit {

namespace {

constexpr const char* kExitCodes = "Exit codes:\n"
                                   "  0  fine\n"
                                   "  1  the check found something\n"
                                   "  2  usage or bad input\n"
                                   "  3  the source cannot be reached or read, or output cannot be written\n"
                                   "  4  not permitted\n"
                                   "  5  honest, but not provable to the level asked\n"
                                   "  130  interrupted";

/// CLI11's own texts about types, ranges and exclusions are for programmers.
class HelpFormatter final : public CLI::Formatter {
public:
    std::string make_option_opts(const CLI::Option* option) const override
    {
        if (option->get_positional()) return {};
        const std::string type = option->get_type_name();
        return type.empty() || option->get_type_size() == 0 ? std::string() : " " + type.substr(0, type.find(':'));
    }
    /// CLI11 would count values: "[WORDS(0x)]".
    std::string make_option_usage(const CLI::Option* option) const override
    {
        const std::string name = option->get_name(true) + (option->get_expected_max() > 1 ? "…" : "");
        return option->get_required() ? name : "[" + name + "]";
    }
    std::string make_option_desc(const CLI::Option* option) const override
    {
        const std::string preset = option->get_default_str();
        return option->get_description() + (preset.empty() ? "" : "; default: " + preset);
    }
};

constexpr const char* kMainFooter =
    "Options may stand before or after the command. VCI_STORE and VCI_TENANT are the defaults of --store and --tenant;\n"
    "where a source holds exactly one tenant, that one is the default. Passwords: ~/.pgpass, PGPASSWORD or a service file.\n"
    "\n"
    "First steps:\n"
    "  voicecore-audit init a.vcase\n"
    "  voicecore-audit --store a.vcase generate --calls 1000 --seed 7\n"
    "  voicecore-audit --store a.vcase stats\n"
    "  voicecore-audit events --help\n"
    "\n";

/// Texts and flags that every command has, those of its subcommands included.
void finishCommands(CLI::App& app, const CLI::App& root)
{
    for (CLI::App* command : app.get_subcommands({})) {
        command->fallthrough();
        command->group("Commands");
        command->formatter(root.get_formatter());
        command->set_help_flag("-h,--help", "show this help");
        finishCommands(*command, root);
    }
}

std::unique_ptr<CLI::App> makeApp(Options& o)
{
    auto app = std::make_unique<CLI::App>("Audit and time travel for event-sourced voice platforms.", "voicecore-audit");
    app->formatter(std::make_shared<HelpFormatter>());
    app->get_formatter()->column_width(30);
    app->get_formatter()->label("SUBCOMMAND", "COMMAND …");
    app->get_formatter()->label("Positionals", "Arguments");
    app->set_help_flag("-h,--help", "show this help");
    app->add_option("--store", o.store, "a case file (path) or a database (postgresql://…)")->type_name("URI");
    app->add_option("--tenant", o.tenant, "the tenant to work in")->type_name("UUID");
    app->add_option("--catalog", o.catalog, "event types of another platform, instead of the built-in ones")->type_name("FILE");
    app->add_flag("--json", o.json, "one JSON document on standard output, also for errors");
    app->set_version_flag("--version", "voicecore-audit " VCI_VERSION, "show the version");
    app->footer(kMainFooter + std::string(kExitCodes));
    app->require_subcommand(0, 1);
    addWritingGrammar(*app, o);
    addImportGrammar(*app, o);
    addListGrammar(*app, o);
    addReplayGrammar(*app, o);
    addCaseGrammar(*app, o);
    addExportGrammar(*app, o);
    addDatabaseGrammar(*app, o);
    addReadModelGrammar(*app, o);
    addLogGrammar(*app, o);
    addSnapshotGrammar(*app, o);
    addTrustGrammar(*app, o);
    addVerifyGrammar(*app, o);
    addReportGrammar(*app, o);
    finishCommands(*app, *app);
    return app;
}

std::string commandNames(const CLI::App& app)
{
    std::string names;
    for (const CLI::App* command : app.get_subcommands([](const CLI::App*) { return true; })) {
        names += (names.empty() ? "" : ", ") + command->get_name();
    }
    return names;
}

std::string environment(const char* name)
{
    const char* value = std::getenv(name);
    return value == nullptr ? std::string() : std::string(value);
}

/// The command that was chosen and its subcommands: "db", "member", "add".
std::vector<std::string> chosenCommands(const CLI::App& app)
{
    std::vector<std::string> names;
    for (auto chosen = app.get_subcommands(); !chosen.empty(); chosen = chosen.front()->get_subcommands()) {
        names.push_back(chosen.front()->get_name());
    }
    return names;
}

/// The same as a text with a space behind each: "db member add ".
std::string chosenText(const CLI::App& app)
{
    std::string text;
    for (const std::string& name : chosenCommands(app)) text += name + " ";
    return text;
}

Error usage(const CLI::App& app, const std::string& message)
{
    return makeError(ErrorCode::Usage, message + " (see voicecore-audit " + chosenText(app) + "--help)");
}

/// The last command that was given: of `db member add` the one named add.
const CLI::App& lastCommand(const CLI::App& app)
{
    const CLI::App* last = &app;
    while (!last->get_subcommands().empty()) last = last->get_subcommands().front();
    return *last;
}

bool hasCommands(const CLI::App& app)
{
    return !app.get_subcommands([](const CLI::App*) { return true; }).empty();
}

/// A command with subcommands says which there are; CLI11 only counts them.
Result<void> checkComplete(const CLI::App& app)
{
    const CLI::App& last = lastCommand(app);
    if (&last == &app || !hasCommands(last)) return {};
    return usage(app, last.get_name() + " needs to be told what to do: " + commandNames(last));
}

/// A variable of a script that was not set must not become "all".
Result<void> checkGiven(const CLI::App& app)
{
    static constexpr std::array<std::string_view, 18> kNeverEmpty = {
        "AGGREGATE",     "EVENT",   "LOGIN",  "TENANT", "UUID",   "ID",   "--store", "--tenant",  "--aggregate",
        "--correlation", "--event", "--type", "TYPE",   "--from", "--to", "--after", "--at-time", "--diff"};
    const CLI::App* command = &app;
    while (true) {
        for (const CLI::Option* option : command->get_options()) {
            const std::string name = option->get_name();
            if (std::ranges::find(kNeverEmpty, name) == kNeverEmpty.end()) continue;
            if (std::ranges::find(option->results(), std::string()) != option->results().end())
                return usage(app, name + " was given as an empty text");
        }
        if (command->get_subcommands().empty()) return {};
        command = command->get_subcommands().front();
    }
}

/// CLI11 speaks of "arguments that were not expected"; a person wants to know what is there instead.
Error explainExtras(const CLI::App& app, const std::string& fallback)
{
    const bool hasCommand = !app.get_subcommands().empty();
    for (const std::string& extra : app.remaining(true)) {
        if (extra.starts_with("-") && extra != "-") return usage(app, "there is no option " + extra.substr(0, extra.find('=')));
        if (const CLI::App& last = lastCommand(app); hasCommand && hasCommands(last))
            return usage(app, "there is no " + chosenText(app) + extra + "; there are: " + commandNames(last));
        if (hasCommand) return usage(app, "unexpected argument " + extra);
        return makeError(ErrorCode::Usage, "there is no command " + extra + "; the commands are: " + commandNames(app) +
                                               " (see voicecore-audit --help)");
    }
    return usage(app, fallback);
}

}  // namespace

bool asksForJson(int argc, const char* const* argv)
{
    for (int i = 1; i < argc; ++i) {
        if (std::string_view(argv[i]) == "--") return false;
        if (std::string_view(argv[i]) == "--json") return true;
    }
    return false;
}

Result<Options> parseCommandLine(int argc, const char* const* argv)
{
    Options options;
    const auto app = makeApp(options);
    try {
        app->parse(argc, argv);
    } catch (const CLI::CallForHelp&) {
        options.command = "help";
        options.helpText = app->help();
        return options;
    } catch (const CLI::CallForVersion& version) {
        options.command = "help";
        options.helpText = std::string(version.what()) + "\n";
        return options;
    } catch (const CLI::ExtrasError& error) {
        return explainExtras(*app, error.what());
    } catch (const CLI::ParseError& error) {
        return usage(*app, error.what());
    }
    if (app->get_subcommands().empty()) {
        return makeError(ErrorCode::Usage,
                         "no command was given; the commands are: " + commandNames(*app) + " (see voicecore-audit --help)");
    }
    VCI_CHECK(checkComplete(*app));
    VCI_CHECK(checkGiven(*app));
    const auto chosen = chosenCommands(*app);
    options.command = chosen.front();
    for (std::size_t i = 1; i < chosen.size(); ++i) options.action += (i == 1 ? "" : " ") + chosen[i];
    if (options.command == "chain" && options.format == "json") options.json = true;
    if (options.store.empty()) options.store = environment("VCI_STORE");
    if (options.tenant.empty()) options.tenant = environment("VCI_TENANT");
    if (options.key.empty()) options.key = environment("VCI_KEY");
    if (options.journal.empty()) options.journal = environment("VCI_JOURNAL");
    if (options.pins.empty()) options.pins = environment("VCI_PINS");
    if (options.trust.empty()) options.trust = environment("VCI_TRUST");
    return options;
}

}  // namespace vci::audit
