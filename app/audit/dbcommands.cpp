// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/audit/dbcommands.h"

#include "app/audit/commands.h"
#include "app/audit/texttable.h"
#include "app/source/opensource.h"

#include <cstdio>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <unistd.h>

namespace vci::audit {

namespace {

using State = store::MigrationStep::State;

std::string_view stateName(State state)
{
    switch (state) {
    case State::Pending:
        return "pending";
    case State::Applied:
        return "applied";
    case State::Present:
        return "present";
    }
    return "";
}

/// One decimal above ten seconds, two below.
std::string secondsText(double seconds)
{
    char text[32];
    std::snprintf(text, sizeof text, seconds < 10 ? "%.2f" : "%.1f", seconds);
    return text;
}

std::vector<store::MigrationStep> allSteps(const store::MigrationReport& report)
{
    std::vector<store::MigrationStep> steps = report.steps;
    if (report.distribution) steps.push_back(*report.distribution);
    return steps;
}

void writeMigrationJson(JsonText& json, const store::MigrationReport& report, bool dryRun)
{
    json.beginObject();
    json.member("schema", report.schema);
    json.key("dry_run");
    json.boolean(dryRun);
    json.key("complete");
    json.boolean(report.isComplete);
    json.key("steps");
    json.beginArray();
    for (const store::MigrationStep& step : report.steps) {
        json.beginObject();
        json.member("version", step.version);
        json.member("name", step.name);
        json.member("state", stateName(step.state));
        json.key("seconds");
        json.raw(secondsText(step.seconds));
        json.end();
    }
    json.end();
    if (report.distribution) json.member("distribution", stateName(report.distribution->state));
    writeStrings(json, "platform_logins", report.platformLogins);
    writeStrings(json, "changes", report.changes);
    writeStrings(json, "warnings", report.warnings);
    json.member("events", report.events);
    json.key("exclusive_seconds");
    json.raw(secondsText(report.exclusiveSeconds));
    json.end();
}

void writeList(Output& out, const std::string& title, const std::vector<std::string>& sentences)
{
    if (sentences.empty()) return;
    out.write("\n" + title + "\n");
    for (const std::string& sentence : sentences) out.write("- " + sentence + "\n");
}

void writeMigrationText(Output& out, const store::MigrationReport& report, bool dryRun)
{
    const std::string place = report.label + ", schema " + report.schema;
    const std::string verb = dryRun ? "would become" : "became";
    if (report.isComplete) {
        out.write(place + ": at schema version " + std::to_string(report.steps.size()) + " already" +
                  (report.distribution ? " and spread over the nodes" : "") + ", nothing to do\n");
    } else {
        TextTable table({{"STEP", TextTable::Align::Right}, {"NAME"}, {"STATE"}, {"SECONDS", TextTable::Align::Right}});
        for (const store::MigrationStep& step : allSteps(report)) {
            table.add({step.version == 0 ? "–" : std::to_string(step.version), step.name, std::string(stateName(step.state)),
                       step.state == State::Applied ? secondsText(step.seconds) : "–"});
        }
        table.writeTo(out);
        const std::string events = grouped(report.events) + " events";
        out.write("\n" + place + (dryRun ? ": nothing was changed\n" : ": migrated\n"));
        if (report.exclusiveSeconds > 0) {
            out.write(dryRun ? "The platform would be locked out (ACCESS EXCLUSIVE) for about " +
                                   secondsText(report.exclusiveSeconds) + " s, as estimated for " + events + ".\n"
                             : "The platform was locked out (ACCESS EXCLUSIVE) for " + secondsText(report.exclusiveSeconds) +
                                   " s.\n");
        }
    }
    for (const std::string& login : report.platformLogins) {
        out.write("login " + login + " " + verb + " a member of vci_platform and of all tenants\n");
    }
    writeList(out, dryRun ? "What stops working for the platform:" : "What works no longer for the platform:", report.changes);
    writeList(out, "What to know:", report.warnings);
}

}  // namespace

void writeStrings(JsonText& json, std::string_view name, const std::vector<std::string>& texts)
{
    json.key(name);
    json.beginArray();
    for (const std::string& one : texts) json.string(one);
    json.end();
}

Result<std::optional<std::int64_t>> sequenceAll(Session& session)
{
    VCI_TRY(const std::string store, session.storeName());
    auto opened = app::openSource(store);
    // The platform's own login reads no log (migrate() took the migrator's role from it).
    if (!opened.ok() && opened.error().code == ErrorCode::NotPermitted) return std::optional<std::int64_t>();
    VCI_TRY(const auto reader, std::move(opened));
    VCI_TRY(const auto tenants, reader->tenants());
    std::int64_t sequenced = 0;
    Progress progress("events in the log");
    for (const Tenant& tenant : tenants) {
        const auto done = app::sequenceLog(store, tenant.id, session.stop());
        if (!done.ok() && done.error().code == ErrorCode::NotPermitted) return std::optional<std::int64_t>();
        VCI_CHECK(done);
        sequenced += done.value().sequenced;
        progress.show(sequenced);
    }
    return std::optional(sequenced);
}

void writeSequenced(Session& session, const std::optional<std::int64_t>& sequenced)
{
    if (session.options().json) return;
    if (!sequenced)
        session.out().write(
            "The events wait for their places in the log: run `voicecore-audit log sequence` for each tenant, by a login "
            "that is a vci_sequencer and a member of it.\n");
    else if (*sequenced > 0)
        session.out().write("log: " + grouped(*sequenced) + " events have their places\n");
}

Result<ExitCode> runMigrate(Session& session, store::Administration& database)
{
    const Options& options = session.options();
    store::MigrationRequest request;
    request.platformLogins = options.platformLogins;
    if (options.dryRun) request.mode = store::MigrationRequest::Mode::DryRun;
    if (options.distributed) request.spread = store::MigrationRequest::Spread::Distributed;
    const bool talks = ::isatty(STDERR_FILENO) == 1;
    const auto onStep = [talks](const store::MigrationStep& step) {
        if (talks) tell((step.version == 0 ? "" : "step " + std::to_string(step.version) + ": ") + step.name + " …");
    };
    VCI_TRY(const auto report, database.migrate(request, onStep, session.stop()));
    if (options.json)
        writeMigrationJson(session.json(), report, options.dryRun);
    else
        writeMigrationText(session.out(), report, options.dryRun);
    if (options.dryRun) return ExitCode::Fine;
    // What is interrupted here goes on with the next `db migrate` or `log sequence`.
    VCI_TRY(const auto sequenced, sequenceAll(session));
    writeSequenced(session, sequenced);
    return ExitCode::Fine;
}

Result<ExitCode> runDatabase(Session& session)
{
    if (session.options().action == "adopt") return runAdopt(session);
    VCI_TRY(const std::string store, session.storeName());
    VCI_TRY(const auto database, app::openAdministration(store));
    const std::string& action = session.options().action;
    if (action == "migrate") return runMigrate(session, *database);
    if (action == "status") return runStatus(session, *database);
    if (action.starts_with("member ")) return runMember(session, *database);
    return runTenant(session, *database);
}

}  // namespace vci::audit
