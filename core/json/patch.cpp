// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/json/patch.h"

#include "core/json/order.h"
#include "core/json/pointer.h"

#include <algorithm>
#include <utility>

namespace vci::json {

namespace {

struct Pair {
    const Value* from;
    const Value* to;
    std::string path;
};

std::string child(const std::string& path, const std::string& name)
{
    std::string result = path;
    appendPointerToken(result, name);
    return result;
}

/// Walks the members of two objects side by side in name order; common members go on the stack.
void compareMembers(const Pair& pair, std::vector<Pair>& stack, std::vector<PatchOperation>& patch)
{
    const auto before = sortedMembers(*pair.from);
    const auto after = sortedMembers(*pair.to);
    auto b = before.begin();
    auto a = after.begin();
    while (b != before.end() || a != after.end()) {
        if (a == after.end() || (b != before.end() && utf16Less((*b)->first, (*a)->first))) {
            patch.push_back({PatchOperation::Kind::Remove, child(pair.path, (*b)->first), (*b)->second, std::nullopt});
            ++b;
        } else if (b == before.end() || utf16Less((*a)->first, (*b)->first)) {
            patch.push_back({PatchOperation::Kind::Add, child(pair.path, (*a)->first), std::nullopt, (*a)->second});
            ++a;
        } else {
            stack.push_back({&(*b)->second, &(*a)->second, child(pair.path, (*a)->first)});
            ++b;
            ++a;
        }
    }
}

std::string operationName(PatchOperation::Kind kind)
{
    switch (kind) {
    case PatchOperation::Kind::Add:
        return "add";
    case PatchOperation::Kind::Remove:
        return "remove";
    case PatchOperation::Kind::Replace:
        return "replace";
    }
    return {};
}

}  // namespace

std::vector<PatchOperation> diff(const Value& from, const Value& to)
{
    std::vector<PatchOperation> patch;
    std::vector<Pair> stack{{&from, &to, {}}};
    while (!stack.empty()) {
        const Pair pair = std::move(stack.back());
        stack.pop_back();
        if (pair.from->isObject() && pair.to->isObject()) {
            compareMembers(pair, stack, patch);
        } else if (!(*pair.from == *pair.to)) {
            patch.push_back({PatchOperation::Kind::Replace, pair.path, *pair.from, *pair.to});
        }
    }
    std::sort(patch.begin(), patch.end(), [](const auto& a, const auto& b) { return a.path < b.path; });
    return patch;
}

Value toJson(const std::vector<PatchOperation>& patch)
{
    Value document = Value::array();
    for (const PatchOperation& operation : patch) {
        Value entry = Value::object();
        entry.set("op", Value::string(operationName(operation.kind)));
        entry.set("path", Value::string(operation.path));
        if (operation.after) entry.set("value", *operation.after);
        document.items().push_back(std::move(entry));
    }
    return document;
}

}  // namespace vci::json
