// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/audit/commands.h"
#include "app/audit/snapshots.h"
#include "app/audit/texttable.h"
#include "app/source/opensource.h"
#include "core/base/utf8.h"
#include "core/intake/tableintake.h"

#include <memory>
#include <optional>
#include <string>
#include <utility>

namespace vci::audit {

namespace {

constexpr std::size_t kShownInDryRun = 20;

/// Whose events the rows become, and where those are that exist already: nowhere for a tenant that a case file does not have yet.
struct Target {
    TenantId tenant;
    store::EventReader* known = nullptr;  ///< the session's
};

/// --tenant, else the map's. Error InvalidMap where they differ.
Result<std::optional<TenantId>> namedTenant(const Session& session, const intake::TableMap& map)
{
    VCI_TRY(const auto asked, session.askedTenant());
    if (!asked || !map.tenant || *asked == *map.tenant) return asked ? asked : map.tenant;
    Error error = makeError(ErrorCode::InvalidMap, "the map " + session.options().map + " is for tenant " +
                                                       map.tenant->toString() + ", --tenant is " + asked->toString());
    error.place.pointer = "/tenant_id";
    return error;
}

Result<Target> findTarget(Session& session, const intake::TableMap& map)
{
    VCI_TRY(const auto named, namedTenant(session, map));
    const auto opened = session.openSource(map.tenant);
    const bool isCaseFile = session.source() != nullptr && session.source()->info().kind == store::SourceKind::CaseFile;
    const bool isNew = named && isCaseFile && !opened.ok() && opened.error().code == ErrorCode::NotFound;
    if (!opened.ok() && !isNew) return opened.error();
    if (!isNew && session.hasTenant()) return Target{*session.source()->tenant(), session.source()};
    session.closeSource();
    if (named) return Target{*named};
    if (map.tenantColumn) {
        return makeError(ErrorCode::TenantRequired,
                         "the case file holds no tenant yet and the map takes the tenant from column " + map.tenantColumn->name +
                             ": say with --tenant whose rows to import");
    }
    return Target{TenantId(RandomIdSource().next())};
}

void writeTime(JsonText& json, std::string_view name, const std::optional<Timestamp>& at)
{
    json.key(name);
    at ? json.string(at->toString()) : json.null();
}

void writeJson(Session& session, const intake::IntakeOutcome& outcome, const std::optional<TenantId>& tenant,
               const replay::SnapshotTally& snapshots)
{
    JsonText& json = session.json();
    json.beginObject();
    json.member("appended", outcome.appended);
    json.member("existing", outcome.existing);
    json.key("refused");
    json.beginArray();
    for (const intake::Refusal& refusal : outcome.refused) {
        json.beginObject();
        json.member("line", refusal.line);
        json.member("code", codeName(refusal.code));
        json.member("message", refusal.message);
        json.end();
    }
    json.end();
    json.member("rows", outcome.rows);
    json.member("skipped", outcome.skipped);
    json.key("by_type");
    json.beginObject();
    for (const auto& [type, events] : outcome.byType) json.member(type, events);
    json.end();
    writeTime(json, "first", outcome.first);
    writeTime(json, "last", outcome.last);
    json.key("sequenced");
    json.boolean(outcome.sequenced);
    json.key("dry_run");
    json.boolean(session.options().dryRun);
    json.key("tenant_id");
    tenant ? json.string(tenant->toString()) : json.null();
    writeSnapshotMembers(json, snapshots);
    json.end();
}

void writePlain(Session& session, const intake::IntakeOutcome& outcome, const std::optional<TenantId>& tenant,
                const replay::SnapshotTally& snapshots)
{
    const bool dryRun = session.options().dryRun;
    std::string text = dryRun ? "dry run   nothing was stored\n" : "";
    text += "rows      " + grouped(outcome.rows) + "\n";
    text +=
        (dryRun ? "to append " : "appended  ") + grouped(outcome.appended) + (outcome.appended == 1 ? " event\n" : " events\n");
    if (outcome.existing > 0) text += "existing  " + grouped(outcome.existing) + ", imported before: left as they are\n";
    if (outcome.skipped > 0) text += "skipped   " + grouped(outcome.skipped) + ", as the map says\n";
    for (const auto& [type, events] : outcome.byType) text += "          " + grouped(events) + " " + type + "\n";
    if (!outcome.sequenced) text += "in queue  not in the log yet: run `voicecore-audit log sequence`\n";
    if (outcome.first) text += "first     " + outcome.first->toString() + "\n";
    if (outcome.last) text += "last      " + outcome.last->toString() + "\n";
    if (tenant) text += "tenant    " + tenant->toString() + "\n";
    text += snapshotLines(snapshots);
    text += "refused   " + grouped(std::ssize(outcome.refused)) + (outcome.refused.size() == 1 ? " row\n" : " rows\n");
    session.out().write(text);
    std::size_t shown = 0;
    for (const intake::Refusal& refusal : outcome.refused) {
        if (dryRun && shown++ == kShownInDryRun) {
            session.out().write("  … and " + grouped(std::ssize(outcome.refused) - static_cast<std::int64_t>(kShownInDryRun)) +
                                " more: all of them with --json\n");
            break;
        }
        session.out().write("  line " + std::to_string(refusal.line) + ": " + std::string(codeName(refusal.code)) + ": " +
                            visibleControls(refusal.message) + "\n");
    }
}

/// What was done before it went wrong, which a person must know before they act.
void tellUnfinished(const intake::IntakeOutcome& outcome)
{
    if (outcome.appended == 0) return;
    tell("note: " + grouped(outcome.appended) + " events were appended before that; the same command goes on from there");
    tellSnapshotsLeft(outcome.snapshotsDue);
}

/// writer: closed after its last event; may be nullptr for a dry run, which only asks it whether it might append.
Result<ExitCode> importTable(Session& session, const intake::TableFile& table, const intake::TableMap& map,
                             std::unique_ptr<store::EventWriter>& writer)
{
    const Options& options = session.options();
    VCI_TRY(auto catalog, session.catalog());
    std::optional<Target> target;
    if (!options.store.empty()) {
        VCI_TRY(target, findTarget(session, map));
        // That a tenant is closed is told before its first row, and to a dry run too.
        if (writer != nullptr && app::isDatabaseUri(options.store)) {
            VCI_TRY([[maybe_unused]] const auto none,
                    writer->append(target->tenant, {}, store::Stamping::AsRecorded, session.stop()));
        }
    }
    VCI_TRY(const auto named, namedTenant(session, map));
    // A tenant that only a run that stores would make is none of a dry run's.
    const bool isMade = target && target->known == nullptr && !named;
    const std::optional<TenantId> tenant = target && !(isMade && options.dryRun) ? std::optional(target->tenant) : named;

    std::optional<Progress> progress(std::in_place, "rows read");
    const auto show = [&progress](std::int64_t rows) { progress->show(rows); };
    VCI_TRY(auto intake,
            intake::TableIntake::survey({table, map, std::move(catalog), SystemClock().now(), tenant}, show, session.stop()));
    progress.emplace("rows imported");
    const TenantId owner = tenant.value_or(TenantId(Uuid(Uuid::Bytes{})));  // a dry run stores nothing for it
    auto delivered =
        intake.deliver(owner, target ? target->known : nullptr, options.dryRun ? nullptr : writer.get(), show, session.stop());
    progress.reset();
    if (!delivered.ok()) {
        if (!options.dryRun) tellUnfinished(intake.outcome());
        return std::move(delivered).error();
    }
    // A reader beside the writer would keep the case file from becoming one file again.
    session.closeSource();
    writer.reset();
    const replay::SnapshotTally snapshots = makeSnapshotsDue(session, owner, intake.outcome().snapshotsDue);
    if (!options.dryRun && intake.outcome().appended > 0) session.out().setDone("what was appended is stored");
    if (options.json)
        writeJson(session, intake.outcome(), tenant, snapshots);
    else
        writePlain(session, intake.outcome(), tenant, snapshots);
    if (intake.outcome().refused.empty()) return ExitCode::Fine;
    tell("note: " + grouped(std::ssize(intake.outcome().refused)) + " of " + grouped(intake.outcome().rows) +
         " rows were refused");
    return ExitCode::Usage;
}

}  // namespace

Result<ExitCode> runImport(Session& session)
{
    const Options& options = session.options();
    VCI_TRY(const auto table, intake::TableFile::open(options.file));
    VCI_TRY(const auto map, intake::loadTableMap(options.map));
    RandomIdSource ids;
    SystemClock clock;
    // Opened before the rows are read: whoever may not append learns it at once.
    std::unique_ptr<store::EventWriter> writer;
    // A case file would be made ready for writing by a writer: none for a dry run.
    if (!options.dryRun || app::isDatabaseUri(options.store)) {
        VCI_TRY(const std::string store, session.storeName());
        VCI_TRY(auto policy, snapshotPolicy(options));
        VCI_TRY(writer, app::openForAppend(store, ids, clock));
        writer->setSnapshotPolicy(std::move(policy));
    }
    auto done = importTable(session, table, map, writer);
    session.closeSource();
    return done;
}

}  // namespace vci::audit
