// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/projection/foreignrows.h"

#include "core/json/pointer.h"
#include "core/json/read.h"

namespace vci::projection {

namespace {

/// null and absent are one for a platform that fills its rows from tables.
std::optional<json::Value> valueAt(const json::Value& data, const std::vector<std::string>& path)
{
    const json::Value* const found = json::resolve(data, path);
    return found == nullptr || found->isNull() ? std::nullopt : std::optional(*found);
}

json::Value shaped(json::Value value, ForeignField::Shape shape)
{
    if (shape == ForeignField::Shape::Text && (value.isNumber() || value.isBool()))
        return json::Value::string(json::dumpCanonical(value));
    if (shape == ForeignField::Shape::Number && value.isString()) {
        json::LenientRead number = json::readLenient(value.asText());
        if (number.isJson && number.value.isNumber()) return std::move(number.value);
    }
    return value;
}

std::optional<std::string> textOf(const std::optional<json::Value>& value)
{
    return value ? std::optional(json::dumpCanonical(*value)) : std::nullopt;
}

}  // namespace

std::vector<FieldDifference> foreignDifferences(const ForeignModel& model, const json::Value& theirs, const json::Value& ours)
{
    std::vector<FieldDifference> differences;
    for (const ForeignField& field : model.fields) {
        auto expected = valueAt(ours, field.ours);
        if (expected) expected = shaped(std::move(*expected), field.shape);
        const auto found = valueAt(theirs, field.theirs);
        if (expected == found) continue;
        differences.push_back({field.pointer, textOf(expected), textOf(found)});
    }
    return differences;
}

}  // namespace vci::projection
