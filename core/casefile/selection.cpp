// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/casefile/selection.h"

#include "core/json/read.h"
#include "core/json/value.h"

#include <algorithm>
#include <charconv>
#include <iterator>

namespace vci::casefile {

namespace {

using json::Value;

template <typename Id>
Value idsOf(const std::vector<Id>& ids)
{
    std::vector<Value> items;
    items.reserve(ids.size());
    for (const Id& id : ids) items.push_back(Value::string(id.toString()));
    return Value::array(std::move(items));
}

Value timeOf(const std::optional<Timestamp>& time)
{
    return time ? Value::string(time->toString()) : Value();
}

std::string counted(std::size_t count, const std::string& one)
{
    return std::to_string(count) + " " + one + (count == 1 ? "" : "s");
}

}  // namespace

bool Selection::takes(const Event& event) const
{
    if (from && event.timestamp.at < *from) return false;
    if (to && event.timestamp.at >= *to) return false;
    return types.empty() || std::find(types.begin(), types.end(), event.eventType) != types.end();
}

bool Selection::isOfWholeAggregates() const
{
    return correlations.empty() && types.empty() && !from && !to;
}

std::vector<AggregateId> Selection::wholeAmong(const std::optional<store::RecordSelection>& source) const
{
    if (!types.empty() || from || to) return {};
    if (!source || source->isOfWholeAggregates) return aggregates;
    if (isOfAllAggregates()) return source->whole;
    std::vector<AggregateId> whole;
    std::ranges::copy_if(aggregates, std::back_inserter(whole),
                         [&](AggregateId one) { return std::ranges::find(source->whole, one) != source->whole.end(); });
    return whole;
}

std::string Selection::words() const
{
    std::string words;
    const auto add = [&words](const std::string& part) { words += (words.empty() ? "" : ", ") + part; };
    if (!aggregates.empty()) add(counted(aggregates.size(), "aggregate"));
    if (!correlations.empty()) add(counted(correlations.size(), "correlation"));
    if (isOfAllAggregates()) add("all aggregates");
    for (const std::string& type : types) add("type " + type);
    if (from) add("from " + from->toString());
    if (to) add("to " + to->toString());
    return words;
}

std::string Selection::text(const std::string& sourceLabel, TenantId tenant, std::int64_t events,
                            const std::optional<store::RecordSelection>& source, SourceLog log) const
{
    const auto among = wholeAmong(source);
    const bool isSourceWhole = !source || source->isOfWholeAggregates;
    const bool isWhole = isOfWholeAggregates() && (isSourceWhole || (!isOfAllAggregates() && among.size() == aggregates.size()));
    std::vector<Value> typeNames;
    for (const std::string& type : types) typeNames.push_back(Value::string(type));
    std::vector<Value::Member> members = {{"aggregates", idsOf(aggregates)},
                                          {"correlations", idsOf(correlations)},
                                          {"types", Value::array(std::move(typeNames))},
                                          {"from", timeOf(from)},
                                          {"to", timeOf(to)},
                                          {"whole", idsOf(isWhole ? std::vector<AggregateId>() : among)},
                                          {"whole_aggregates", Value::boolean(isWhole)},
                                          {"events", Value::number(std::to_string(events))},
                                          {"source", Value::string(sourceLabel)},
                                          {"tenant_id", Value::string(tenant.toString())}};
    if (log == SourceLog::Broken || (source && source->isOfBrokenLog)) members.emplace_back("broken_log", Value::boolean(true));
    return json::dumpCanonical(Value::object(std::move(members)));
}

std::optional<store::RecordSelection> tryRecordSelection(std::string_view text)
{
    const auto parsed = json::readStrict(text);
    if (!parsed.ok() || !parsed.value().isObject()) return std::nullopt;
    bool isOfAll = true;
    for (const std::string_view name : {"aggregates", "correlations", "types"}) {
        const Value* const items = parsed.value().find(name);
        if (items == nullptr || !items->isArray()) return std::nullopt;
        isOfAll = isOfAll && items->items().empty();
    }
    for (const std::string_view name : {"from", "to"}) {
        const Value* const time = parsed.value().find(name);
        if (time == nullptr || !(time->isNull() || time->isString())) return std::nullopt;
        isOfAll = isOfAll && time->isNull();
    }
    const Value* const isWhole = parsed.value().find("whole_aggregates");
    const Value* const events = parsed.value().find("events");
    if (isWhole == nullptr || !isWhole->isBool() || events == nullptr || !events->isNumber()) return std::nullopt;
    const std::string& digits = events->asText();
    std::int64_t count = 0;
    const auto [end, failure] = std::from_chars(digits.data(), digits.data() + digits.size(), count);
    if (failure != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
    store::RecordSelection selection{isWhole->asBool()};
    // Absent in a selection of an earlier version, which held nothing whole or everything.
    if (const Value* const whole = parsed.value().find("whole")) {
        if (!whole->isArray()) return std::nullopt;
        for (const Value& item : whole->items()) {
            const auto id = item.isString() ? AggregateId::tryFromString(item.asText()) : std::nullopt;
            if (!id) return std::nullopt;
            selection.whole.push_back(*id);
        }
    }
    selection.hasCorrelations = !parsed.value().find("correlations")->items().empty();
    // All of a part is a part.
    selection.isOfAll = isOfAll && selection.isOfWholeAggregates;
    selection.events = count;
    // Absent in most, and in those of an earlier version.
    if (const Value* const broken = parsed.value().find("broken_log")) {
        if (!broken->isBool()) return std::nullopt;
        selection.isOfBrokenLog = broken->asBool();
    }
    return selection;
}

}  // namespace vci::casefile
