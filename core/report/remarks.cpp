// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/report/remarks.h"

#include "core/report/members.h"
#include "core/report/sections.h"
#include "core/report/words.h"

#include <algorithm>
#include <functional>
#include <iterator>
#include <limits>
#include <optional>
#include <set>
#include <string_view>
#include <utility>

namespace vci::report {

namespace {

constexpr std::size_t kTimeLength = 27;  // of an envelope: those compare as texts

/// Of an event that is not what was recorded, or that nothing was recorded of.
bool isOfRecord(std::string_view kind)
{
    return kind == "event_altered" || kind == "event_unlogged";
}

/// Of what was made of events; its event_id is where that stands.
bool isOfDerived(std::string_view kind)
{
    return kind == "snapshot_mismatch" || kind == "read_model_drift";
}

std::string joined(const std::vector<std::string>& words)
{
    std::string all;
    for (const std::string& word : words) all += (all.empty() ? "" : ", ") + word;
    return all;
}

/// How many numbers a gap lacks: of "sequence 3", or of "sequence 3–5".
std::int64_t missingNumbers(std::string_view expected)
{
    constexpr std::string_view kSequence = "sequence ";
    constexpr std::string_view kTo = "–";
    if (expected.starts_with(kSequence)) expected.remove_prefix(kSequence.size());
    const std::size_t to = expected.find(kTo);
    if (to == std::string_view::npos) return 1;
    const auto first = wholeNumber(expected.substr(0, to));
    const auto last = wholeNumber(expected.substr(to + kTo.size()));
    return first && last && *first > 0 && *last >= *first ? *last - *first + 1 : 1;
}

/// Of "The log lacks 2 entries from 5 to 6".
std::int64_t lostEntries(std::string_view message)
{
    constexpr std::string_view kLacks = "The log lacks ";
    if (!message.starts_with(kLacks)) return 1;
    message.remove_prefix(kLacks.size());
    return std::max<std::int64_t>(wholeNumber(message.substr(0, message.find(' '))).value_or(1), 1);
}

/// An entry whose event is gone, nobody knows whose.
bool isLost(const json::Value& finding)
{
    return textAt(finding, "kind") == "event_missing" && at(finding, "aggregate_id").isNull() &&
           !at(finding, "log_index").isNull();
}

/// Numbers that are missing, and the places of the log, both exclusive, between which their events have stood.
struct Gap {
    std::int64_t numbers;
    std::int64_t after;
    std::int64_t before;
};

/// The places of the events that the report lists, by number, of each aggregate.
using ListedPlaces = std::map<std::string, std::map<std::int64_t, std::int64_t>, std::less<>>;

ListedPlaces listedPlaces(const json::Value& document)
{
    ListedPlaces places;
    for (const json::Value& aggregate : itemsAt(document, "aggregates")) {
        auto& ofAggregate = places[cell(aggregate, "aggregate_id")];
        for (const json::Value& event : itemsAt(aggregate, "events")) {
            const auto number = numberIn(at(event, "sequence_number"));
            const auto place = numberIn(at(event, "log_index"));
            if (number && place) ofAggregate.emplace(*number, *place);
        }
    }
    return places;
}

Gap gapOf(const ListedPlaces& places, const json::Value& finding)
{
    Gap gap{missingNumbers(textAt(finding, "expected")), -1,
            numberIn(at(finding, "log_index")).value_or(std::numeric_limits<std::int64_t>::max())};
    const auto first = numberIn(at(finding, "sequence_number"));
    const auto listed = places.find(textAt(finding, "aggregate_id"));
    if (!first || listed == places.end()) return gap;
    const auto behind = listed->second.lower_bound(*first);
    // Rows from before the log may stand in it in another order.
    if (behind != listed->second.begin() && std::prev(behind)->second < gap.before) gap.after = std::prev(behind)->second;
    return gap;
}

struct LostPlaces {
    std::multiset<std::int64_t> events = {};            // entries whose events are gone
    std::map<std::int64_t, std::int64_t> entries = {};  // that are gone themselves: how many, by the first

    /// Takes what the gap explains, and no more than lies in its places. A number whose entry is gone, too, explains none.
    void take(const Gap& gap)
    {
        std::int64_t left = gap.numbers;
        auto run = entries.upper_bound(gap.after);
        for (; run != entries.end() && run->first < gap.before && left > 1; ++run)
            left = std::max<std::int64_t>(left - std::min(run->second, left), 1);
        auto event = events.upper_bound(gap.after);
        for (; left > 0 && event != events.end() && *event < gap.before; --left) event = events.erase(event);
    }
};

}  // namespace

Remarks::Remarks(const json::Value& document)
    : m_document(document)
{
    for (const json::Value& finding : itemsAt(at(document, "verification"), "findings")) {
        if (textAt(finding, "severity") != "error" || textAt(finding, "kind") == "event_missing") continue;
        const std::string event = cell(finding, "event_id");
        if (event.empty()) continue;
        const std::string_view kind = textAt(finding, "kind");
        const auto addTo = [&event, word = kindWords(kind)](auto& byEvent) {
            auto& kinds = byEvent[event];
            if (std::ranges::find(kinds, word) == kinds.end()) kinds.push_back(word);
        };
        addTo(m_errors);
        if (isOfRecord(kind)) addTo(m_unrecorded);
        if (!isOfRecord(kind) && !isOfDerived(kind)) addTo(m_odd);
    }
    m_lost = countLost();
}

std::string Remarks::of(const json::Value& event) const
{
    std::vector<std::string> words;
    for (const json::Value& flag : itemsAt(event, "flags")) words.push_back(kindWords(plain(flag)));
    if (const auto errors = m_errors.find(cell(event, "event_id")); errors != m_errors.end()) {
        for (const std::string& one : errors->second) {
            if (std::ranges::find(words, one) == words.end()) words.insert(words.begin(), one);
        }
    }
    return joined(words);
}

std::string Remarks::ofErrors(const std::string& eventId) const
{
    const auto errors = m_errors.find(eventId);
    return errors == m_errors.end() ? std::string() : joined(errors->second);
}

std::string Remarks::ofSetter(const json::Value& setBy) const
{
    const std::string number = cell(setBy, "sequence_number");
    const std::string event = cell(setBy, "event_id");
    if (const auto found = m_unrecorded.find(event); found != m_unrecorded.end())
        return "set by event " + number + ", which is not what was recorded: " + joined(found->second);
    if (const auto found = m_odd.find(event); found != m_odd.end())
        return "set by event " + number + ", of which was found: " + joined(found->second);
    if (isOutsideTime(textAt(setBy, "timestamp"))) return "set by event " + number + ", outside of the checked time";
    return {};
}

bool Remarks::isOutsideTime(std::string_view timestamp) const
{
    const json::Value& request = at(m_document, "request");
    const std::string_view from = textAt(request, "from");
    const std::string_view to = textAt(request, "to");
    if (timestamp.size() != kTimeLength) return false;
    return (from.size() == kTimeLength && timestamp < from) || (to.size() == kTimeLength && timestamp >= to);
}

Bullets Remarks::goneFrom(const std::string& aggregateId) const
{
    Bullets gone;
    for (const json::Value& finding : itemsAt(at(m_document, "verification"), "findings")) {
        const std::string_view kind = textAt(finding, "kind");
        if ((kind == "sequence_gap" || kind == "event_missing") && cell(finding, "aggregate_id") == aggregateId)
            gone.items.push_back(cell(finding, "message") + ".");
    }
    return gone;
}

std::int64_t Remarks::countLost() const
{
    const auto& findings = itemsAt(at(m_document, "verification"), "findings");
    LostPlaces lost;
    std::vector<Gap> gaps;
    const ListedPlaces listed = listedPlaces(m_document);
    for (const json::Value& one : findings) {
        const auto place = numberIn(at(one, "log_index"));
        if (isLost(one) && place) lost.events.insert(*place);
        if (textAt(one, "kind") == "log_gap" && place) lost.entries.emplace(*place, lostEntries(textAt(one, "message")));
        const auto cause = numberIn(at(one, "caused_by"));
        if (textAt(one, "kind") != "sequence_gap" || !cause || *cause < 0 || *cause >= std::ssize(findings)) continue;
        // Where a number is missing that an entry of the record explains, it is known whose event that was.
        if (isLost(findings[static_cast<std::size_t>(*cause)])) gaps.push_back(gapOf(listed, one));
    }
    // The gap that ends first takes first: what it leaves the others may still take.
    std::ranges::sort(gaps, {}, &Gap::before);
    for (const Gap& gap : gaps) lost.take(gap);
    return std::ssize(lost.events);
}

std::string Remarks::goneFromAny() const
{
    const std::int64_t lost = m_lost;
    if (lost <= 0) return {};
    return "The record names " + groupedText(std::to_string(lost)) + (lost == 1 ? " event" : " events") +
           " that the source does not hold any more and that no missing number gives to an aggregate: whether " +
           (lost == 1 ? "it was" : "any was") + " of this one, nobody can say from the record alone. “" +
           findingsTitle(m_document) + "” names each.";
}

bool addColumn(Table& table, Column column, const std::vector<std::string>& cells)
{
    if (std::ranges::all_of(cells, [](const std::string& cell) { return cell.empty(); })) return false;
    table.columns.push_back(std::move(column));
    for (std::size_t i = 0; i < table.rows.size(); ++i) table.rows[i].push_back(cells[i]);
    return true;
}

}  // namespace vci::report
