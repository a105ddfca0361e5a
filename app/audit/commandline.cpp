// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/audit/commandline.h"

#include <CLI/CLI.hpp>

#include <charconv>
#include <cstdint>
#include <cstdlib>
#include <functional>
#include <limits>
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
    std::string make_option_desc(const CLI::Option* option) const override
    {
        const std::string preset = option->get_default_str();
        return option->get_description() + (preset.empty() ? "" : "; default: " + preset);
    }
};

constexpr const char* kCommandExitCodes =
    "Exit codes: 0 fine, 2 usage or bad input, 3 source or output failed, 4 not permitted, 130 interrupted.";

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

std::string footer(const std::string& notes, const std::string& example)
{
    return notes + (notes.empty() ? "" : "\n\n") + "Example:\n  " + example +
           "\n\nThe options --store, --tenant, --catalog and --json are those of voicecore-audit --help.\n" + kCommandExitCodes;
}

/// Whole numbers of [least, most] in plain digits. CLI11's own conversion takes -1 for the greatest unsigned number.
CLI::Validator wholeNumber(std::uint64_t least, std::uint64_t most)
{
    const auto check = [least, most](std::string& text) -> std::string {
        std::uint64_t value = 0;
        const char* const end = text.data() + text.size();
        const auto [stopped, failure] = std::from_chars(text.data(), end, value);
        if (failure == std::errc() && stopped == end && value >= least && value <= most) return {};
        return text + " is no whole number from " + std::to_string(least) + " to " + std::to_string(most);
    };
    return {check, ""};
}

void addPoint(CLI::App& command, Options& options)
{
    auto* sequence = command.add_option("--at-sequence", options.atSequence, "up to sequence number N; default: the last event")
                         ->type_name("N");
    command.add_option("--at-time", options.atTime, "up to time T, with offset: 2026-02-10T10:00:00Z or …+02:00")
        ->type_name("T")
        ->excludes(sequence);
}

void addPaging(CLI::App& command, Options& options, const std::string& what)
{
    command.add_option("--limit", options.limit, "at most N " + what + "; default: all")
        ->type_name("N")
        ->check(wholeNumber(1, std::numeric_limits<std::int64_t>::max()));
    command.add_option("--after", options.after, "go on where a page ended: its \"next\"")->type_name("CURSOR");
}

void addWriting(CLI::App& app, Options& o)
{
    auto* init = app.add_subcommand("init", "Make an empty case file");
    init->add_option("FILE", o.file, "the new file, such as a.vcase; never overwritten");
    init->footer(footer("", "voicecore-audit init a.vcase"));

    auto* generate =
        app.add_subcommand("generate", "Fill a case file with realistic traffic; the same seed gives the same bytes");
    generate->add_option("--calls", o.calls, "how many calls; about 12 events each")
        ->type_name("N")
        ->capture_default_str()
        ->check(wholeNumber(1, 100'000'000));
    generate->add_option("--seed", o.seed, "what the traffic, its ids and its clock are made from")
        ->type_name("N")
        ->capture_default_str()
        ->check(wholeNumber(0, std::numeric_limits<std::uint64_t>::max()));
    generate->footer(footer("Events are appended as recorded; a second run with the same seed finds them there and adds nothing.",
                            "voicecore-audit --store a.vcase generate --calls 1000 --seed 7"));

    auto* append = app.add_subcommand("append", "Append events: a file of JSON objects, the whole in one transaction");
    append->add_option("FILE", o.file, "JSON objects, one a line or spread over lines; - for standard input")->required();
    append->add_flag("--as-recorded", o.asRecorded, "take sequence_number, timestamp and blockchain_tx_hash from the input");
    append->footer(footer(
        "A line: {\"aggregate_id\":\"<uuid>\",\"aggregate_type\":\"Call\",\"event_type\":\"CallConnected\",\"event_data\":{…}}\n"
        "and, where wanted: id, event_version, metadata, causation_id, correlation_id, expected_sequence, tenant_id.\n"
        "If one line is refused, nothing is stored; the error names line, column and JSON Pointer.",
        "voicecore-audit --store a.vcase append calls.jsonl"));
}

void addLists(CLI::App& app, Options& o)
{
    auto* types = app.add_subcommand("types", "List the event types of the catalogue, and those seen that are in none");
    types->footer(
        footer("Works without a source too; then no type is reported as unknown.", "voicecore-audit --store a.vcase types"));

    auto* stats = app.add_subcommand("stats", "Count events and aggregates, by type");
    stats->footer(
        footer("", "voicecore-audit --store postgresql://host/db --tenant 11111111-1111-4111-8111-111111111111 stats --json"));

    auto* aggregates = app.add_subcommand("aggregates", "List aggregates with their extent in sequence and time");
    addPaging(*aggregates, o, "aggregates");
    aggregates->add_option("--type", o.types, "only this aggregate type; may be repeated")->type_name("TYPE");
    aggregates->add_option("--sort", o.sort, "id (default), activity or events: the last two descending")
        ->type_name("KEY")
        ->check(CLI::IsMember({"id", "activity", "events"}));
    aggregates->footer(footer("", "voicecore-audit --store a.vcase aggregates --type Call --sort activity --limit 20"));

    auto* events = app.add_subcommand("events", "List the events of the source, or of one aggregate in replay order");
    events->add_option("AGGREGATE", o.aggregate, "the aggregate's UUID; without it: all events");
    addPaging(*events, o, "events");
    events->add_option("--format", o.format, "jsonl, csv or table; default: table on a terminal, else jsonl")
        ->type_name("FORMAT")
        ->check(CLI::IsMember({"jsonl", "csv", "table"}));
    events->footer(
        footer("Odd events are shown and flagged, never left out. In CSV, a cell that a spreadsheet could take for a formula\n"
               "begins with an apostrophe.",
               "voicecore-audit --store a.vcase events --format csv > events.csv"));
}

void addReplay(CLI::App& app, Options& o)
{
    auto* state = app.add_subcommand("state", "Show an aggregate's state, now or at any point, and what changed between two");
    state->add_option("AGGREGATE", o.aggregate, "the aggregate's UUID")->required();
    addPoint(*state, o);
    state->add_option("--diff", o.diff, "also show the changes between this point and the other")->type_name("N|T");
    state->footer(footer("", "voicecore-audit --store a.vcase state 5f0c… --at-sequence 3 --diff 7"));

    auto* blame = app.add_subcommand("blame", "Show which event set each field of an aggregate's state");
    blame->add_option("AGGREGATE", o.aggregate, "the aggregate's UUID")->required();
    blame->add_option("POINTER", o.pointer, "a field, as JSON Pointer: /status; default: all fields");
    addPoint(*blame, o);
    blame->footer(footer("", "voicecore-audit --store a.vcase blame 5f0c… /status"));

    auto* chain = app.add_subcommand("chain", "Show what caused an event and what followed, across aggregates");
    auto* event = chain->add_option("EVENT", o.event, "the event's UUID: its whole causal component");
    chain->add_option("--correlation", o.correlation, "all events of a correlation instead")->type_name("ID")->excludes(event);
    chain->add_option("--format", o.format, "tree (default), dot or json")
        ->type_name("FORMAT")
        ->check(CLI::IsMember({"tree", "dot", "json"}));
    chain->add_option("--fan-out", o.fanOut, "effects shown below one event of the tree; 0: all")
        ->type_name("N")
        ->capture_default_str()
        ->check(wholeNumber(0, 1'000'000'000));
    chain->footer(footer("", "voicecore-audit --store a.vcase chain --correlation 9b1d… --format dot | dot -Tsvg > chain.svg"));

    auto* leaf = app.add_subcommand("leaf", "Compute the leaf and leaf hash of envelopes; needs no source");
    leaf->add_option("FILE", o.file, "envelopes as JSON Lines; - for standard input")->required();
    leaf->footer(footer("", "voicecore-audit --store a.vcase events --format jsonl | voicecore-audit leaf -"));
}

constexpr const char* kMigrateNotes =
    "Turns a VoiceCore database at migration 009, or an empty one, into one that is append-only, ordered and guarded. Each step "
    "is a\n"
    "transaction of its own; a second run does nothing; two at once are safe. Stop the platform meanwhile: its tables are "
    "locked.\n"
    "Needs a superuser, or the owner of the tables with CREATEROLE (then without event triggers, which db status says).\n"
    "\n"
    "Answer with --json: "
    "{\"schema\",\"dry_run\",\"complete\",\"steps\":[{\"version\",\"name\",\"state\":\"applied\"|\"present\"|\"pending\",\n"
    "\"seconds\"}],\"platform_logins\":[…],\"changes\":[…],\"warnings\":[…],\"events\",\"exclusive_seconds\"}; complete: nothing "
    "was pending;\n"
    "exclusive_seconds: how long the platform was locked out, or with --dry-run about how long it would be.";

constexpr const char* kStatusNotes =
    "Every trigger, policy, grant, rule, function, key, owner and setting that protects the events is compared with the shipped "
    "list;\n"
    "each difference is a schema_weakened finding, and there the exit code is 1.\n"
    "\n"
    "Answer with --json: {\"schema\",\"hardened\",\"version\",\"program_version\",\"log_id\",\"login\",\"may\":{right: "
    "bool…},\"tenants\":[…],\n"
    "\"queued\":n|null,\"settings\":{…},\"findings\":[{\"kind\",\"message\",\"expected\",\"found\"}…]}";

void addMembers(CLI::App& db, Options& o)
{
    auto* member = db.add_subcommand("member", "Say which logins see which tenants");
    member->require_subcommand(0, 1);
    auto* add = member->add_subcommand("add", "Let a login see a tenant");
    auto* remove = member->add_subcommand("remove", "Let a login see a tenant no longer");
    for (CLI::App* one : {add, remove}) {
        one->add_option("LOGIN", o.login, "the name by which it connects")->required();
        one->add_option("TENANT", o.memberTenant, "the tenant's UUID, or all: present and future ones")->required();
    }
    add->add_option("--role", o.role, "also give a role: auditor, writer, operator, sequencer or anchor")
        ->type_name("ROLE")
        ->check(CLI::IsMember({"auditor", "writer", "operator", "sequencer", "anchor"}));
    const std::string shape =
        "Answer with --json: {\"login\",\"tenant\":uuid|\"all\",\"changed\":bool,\"granted\":[role…],\"missing\":[\"GRANT …\"…]}";
    const std::string all = "voicecore-audit --store postgresql://host/db db ";
    add->footer(footer(shape, all + "member add anna 11111111-1111-4111-8111-111111111111 --role auditor"));
    remove->footer(footer(shape, all + "member remove anna all"));
    auto* list = member->add_subcommand("list", "List members and their roles");
    list->add_option("LOGIN", o.login, "only this one");
    list->footer(
        footer("Answer with --json: {\"members\":[{\"login\",\"tenant\":uuid|\"all\",\"roles\":[…]}…]}", all + "member list"));

    auto* tenant = db.add_subcommand("tenant", "Keep the table of tenants");
    tenant->require_subcommand(0, 1);
    auto* make = tenant->add_subcommand("add", "Make a tenant");
    make->add_option("UUID", o.memberTenant, "its id; default: a random one");
    make->add_option("--name", o.name, "its name")->type_name("N")->required();
    make->footer(
        footer("Answer with --json, also of close: {\"id\",\"name\",\"is_active\"}", all + "tenant add --name 'Acme Telecom'"));
    tenant->add_subcommand("list", "List the tenants")
        ->footer(footer("Answer with --json: {\"tenants\":[{\"id\",\"name\",\"is_active\"}…]}", all + "tenant list"));
    auto* close = tenant->add_subcommand("close", "Mark a tenant as closed; nothing is deleted");
    close->add_option("UUID", o.memberTenant, "its id")->required();
    close->footer(footer("", all + "tenant close 11111111-1111-4111-8111-111111111111"));
}

void addDatabase(CLI::App& app, Options& o)
{
    auto* db = app.add_subcommand("db", "Migrate a database and look after it");
    db->require_subcommand(0, 1);
    db->footer("The options --store, --tenant, --catalog and --json are those of voicecore-audit --help.");

    auto* migrate = db->add_subcommand("migrate", "Bring a database to the hardened schema, in place");
    migrate->add_option("--platform-login", o.platformLogins, "a login by which the platform connects; may be repeated")
        ->type_name("NAME")
        ->expected(1)
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
    migrate->add_flag("--dry-run", o.dryRun, "change nothing; list the steps and what stops working for the platform");
    migrate->add_flag("--distributed", o.distributed, "spread the tables over a Citus cluster; says what is missing for it");
    auto* status = db->add_subcommand("status", "Show version, rights of this login, queue, and every weakened protection");
    status->footer(footer(kStatusNotes, "voicecore-audit --store postgresql://host/db db status"));
    addMembers(*db, o);
    migrate->footer(
        footer(kMigrateNotes, "voicecore-audit --store postgresql://host/db db migrate --platform-login voicecore --dry-run"));
}

void addLog(CLI::App& app)
{
    auto* log = app.add_subcommand("log", "Keep the order of record");
    log->require_subcommand(0, 1);
    log->footer("The options --store, --tenant, --catalog and --json are those of voicecore-audit --help.");

    auto* sequence = log->add_subcommand("sequence", "Give waiting events their places in the log");
    sequence->footer(footer("Needs a login that is a vci_sequencer. A case file does it as it appends.",
                            "voicecore-audit --store postgresql://host/db log sequence"));
}

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
    addWriting(*app, o);
    addLists(*app, o);
    addReplay(*app, o);
    addDatabase(*app, o);
    addLog(*app);
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

Error usage(const CLI::App& app, const std::string& message)
{
    std::string command;
    for (const std::string& name : chosenCommands(app)) command += name + " ";
    return makeError(ErrorCode::Usage, message + " (see voicecore-audit " + command + "--help)");
}

/// A command with subcommands says which there are; CLI11 only counts them.
Result<void> checkComplete(const CLI::App& app)
{
    const CLI::App* last = &app;
    while (!last->get_subcommands().empty()) last = last->get_subcommands().front();
    if (last == &app || last->get_subcommands([](const CLI::App*) { return true; }).empty()) return {};
    return usage(app, last->get_name() + " needs to be told what to do: " + commandNames(*last));
}

/// CLI11 speaks of "arguments that were not expected"; a person wants to know what is there instead.
Error explainExtras(const CLI::App& app, const std::string& fallback)
{
    const bool hasCommand = !app.get_subcommands().empty();
    for (const std::string& extra : app.remaining(true)) {
        if (extra.starts_with("-") && extra != "-") return usage(app, "there is no option " + extra.substr(0, extra.find('=')));
        if (const auto complete = checkComplete(app); !complete.ok()) return complete.error();
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
    const auto chosen = chosenCommands(*app);
    options.command = chosen.front();
    for (std::size_t i = 1; i < chosen.size(); ++i) options.action += (i == 1 ? "" : " ") + chosen[i];
    if (options.command == "chain" && options.format == "json") options.json = true;
    if (options.store.empty()) options.store = environment("VCI_STORE");
    if (options.tenant.empty()) options.tenant = environment("VCI_TENANT");
    return options;
}

}  // namespace vci::audit
