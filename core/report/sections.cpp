// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/report/sections.h"

#include "core/report/chainname.h"
#include "core/report/findings.h"
#include "core/report/members.h"
#include "core/report/words.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <string>
#include <utility>

namespace vci::report {

namespace {

using Kind = Column::Kind;

constexpr std::size_t kFindingsShown = 1000;
constexpr std::size_t kIndentShown = 20;

std::string cell(const json::Value& object, std::string_view member)
{
    return plain(at(object, member));
}

/// "name 5f0c3b0e" for titles, where a whole id is too much.
std::string named(const json::Value& object, std::string_view type, std::string_view id)
{
    const std::string whole = cell(object, id);
    const std::string kind = cell(object, type);
    return (kind.empty() ? "" : kind + " ") + whole.substr(0, 8) + (whole.size() > 8 ? "…" : "");
}

std::string placeOf(const json::Value& finding)
{
    std::string place;
    const auto add = [&](const char* word, const char* member) {
        if (const std::string value = cell(finding, member); !value.empty())
            place += (place.empty() ? "" : ", ") + std::string(word) + " " + value;
    };
    add("aggregate", "aggregate_id");
    add("number", "sequence_number");
    add("event", "event_id");
    add("entry", "log_index");
    return place.empty() ? "the whole source" : place;
}

std::string changesText(const json::Value& event)
{
    std::string changes;
    for (const json::Value& change : itemsAt(event, "changes")) {
        const std::string before = cell(change, "before");
        const std::string after = cell(change, "after");
        std::string path = cell(change, "path");
        if (path.starts_with("/last_")) continue;
        if (path.starts_with('/')) path.erase(0, 1);
        changes += (changes.empty() ? "" : "; ") + path + ": " + (before.empty() ? "" : before + " → ") +
                   (after.empty() ? "removed" : after);
    }
    return changes;
}

std::string flagsText(const json::Value& event)
{
    std::string flags;
    for (const json::Value& flag : itemsAt(event, "flags")) flags += (flags.empty() ? "" : ", ") + plain(flag);
    return flags;
}

Section missingSection(std::string id, std::string title)
{
    return {std::move(id), std::move(title), {Paragraph{"The source does not hold it."}}};
}

Table stateTable(const json::Value& state)
{
    Table table{{{"Field", 3}, {"Value", 4}, {"Set by event", 3}, {"No.", 1, Kind::Number}, {"At", 4, Kind::Time}}, {}};
    for (const json::Value& field : itemsAt(state, "fields")) {
        const json::Value& setBy = at(field, "set_by");
        std::string path = cell(field, "path");
        if (path.starts_with('/')) path.erase(0, 1);
        table.rows.push_back(
            {path, cell(field, "value"), cell(setBy, "event_type"), cell(setBy, "sequence_number"), cell(setBy, "timestamp")});
    }
    return table;
}

Table custodyTable(const std::vector<json::Value>& records)
{
    Table table{{{"No.", 1, Kind::Number},
                 {"Time", 4, Kind::Time},
                 {"Who", 2},
                 {"What", 2},
                 {"On what", 5},
                 {"Program", 2},
                 {"Fingerprint", 6, Kind::Code}},
                {}};
    for (const json::Value& one : records) {
        const std::string object = cell(one, "object");
        table.rows.push_back({cell(one, "n"), cell(one, "at"), cell(one, "actor"), cell(one, "action"),
                              object.empty() ? cell(one, "record") : object, cell(one, "version"), cell(one, "hash")});
    }
    return table;
}

Bullets problemsOf(const json::Value& custody)
{
    Bullets bullets;
    for (const json::Value& one : itemsAt(custody, "problems")) bullets.items.push_back(cell(one, "message"));
    return bullets;
}

/// A signed note by its lines (core/integrity/FORMAT.md): origin, size, root, nothing, signatures. The origin stands above.
std::vector<std::pair<std::string, std::string>> partsOfNote(std::string_view note)
{
    std::vector<std::pair<std::string, std::string>> parts;
    std::size_t line = 0;
    while (!note.empty()) {
        const std::size_t end = std::min(note.find('\n'), note.size());
        const std::string words = plain(text(note.substr(0, end)));
        ++line;
        if (line == 2) parts.emplace_back("Entries in the newest signed record", words);
        if (line == 3) parts.emplace_back("Root of the newest signed record", words);
        if (line > 4) parts.emplace_back("Signature of it", words);
        note.remove_prefix(std::min(end + 1, note.size()));
    }
    return parts;
}

/// What each type of event means, once.
Table typesTable(const json::Value& aggregate)
{
    std::map<std::string, std::string> meanings;
    for (const json::Value& event : itemsAt(aggregate, "events"))
        meanings.emplace(cell(event, "event_type"), cell(event, "description"));
    Table table{{{"Type of event", 1}, {"What it means", 3}}, {}};
    for (const auto& [type, meaning] : meanings)
        table.rows.push_back({type, meaning.empty() ? "not in the catalogue of known types" : meaning});
    return table;
}

/// "causation_orphan" as people write it; a column breaks it between words then.
std::string inWords(std::string kind)
{
    std::ranges::replace(kind, '_', ' ');
    return kind;
}

/// The document counts its findings from 0, people from 1.
std::string numberOf(const std::string& index)
{
    std::int64_t value = 0;
    const auto [end, fault] = std::from_chars(index.data(), index.data() + index.size(), value);
    return fault == std::errc() && end == index.data() + index.size() ? std::to_string(value + 1) : index;
}

}  // namespace

Section findingsSection(const json::Value& document)
{
    const auto& findings = itemsAt(at(document, "verification"), "findings");
    const std::string notes = notesCountText(document);
    Section section{"findings", notes.empty() ? "Findings" : "Findings of the program", {}};
    if (!notes.empty())
        section.blocks.emplace_back(Paragraph{"What the program found stands here; what the examiner noted (" + notes +
                                              ") stands in “Notes of the "
                                              "examiner”."});
    if (findings.empty()) {
        section.blocks.emplace_back(Paragraph{"The program found nothing that contradicts the record or the rules."});
        return section;
    }
    std::map<std::string, std::int64_t> kinds;
    std::map<std::string, std::string> meanings;
    for (const json::Value& one : findings) {
        ++kinds[cell(one, "kind")];
        meanings.emplace(cell(one, "kind"), cell(one, "explanation"));
    }
    Table counts{{{"Kind", 3}, {"How many", 1, Kind::Number}, {"What it means", 8}}, {}};
    for (const auto& [kind, count] : kinds) counts.rows.push_back({inWords(kind), std::to_string(count), meanings[kind]});
    section.blocks.emplace_back(Paragraph{
        countsText(findings) + ". A finding that another one explains names it by its number; the first cause comes first."});
    section.blocks.emplace_back(std::move(counts));
    Table table{{{"No.", 1, Kind::Number},
                 {"Severity", 2},
                 {"Kind", 3},
                 {"What was found", 5},
                 {"Where", 5},
                 {"Expected", 3},
                 {"Found", 3},
                 {"Cause No.", 2, Kind::Number}},
                {}};
    for (std::size_t i = 0; i < findings.size() && i < kFindingsShown; ++i) {
        const json::Value& one = findings[i];
        table.rows.push_back({std::to_string(i + 1), cell(one, "severity"), inWords(cell(one, "kind")), cell(one, "message"),
                              placeOf(one), cell(one, "expected"), cell(one, "found"), numberOf(cell(one, "caused_by"))});
    }
    section.blocks.emplace_back(std::move(table));
    if (findings.size() > kFindingsShown)
        section.blocks.emplace_back(Paragraph{"These are the first " + groupedText(std::to_string(kFindingsShown)) + " of " +
                                              groupedText(std::to_string(findings.size())) + "; the report as JSON has all."});
    return section;
}

void addHistory(std::vector<Section>& sections, const json::Value& aggregate, std::size_t n)
{
    const std::string suffix = "-" + std::to_string(n);
    const std::string name = named(aggregate, "aggregate_type", "aggregate_id");
    if (at(aggregate, "missing").isBool()) {
        sections.push_back(missingSection("timeline" + suffix, "Timeline of " + name));
        return;
    }
    Section timeline{"timeline" + suffix, "Timeline of " + name, {}};
    const auto& events = itemsAt(aggregate, "events");
    timeline.blocks.emplace_back(Paragraph{cell(aggregate, "aggregate_type") + " " + cell(aggregate, "aggregate_id") + ": " +
                                           groupedText(std::to_string(events.size())) + " of its " +
                                           groupedText(cell(aggregate, "events_of_aggregate")) +
                                           " events, in the order of their numbers. Times are UTC."});
    Table table{{{"No.", 1, Kind::Number},
                 {"Time", 4, Kind::Time},
                 {"Event", 4},
                 {"What it says", 5},
                 {"What it changed", 6},
                 {"Badge", 2}},
                {}};
    const bool anyFlags = std::ranges::any_of(events, [](const json::Value& event) { return !itemsAt(event, "flags").empty(); });
    if (anyFlags) table.columns.push_back({"Flags", 3});
    for (const json::Value& event : events) {
        table.rows.push_back({cell(event, "sequence_number"), cell(event, "timestamp"), cell(event, "event_type"),
                              cell(event, "summary"), changesText(event), badgeTitle(cell(event, "badge"))});
        if (anyFlags) table.rows.back().push_back(flagsText(event));
    }
    if (anyFlags)
        timeline.blocks.emplace_back(
            Paragraph{"Flags name what is odd about an event; “Findings” says what each of them means."});
    timeline.blocks.emplace_back(std::move(table));
    timeline.blocks.emplace_back(typesTable(aggregate));
    sections.push_back(std::move(timeline));

    std::size_t point = 0;
    for (const json::Value& state : itemsAt(aggregate, "states")) {
        const std::string instant = cell(state, "at_time");
        Section section{"state" + suffix + "-" + std::to_string(++point),
                        "State of " + name + (instant.empty() ? " at its last event" : " at " + instant),
                        {}};
        const std::string last = cell(state, "at_sequence");
        section.blocks.emplace_back(Paragraph{last.empty() ? "Before its first event: there is no state yet."
                                                           : "After event " + last + ", " + cell(state, "last_event_type") +
                                                                 " of " + cell(state, "last_timestamp") +
                                                                 ". For each field: which event set it last."});
        if (!last.empty()) section.blocks.emplace_back(stateTable(state));
        sections.push_back(std::move(section));
    }
}

Section chainSection(const json::Value& chain, std::size_t n)
{
    const std::string id = "chain-" + std::to_string(n);
    const std::string title = "Chain of causes of correlation " + named(chain, "", "correlation_id");
    if (at(chain, "missing").isBool()) return missingSection(id, title);
    Section section{id, title, {}};
    section.blocks.emplace_back(
        Paragraph{"Correlation " + cell(chain, "correlation_id") + ". Each event stands below the one that caused it."});
    Table table{
        {{"Time", 3, Kind::Time}, {"Event", 4}, {"What it says", 5}, {"Aggregate", 4}, {"No.", 1, Kind::Number}, {"Remark", 2}},
        {}};
    for (const json::Value& event : itemsAt(chain, "events")) {
        std::size_t depth = 0;
        for (const char c : textAt(event, "indent").substr(0, 6)) depth = c >= '0' && c <= '9' ? depth * 10 + (c - '0') : 0;
        std::string indent;
        for (std::size_t i = 0; i < depth && i < kIndentShown; ++i) indent += "·";
        if (!indent.empty()) indent += ' ';
        const json::Value& orphan = at(event, "orphan");
        const json::Value& cycle = at(event, "in_cycle");
        table.rows.push_back({cell(event, "timestamp"), indent + cell(event, "event_type"), cell(event, "summary"),
                              named(event, "aggregate_type", "aggregate_id"), cell(event, "sequence_number"),
                              orphan.isBool() && orphan.asBool() ? "its cause is not there"
                              : cycle.isBool() && cycle.asBool() ? "part of a circle of causes"
                                                                 : ""});
    }
    section.blocks.emplace_back(std::move(table));
    return section;
}

Section custodySection(const json::Value& document)
{
    const json::Value& custody = at(document, "custody");
    Section section{"custody", "Custody: who handled the source", {}};
    const auto say = [&section](std::string words) { section.blocks.emplace_back(Paragraph{std::move(words)}); };
    if (!custody.isObject()) {
        say("There is no custody log: the source is a database, and a database does not write down who looked at it. A case file "
            "does.");
        return section;
    }
    const std::size_t count = itemsAt(custody, "records").size();
    const json::Value& intact = at(custody, "intact");
    say("A case file keeps a log of what was done to it: what was opened, searched for, shown, written to files, noted and "
        "sealed. Each "
        "record holds the fingerprint of the one before, so that none can be changed, taken out or moved without breaking the "
        "chain.");
    if (intact.isBool() && intact.asBool()) {
        say("The chain is unbroken: every record is as it was written and in its place.");
    } else {
        say("The chain is broken:");
        section.blocks.emplace_back(problemsOf(custody));
    }
    Table facts{{{"", 1}, {"", 3, Kind::Code}}, {}};
    facts.rows.push_back({"Records in the case file", groupedText(cell(custody, "count"))});
    facts.rows.push_back({"Fingerprint of the last one", cell(custody, "head")});
    section.blocks.emplace_back(std::move(facts));
    if (count > 0) section.blocks.emplace_back(custodyTable(itemsAt(custody, "records")));
    if (const auto& beside = itemsAt(custody, "beside"); !beside.empty()) {
        say("In the log beside the file, which goes on where the case itself is sealed or cannot be written:");
        section.blocks.emplace_back(custodyTable(beside));
    }
    return section;
}

Section hashesSection(const json::Value& document)
{
    const json::Value& verification = at(document, "verification");
    Section section{"hashes", "Fingerprints", {}};
    Table facts{{{"", 1}, {"", 3, Kind::Code}}, {}};
    const auto fact = [&facts](std::string name, std::string value) {
        if (!value.empty()) facts.rows.push_back({std::move(name), std::move(value)});
    };
    fact("This report", cell(document, "digest"));
    fact("The case file's bytes", cell(at(document, "source"), "sha256"));
    fact("The case file when it was sealed", cell(at(document, "seal"), "sha256"));
    fact("Key of the seal", cell(at(document, "seal"), "key"));
    fact("Name of the record", cell(verification, "origin"));
    for (auto& [name, value] : partsOfNote(textAt(verification, "checkpoint"))) fact(std::move(name), std::move(value));
    for (const json::Value& anchor : itemsAt(verification, "anchors"))
        fact("Anchor on " + chainName(textAt(anchor, "chain_id")), cell(anchor, "tx_hash") + " " + cell(anchor, "block_time"));
    for (const json::Value& timestamp : itemsAt(verification, "timestamps"))
        fact("Time stamp of " + cell(timestamp, "time"), cell(timestamp, "message"));
    for (const json::Value& aggregate : itemsAt(document, "aggregates"))
        fact("All listed events of " + named(aggregate, "aggregate_type", "aggregate_id"), cell(aggregate, "leaves_sha256"));
    section.blocks.emplace_back(std::move(facts));
    Table events{
        {{"No.", 1, Kind::Number}, {"Event", 5, Kind::Code}, {"Fingerprint", 8, Kind::Code}, {"Record entry", 1, Kind::Number}},
        {}};
    for (const json::Value& aggregate : itemsAt(document, "aggregates")) {
        for (const json::Value& event : itemsAt(aggregate, "events"))
            events.rows.push_back(
                {cell(event, "sequence_number"), cell(event, "event_id"), cell(event, "leaf_hash"), cell(event, "log_index")});
    }
    // A source without a record has no entries to show.
    if (std::ranges::all_of(events.rows, [](const auto& row) { return row.back().empty(); })) {
        events.columns.pop_back();
        for (auto& row : events.rows) row.pop_back();
    }
    if (!events.rows.empty()) section.blocks.emplace_back(std::move(events));
    return section;
}

}  // namespace vci::report
