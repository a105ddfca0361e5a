// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/replay/leafvalue.h"

#include "core/json/read.h"

namespace vci::replay {

json::Value leafValue(std::string_view canonicalText)
{
    const char first = canonicalText.empty() ? '\0' : canonicalText.front();
    if ((first >= '0' && first <= '9') || first == '-') return json::Value::number(std::string(canonicalText));
    if (canonicalText == "true" || canonicalText == "false") return json::Value::boolean(first == 't');
    if (canonicalText == "null") return {};
    if (first == '"' && canonicalText.find('\\') == std::string_view::npos)
        return json::Value::string(std::string(canonicalText.substr(1, canonicalText.size() - 2)));
    return json::readLenient(canonicalText).value;
}

json::Value objectOf(std::span<const ChangeIndex> leaves, const ChangeLog& changes, const PathTable& paths)
{
    struct Open {
        PathId path;
        json::Value object;
    };
    std::vector<Open> stack;
    stack.push_back({kRootPath, json::Value::object()});
    const auto closeLast = [&] {
        Open closed = std::move(stack.back());
        stack.pop_back();
        stack.back().object.members().emplace_back(std::string(paths.node(closed.path).key), std::move(closed.object));
    };
    std::vector<PathId> missing;
    for (const ChangeIndex index : leaves) {
        const PathId leaf = changes[index].path;
        missing.clear();
        PathId at = paths.node(leaf).parent;
        while (paths.node(at).depth >= stack.size() || stack[paths.node(at).depth].path != at) {
            missing.push_back(at);
            at = paths.node(at).parent;
        }
        while (stack.back().path != at) closeLast();
        for (auto open = missing.rbegin(); open != missing.rend(); ++open) stack.push_back({*open, json::Value::object()});
        stack.back().object.members().emplace_back(std::string(paths.node(leaf).key), leafValue(changes.text(index)));
    }
    while (stack.size() > 1) closeLast();
    return std::move(stack.back().object);
}

}  // namespace vci::replay
