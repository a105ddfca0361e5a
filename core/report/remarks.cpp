// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/report/remarks.h"

#include "core/report/members.h"
#include "core/report/words.h"

#include <algorithm>
#include <utility>

namespace vci::report {

namespace {

constexpr std::size_t kTimeLength = 27;  // of an envelope: those compare as texts

std::string joined(const std::vector<std::string>& words)
{
    std::string all;
    for (const std::string& word : words) all += (all.empty() ? "" : ", ") + word;
    return all;
}

}  // namespace

Remarks::Remarks(const json::Value& document)
    : m_document(document)
{
    for (const json::Value& finding : itemsAt(at(document, "verification"), "findings")) {
        if (textAt(finding, "severity") != "error" || textAt(finding, "kind") == "event_missing") continue;
        const std::string event = cell(finding, "event_id");
        if (event.empty()) continue;
        auto& kinds = m_errors[event];
        std::string kind = kindWords(textAt(finding, "kind"));
        if (std::ranges::find(kinds, kind) == kinds.end()) kinds.push_back(std::move(kind));
    }
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
    if (const std::string errors = ofErrors(cell(setBy, "event_id")); !errors.empty())
        return "set by event " + number + ", which is not what was recorded: " + errors;
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
    std::size_t ofAnyAggregate = 0;
    for (const json::Value& finding : itemsAt(at(m_document, "verification"), "findings")) {
        const std::string_view kind = textAt(finding, "kind");
        const std::string aggregate = cell(finding, "aggregate_id");
        if (kind == "sequence_gap" && aggregate == aggregateId) gone.items.push_back(cell(finding, "message") + ".");
        if (kind == "event_missing" && aggregate == aggregateId) gone.items.push_back(cell(finding, "message") + ".");
        if (kind == "event_missing" && aggregate.empty()) ++ofAnyAggregate;
    }
    if (ofAnyAggregate > 0)
        gone.items.push_back(
            "The record names " + groupedText(std::to_string(ofAnyAggregate)) + (ofAnyAggregate == 1 ? " event" : " events") +
            " that the source does not hold any more; of which aggregate, nobody can say from the record alone. “Findings” "
            "names each.");
    return gone;
}

bool addColumn(Table& table, Column column, const std::vector<std::string>& cells)
{
    if (std::ranges::all_of(cells, [](const std::string& cell) { return cell.empty(); })) return false;
    table.columns.push_back(std::move(column));
    for (std::size_t i = 0; i < table.rows.size(); ++i) table.rows[i].push_back(cells[i]);
    return true;
}

}  // namespace vci::report
