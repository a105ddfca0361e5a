// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Two documents, a NUL byte between them: the diff, applied by a naive patcher, turns the first into the second.

#include "core/json/patch.h"
#include "core/json/pointer.h"
#include "core/json/read.h"
#include "tests/fuzz/property.h"

#include <algorithm>

using namespace vci;
using fuzz::require;

namespace {

/// RFC 6902 on objects, the way a reader of the RFC would write it first.
void apply(json::Value& root, const json::PatchOperation& step)
{
    using Kind = json::PatchOperation::Kind;
    const auto tokens = json::parsePointer(step.path);
    require(tokens.ok(), "a step's path is a pointer");
    require((step.kind == Kind::Remove) != step.after.has_value(), "all but remove have a value");
    if (tokens.value().empty()) {
        require(step.kind == Kind::Replace, "the root is only replaced");
        root = *step.after;
        return;
    }
    json::Value* at = &root;
    for (std::size_t i = 0; i + 1 < tokens.value().size(); ++i) {
        require(at->isObject(), "only objects are descended");
        const auto& name = tokens.value()[i];
        auto& members = at->members();
        const auto member = std::find_if(members.rbegin(), members.rend(), [&name](const auto& m) { return m.first == name; });
        require(member != members.rend(), "the parent of a step is there");
        at = &member->second;
    }
    require(at->isObject(), "only objects are descended");
    const std::string& name = tokens.value().back();
    const json::Value* const present = at->find(name);
    require((present == nullptr) == (step.kind == Kind::Add), "add makes, the others change");
    require(present == nullptr || (step.before && *step.before == *present), "a step knows what was there");
    if (step.kind == Kind::Remove)
        at->remove(name);
    else
        at->set(name, *step.after);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view text = fuzz::textOf(data, size);
    const std::size_t middle = text.find('\0');
    if (middle == std::string_view::npos) return 0;
    const json::Value from = json::readLenient(text.substr(0, middle)).value;
    const json::Value to = json::readLenient(text.substr(middle + 1)).value;
    const auto steps = json::diff(from, to);
    require(steps.empty() == (from == to), "no steps between equals only");
    require(std::is_sorted(steps.begin(), steps.end(), [](const auto& a, const auto& b) { return a.path < b.path; }),
            "steps are sorted by path bytes");
    json::Value patched = from;
    for (const json::PatchOperation& step : steps) apply(patched, step);
    require(patched == to, "the steps lead from one to the other");
    require(json::toJson(steps).items().size() == steps.size(), "the RFC form has every step");
    return 0;
}
