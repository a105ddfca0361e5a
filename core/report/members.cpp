// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/report/members.h"

#include <charconv>
#include <system_error>
#include <utility>

namespace vci::report {

json::Value text(std::string_view utf8)
{
    return json::Value::string(std::string(utf8));
}

json::Value textOrNull(const std::optional<std::string>& utf8)
{
    return utf8 ? text(*utf8) : json::Value();
}

json::Value number(std::int64_t value)
{
    return json::Value::number(std::to_string(value));
}

json::Value numberOrNull(const std::optional<std::int64_t>& value)
{
    return value ? number(*value) : json::Value();
}

json::Value texts(const std::vector<std::string>& items)
{
    std::vector<json::Value> values;
    values.reserve(items.size());
    for (const std::string& item : items) values.push_back(text(item));
    return json::Value::array(std::move(values));
}

const json::Value& at(const json::Value& object, std::string_view name)
{
    static const json::Value null;
    const json::Value* found = object.find(name);
    return found == nullptr ? null : *found;
}

std::string_view textAt(const json::Value& object, std::string_view name)
{
    const json::Value& value = at(object, name);
    return value.isString() || value.isNumber() ? std::string_view(value.asText()) : std::string_view();
}

std::optional<std::int64_t> wholeNumber(std::string_view digits)
{
    std::int64_t number = 0;
    const auto [end, fault] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    return fault == std::errc() && end == digits.data() + digits.size() ? std::optional(number) : std::nullopt;
}

std::optional<std::int64_t> numberIn(const json::Value& value)
{
    return value.isNumber() ? wholeNumber(value.asText()) : std::nullopt;
}

bool isTrue(const json::Value& value)
{
    return value.isBool() && value.asBool();
}

const std::vector<json::Value>& itemsAt(const json::Value& object, std::string_view name)
{
    static const std::vector<json::Value> none;
    const json::Value& value = at(object, name);
    return value.isArray() ? value.items() : none;
}

}  // namespace vci::report
