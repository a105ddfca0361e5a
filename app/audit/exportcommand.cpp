// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/audit/commands.h"
#include "app/audit/texttable.h"
#include "app/source/opencase.h"

namespace vci::audit {

namespace {

Result<casefile::Selection> selectionOf(const Options& options)
{
    casefile::Selection selection;
    for (const std::string& text : options.aggregates) {
        VCI_TRY(const AggregateId id, parseId<AggregateId>(text, "--aggregate"));
        selection.aggregates.push_back(id);
    }
    for (const std::string& text : options.correlations) {
        VCI_TRY(const CorrelationId id, parseId<CorrelationId>(text, "--correlation"));
        selection.correlations.push_back(id);
    }
    selection.types = options.types;
    if (!options.from.empty()) {
        VCI_TRY(selection.from, Timestamp::parse(options.from));
    }
    if (!options.to.empty()) {
        VCI_TRY(selection.to, Timestamp::parse(options.to));
    }
    if (selection.from && selection.to && *selection.to <= *selection.from)
        return makeError(ErrorCode::Usage, "--to must be later than --from");
    return selection;
}

}  // namespace

Result<ExitCode> runExport(Session& session)
{
    const Options& options = session.options();
    VCI_TRY(const auto selection, selectionOf(options));
    VCI_TRY(store::EventReader* const source, session.openSource());
    if (!session.hasTenant())
        return makeError(ErrorCode::NotFound, options.store + " holds no tenant yet: nothing can be exported");
    RandomIdSource ids;
    SystemClock clock;
    Progress progress("events exported");
    VCI_TRY(const std::string store, session.storeName());
    VCI_TRY(const auto outcome, app::exportCase(
                                    store, *source, selection, options.file, app::currentExaminer(VCI_VERSION), ids, clock,
                                    [&progress](std::int64_t events) { progress.show(events); }, session.stop()));
    if (!options.json) {
        for (const std::string& notice : outcome.notices) tell("note: " + notice);
        session.out().write("exported  " + grouped(outcome.events) + (outcome.events == 1 ? " event" : " events") + ", " +
                            grouped(outcome.proved) + " with a proof\nfile      " + options.file + "\n");
        return ExitCode::Fine;
    }
    JsonText& json = session.json();
    json.beginObject();
    json.member("file", options.file);
    json.member("events", outcome.events);
    json.member("proved", outcome.proved);
    json.key("tree_size");
    outcome.treeSize ? json.integer(*outcome.treeSize) : json.null();
    json.key("notices");
    json.beginArray();
    for (const std::string& notice : outcome.notices) json.string(notice);
    json.end();
    json.end();
    return ExitCode::Fine;
}

}  // namespace vci::audit
