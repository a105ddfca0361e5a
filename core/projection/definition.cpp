// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/projection/definition.h"

#include "core/base/hex.h"
#include "core/base/sha256.h"
#include "core/catalog/nodereader.h"
#include "core/catalog/ruleparser.h"
#include "core/json/order.h"
#include "core/json/read.h"

#include <algorithm>
#include <unordered_set>

namespace vci::projection {

namespace {

using catalog::Node;
using catalog::NodeReader;

constexpr std::size_t kMaxNameCharacters = 100;

bool isName(std::string_view name)
{
    const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
    if (name.empty() || !letter(name.front())) return false;
    return std::all_of(name.begin(), name.end(),
                       [&](char c) { return letter(c) || (c >= '0' && c <= '9') || c == '_' || c == '-' || c == '.'; });
}

Key readKey(NodeReader& reader, const Node& node)
{
    Key key;
    if (!reader.checkObject(node, {}, {"aggregate_type", "data", "event"})) return key;
    if (node.value->members().size() != 1) {
        reader.fail(node.pointer, "must have exactly one of the members aggregate_type, data and event");
        return key;
    }
    if (reader.member(node, "aggregate_type")) {
        key.aggregateType = reader.text(node, "aggregate_type", kMaxNameCharacters);
    } else if (reader.member(node, "data")) {
        key.kind = Key::Kind::Data;
        key.path = reader.path(node, "data");
    } else {
        key.kind = Key::Kind::EventDate;
        if (reader.text(node, "event") != "date") reader.fail(node.pointer + "/event", "must be \"date\"");
    }
    return key;
}

std::vector<catalog::Rule> readRules(NodeReader& reader, const Node& node, std::string_view name)
{
    std::vector<catalog::Rule> rules;
    for (const Node& rule : reader.items(node, name)) rules.push_back(catalog::readRule(reader, rule));
    return rules;
}

std::vector<EventRules> readEvents(NodeReader& reader, const Node& root)
{
    const std::vector<catalog::Rule> each = readRules(reader, root, "each");
    std::vector<EventRules> events;
    std::unordered_set<std::string> seen;
    for (const Node& node : reader.items(root, "events", 1)) {
        if (!reader.checkObject(node, {"type"}, {"rules"})) continue;
        EventRules event{reader.text(node, "type", kMaxNameCharacters), each};
        if (!seen.insert(event.eventType).second) reader.fail(node.pointer + "/type", "\"" + event.eventType + "\" stands twice");
        for (catalog::Rule& rule : readRules(reader, node, "rules")) event.rules.push_back(std::move(rule));
        events.push_back(std::move(event));
    }
    return events;
}

ForeignField readForeignField(NodeReader& reader, const Node& node, const std::vector<std::string>& targets)
{
    ForeignField field;
    if (!reader.checkObject(node, {"field", "ours"}, {"shape"})) return field;
    field.pointer = reader.text(node, "field");
    field.theirs = reader.path(node, "field");
    field.ours = reader.path(node, "ours");
    if (!field.ours.empty() && std::find(targets.begin(), targets.end(), field.ours.front()) == targets.end())
        reader.fail(node.pointer + "/ours", "\"" + field.ours.front() + "\" is the target of no rule");
    const std::string shape = reader.member(node, "shape") ? reader.text(node, "shape") : "same";
    if (shape == "text")
        field.shape = ForeignField::Shape::Text;
    else if (shape == "number")
        field.shape = ForeignField::Shape::Number;
    else if (shape != "same")
        reader.fail(node.pointer + "/shape", "must be same, text or number");
    return field;
}

std::vector<std::string> targetsOf(const std::vector<EventRules>& events)
{
    std::vector<std::string> targets;
    for (const EventRules& event : events)
        for (const catalog::Rule& rule : event.rules) targets.push_back(rule.target);
    std::sort(targets.begin(), targets.end(), json::utf16Less);
    targets.erase(std::unique(targets.begin(), targets.end()), targets.end());
    return targets;
}

void readDocument(NodeReader& reader, const Node& root, Definition& definition)
{
    if (!reader.checkObject(root, {"name", "description", "key", "events"}, {"$schema", "each", "foreign"})) return;
    definition.name = reader.text(root, "name", kMaxNameCharacters);
    if (!isName(definition.name)) reader.fail("/name", "must be letters, digits, _, - and ., a letter first");
    definition.description = reader.text(root, "description");
    definition.key = readKey(reader, *reader.member(root, "key"));
    definition.events = readEvents(reader, root);
    definition.targets = targetsOf(definition.events);
    const auto foreign = reader.member(root, "foreign");
    if (!foreign || !reader.checkObject(*foreign, {"model_type", "fields"}, {})) return;
    ForeignModel model{reader.text(*foreign, "model_type", kMaxNameCharacters), {}};
    for (const Node& field : reader.items(*foreign, "fields", 1))
        model.fields.push_back(readForeignField(reader, field, definition.targets));
    definition.foreign = std::move(model);
}

}  // namespace

std::vector<std::string> Definition::eventTypes() const
{
    std::vector<std::string> types;
    for (const EventRules& event : events) types.push_back(event.eventType);
    return types;
}

Result<std::shared_ptr<const Definition>> Definition::parse(std::string_view text, std::string_view name,
                                                            const catalog::Catalog& catalog)
{
    const auto root = json::readStrict(text);
    if (!root.ok()) return catalog::inFile(name, root.error());
    NodeReader reader(name);
    auto definition = std::make_shared<Definition>();
    readDocument(reader, {&root.value(), ""}, *definition);
    if (reader.error()) return *reader.error();
    definition->version = toHex(sha256({text, catalog.version()}));
    return std::shared_ptr<const Definition>(std::move(definition));
}

}  // namespace vci::projection
