// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/replay/rules.h"

#include "core/base/timestamp.h"
#include "core/json/pointer.h"
#include "core/replay/decimal.h"

#include <algorithm>
#include <compare>

namespace vci::replay {

namespace {

using catalog::Condition;
using catalog::Operand;
using catalog::Rule;
using catalog::Upcast;

bool holds(const Condition& condition, const std::optional<json::Value>& found)
{
    const bool isMet = found && (!condition.equals || *found == *condition.equals);
    return isMet != condition.negated;
}

/// One pass over the rules of one event.
class Run {
public:
    explicit Run(RuleState& state)
        : m_state(state)
    {
    }

    [[nodiscard]] bool isSound() const { return m_isSound; }

    void apply(const Rule& rule)
    {
        if (rule.condition && !holds(*rule.condition, m_state.data(rule.condition->path))) return;
        if (rule.kind == Rule::Kind::Unset) return m_state.unset(rule.target);
        auto operand = value(rule.operand);
        if (!operand) return;
        switch (rule.kind) {
        case Rule::Kind::Set:
            return m_state.assign(rule.target, std::move(*operand));
        case Rule::Kind::Increment:
            return increment(rule, *operand);
        case Rule::Kind::Append:
            return append(rule, std::move(*operand));
        case Rule::Kind::Min:
        case Rule::Kind::Max:
            return bound(rule, std::move(*operand));
        case Rule::Kind::Elapsed:
            return elapsed(rule, *operand);
        case Rule::Kind::Unset:
            return;
        }
    }

private:
    std::optional<json::Value> value(const Operand& operand)
    {
        switch (operand.source) {
        case Operand::Source::Constant:
            return operand.constant;
        case Operand::Source::Data:
            return m_state.data(operand.path);
        case Operand::Source::EventField:
            return m_state.field(operand.field);
        case Operand::Source::Old:
            return m_state.old(operand.path);
        }
        return std::nullopt;
    }

    void refuse() { m_isSound = false; }

    void increment(const Rule& rule, const json::Value& operand)
    {
        const auto target = m_state.member(rule.target);
        if (!operand.isNumber() || (target && !target->isNumber())) return refuse();
        const auto operation = rule.negative ? DecimalOperation::Subtract : DecimalOperation::Add;
        auto sum = decimalSum(target ? std::string_view(target->asText()) : std::string_view("0"), operand.asText(), operation);
        if (!sum) return refuse();
        m_state.assign(rule.target, json::Value::number(std::move(*sum)));
    }

    void append(const Rule& rule, json::Value operand)
    {
        auto target = m_state.member(rule.target);
        json::Value array = json::Value::array();
        if (target && target->isArray())
            array = std::move(*target);
        else if (target)
            array.items().push_back(std::move(*target));
        array.items().push_back(std::move(operand));
        m_state.assign(rule.target, std::move(array));
    }

    void bound(const Rule& rule, json::Value operand)
    {
        auto target = m_state.member(rule.target);
        if (!operand.isNumber() || (target && !target->isNumber())) return refuse();
        if (target) {
            const auto order = decimalCompare(operand.asText(), target->asText());
            const bool isBetter = rule.kind == Rule::Kind::Min ? std::is_lt(order) : std::is_gt(order);
            if (!isBetter) operand = std::move(*target);
        }
        m_state.assign(rule.target, std::move(operand));
    }

    void elapsed(const Rule& rule, const json::Value& to)
    {
        const auto from = value(rule.from);
        if (!from) return;
        if (!from->isString() || !to.isString()) return refuse();
        const auto begin = Timestamp::parse(from->asText());
        const auto end = Timestamp::parse(to.asText());
        if (!begin.ok() || !end.ok()) return refuse();
        m_state.assign(rule.target, json::Value::number(decimalSeconds(end.value().micros() - begin.value().micros())));
    }

    RuleState& m_state;
    bool m_isSound = true;
};

void applyUpcast(const Upcast& step, json::Value& data)
{
    const json::Value* member = data.find(step.member);
    if (step.kind == Upcast::Kind::WrapString) {
        if (member != nullptr && member->isString()) data.set(step.member, json::Value::object({{step.wrapKey, *member}}));
        return;
    }
    if (member != nullptr) return;
    if (step.condition) {
        const json::Value* found = json::resolve(data, step.condition->path);
        if (!holds(*step.condition, found == nullptr ? std::nullopt : std::optional(*found))) return;
    }
    data.set(step.member, step.constant);
}

}  // namespace

bool runRules(std::span<const Rule> rules, DataKind dataKind, RuleState& state)
{
    Run run(state);
    for (const Rule& rule : rules) {
        if (dataKind == DataKind::Object || !rule.readsData()) run.apply(rule);
    }
    return run.isSound();
}

void upcast(const catalog::EventType& type, std::int64_t version, json::Value& data)
{
    if (!data.isObject()) return;
    for (const Upcast& step : type.upcasts) {
        if (step.fromVersion >= version) applyUpcast(step, data);
    }
}

bool needsUpcast(const catalog::EventType& type, std::int64_t version)
{
    return std::any_of(type.upcasts.begin(), type.upcasts.end(), [&](const Upcast& step) { return step.fromVersion >= version; });
}

}  // namespace vci::replay
