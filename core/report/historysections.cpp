// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/report/findings.h"
#include "core/report/members.h"
#include "core/report/remarks.h"
#include "core/report/sections.h"
#include "core/report/words.h"

#include <algorithm>
#include <map>
#include <string>
#include <utility>

namespace vci::report {

namespace {

using Kind = Column::Kind;

constexpr std::size_t kIndentShown = 20;

std::string changesText(const json::Value& event)
{
    std::string changes;
    for (const json::Value& change : itemsAt(event, "changes")) {
        const std::string before = cell(change, "before");
        const std::string after = cell(change, "after");
        if (textAt(change, "path").starts_with("/last_")) continue;
        changes += (changes.empty() ? "" : "; ") + pathText(textAt(change, "path")) + ": " +
                   (before.empty() ? "" : before + " → ") + (after.empty() ? "removed" : after);
    }
    return changes;
}

Section missingSection(std::string id, std::string title)
{
    return {std::move(id), std::move(title), {Paragraph{"The source does not hold it."}}};
}

Table stateTable(const json::Value& state, const Remarks& remarks)
{
    Table table{{{"Field", 3}, {"Value", 4}, {"Set by event", 3}, {"No.", 1, Kind::Number}, {"At", 4, Kind::Time}}, {}};
    std::vector<std::string> notes;
    for (const json::Value& field : itemsAt(state, "fields")) {
        const json::Value& setBy = at(field, "set_by");
        table.rows.push_back({pathText(textAt(field, "path")), cell(field, "value"), cell(setBy, "event_type"),
                              cell(setBy, "sequence_number"), cell(setBy, "timestamp")});
        const json::Value& value = at(field, "value");
        if (value.isNumber() || value.isBool()) table.typed.emplace_back(table.rows.size() - 1, 1);
        notes.push_back(remarks.ofSetter(setBy));
    }
    addColumn(table, {"Remark", 3}, notes);
    return table;
}

Section stateSection(const json::Value& state, std::string id, const std::string& name, const Remarks& remarks)
{
    const std::string instant = cell(state, "at_time");
    Section section{std::move(id), "State of " + name + (instant.empty() ? " at its last event" : " at " + instant), {}};
    const std::string last = cell(state, "at_sequence");
    section.blocks.emplace_back(Paragraph{last.empty() ? "Before its first event: there is no state yet."
                                                       : "After event " + last + ", " + cell(state, "last_event_type") + " of " +
                                                             cell(state, "last_timestamp") +
                                                             ". For each field: which event set it last."});
    if (last.empty()) return section;
    Table table = stateTable(state, remarks);
    if (table.columns.back().title == "Remark")
        section.blocks.emplace_back(
            Paragraph{"Where a remark stands, what the field holds was not found good: it is shown as it stands in the source."});
    section.blocks.emplace_back(std::move(table));
    return section;
}

std::string indented(const json::Value& event)
{
    std::size_t depth = 0;
    for (const char c : textAt(event, "indent").substr(0, 6)) depth = c >= '0' && c <= '9' ? depth * 10 + (c - '0') : 0;
    std::string indent;
    for (std::size_t i = 0; i < depth && i < kIndentShown; ++i) indent += "·";
    if (!indent.empty()) indent += ' ';
    return indent + cell(event, "event_type");
}

}  // namespace

void addHistory(std::vector<Section>& sections, const json::Value& document, const json::Value& aggregate, std::size_t n)
{
    const std::string suffix = "-" + std::to_string(n);
    const std::string name = named(aggregate, "aggregate_type", "aggregate_id");
    if (at(aggregate, "missing").isBool()) {
        sections.push_back(missingSection("timeline" + suffix, "Timeline of " + name));
        return;
    }
    const Remarks remarks(document);
    Section timeline{"timeline" + suffix, "Timeline of " + name, {}};
    const auto& events = itemsAt(aggregate, "events");
    const Bullets gone = remarks.goneFrom(cell(aggregate, "aggregate_id"));
    timeline.blocks.emplace_back(
        Paragraph{cell(aggregate, "aggregate_type") + " " + cell(aggregate, "aggregate_id") + ": " +
                  groupedText(std::to_string(events.size())) + " of the " + groupedText(cell(aggregate, "events_of_aggregate")) +
                  " events that the source holds of it" + (gone.items.empty() ? "" : ", which are not all that there were") +
                  ", in the order of their numbers. Times are UTC."});
    if (!gone.items.empty()) {
        timeline.blocks.emplace_back(Paragraph{"Not in this list, because the source does not hold it any more:"});
        timeline.blocks.emplace_back(gone);
    }
    if (std::string maybe = remarks.goneFromAny(); !maybe.empty()) timeline.blocks.emplace_back(Paragraph{std::move(maybe)});
    Table table{{{"No.", 1, Kind::Number},
                 {"Time", 4, Kind::Time},
                 {"Event", 4},
                 {"What it says", 5},
                 {"What it changed", 6},
                 {"Badge", 2}},
                {}};
    std::vector<std::string> notes;
    for (const json::Value& event : events) {
        table.rows.push_back({cell(event, "sequence_number"), cell(event, "timestamp"), cell(event, "event_type"),
                              cell(event, "summary"), changesText(event), badgeTitle(cell(event, "badge"))});
        notes.push_back(remarks.of(event));
    }
    if (addColumn(table, {"Remarks", 3}, notes))
        timeline.blocks.emplace_back(Paragraph{"Remarks name what is odd about an event; “" + findingsTitle(document) +
                                               "” says what each of them means."});
    timeline.blocks.emplace_back(std::move(table));
    sections.push_back(std::move(timeline));

    std::size_t point = 0;
    for (const json::Value& state : itemsAt(aggregate, "states"))
        sections.push_back(stateSection(state, "state" + suffix + "-" + std::to_string(++point), name, remarks));
}

void addTypes(std::vector<Section>& sections, const json::Value& document)
{
    std::map<std::string, std::string> meanings;
    for (const json::Value& aggregate : itemsAt(document, "aggregates")) {
        for (const json::Value& event : itemsAt(aggregate, "events"))
            meanings.emplace(cell(event, "event_type"), cell(event, "description"));
    }
    if (meanings.empty()) return;
    Table table{{{"Type of event", 1}, {"What it means", 3}}, {}};
    for (const auto& [type, meaning] : meanings)
        table.rows.push_back({type, meaning.empty() ? "not in the catalogue of known types" : meaning});
    sections.push_back({"types", "Types of listed events", {std::move(table)}});
}

Section chainSection(const json::Value& document, const json::Value& chain, std::size_t n)
{
    const std::string id = "chain-" + std::to_string(n);
    const std::string title = "Chain of causes of correlation " + named(chain, "", "correlation_id");
    if (at(chain, "missing").isBool()) return missingSection(id, title);
    const Remarks remarks(document);
    Section section{id, title, {}};
    section.blocks.emplace_back(
        Paragraph{"Correlation " + cell(chain, "correlation_id") + ". Each event stands below the one that caused it."});
    Table table{{{"Time", 3, Kind::Time}, {"Event", 4}, {"What it says", 5}, {"Aggregate", 4}, {"No.", 1, Kind::Number}}, {}};
    std::vector<std::string> badges;
    std::vector<std::string> notes;
    for (const json::Value& event : itemsAt(chain, "events")) {
        table.rows.push_back({cell(event, "timestamp"), indented(event), cell(event, "summary"),
                              named(event, "aggregate_type", "aggregate_id"), cell(event, "sequence_number")});
        const std::string badge = cell(event, "badge");
        badges.push_back(event.find("badge") == nullptr ? "" : badge.empty() ? "not checked" : badgeTitle(badge));
        std::string note = isTrue(at(event, "orphan"))     ? "its cause is not there"
                           : isTrue(at(event, "in_cycle")) ? "part of a circle of causes"
                                                           : "";
        if (const std::string more = remarks.ofErrors(cell(event, "event_id")); !more.empty())
            note += (note.empty() ? "" : "; ") + more;
        notes.push_back(std::move(note));
    }
    addColumn(table, {"Badge", 2}, badges);
    addColumn(table, {"Remark", 2}, notes);
    section.blocks.emplace_back(std::move(table));
    return section;
}

}  // namespace vci::report
