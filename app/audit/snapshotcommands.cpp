// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/audit/commands.h"
#include "app/audit/snapshots.h"
#include "app/audit/texttable.h"
#include "app/source/opensource.h"
#include "core/base/utf8.h"
#include "core/replay/snapshotaudit.h"
#include "core/store/snapshots.h"

#include <algorithm>
#include <array>
#include <cstdlib>

namespace vci::audit {

namespace {

constexpr std::size_t kPageRows = 1000;
constexpr std::size_t kReducerShown = 12;

Result<std::optional<AggregateId>> askedAggregate(const Options& options)
{
    if (options.aggregate.empty()) return std::optional<AggregateId>();
    VCI_TRY(const AggregateId id, parseId<AggregateId>(options.aggregate, "AGGREGATE"));
    return std::optional(id);
}

/// The source with the aggregate that was asked for, if one was, known to be in it: by its events, or by a snapshot that is all
/// there is of it.
Result<store::EventReader*> openWith(Session& session, std::optional<AggregateId> aggregate)
{
    VCI_TRY(store::EventReader* const reader, session.openSource());
    if (!aggregate) return reader;
    if (!session.hasTenant())
        return makeError(ErrorCode::NotFound, "no aggregate " + aggregate->toString() + ": the case file is empty");
    auto row = reader->aggregate(*aggregate, session.stop());
    if (row.ok()) return reader;
    if (row.error().code != ErrorCode::NotFound || reader->snapshots() == nullptr) return std::move(row).error();
    VCI_TRY(const auto left, reader->snapshots()->list({aggregate}, {.limitRows = 1}, session.stop()));
    if (left.rows.empty()) return std::move(row).error();
    return reader;
}

/// Error NotFound, naming those that there are, for a type that no aggregate of the source has.
Result<void> checkType(Session& session, store::EventReader& reader, const std::string& wanted)
{
    VCI_TRY(const auto types, reader.aggregateTypes(session.stop()));
    std::string names;
    for (const store::TypeCount& one : types) {
        if (one.type == wanted) return {};
        names += (names.empty() ? "" : ", ") + visibleControls(one.type);
    }
    return makeError(ErrorCode::NotFound, "the source has no aggregate of type " + wanted +
                                              (names.empty() ? std::string("; it has none at all") : "; it has " + names));
}

Result<void> createAsked(Session& session, replay::SnapshotMaker& maker, std::optional<AggregateId> aggregate,
                         const store::SnapshotPolicy& policy, replay::SnapshotTally& tally)
{
    const Options& options = session.options();
    Progress progress("aggregates looked at");
    const auto show = [&progress](std::int64_t count) { progress.show(count); };
    if (!options.types.empty()) return maker.makeOfType(options.types.front(), tally, show, session.stop());
    if (options.allDue) return maker.makeDue(policy, tally, show, session.stop());
    replay::SnapshotOutcome outcome;
    auto made = maker.make(*aggregate, replay::EarlierSnapshots::Check, outcome, session.stop());
    tally.add(*aggregate, std::move(outcome));
    return made;
}

/// What was done before it went wrong.
void tellUnfinished(const replay::SnapshotTally& tally)
{
    if (tally.made == 0 && tally.setAside == 0) return;
    tell("note: " + grouped(tally.made) + " snapshots were made and " + grouped(tally.setAside) +
         " set aside before that; the same command goes on from there");
}

void writeTally(Session& session, const replay::SnapshotTally& tally)
{
    if (session.options().json) {
        JsonText& json = session.json();
        json.beginObject();
        json.member("made", tally.made);
        json.member("present", tally.present);
        json.member("set_aside", tally.setAside);
        writeTroubles(json, "wrong", tally.wrong);
        writeTroubles(json, "skipped", tally.unsound);
        writeTroubles(json, "failures", tally.failures);
        json.end();
        return;
    }
    Output& out = session.out();
    out.write("made      " + grouped(tally.made) + (tally.made == 1 ? " snapshot\n" : " snapshots\n"));
    if (tally.present > 0) out.write("present   " + grouped(tally.present) + ", after the last event already\n");
    if (tally.setAside > 0) out.write("set aside " + grouped(tally.setAside) + ": wrong, kept as evidence, not used\n");
    for (const replay::SnapshotTrouble& trouble : tally.wrong) out.write("wrong     " + visibleControls(trouble.why) + "\n");
    for (const auto& [label, troubles] : {std::pair{"skipped   ", &tally.unsound}, std::pair{"failed    ", &tally.failures}}) {
        for (const replay::SnapshotTrouble& trouble : *troubles)
            out.write(label + trouble.aggregateId.toString() + ": " + visibleControls(trouble.why) + "\n");
    }
}

Result<ExitCode> create(Session& session)
{
    const Options& options = session.options();
    if (options.aggregate.empty() && options.types.empty() && !options.allDue) {
        return makeError(ErrorCode::Usage, "snapshot create needs to be told which: AGGREGATE, --type TYPE or --all-due (see "
                                           "voicecore-audit snapshot create --help)");
    }
    VCI_TRY(const std::string store, session.storeName());
    VCI_TRY(const auto policy, snapshotPolicy(options));
    VCI_TRY(const auto aggregate, askedAggregate(options));
    VCI_TRY(const auto catalog, session.catalog());
    RandomIdSource ids;
    SystemClock clock;
    // Opened before anything is read: whoever may not write learns it at once.
    VCI_TRY(const auto writer, app::openForSnapshots(store, ids, clock));
    VCI_TRY(store::EventReader* const reader, openWith(session, aggregate));
    replay::SnapshotTally tally;
    if (session.hasTenant()) {
        if (!options.types.empty()) VCI_CHECK(checkType(session, *reader, options.types.front()));
        replay::SnapshotMaker maker(*reader, *writer, catalog);
        if (auto created = createAsked(session, maker, aggregate, policy, tally); !created.ok()) {
            tellUnfinished(tally);
            return std::move(created).error();
        }
    }
    // A reader beside the writer would keep the case file from becoming one file again.
    session.closeSource();
    writeTally(session, tally);
    for (const replay::SnapshotTrouble& trouble : tally.failures)
        tell("voicecore-audit: no snapshot of " + trouble.aggregateId.toString() + ": " + trouble.why);
    const bool isOdd = !tally.failures.empty() || !tally.wrong.empty() || (aggregate && !tally.unsound.empty());
    return isOdd ? ExitCode::Found : ExitCode::Fine;
}

void writeSnapshot(JsonText& json, const store::Snapshot& snapshot)
{
    json.beginObject();
    json.member("aggregate_id", snapshot.aggregateId.toString());
    json.member("aggregate_type", snapshot.aggregateType);
    json.member("last_sequence", snapshot.lastSequence.value());
    json.member("last_event_id", snapshot.lastEventId.toString());
    json.key("reducer");
    snapshot.reducer ? json.string(*snapshot.reducer) : json.null();
    json.member("created_at", snapshot.createdAt.toString());
    json.end();
}

/// Calls each(snapshot) for every one asked for; returns where the listing can go on.
template <typename Function>
Result<std::optional<store::Cursor>> forEachSnapshot(Session& session, store::EventReader& reader,
                                                     std::optional<AggregateId> aggregate, const Function& each)
{
    const Options& options = session.options();
    std::int64_t left = options.limit.value_or(INT64_MAX);
    store::PageRequest request;
    if (!options.after.empty()) request.after = store::Cursor{options.after};
    store::SnapshotReader* const snapshots = reader.snapshots();
    if (snapshots == nullptr || !session.hasTenant()) return std::optional<store::Cursor>();
    while (true) {
        request.limitRows = static_cast<std::size_t>(std::min<std::int64_t>(left, kPageRows));
        VCI_TRY(const auto page, snapshots->list({aggregate}, request, session.stop()));
        for (const store::Snapshot& snapshot : page.rows) each(snapshot);
        left -= std::ssize(page.rows);
        if (!page.next || left <= 0 || session.out().isClosed()) return page.next;
        request.after = page.next;
    }
}

std::string reducerShown(const store::Snapshot& snapshot)
{
    if (!snapshot.reducer) return "–";
    return store::isSetAside(snapshot) ? "set aside" : snapshot.reducer->substr(0, kReducerShown);
}

Result<ExitCode> list(Session& session)
{
    VCI_TRY(const auto aggregate, askedAggregate(session.options()));
    VCI_TRY(store::EventReader* const reader, openWith(session, aggregate));
    if (session.options().json) {
        JsonText& json = session.json();
        json.beginObject();
        json.key("snapshots");
        json.beginArray();
        VCI_TRY(const auto next, forEachSnapshot(session, *reader, aggregate,
                                                 [&json](const store::Snapshot& snapshot) { writeSnapshot(json, snapshot); }));
        json.end();
        json.key("next");
        next ? json.string(next->token) : json.null();
        json.end();
        return ExitCode::Fine;
    }
    using Align = TextTable::Align;
    TextTable table({{"AGGREGATE", Align::Left, 36},
                     {"TYPE", Align::Left, 12},
                     {"AFTER EVENT", Align::Right},
                     {"REDUCER", Align::Left, 12},
                     {"MADE"}});
    VCI_TRY(const auto next, forEachSnapshot(session, *reader, aggregate, [&](const store::Snapshot& snapshot) {
                table.add({snapshot.aggregateId.toString(), snapshot.aggregateType, grouped(snapshot.lastSequence.value()),
                           reducerShown(snapshot), snapshot.createdAt.toString()});
                if (table.pendingRows() == kPageRows) table.writeTo(session.out());
            }));
    table.writeTo(session.out());
    if (next) tell("more follow: --after " + next->token);
    return ExitCode::Fine;
}

void writeFinding(JsonText& json, const replay::SnapshotFinding& found)
{
    const Finding& finding = found.finding;
    json.beginObject();
    json.member("kind", kindName(finding.kind));
    json.member("severity", severityName(finding.severity));
    json.member("aggregate_id", found.snapshot.aggregateId.toString());
    json.member("last_sequence", found.snapshot.lastSequence.value());
    json.key("reducer");
    found.snapshot.reducer ? json.string(*found.snapshot.reducer) : json.null();
    json.key("sequence_number");
    finding.sequence ? json.integer(finding.sequence->value()) : json.null();
    json.key("event_id");
    finding.eventId ? json.string(finding.eventId->toString()) : json.null();
    json.key("event_type");
    finding.eventId ? json.string(found.eventType) : json.null();
    json.member("path", found.path);
    json.member("expected", finding.expected);
    json.member("found", finding.found);
    json.member("wrong_fields", found.wrongFields);
    json.member("message", finding.message);
    json.end();
}

Result<ExitCode> audit(Session& session)
{
    const Options& options = session.options();
    VCI_TRY(const auto aggregate, askedAggregate(options));
    VCI_TRY(const auto catalog, session.catalog());
    VCI_TRY(store::EventReader* const reader, openWith(session, aggregate));
    replay::SnapshotAudit audit;
    if (session.hasTenant()) {
        Progress progress("snapshots looked at");
        VCI_TRY(audit, replay::auditSnapshots(
                           *reader, aggregate, catalog,
                           options.foreign ? replay::ForeignSnapshots::Check : replay::ForeignSnapshots::PassOver,
                           [&progress](std::int64_t count) { progress.show(count); }, session.stop()));
    }
    if (options.json) {
        JsonText& json = session.json();
        json.beginObject();
        json.member("checked", audit.checked);
        json.member("passed_over", audit.passedOver);
        json.member("set_aside", std::ssize(audit.setAside));
        json.key("findings");
        json.beginArray();
        for (const replay::SnapshotFinding& finding : audit.findings) writeFinding(json, finding);
        json.end();
        json.end();
    } else {
        Output& out = session.out();
        out.write("checked      " + grouped(audit.checked) + (audit.checked == 1 ? " snapshot\n" : " snapshots\n"));
        if (audit.passedOver > 0)
            out.write("passed over  " + grouped(audit.passedOver) + ", made by another catalogue or by the platform\n");
        if (!audit.setAside.empty())
            out.write("set aside    " + grouped(std::ssize(audit.setAside)) +
                      ", wrong when a new one was made, kept as evidence\n");
        out.write("wrong        " + grouped(std::ssize(audit.findings)) + "\n");
        for (const replay::SnapshotFinding& finding : audit.findings)
            out.write("- " + visibleControls(finding.finding.message) + "\n");
    }
    return audit.findings.empty() ? ExitCode::Fine : ExitCode::Found;
}

/// The snapshots themselves; an error where none could even be tried.
Result<replay::SnapshotTally> tryMakeDue(Session& session, TenantId tenant, const std::set<AggregateId>& due)
{
    VCI_TRY(const std::string store, session.storeName());
    VCI_TRY(const auto catalog, session.catalog());
    RandomIdSource ids;
    SystemClock clock;
    auto writer = app::openForSnapshots(store, ids, clock);
    if (!writer.ok()) return std::move(writer).error();
    VCI_TRY(const auto reader, app::openSource(store));
    VCI_CHECK(reader->selectTenant(tenant));
    return replay::SnapshotMaker(*reader, *writer.value(), catalog).makeAll(due, session.stop());
}

}  // namespace

Result<store::SnapshotPolicy> snapshotPolicy(const Options& options)
{
    store::SnapshotPolicy policy;
    if (!options.snapshotEvery.empty()) {
        for (const std::string& text : options.snapshotEvery) VCI_CHECK(policy.add(text));
        return policy;
    }
    const char* const preset = std::getenv("VCI_SNAPSHOT_EVERY");
    if (preset == nullptr || *preset == '\0') return policy;
    if (const auto added = policy.add(preset); !added.ok())
        return makeError(ErrorCode::Usage, "VCI_SNAPSHOT_EVERY: " + added.error().message);
    return policy;
}

replay::SnapshotTally makeSnapshotsDue(Session& session, TenantId tenant, const std::set<AggregateId>& due)
{
    if (due.empty()) return {};
    auto made = tryMakeDue(session, tenant, due);
    if (made.ok()) {
        for (const replay::SnapshotTrouble& trouble : made.value().failures) {
            tell("note: the events are stored; a snapshot of " + trouble.aggregateId.toString() +
                 " was due and could not be made: " + trouble.why);
        }
        return std::move(made).value();
    }
    replay::SnapshotTally tally;
    for (const AggregateId aggregate : due) tally.failures.push_back({aggregate, made.error().message});
    tell("note: the events are stored; " +
         (due.size() == 1 ? "a snapshot of " + due.begin()->toString() + " was due"
                          : grouped(std::ssize(due)) + " snapshots were due") +
         " and could not be made: " + made.error().message);
    return tally;
}

void writeSnapshotMembers(JsonText& json, const replay::SnapshotTally& tally)
{
    json.member("snapshots", tally.made);
    writeTroubles(json, "snapshot_failures", tally.failures);
}

std::string snapshotLines(const replay::SnapshotTally& tally)
{
    std::string text;
    if (tally.made > 0) text += "snapshots " + grouped(tally.made) + " made\n";
    if (!tally.failures.empty())
        text += "snapshots " + grouped(std::ssize(tally.failures)) +
                " due and not made: `voicecore-audit snapshot create --all-due` makes them\n";
    return text;
}

void tellSnapshotsLeft(const std::set<AggregateId>& due)
{
    if (due.empty()) return;
    tell("note: " + grouped(std::ssize(due)) + (due.size() == 1 ? " snapshot is" : " snapshots are") +
         " due: `voicecore-audit snapshot create --all-due` makes " + (due.size() == 1 ? "it" : "them"));
}

void writeTroubles(JsonText& json, std::string_view name, const std::vector<replay::SnapshotTrouble>& troubles)
{
    json.key(name);
    json.beginArray();
    for (const replay::SnapshotTrouble& trouble : troubles) {
        json.beginObject();
        json.member("aggregate_id", trouble.aggregateId.toString());
        json.member("reason", trouble.why);
        json.end();
    }
    json.end();
}

Result<ExitCode> runSnapshot(Session& session)
{
    const std::string& action = session.options().action;
    if (action == "create") return create(session);
    return action == "list" ? list(session) : audit(session);
}

}  // namespace vci::audit
