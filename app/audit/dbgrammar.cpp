// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/audit/grammar.h"

namespace vci::audit {

namespace {

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
    "exclusive_seconds: how long the platform was locked out, or with --dry-run about how long it would be.\n"
    "With --distributed also \"distribution\":\"applied\"|\"present\"|\"pending\". The tables then lie by tenant on the nodes of "
    "a "
    "Citus\n"
    "cluster, which takes a superuser on its coordinator and cannot be undone here; a later call tells a new node the members.";

constexpr const char* kStatusNotes =
    "Every trigger, policy, grant, rule, function, key, owner and setting that protects the events is compared with the shipped "
    "list;\n"
    "each difference is a schema_weakened finding, and there the exit code is 1.\n"
    "\n"
    "Answer with --json: "
    "{\"schema\",\"hardened\",\"distributed\",\"version\",\"program_version\",\"log_id\",\"login\",\"may\":{right: "
    "bool…},\"tenants\":[…]|null,\n"
    "\"queued\":n|null,\"settings\":{…},\"findings\":[{\"kind\",\"message\",\"expected\",\"found\"}…]}";

constexpr const char* kAdoptNotes =
    "For a source that holds less than its journal says was signed. A restored database first wants db migrate, which gives its "
    "guard\n"
    "the list of what is there now. Draws a new log id; the new log begins with a LogRecovered event that says what was signed "
    "and "
    "what\n"
    "is left, the other rows follow in migration order. The old log stays readable. Afterwards generate a key for the new log. "
    "A\n"
    "database needs a login that is a vci_migrator and a member of all tenants.\n"
    "\n"
    "Answer with --json: "
    "{\"log_id\",\"tenants\":[{\"tenant_id\",\"old_origin\",\"signed_size\":n|null,\"signed_root\":base64|null,\n"
    "\"recovered_size\",\"unlogged\",\"unlogged_events\":[the first]}…],\"sequenced\":n|null}; unlogged: events in neither the "
    "old\n"
    "log nor its queue, which the new one takes over and verify tells of; sequenced null: run log sequence for each tenant.";

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
    remove->footer(footer("Refused for one tenant where the login is a member of all: it would go on seeing it.\n" + shape,
                          all + "member remove anna all"));
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
    auto* close =
        tenant->add_subcommand("close", "Close a tenant: nothing is deleted, and this program appends nothing to it any more");
    close->add_option("UUID", o.memberTenant, "its id")->required();
    close->footer(
        footer("Sets is_active = false. From then on append, generate and import are refused (exit 4). What the platform "
               "and\nother programs insert is not stopped. To open it again: UPDATE tenants SET is_active = true.",
               all + "tenant close 11111111-1111-4111-8111-111111111111"));
}

}  // namespace

void addDatabaseGrammar(CLI::App& app, Options& o)
{
    auto* db = app.add_subcommand("db", "Migrate a database and look after it");
    db->require_subcommand(0, 1);
    db->footer(groupFooter());

    auto* migrate = db->add_subcommand("migrate", "Bring a database to the hardened schema, in place");
    migrate
        ->add_option("--platform-login", o.platformLogins,
                     "a login by which the platform connects; required where the owner of the tables can log in; may be repeated")
        ->type_name("NAME")
        ->expected(1)
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
    migrate->add_flag("--dry-run", o.dryRun, "change nothing; list the steps and what stops working for the platform");
    migrate->add_flag("--distributed", o.distributed, "spread the tables over a Citus cluster; says what is missing for it");
    auto* status = db->add_subcommand("status", "Show version, rights of this login, queue, and every weakened protection");
    status->footer(
        footer(kStatusNotes, "voicecore-audit --store postgresql://host/db db status", "a protection is not as it was shipped"));
    auto* adopt = db->add_subcommand("adopt", "Start a new log after a restore, for every tenant");
    adopt->add_option("--reason", o.reason, "why, in words; stands in the new log's first event")->type_name("TEXT")->required();
    addJournal(*adopt, o);
    addKey(*adopt, o);
    addTrust(*adopt, o);
    adopt->footer(footer(kAdoptNotes,
                         "voicecore-audit --store postgresql://host/db db adopt --journal /var/lib/voicecore/journal "
                         "--key old.key --reason 'disk lost, restored the dump of Monday'"));
    addMembers(*db, o);
    migrate->footer(
        footer(kMigrateNotes, "voicecore-audit --store postgresql://host/db db migrate --platform-login voicecore --dry-run"));
}

}  // namespace vci::audit
