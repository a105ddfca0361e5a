// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/catalog/ruleparser.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace vci::catalog {

namespace {

constexpr std::array<std::pair<std::string_view, Rule::Kind>, 7> kRuleKinds = {{{"set", Rule::Kind::Set},
                                                                                {"unset", Rule::Kind::Unset},
                                                                                {"increment", Rule::Kind::Increment},
                                                                                {"append", Rule::Kind::Append},
                                                                                {"min", Rule::Kind::Min},
                                                                                {"max", Rule::Kind::Max},
                                                                                {"elapsed", Rule::Kind::Elapsed}}};
constexpr std::array<std::string_view, 7> kEventFields = {"id",           "timestamp",    "sequence_number", "event_type",
                                                          "aggregate_id", "causation_id", "correlation_id"};
constexpr std::array<std::string_view, 4> kReservedTargets = {"last_event_id", "last_event_type", "last_sequence",
                                                              "last_timestamp"};

std::optional<Condition> readCondition(NodeReader& reader, const Node& parent)
{
    const auto node = reader.member(parent, "if");
    if (!node) return std::nullopt;
    if (!reader.checkObject(*node, {"data"}, {"equals", "not"})) return std::nullopt;
    Condition condition;
    condition.path = reader.path(*node, "data");
    if (const auto equals = reader.member(*node, "equals")) condition.equals = *equals->value;
    condition.negated = reader.boolean(*node, "not", false);
    return condition;
}

/// The operand among the members value, data, event and old of node, exactly one of which must be there.
Operand readOperand(NodeReader& reader, const Node& node)
{
    Operand operand;
    int sources = 0;
    if (const auto value = reader.member(node, "value")) {
        operand.source = Operand::Source::Constant;
        operand.constant = *value->value;
        ++sources;
    }
    for (const auto& [name, source] : {std::pair("data", Operand::Source::Data), std::pair("old", Operand::Source::Old)}) {
        if (!reader.member(node, name)) continue;
        operand.source = source;
        operand.path = reader.path(node, name);
        ++sources;
    }
    if (const auto field = reader.member(node, "event")) {
        operand.source = Operand::Source::EventField;
        operand.field = reader.text(*field);
        ++sources;
        if (std::find(kEventFields.begin(), kEventFields.end(), operand.field) == kEventFields.end())
            reader.fail(field->pointer, "\"" + operand.field + "\" is no field of an event that a rule can read");
    }
    if (sources != 1)
        reader.fail(node.pointer,
                    "must have exactly one of the members value, data, event and old, has " + std::to_string(sources));
    return operand;
}

Operand readOperandMember(NodeReader& reader, const Node& parent, std::string_view name)
{
    const auto node = reader.member(parent, name);
    if (!node || !reader.checkObject(*node, {}, {"value", "data", "event", "old"})) return {};
    return readOperand(reader, *node);
}

bool checkRuleMembers(NodeReader& reader, const Node& node, Rule::Kind kind)
{
    switch (kind) {
    case Rule::Kind::Unset:
        return reader.checkObject(node, {"rule", "target"}, {"if"});
    case Rule::Kind::Elapsed:
        return reader.checkObject(node, {"rule", "target", "from", "to"}, {"if"});
    case Rule::Kind::Increment:
        return reader.checkObject(node, {"rule", "target"}, {"if", "value", "data", "event", "old", "negative"});
    case Rule::Kind::Set:
    case Rule::Kind::Append:
    case Rule::Kind::Min:
    case Rule::Kind::Max:
        break;
    }
    return reader.checkObject(node, {"rule", "target"}, {"if", "value", "data", "event", "old"});
}

std::optional<Rule::Kind> readRuleKind(NodeReader& reader, const Node& node)
{
    if (!node.value->isObject()) {
        reader.fail(node.pointer, "must be an object");
        return std::nullopt;
    }
    const auto kindNode = reader.member(node, "rule");
    if (!kindNode) {
        reader.fail(node.pointer, "lacks the member \"rule\"");
        return std::nullopt;
    }
    const std::string name = reader.text(*kindNode);
    const auto* found = std::find_if(kRuleKinds.begin(), kRuleKinds.end(), [&](const auto& pair) { return pair.first == name; });
    if (found != kRuleKinds.end()) return found->second;
    reader.fail(kindNode->pointer, "\"" + name + "\" is no rule; there are set, unset, increment, append, min, max, elapsed");
    return std::nullopt;
}

}  // namespace

Rule readRule(NodeReader& reader, const Node& node)
{
    Rule rule;
    const auto kind = readRuleKind(reader, node);
    if (!kind || !checkRuleMembers(reader, node, *kind)) return rule;
    rule.kind = *kind;
    rule.target = reader.text(node, "target");
    if (std::find(kReservedTargets.begin(), kReservedTargets.end(), rule.target) != kReservedTargets.end())
        reader.fail(node.pointer + "/target", "\"" + rule.target + "\" is set by every event and cannot be a target");
    rule.condition = readCondition(reader, node);
    if (rule.kind == Rule::Kind::Unset) return rule;
    if (rule.kind == Rule::Kind::Elapsed) {
        rule.from = readOperandMember(reader, node, "from");
        rule.operand = readOperandMember(reader, node, "to");
        return rule;
    }
    rule.operand = readOperand(reader, node);
    if (rule.kind != Rule::Kind::Increment) return rule;
    rule.negative = reader.boolean(node, "negative", false);
    if (rule.operand.source == Operand::Source::Constant && !rule.operand.constant.isNumber())
        reader.fail(node.pointer + "/value", "must be a number");
    return rule;
}

Upcast readUpcast(NodeReader& reader, const Node& node, std::int64_t newestVersion)
{
    Upcast upcast;
    if (!node.value->isObject()) {
        reader.fail(node.pointer, "must be an object");
        return upcast;
    }
    const auto step = reader.member(node, "step");
    if (!step) {
        reader.fail(node.pointer, "lacks the member \"step\"");
        return upcast;
    }
    const std::string kind = reader.text(*step);
    if (kind == "default") {
        if (!reader.checkObject(node, {"from", "step", "member", "value"}, {"if"})) return upcast;
        upcast.constant = *reader.member(node, "value")->value;
        upcast.condition = readCondition(reader, node);
        upcast.kind = upcast.condition ? Upcast::Kind::DefaultIf : Upcast::Kind::Default;
    } else if (kind == "wrap_string") {
        if (!reader.checkObject(node, {"from", "step", "member", "key"}, {})) return upcast;
        upcast.kind = Upcast::Kind::WrapString;
        upcast.wrapKey = reader.text(node, "key");
    } else {
        reader.fail(step->pointer, "\"" + kind + "\" is no step of an upcaster; there are default and wrap_string");
        return upcast;
    }
    upcast.member = reader.text(node, "member");
    upcast.fromVersion = reader.integer(node, "from", 1, std::max<std::int64_t>(newestVersion - 1, 1));
    if (newestVersion < 2) reader.fail(node.pointer, "a type at version 1 has no upcasters");
    return upcast;
}

}  // namespace vci::catalog
