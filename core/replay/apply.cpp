// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/replay/apply.h"

#include "core/json/order.h"
#include "core/json/pointer.h"
#include "core/json/read.h"
#include "core/replay/eventfield.h"
#include "core/replay/rules.h"

#include <algorithm>
#include <string_view>
#include <unordered_map>

namespace vci::replay {

namespace {

std::optional<json::Value> copyOf(const json::Value* value)
{
    return value == nullptr ? std::nullopt : std::optional(*value);
}

bool readsOld(const catalog::EventType& type)
{
    const auto isOld = [](const catalog::Operand& operand) { return operand.source == catalog::Operand::Source::Old; };
    return std::any_of(type.rules.begin(), type.rules.end(),
                       [&](const catalog::Rule& rule) { return isOld(rule.operand) || isOld(rule.from); });
}

class ValueState final : public RuleState {
public:
    ValueState(json::Value& state, const json::Value& before, const json::Value& eventData, const EventFields& fields)
        : m_state(state)
        , m_before(before)
        , m_data(eventData)
        , m_fields(fields)
    {
    }

    [[nodiscard]] bool setStatus() const { return m_setStatus; }

    std::optional<json::Value> data(const std::vector<std::string>& path) override { return copyOf(json::resolve(m_data, path)); }
    std::optional<json::Value> old(const std::vector<std::string>& path) override
    {
        return copyOf(json::resolve(m_before, path));
    }
    std::optional<json::Value> field(std::string_view name) override { return m_fields.value(name); }
    std::optional<json::Value> member(std::string_view name) override { return copyOf(m_state.find(name)); }
    void assign(std::string_view name, json::Value value) override
    {
        m_setStatus = m_setStatus || name == kStatusMember;
        m_state.set(name, std::move(value));
    }
    void unset(std::string_view name) override { m_state.remove(name); }

private:
    json::Value& m_state;
    const json::Value& m_before;
    const json::Value& m_data;
    const EventFields& m_fields;
    bool m_setStatus = false;
};

/// Step 2. Indexed, since both sides may have a hundred thousand members.
void mergeMembers(json::Value& state, const json::Value& data)
{
    const auto members = json::lastMembers(data);
    // The index holds views into the names: the vector must not move them.
    const std::size_t needed = state.members().size() + members.size();
    if (needed > state.members().capacity()) state.members().reserve(std::max(needed, 2 * state.members().capacity()));
    std::unordered_map<std::string_view, std::size_t> index;
    index.reserve(needed);
    for (std::size_t i = 0; i < state.members().size(); ++i) index.emplace(state.members()[i].first, i);
    for (const json::Value::Member* member : members) {
        if (const auto found = index.find(member->first); found != index.end())
            state.members()[found->second].second = member->second;
        else
            state.members().push_back(*member);
    }
}

}  // namespace

Flags apply(const catalog::Catalog& catalog, json::Value& state, const Event& event)
{
    Flags flags;
    const EventFields fields(event);
    const catalog::EventType* type = catalog.find(event.eventType);
    if (type == nullptr && !catalog.allowsUnknownTypes()) flags.add(FindingKind::UnknownEventType);

    json::LenientRead read = json::readLenient(event.eventData);
    const bool isObject = read.isJson && read.value.isObject();
    if (!isObject || read.foreignNumber || hasForeignNumber(event.metadata)) flags.add(FindingKind::MalformedPayload);
    if (type != nullptr) upcast(*type, event.eventVersion, read.value);
    const json::Value before = type != nullptr && readsOld(*type) ? state : json::Value();
    if (!state.isObject()) state = json::Value::object();
    if (isObject) mergeMembers(state, read.value);

    if (type != nullptr) {
        ValueState rules(state, before, read.value, fields);
        if (!runRules(type->rules, isObject ? DataKind::Object : DataKind::Other, rules))
            flags.add(FindingKind::MalformedPayload);
        const bool hasStatus = rules.setStatus() || read.value.find(kStatusMember) != nullptr;
        if (type->status && !hasStatus) state.set(kStatusMember, json::Value::string(*type->status));
    }
    state.set(kLastEventId, json::Value::string(event.id.toString()));
    state.set(kLastEventType, json::Value::string(event.eventType));
    state.set(kLastSequence, json::Value::number(std::to_string(event.sequence.value())));
    state.set(kLastTimestamp, json::Value::string(event.timestamp.toString()));
    return flags;
}

}  // namespace vci::replay
