// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/json/pointer.h"

#include <charconv>
#include <optional>

namespace vci::json {

namespace {

Error noPointer(std::string_view pointer, std::string_view why)
{
    return makeError(ErrorCode::NoSuchField, "\"" + std::string(pointer) + "\" is no JSON Pointer: " + std::string(why) + ".");
}

std::optional<std::size_t> arrayIndex(std::string_view token)
{
    if (token.empty() || (token.size() > 1 && token[0] == '0')) return std::nullopt;
    std::size_t index = 0;
    const auto [end, failure] = std::from_chars(token.data(), token.data() + token.size(), index);
    if (failure != std::errc() || end != token.data() + token.size()) return std::nullopt;
    return index;
}

}  // namespace

void appendPointerToken(std::string& pointer, std::string_view token)
{
    pointer.push_back('/');
    for (const char c : token) {
        if (c == '~') {
            pointer.append("~0");
        } else if (c == '/') {
            pointer.append("~1");
        } else {
            pointer.push_back(c);
        }
    }
}

Result<std::vector<std::string>> parsePointer(std::string_view pointer)
{
    std::vector<std::string> tokens;
    if (pointer.empty()) return tokens;
    if (pointer[0] != '/') return noPointer(pointer, "it must be empty or start with /");
    for (std::size_t i = 0; i < pointer.size(); ++i) {
        if (pointer[i] == '/') {
            tokens.emplace_back();
        } else if (pointer[i] != '~') {
            tokens.back().push_back(pointer[i]);
        } else {
            const char next = i + 1 < pointer.size() ? pointer[++i] : '\0';
            if (next != '0' && next != '1') return noPointer(pointer, "~ must be followed by 0 or 1");
            tokens.back().push_back(next == '0' ? '~' : '/');
        }
    }
    return tokens;
}

const Value* resolve(const Value& root, const std::vector<std::string>& tokens)
{
    const Value* at = &root;
    for (const std::string& token : tokens) {
        if (at->isArray()) {
            const auto index = arrayIndex(token);
            at = index && *index < at->items().size() ? &at->items()[*index] : nullptr;
        } else {
            at = at->find(token);
        }
        if (at == nullptr) return nullptr;
    }
    return at;
}

}  // namespace vci::json
