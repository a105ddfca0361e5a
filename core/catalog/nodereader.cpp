// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/catalog/nodereader.h"

#include "core/json/pointer.h"

#include <algorithm>
#include <charconv>

namespace vci::catalog {

namespace {

std::string childPointer(const Node& node, std::string_view name)
{
    std::string pointer = node.pointer;
    json::appendPointerToken(pointer, name);
    return pointer;
}

std::size_t characterCount(std::string_view utf8)
{
    return static_cast<std::size_t>(std::count_if(utf8.begin(), utf8.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

}  // namespace

Error inFile(std::string_view fileName, Error error)
{
    error.code = ErrorCode::InvalidCatalog;
    error.message = std::string(fileName) + ": line " + std::to_string(error.place.line.value_or(1)) + ", column " +
                    std::to_string(error.place.column.value_or(1)) + ": " + error.message;
    return error;
}

void NodeReader::fail(const std::string& pointer, const std::string& message)
{
    if (m_error) return;
    const std::string shown = pointer.empty() ? std::string("the whole document") : "at " + pointer;
    m_error = Error{ErrorCode::InvalidCatalog, m_fileName + ": " + shown + ": " + message, {pointer, std::nullopt, std::nullopt}};
}

bool NodeReader::checkObject(const Node& node, std::initializer_list<std::string_view> required,
                             std::initializer_list<std::string_view> optional)
{
    if (!node.value->isObject()) {
        fail(node.pointer, "must be an object");
        return false;
    }
    const auto isIn = [](std::initializer_list<std::string_view> names, std::string_view name) {
        return std::find(names.begin(), names.end(), name) != names.end();
    };
    for (const auto& [name, value] : node.value->members()) {
        if (isIn(required, name) || isIn(optional, name)) continue;
        fail(childPointer(node, name), "is not a member that is known here");
        return false;
    }
    for (const std::string_view name : required) {
        if (node.value->find(name) != nullptr) continue;
        fail(node.pointer, "lacks the member \"" + std::string(name) + "\"");
        return false;
    }
    return true;
}

std::optional<Node> NodeReader::member(const Node& node, std::string_view name) const
{
    const json::Value* value = node.value->find(name);
    return value == nullptr ? std::nullopt : std::optional(Node{value, childPointer(node, name)});
}

std::vector<Node> NodeReader::items(const Node& node, std::string_view name, std::size_t atLeast)
{
    const auto array = member(node, name);
    if (!array) return {};
    if (!array->value->isArray()) {
        fail(array->pointer, "must be an array");
        return {};
    }
    std::vector<Node> result;
    for (const json::Value& item : array->value->items())
        result.push_back({&item, array->pointer + "/" + std::to_string(result.size())});
    if (result.size() < atLeast)
        fail(array->pointer, "must have at least " + std::to_string(atLeast) + " elements, has " + std::to_string(result.size()));
    return result;
}

std::string NodeReader::text(const Node& node, std::string_view name, std::size_t maxCharacters)
{
    const auto value = member(node, name);
    return value ? text(*value, maxCharacters) : std::string();
}

std::string NodeReader::text(const Node& node, std::size_t maxCharacters)
{
    if (!node.value->isString() || node.value->asText().empty()) {
        fail(node.pointer, "must be a string that is not empty");
        return {};
    }
    const std::size_t count = characterCount(node.value->asText());
    if (maxCharacters != 0 && count > maxCharacters) {
        fail(node.pointer,
             "has " + std::to_string(count) + " characters, at most " + std::to_string(maxCharacters) + " are allowed");
        return {};
    }
    return node.value->asText();
}

bool NodeReader::boolean(const Node& node, std::string_view name, bool absent)
{
    const auto value = member(node, name);
    if (!value) return absent;
    if (value->value->isBool()) return value->value->asBool();
    fail(value->pointer, "must be true or false");
    return absent;
}

std::int64_t NodeReader::integer(const Node& node, std::string_view name, std::int64_t least, std::int64_t greatest)
{
    const auto value = member(node, name);
    if (!value) return least;
    std::int64_t number = 0;
    const std::string_view digits = value->value->isNumber() ? std::string_view(value->value->asText()) : std::string_view();
    const auto [end, fault] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    if (!digits.empty() && fault == std::errc() && end == digits.data() + digits.size() && number >= least && number <= greatest)
        return number;
    fail(value->pointer, "must be a whole number from " + std::to_string(least) + " to " + std::to_string(greatest));
    return least;
}

std::vector<std::string> NodeReader::path(const Node& node, std::string_view name)
{
    const auto value = member(node, name);
    return value ? path(*value) : std::vector<std::string>();
}

std::vector<std::string> NodeReader::path(const Node& node)
{
    if (node.value->isString() && !node.value->asText().empty()) {
        if (auto tokens = json::parsePointer(node.value->asText()); tokens.ok()) return std::move(tokens).value();
    }
    fail(node.pointer, "must be a JSON Pointer to a member, such as /amount");
    return {};
}

}  // namespace vci::catalog
