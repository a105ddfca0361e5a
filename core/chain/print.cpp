// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/chain/print.h"

#include "core/base/utf8.h"
#include "core/json/envelope.h"

#include <algorithm>
#include <string_view>
#include <vector>

namespace vci::chain {

namespace {

constexpr std::size_t kMaxIndent = 40;

void appendIds(std::string& out, const Graph& graph, const std::vector<std::size_t>& nodes)
{
    out += '[';
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        if (i > 0) out += ',';
        out += '"';
        out += graph.nodes[nodes[i]].event.id.toString();
        out += '"';
    }
    out += ']';
}

void appendNode(std::string& out, const Graph& graph, const Node& node, Flags flags)
{
    if (node.isOrphan) flags.add(FindingKind::CausationOrphan);
    if (node.inCycle) flags.add(FindingKind::CausationCycle);
    json::appendEnvelope(out, node.event, flags);
    out.pop_back();  // the envelope's closing brace: two members follow
    out += ",\"depth\":";
    out += node.depth ? std::to_string(*node.depth) : "null";
    out += ",\"children\":";
    appendIds(out, graph, node.children);
    out += '}';
}

/// `Call 9f13c2d0 #3`
std::string placeOf(const Event& event)
{
    return visibleControls(event.aggregateType) + ' ' + event.aggregateId.toString().substr(0, 8) + " #" +
           std::to_string(event.sequence.value());
}

std::string quotedForDot(std::string_view text)
{
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') out += '\\';
        out += c;
        if (c == '&') out += "amp;";  // labels know the entities of HTML
    }
    return out + '"';
}

/// The lines of a label: the \n between them is Graphviz's own escape, so it is put in after quoting.
std::string dotLabel(const Event& event)
{
    std::string label = quotedForDot(visibleControls(event.eventType));
    label.pop_back();
    label += "\\n";
    label += quotedForDot(placeOf(event)).substr(1);
    return label;
}

/// For each row, whether a row of the same parent follows: then its branch goes on downwards.
std::vector<bool> rowsWithFollowers(const std::vector<TreeRow>& rows)
{
    std::vector<bool> follows(rows.size(), false);
    std::vector<bool> seenAt;  // by indent, for the rows below
    for (std::size_t i = rows.size(); i-- > 0;) {
        const std::size_t indent = rows[i].indent;
        if (seenAt.size() <= indent) seenAt.resize(indent + 1, false);
        follows[i] = seenAt[indent];
        seenAt[indent] = true;
        seenAt.resize(indent + 1);
    }
    return follows;
}

std::string rowText(const Graph& graph, const TreeRow& row)
{
    if (row.hiddenChildren > 0) return "… " + std::to_string(row.hiddenChildren) + " more";
    const Node& node = graph.nodes[row.node];
    const Event& event = node.event;
    std::string text = visibleControls(event.eventType) + "  " + placeOf(event) + "  " +
                       visibleControls(event.timestamp.toString()) + "  " + event.id.toString();
    if (node.isOrphan) text += "  [orphan: its cause " + event.causationId->toString() + " is no event]";
    if (node.inCycle && row.indent == 0) text += "  [cycle: caused by its own effect " + event.causationId->toString() + "]";
    if (row.indent > kMaxIndent) text = "(" + std::to_string(row.indent) + " steps down) " + text;
    return text;
}

}  // namespace

std::string toJson(const Graph& graph, std::span<const Flags> placeFlags)
{
    std::string out = "{\"correlation_id\":";
    out += graph.correlation ? '"' + graph.correlation->toString() + '"' : "null";
    out += ",\"roots\":";
    appendIds(out, graph, graph.roots);
    out += ",\"events\":[";
    for (std::size_t i = 0; i < graph.nodes.size(); ++i) {
        if (i > 0) out += ',';
        appendNode(out, graph, graph.nodes[i], placeFlags.empty() ? Flags() : placeFlags[i]);
    }
    out += "],\"orphans\":";
    appendIds(out, graph, graph.orphans);
    out += ",\"cycles\":[";
    for (std::size_t i = 0; i < graph.cycles.size(); ++i) {
        if (i > 0) out += ',';
        // Like every list of the answer in order of time; who caused whom, each event tells.
        std::vector<std::size_t> cycle = graph.cycles[i];
        std::sort(cycle.begin(), cycle.end());
        appendIds(out, graph, cycle);
    }
    out += ']';
    if (graph.truncated) out += ",\"truncated\":true";
    return out + '}';
}

std::string toDot(const Graph& graph)
{
    std::string out = "digraph chain {\n  node [shape=box, style=rounded];\n";
    for (const Node& node : graph.nodes) {
        out += "  \"" + node.event.id.toString() + "\" [label=" + dotLabel(node.event);
        if (node.isOrphan) out += ", style=\"rounded,dashed\"";
        if (node.inCycle) out += ", color=red";
        out += "];\n";
    }
    for (const Node& node : graph.nodes) {
        if (!node.parent) continue;
        const Node& cause = graph.nodes[*node.parent];
        out += "  \"" + cause.event.id.toString() + "\" -> \"" + node.event.id.toString() + '"';
        if (node.inCycle) out += " [color=red]";
        out += ";\n";
    }
    return out + "}\n";
}

std::string toTree(const Graph& graph, std::size_t fanOut)
{
    const std::vector<TreeRow> rows = treeRows(graph, fanOut, {});
    const std::vector<bool> follows = rowsWithFollowers(rows);
    std::vector<bool> goesOn;  // by indent: whether that branch has another row further down
    std::string out;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const TreeRow& row = rows[i];
        goesOn.resize(row.indent);
        const std::size_t drawn = std::min(row.indent, kMaxIndent);
        for (std::size_t level = 1; level < drawn; ++level) out += goesOn[level] ? "│  " : "   ";
        if (row.indent > 0) out += follows[i] ? "├─ " : "└─ ";
        goesOn.push_back(follows[i]);
        out += rowText(graph, row);
        out += '\n';
    }
    if (graph.truncated) out += "… more than is shown: the limit of " + std::to_string(graph.nodes.size()) + " events was met\n";
    return out;
}

}  // namespace vci::chain
