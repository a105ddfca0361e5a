// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/report/sections.h"

#include "core/report/chainname.h"
#include "core/report/findings.h"
#include "core/report/members.h"
#include "core/report/words.h"

#include <algorithm>
#include <limits>
#include <map>
#include <string>
#include <utility>

namespace vci::report {

namespace {

using Kind = Column::Kind;

constexpr std::size_t kFindingsShown = 1000;
constexpr const char* kEntries = "Entries in the newest signed record";
constexpr const char* kEntriesNow = "Entries in the record as it was read";
constexpr const char* kAllVerified = "All events verified";

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
        if (line == 2) parts.emplace_back(kEntries, words);
        if (line == 3) parts.emplace_back("Root of the newest signed record", words);
        if (line > 4) parts.emplace_back("Signature of it", words);
        note.remove_prefix(std::min(end + 1, note.size()));
    }
    return parts;
}

/// The document counts its findings from 0, people from 1.
std::string numberOf(const std::string& index)
{
    const auto value = wholeNumber(index);
    return value && *value < std::numeric_limits<std::int64_t>::max() ? std::to_string(*value + 1) : index;
}

}  // namespace

std::string findingsTitle(const json::Value& document)
{
    return notesCountText(document).empty() ? "Findings" : "Findings of the program";
}

Section findingsSection(const json::Value& document)
{
    const auto& findings = itemsAt(at(document, "verification"), "findings");
    const std::string notes = notesCountText(document);
    Section section{"findings", findingsTitle(document), {}};
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
    for (const auto& [kind, count] : kinds) counts.rows.push_back({kindWords(kind), std::to_string(count), meanings[kind]});
    section.blocks.emplace_back(
        Paragraph{countsText(findings) + ". A finding that another one explains names that one in the last column."});
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
        table.rows.push_back({std::to_string(i + 1), cell(one, "severity"), kindWords(cell(one, "kind")), cell(one, "message"),
                              placeOf(one), cell(one, "expected"), cell(one, "found"), numberOf(cell(one, "caused_by"))});
    }
    section.blocks.emplace_back(std::move(table));
    if (findings.size() > kFindingsShown)
        section.blocks.emplace_back(Paragraph{"These are the first " + groupedText(std::to_string(kFindingsShown)) + " of " +
                                              groupedText(std::to_string(findings.size())) + "; the report as JSON has all."});
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
    say("A case file keeps a log of what was done to it: what was opened, searched for, shown, written to files, noted and "
        "sealed. Each "
        "record holds the fingerprint of the one before, so that none can be changed, taken out or moved without breaking the "
        "chain.");
    Bullets problems = problemsOf(custody);
    const bool isAnyBeside = !itemsAt(custody, "beside").empty();
    const json::Value& intact = at(custody, "intact");
    if (intact.isNull()) {
        say("Whether the log is whole is not known: every record that is there is as it was written and in its place, but others "
            "may have been removed.");
        section.blocks.emplace_back(std::move(problems));
    } else if (!isTrue(intact)) {
        say("The chain is broken:");
        section.blocks.emplace_back(std::move(problems));
    } else {
        if (count == 0 && !isAnyBeside)
            say("There is no record yet: nothing that such a log keeps was done to this case.");
        else
            say("The chain is unbroken: every record is as it was written and in its place.");
        if (!problems.items.empty()) {
            say("To be known of it:");
            section.blocks.emplace_back(std::move(problems));
        }
    }
    Table facts{{{"", 1}, {"", 3, Kind::Code}}, {}};
    facts.rows.push_back({"Records in the case file", groupedText(cell(custody, "count"))});
    facts.typed.emplace_back(0, 1);
    if (std::string head = cell(custody, "head"); !head.empty())
        facts.rows.push_back({"Fingerprint of the last one", std::move(head)});
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
    for (auto& [name, value] : partsOfNote(textAt(verification, "checkpoint"))) {
        if (name == kEntries) facts.typed.emplace_back(facts.rows.size(), 1);
        fact(std::move(name), std::move(value));
    }
    const json::Value& log = at(verification, "log");
    if (log.isObject()) {
        facts.typed.emplace_back(facts.rows.size(), 1);
        fact(kEntriesNow, groupedText(cell(log, "entries")));
        fact("Root of the record as it was read", cell(log, "root"));
    }
    const std::string all = cell(verification, "events_digest");
    fact(kAllVerified, all);
    for (const json::Value& anchor : itemsAt(verification, "anchors"))
        fact("Anchor on " + chainName(textAt(anchor, "chain_id")), cell(anchor, "tx_hash") + " " + cell(anchor, "block_time"));
    for (const json::Value& timestamp : itemsAt(verification, "timestamps"))
        fact("Time stamp of " + cell(timestamp, "time"), cell(timestamp, "message"));
    for (const json::Value& aggregate : itemsAt(document, "aggregates"))
        fact("All listed events of " + named(aggregate, "aggregate_type", "aggregate_id"), cell(aggregate, "leaves_sha256"));
    if (!all.empty())
        section.blocks.emplace_back(
            Paragraph{std::string("“") + kAllVerified +
                      "” is one fingerprint over those of every event that was verified, listed here or not: if one of them is "
                      "changed, removed, added or moved, recheck computes another."});
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
