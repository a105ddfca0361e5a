// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/audit/commands.h"
#include "app/audit/eventflags.h"
#include "app/audit/eventprinter.h"

#include <algorithm>
#include <string>

namespace vci::audit {

namespace {

constexpr std::int64_t kPageRows = 1000;

/// json, jsonl, csv or table. Error Usage where --json and --format contradict each other.
Result<std::string> chosenFormat(Session& session)
{
    const Options& options = session.options();
    if (!options.json)
        return options.format.empty() ? std::string(session.out().isTerminal() ? "table" : "jsonl") : options.format;
    if (options.format.empty()) return std::string("json");
    return makeError(ErrorCode::Usage,
                     "--json prints one document and --format " + options.format + " prints none: leave one of them out");
}

Result<store::EventPage> readPage(store::EventReader& reader, std::optional<AggregateId> aggregate,
                                  const store::PageRequest& request, const std::stop_token& stop)
{
    return aggregate ? reader.aggregateEvents(*aggregate, request, stop) : reader.events(request, stop);
}

/// Prints page after page; returns where the listing can go on.
Result<std::optional<store::Cursor>> printEvents(Session& session, store::EventReader& reader,
                                                 std::optional<AggregateId> aggregate, EventFlags& flags, EventPrinter& printer)
{
    const Options& options = session.options();
    std::int64_t left = options.limit.value_or(INT64_MAX);
    std::int64_t printed = 0;
    store::PageRequest request;
    if (!options.after.empty()) request.after = store::Cursor{options.after};
    Progress progress("events written");
    while (true) {
        request.limitRows = static_cast<std::size_t>(std::min(left, kPageRows));
        VCI_TRY(const auto page, readPage(reader, aggregate, request, session.stop()));
        VCI_TRY(const auto pageFlags, flags.of(page.events, session.stop()));
        for (std::size_t i = 0; i < page.events.size(); ++i) printer.print(page.events[i], pageFlags[i]);
        printer.flush();
        left -= std::ssize(page.events);
        printed += std::ssize(page.events);
        if (!session.out().isTerminal()) progress.show(printed);
        if (!page.next || left <= 0 || session.out().isClosed()) return page.next;
        request.after = page.next;
    }
}

}  // namespace

Result<ExitCode> runEvents(Session& session)
{
    const Options& options = session.options();
    VCI_TRY(const std::string format, chosenFormat(session));
    std::optional<AggregateId> aggregate;
    if (!options.aggregate.empty()) {
        VCI_TRY(aggregate, parseId<AggregateId>(options.aggregate, "AGGREGATE"));
    }
    VCI_TRY(const auto catalog, session.catalog());
    VCI_TRY(store::EventReader* const reader, session.openSource());
    if (!session.hasTenant() && aggregate)
        return makeError(ErrorCode::NotFound, "no aggregate " + aggregate->toString() + ": the case file is empty");

    JsonText& json = session.json();
    if (format == "json") {
        json.beginObject();
        json.key("events");
        json.beginArray();
    }
    const auto scope = aggregate ? EventPrinter::Scope::OneAggregate : EventPrinter::Scope::AllEvents;
    const auto printer = EventPrinter::make(format, scope, session.out(), json, catalog);
    std::optional<store::Cursor> next;
    if (session.hasTenant()) {
        EventFlags flags(*reader, catalog);
        // A few events: look up the aggregates that they belong to. Many: read all once before.
        if (!aggregate && options.limit.value_or(INT64_MAX) > kPageRows) VCI_CHECK(flags.survey(session.stop()));
        VCI_TRY(next, printEvents(session, *reader, aggregate, flags, *printer));
    }
    printer->flush();
    if (format == "json") {
        json.end();
        json.key("next");
        next ? json.string(next->token) : json.null();
        json.end();
    } else if (next && !session.out().isClosed()) {
        tell("more follow: --after " + next->token);
    }
    return ExitCode::Fine;
}

}  // namespace vci::audit
