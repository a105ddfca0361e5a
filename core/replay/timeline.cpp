// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/replay/timeline.h"

#include "core/json/pointer.h"
#include "core/replay/eventfield.h"
#include "core/replay/leafvalue.h"
#include "core/replay/timelinedata.h"

#include <algorithm>
#include <array>

namespace vci::replay {

namespace {

/// The first index in [0, size) for which isBeyond holds, or size. isBeyond must stay true once it is.
template <typename Predicate>
std::size_t firstWhere(std::size_t size, Predicate isBeyond)
{
    std::size_t low = 0;
    std::size_t high = size;
    while (low < high) {
        const std::size_t middle = low + (high - low) / 2;
        if (isBeyond(middle))
            high = middle;
        else
            low = middle + 1;
    }
    return low;
}

/// The order in which objectOf() puts members: a leaf by its key as a pointer writes it, an object as if a `/` followed.
std::string memberSortKey(const json::Value::Member& member)
{
    std::string key;
    json::appendPointerToken(key, member.first);
    return member.second.isLeaf() ? key : key + "/";
}

void insertSorted(json::Value& object, std::string_view name, json::Value value)
{
    json::Value::Member member{std::string(name), std::move(value)};
    const std::string key = memberSortKey(member);
    const auto at = std::partition_point(object.members().begin(), object.members().end(),
                                         [&](const json::Value::Member& other) { return memberSortKey(other) < key; });
    object.members().insert(at, std::move(member));
}

}  // namespace

Timeline::Timeline(std::unique_ptr<Data> data)
    : m_data(std::move(data))
{
}

Timeline::~Timeline() = default;

AggregateId Timeline::aggregateId() const
{
    return m_data->aggregateId;
}

const std::string& Timeline::aggregateType() const
{
    return m_data->aggregateType;
}

std::size_t Timeline::size() const
{
    return m_data->heads.size();
}

EventHead Timeline::eventAt(std::size_t index) const
{
    const Head& head = m_data->heads[index];
    const TypeName& type = m_data->types[head.type];
    return {EventId(Uuid(head.id)),
            Sequence(head.sequence),
            Timestamp(head.at),
            type.name,
            type.version,
            head.flags,
            head.pos == Head::kNoPos ? std::nullopt : std::optional(LogIndex(head.pos))};
}

std::string Timeline::timeText(std::size_t index) const
{
    return m_data->timeText(index);
}

std::optional<std::size_t> Timeline::indexOf(EventId id) const
{
    const Data& data = *m_data;
    std::call_once(data.idIndexMade, [&] {
        data.idIndex.resize(data.heads.size());
        for (std::size_t i = 0; i < data.idIndex.size(); ++i) data.idIndex[i] = static_cast<std::uint32_t>(i);
        std::stable_sort(data.idIndex.begin(), data.idIndex.end(),
                         [&](std::uint32_t a, std::uint32_t b) { return data.heads[a].id < data.heads[b].id; });
    });
    const auto& wanted = id.uuid().bytes();
    const auto at = std::partition_point(data.idIndex.begin(), data.idIndex.end(),
                                         [&](std::uint32_t index) { return data.heads[index].id < wanted; });
    if (at == data.idIndex.end() || data.heads[*at].id != wanted) return std::nullopt;
    return *at;
}

Position Timeline::positionAtSequence(Sequence n) const
{
    return firstWhere(size(), [&](std::size_t i) { return m_data->heads[i].sequence > n.value(); });
}

Position Timeline::positionAtTime(Timestamp t) const
{
    const auto& greatest = m_data->greatestTimes;
    return firstWhere(size(), [&](std::size_t i) { return (greatest.empty() ? m_data->heads[i].at : greatest[i]) > t.micros(); });
}

json::Value Timeline::stateAt(Position position, LastFields last) const
{
    json::Value state = objectOf(m_data->leavesAt(position), m_data->changes, m_data->paths);
    if (position == 0 || last == LastFields::Omit) return state;
    const EventHead head = eventAt(position - 1);
    insertSorted(state, kLastEventId, json::Value::string(head.id.toString()));
    insertSorted(state, kLastEventType, json::Value::string(std::string(head.eventType)));
    insertSorted(state, kLastSequence, json::Value::number(std::to_string(head.sequence.value())));
    insertSorted(state, kLastTimestamp, json::Value::string(timeText(position - 1)));
    return state;
}

std::vector<json::PatchOperation> Timeline::diff(Position a, Position b, LastFields last) const
{
    return json::diff(stateAt(a, last), stateAt(b, last));
}

std::vector<FieldBlame> Timeline::blameAt(Position position) const
{
    std::vector<FieldBlame> fields;
    for (const ChangeIndex index : m_data->leavesAt(position)) fields.push_back(m_data->fieldBlame(index, position));
    return fields;
}

Result<std::vector<FieldBlame>> Timeline::blameAt(Position position, std::string_view pointer) const
{
    VCI_TRY(const auto tokens, json::parsePointer(pointer));
    std::vector<FieldBlame> fields;
    if (const auto path = m_data->paths.find(tokens)) {
        for (const ChangeIndex index : m_data->leavesAt(position)) {
            if (m_data->paths.isAtOrBelow(m_data->changes[index].path, *path))
                fields.push_back(m_data->fieldBlame(index, position));
        }
    }
    if (fields.empty() && !tokens.empty()) {
        Error error = makeError(ErrorCode::NoSuchField, "the state has no field " + std::string(pointer) + " at this point");
        error.place.pointer = std::string(pointer);
        return error;
    }
    return fields;
}

std::vector<FieldChange> Timeline::changesOf(std::size_t index) const
{
    const Data& data = *m_data;
    std::vector<ChangeIndex> indices;
    for (ChangeIndex i = data.heads[index].firstChange; i < data.changesBefore(index + 1); ++i) indices.push_back(i);
    std::sort(indices.begin(), indices.end(),
              [&](ChangeIndex a, ChangeIndex b) { return data.ranks[data.changes[a].path] < data.ranks[data.changes[b].path]; });
    std::vector<FieldChange> changes;
    changes.reserve(indices.size());
    for (const ChangeIndex i : indices) changes.push_back(data.fieldChange(i));
    return changes;
}

std::vector<FieldChange> Timeline::historyOf(std::string_view pointer) const
{
    std::vector<FieldChange> changes;
    const auto tokens = json::parsePointer(pointer);
    const auto path = tokens.ok() ? m_data->paths.find(tokens.value()) : std::nullopt;
    if (!path) return changes;
    for (ChangeIndex i = m_data->changes.last(*path); i != kNoChange; i = m_data->changes[i].previous)
        changes.push_back(m_data->fieldChange(i));
    std::reverse(changes.begin(), changes.end());
    return changes;
}

Flags Timeline::flagsUpTo(Position position) const
{
    const auto& steps = m_data->flagSteps;
    const auto beyond =
        std::partition_point(steps.begin(), steps.end(), [&](const FlagStep& step) { return step.position <= position; });
    return beyond == steps.begin() ? Flags() : std::prev(beyond)->flags;
}

std::string Timeline::Data::timeText(std::size_t index) const
{
    const auto foreign = foreignTimes.find(index);
    return foreign == foreignTimes.end() ? Timestamp(heads[index].at).toString() : foreign->second;
}

std::vector<ChangeIndex> Timeline::Data::leavesAt(Position position) const
{
    const auto beyond = std::partition_point(checkpoints.begin(), checkpoints.end(),
                                             [&](const Checkpoint& checkpoint) { return checkpoint.position <= position; });
    const Checkpoint* nearest = beyond == checkpoints.begin() ? nullptr : &*std::prev(beyond);
    const ChangeIndex begin = nearest == nullptr ? 0 : changesBefore(nearest->position);
    const ChangeIndex end = changesBefore(position);
    // Later changes of a path come behind earlier ones, so after sorting by path the last of each run is the one in force.
    std::vector<std::uint64_t> ordered;
    ordered.reserve((nearest == nullptr ? 0 : nearest->changes.size()) + (end - begin));
    const auto take = [&](ChangeIndex index) { ordered.push_back((std::uint64_t{ranks[changes[index].path]} << 32) | index); };
    if (nearest != nullptr) std::for_each(nearest->changes.begin(), nearest->changes.end(), take);
    for (ChangeIndex index = begin; index < end; ++index) take(index);
    std::sort(ordered.begin(), ordered.end());
    std::vector<ChangeIndex> leaves;
    for (std::size_t i = 0; i < ordered.size(); ++i) {
        const bool isInForce = i + 1 == ordered.size() || (ordered[i] >> 32) != (ordered[i + 1] >> 32);
        const auto index = static_cast<ChangeIndex>(ordered[i]);
        if (isInForce && !changes[index].value.isNone()) leaves.push_back(index);
    }
    return leaves;
}

FieldChange Timeline::Data::fieldChange(ChangeIndex index) const
{
    const auto textOf = [&](ChangeIndex i) {
        return i == kNoChange || changes[i].value.isNone() ? std::nullopt : std::optional(std::string(changes.text(i)));
    };
    return {changes[index].event, paths.pointer(changes[index].path), textOf(changes[index].previous), textOf(index)};
}

FieldBlame Timeline::Data::fieldBlame(ChangeIndex index, Position position) const
{
    FieldChange change = fieldChange(index);
    const auto& events = assigned[paths.node(changes[index].path).top];
    const auto beyond = std::lower_bound(events.begin(), events.end(), position);
    return {std::move(change.path), std::move(*change.after), std::move(change.before), changes[index].count, *std::prev(beyond)};
}

}  // namespace vci::replay
