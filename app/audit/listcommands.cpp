// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/audit/commands.h"
#include "app/audit/texttable.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

namespace vci::audit {

namespace {

constexpr std::size_t kPageRows = 1000;

/// Types of the source that the catalogue does not know, by name. Without a source: none.
Result<std::vector<std::string>> unknownTypes(Session& session, const catalog::Catalog& catalog)
{
    std::vector<std::string> unknown;
    if (session.options().store.empty()) return unknown;
    VCI_TRY(store::EventReader* const reader, session.openSource());
    if (!session.hasTenant()) return unknown;
    VCI_TRY(const auto statistics, reader->statistics(session.stop()));
    for (const auto& [type, count] : statistics.byType) {
        if (catalog.find(type) == nullptr) unknown.push_back(type);
    }
    return unknown;
}

void writeTypesJson(JsonText& json, const catalog::Catalog& catalog, const std::vector<std::string>& unknown)
{
    json.beginObject();
    json.key("families");
    json.beginObject();
    for (const catalog::Family& family : catalog.families()) {
        json.key(family.name);
        json.beginArray();
        for (const catalog::EventType& type : catalog.types()) {
            if (type.family != family.name) continue;
            json.beginObject();
            json.member("event_type", type.name);
            json.member("version", type.newestVersion);
            json.key("status");
            type.status ? json.string(*type.status) : json.null();
            json.member("description", type.description);
            json.end();
        }
        json.end();
    }
    json.end();
    json.key("unknown");
    json.beginArray();
    for (const std::string& type : unknown) json.string(type);
    json.end();
    json.end();
}

void writeTypesText(Output& out, const catalog::Catalog& catalog, const std::vector<std::string>& unknown)
{
    TextTable table({{"FAMILY"}, {"TYPE"}, {"VERSION", TextTable::Align::Right}, {"STATUS"}, {"DESCRIPTION"}});
    for (const catalog::Family& family : catalog.families()) {
        for (const catalog::EventType& type : catalog.types()) {
            if (type.family != family.name) continue;
            table.add({family.name, type.name, std::to_string(type.newestVersion), type.status.value_or("–"), type.description});
        }
    }
    for (const std::string& type : unknown) table.add({"unknown", type, "–", "–", "seen in the source, in no catalogue"});
    table.writeTo(out);
}

void writeTime(JsonText& json, std::string_view name, const std::optional<RecordedTime>& time)
{
    json.key(name);
    time ? json.string(time->toString()) : json.null();
}

void writeCounts(JsonText& json, std::string_view name, const std::map<std::string, std::int64_t>& counts)
{
    json.key(name);
    json.beginObject();
    for (const auto& [type, count] : counts) json.member(type, count);
    json.end();
}

void writeStatsJson(JsonText& json, const store::Statistics& statistics)
{
    json.beginObject();
    json.member("events", statistics.events);
    json.member("aggregates", statistics.aggregates);
    json.member("unsequenced", statistics.unsequenced);
    writeCounts(json, "by_type", statistics.byType);
    writeCounts(json, "by_aggregate_type", statistics.byAggregateType);
    writeTime(json, "first", statistics.first);
    writeTime(json, "last", statistics.last);
    json.end();
}

void writeCountTable(Output& out, const std::string& title, const std::map<std::string, std::int64_t>& counts)
{
    std::vector<std::pair<std::string, std::int64_t>> rows(counts.begin(), counts.end());
    std::stable_sort(rows.begin(), rows.end(), [](const auto& a, const auto& b) { return a.second > b.second; });
    TextTable table({{title, TextTable::Align::Left, 30}, {"EVENTS", TextTable::Align::Right, 10}});
    for (const auto& [type, count] : rows) table.add({type, grouped(count)});
    if (!rows.empty()) out.write("\n");
    table.writeTo(out);
}

void writeStatsText(Output& out, const store::Statistics& statistics)
{
    std::string text = "events      " + grouped(statistics.events) + "\naggregates  " + grouped(statistics.aggregates) + "\n";
    if (statistics.unsequenced > 0) text += "in queue    " + grouped(statistics.unsequenced) + ", not in the log yet\n";
    if (statistics.first) text += "first       " + statistics.first->toString() + "\n";
    if (statistics.last) text += "last        " + statistics.last->toString() + "\n";
    out.write(text);
    writeCountTable(out, "AGGREGATE TYPE", statistics.byAggregateType);
    writeCountTable(out, "EVENT TYPE", statistics.byType);
}

void writeAggregateJson(JsonText& json, const store::AggregateRow& row)
{
    json.beginObject();
    json.member("aggregate_id", row.id.toString());
    json.member("aggregate_type", row.type);
    json.member("events", row.events);
    json.member("first_sequence", row.firstSequence.value());
    json.member("last_sequence", row.lastSequence.value());
    json.member("first", row.first.toString());
    json.member("last", row.last.toString());
    json.member("last_event_type", row.lastEventType);
    json.end();
}

store::AggregateQuery aggregateQuery(const Options& options)
{
    store::AggregateQuery query;
    query.types = options.types;
    if (options.sort == "activity") query.sort = store::AggregateSort::LastActivity;
    if (options.sort == "events") query.sort = store::AggregateSort::EventCount;
    return query;
}

/// Calls each(row) for every row asked for; returns where the listing can go on.
template <typename Function>
Result<std::optional<store::Cursor>> forEachAggregate(Session& session, store::EventReader& reader, const Function& each)
{
    const Options& options = session.options();
    std::int64_t left = options.limit.value_or(INT64_MAX);
    store::PageRequest request;
    if (!options.after.empty()) request.after = store::Cursor{options.after};
    while (true) {
        request.limitRows = static_cast<std::size_t>(std::min<std::int64_t>(left, kPageRows));
        VCI_TRY(const auto page, reader.aggregates(aggregateQuery(options), request, session.stop()));
        for (const store::AggregateRow& row : page.rows) each(row);
        left -= std::ssize(page.rows);
        if (!page.next || left <= 0 || session.out().isClosed()) return page.next;
        request.after = page.next;
    }
}

Result<ExitCode> listAggregatesJson(Session& session, store::EventReader& reader)
{
    JsonText& json = session.json();
    json.beginObject();
    json.key("aggregates");
    json.beginArray();
    std::optional<store::Cursor> next;
    if (session.hasTenant()) {
        VCI_TRY(next,
                forEachAggregate(session, reader, [&json](const store::AggregateRow& row) { writeAggregateJson(json, row); }));
    }
    json.end();
    json.key("next");
    next ? json.string(next->token) : json.null();
    json.end();
    return ExitCode::Fine;
}

}  // namespace

Result<ExitCode> runTypes(Session& session)
{
    VCI_TRY(const auto catalog, session.catalog());
    VCI_TRY(const auto unknown, unknownTypes(session, *catalog));
    if (session.options().json)
        writeTypesJson(session.json(), *catalog, unknown);
    else
        writeTypesText(session.out(), *catalog, unknown);
    return ExitCode::Fine;
}

Result<ExitCode> runStats(Session& session)
{
    VCI_TRY(store::EventReader* const reader, session.openSource());
    store::Statistics statistics;
    if (session.hasTenant()) {
        VCI_TRY(statistics, reader->statistics(session.stop()));
    }
    if (session.options().json)
        writeStatsJson(session.json(), statistics);
    else
        writeStatsText(session.out(), statistics);
    return ExitCode::Fine;
}

Result<ExitCode> runAggregates(Session& session)
{
    VCI_TRY(store::EventReader* const reader, session.openSource());
    if (session.options().json) return listAggregatesJson(session, *reader);
    if (!session.hasTenant()) return ExitCode::Fine;
    using Align = TextTable::Align;
    TextTable table({{"AGGREGATE", Align::Left, 36},
                     {"TYPE", Align::Left, 12},
                     {"EVENTS", Align::Right},
                     {"SEQUENCES", Align::Right, 10},
                     {"FIRST", Align::Left, 27},
                     {"LAST", Align::Left, 27},
                     {"LAST EVENT"}});
    VCI_TRY(const auto next, forEachAggregate(session, *reader, [&](const store::AggregateRow& row) {
                const std::string sequences =
                    std::to_string(row.firstSequence.value()) + "–" + std::to_string(row.lastSequence.value());
                table.add({row.id.toString(), row.type, grouped(row.events), sequences, row.first.toString(), row.last.toString(),
                           row.lastEventType});
                if (table.pendingRows() == kPageRows) table.writeTo(session.out());
            }));
    table.writeTo(session.out());
    if (next) tell("more follow: --after " + next->token);
    return ExitCode::Fine;
}

}  // namespace vci::audit
