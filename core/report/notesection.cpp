// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/report/members.h"
#include "core/report/sections.h"
#include "core/report/words.h"

#include <map>
#include <string>
#include <utility>

namespace vci::report {

namespace {

using Kind = Column::Kind;

std::string kindWord(std::string_view kind)
{
    if (kind == "finding") return "Finding";
    if (kind == "bookmark") return "Bookmark";
    return "Note";
}

/// "event 3, CallEnded" of each event that the report lists, by its id.
std::map<std::string, std::string> listedEvents(const json::Value& document)
{
    std::map<std::string, std::string> events;
    for (const json::Value& aggregate : itemsAt(document, "aggregates")) {
        for (const json::Value& event : itemsAt(aggregate, "events"))
            events.emplace(plain(at(event, "event_id")),
                           "event " + plain(at(event, "sequence_number")) + ", " + plain(at(event, "event_type")));
    }
    return events;
}

std::string aboutText(const json::Value& note, const std::map<std::string, std::string>& events)
{
    const std::string event = plain(at(note, "event_id"));
    const std::string aggregate = plain(at(note, "aggregate_id"));
    if (event.empty() && aggregate.empty()) return "the whole case";
    const auto listed = events.find(event);
    std::string about = listed != events.end() ? listed->second + " (" + event + ")" : event.empty() ? "" : "event " + event;
    if (!aggregate.empty()) about += (about.empty() ? "aggregate " : " of aggregate ") + aggregate;
    return about;
}

}  // namespace

std::string notesCountText(const json::Value& document)
{
    std::map<std::string_view, std::size_t> kinds;
    for (const json::Value& note : itemsAt(at(document, "notes"), "items")) ++kinds[textAt(note, "kind")];
    std::string counts;
    const auto add = [&](std::string_view kind, const char* one, const char* many) {
        const std::size_t n = kinds[kind];
        if (n == 0) return;
        counts += (counts.empty() ? "" : ", ") + groupedText(std::to_string(n)) + " " + (n == 1 ? one : many);
    };
    add("finding", "finding", "findings");
    add("note", "note", "notes");
    add("bookmark", "bookmark", "bookmarks");
    return counts;
}

Section notesSection(const json::Value& document)
{
    const json::Value& notes = at(document, "notes");
    Section section{"notes", "Notes of the examiner", {}};
    const auto say = [&section](std::string words) { section.blocks.emplace_back(Paragraph{std::move(words)}); };
    const auto& items = itemsAt(notes, "items");
    const std::string elsewhere = plain(at(notes, "elsewhere"));
    if (items.empty()) {
        say("The case holds no note, bookmark or finding of an examiner about what this report tells.");
    } else {
        say("What people wrote into the case, in their words: " + notesCountText(document) +
            ". These are their conclusions; the program does not judge them. Times are UTC.");
        const auto events = listedEvents(document);
        Table table{{{"No.", 1, Kind::Number}, {"Kind", 2}, {"Time", 3, Kind::Time}, {"Who", 2}, {"About", 5}, {"Text", 7}}, {}};
        for (const json::Value& note : items) {
            table.rows.push_back({plain(at(note, "n")), kindWord(textAt(note, "kind")), plain(at(note, "at")),
                                  plain(at(note, "author")), aboutText(note, events), prose(textAt(note, "text"))});
        }
        section.blocks.emplace_back(std::move(table));
    }
    if (!elsewhere.empty() && elsewhere != "0")
        say("About other aggregates the case holds " + groupedText(elsewhere) + " more, which a report of the whole case tells.");
    return section;
}

}  // namespace vci::report
