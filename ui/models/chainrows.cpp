// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/models/chainrows.h"

#include "ui/format/text.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>
#include <limits>
#include <unordered_set>

namespace vci::ui {

namespace {

constexpr std::int64_t kMilli = 1000;
constexpr std::int64_t kSecond = 1'000'000;
constexpr std::int64_t kMinute = 60 * kSecond;
constexpr std::int64_t kHour = 60 * kMinute;
constexpr std::int64_t kDay = 24 * kHour;

QString tr(const char* text)
{
    return QCoreApplication::translate("Chain", text);
}

QString counted(std::size_t count, const char* one, const char* many)
{
    return count == 1 ? tr(one) : tr(many).arg(format::count(static_cast<std::int64_t>(count)));
}

QString twoDigits(std::int64_t value)
{
    return QStringLiteral("%1").arg(value, 2, 10, QLatin1Char('0'));
}

bool hasPlace(const chain::Node& node)
{
    return node.event.timestamp.foreignText.empty();
}

struct Scale {
    std::int64_t first = std::numeric_limits<std::int64_t>::max();
    std::int64_t last = std::numeric_limits<std::int64_t>::min();
};

Scale scaleOf(const chain::Graph& graph)
{
    Scale scale;
    for (const chain::Node& node : graph.nodes) {
        if (!hasPlace(node)) continue;
        scale.first = std::min(scale.first, node.event.timestamp.at.micros());
        scale.last = std::max(scale.last, node.event.timestamp.at.micros());
    }
    return scale;
}

ChainNodeText textOf(const chain::Node& node, const Scale& scale, const catalog::Catalog& catalog)
{
    ChainNodeText text;
    text.type = format::plain(node.event.eventType);
    text.aggregate = format::plain(node.event.aggregateType) + QLatin1Char(' ') + format::shortId(node.event.aggregateId.uuid());
    if (const catalog::EventType* type = catalog.find(node.event.eventType)) {
        text.family = QString::fromStdString(type->family);
        text.failed = type->status == "failed";
    }
    if (!hasPlace(node)) {
        text.offset = format::plain(node.event.timestamp.foreignText);
        return text;
    }
    const std::int64_t offset = node.event.timestamp.at.micros() - scale.first;
    text.offset = offsetText(offset);
    text.place = scale.last > scale.first ? static_cast<double>(offset) / static_cast<double>(scale.last - scale.first) : 0.0;
    return text;
}

std::vector<ChainRow> rowsInTime(const ChainView& view)
{
    std::vector<ChainRow> rows(view.graph.nodes.size());
    for (std::size_t i = 0; i < rows.size(); ++i) rows[i].node = i;
    return rows;
}

/// Size of the cycle that each node of one is part of.
std::unordered_map<std::size_t, std::size_t> cycleSizes(const chain::Graph& graph)
{
    std::unordered_map<std::size_t, std::size_t> sizes;
    for (const auto& cycle : graph.cycles) {
        for (const std::size_t node : cycle) sizes[node] = cycle.size();
    }
    return sizes;
}

}  // namespace

std::shared_ptr<const ChainView> chainView(chain::Graph graph, ChainMode mode, const catalog::Catalog& catalog)
{
    auto view = std::make_shared<ChainView>();
    view->mode = mode;
    view->graph = std::move(graph);
    const Scale scale = scaleOf(view->graph);
    std::unordered_set<AggregateId> aggregates;
    view->texts.reserve(view->graph.nodes.size());
    for (std::size_t i = 0; i < view->graph.nodes.size(); ++i) {
        chain::Node& node = view->graph.nodes[i];
        // The drawer shows no payload, and a chain may hold many large ones.
        node.event.eventData = std::string();
        node.event.metadata = std::string();
        view->texts.push_back(textOf(node, scale, catalog));
        view->index.emplace(node.event.id, i);
        aggregates.insert(node.event.aggregateId);
    }
    view->aggregates = aggregates.size();
    return view;
}

std::vector<ChainRow> chainRows(const ChainView& view, const std::vector<std::size_t>& expanded)
{
    if (view.mode == ChainMode::Correlation) return rowsInTime(view);
    const std::unordered_map<std::size_t, std::size_t> cycles = cycleSizes(view.graph);
    std::vector<ChainRow> rows;
    rows.reserve(view.graph.nodes.size() + view.graph.orphans.size() + view.graph.cycles.size());
    std::size_t shift = 0;
    for (const chain::TreeRow& row : chain::treeRows(view.graph, kChainFanOut, expanded)) {
        const chain::Node& node = view.graph.nodes[row.node];
        if (row.indent == 0 && row.hiddenChildren == 0) {
            const auto cycle = cycles.find(row.node);
            shift = node.isOrphan || cycle != cycles.end() ? 1 : 0;
            if (node.isOrphan) {
                rows.push_back({ChainRow::Kind::Orphan, row.node, 0, 0});
            } else if (cycle != cycles.end()) {
                rows.push_back({ChainRow::Kind::Cycle, row.node, 0, cycle->second});
            }
        }
        const auto kind = row.hiddenChildren > 0 ? ChainRow::Kind::More : ChainRow::Kind::Event;
        rows.push_back({kind, row.node, row.indent + shift, row.hiddenChildren});
    }
    return rows;
}

QString offsetText(std::int64_t micros)
{
    if (micros == 0) return QStringLiteral("0");
    const QString sign = micros < 0 ? QStringLiteral("−") : QStringLiteral("+");
    const std::int64_t size = micros < 0 ? -micros : micros;
    if (size < kMilli) return sign + tr("%1 µs").arg(size);
    if (size < 100 * kMilli) return sign + tr("%1 ms").arg(size / kMilli);
    if (size < 1000 * kSecond) {
        const std::int64_t tenths = size / (kSecond / 10);
        return sign + tr("%1 s").arg(QStringLiteral("%1.%2").arg(tenths / 10).arg(tenths % 10));
    }
    if (size < kHour) return sign + tr("%1 m %2 s").arg(QString::number(size / kMinute), twoDigits(size % kMinute / kSecond));
    if (size < 2 * kDay) return sign + tr("%1 h %2 m").arg(QString::number(size / kHour), twoDigits(size % kHour / kMinute));
    return sign + tr("%1 d %2 h").arg(QString::number(size / kDay), twoDigits(size % kDay / kHour));
}

QString chainTitle(const ChainView& view, std::optional<std::size_t> focused)
{
    QStringList parts;
    if (view.mode == ChainMode::Correlation && view.graph.correlation) {
        parts.append(tr("Correlation %1").arg(format::shortId(view.graph.correlation->uuid())));
    } else {
        parts.append(focused ? tr("Chain of %1").arg(view.texts[*focused].type) : tr("Chain"));
    }
    parts.append(counted(view.graph.nodes.size(), "1 event", "%1 events"));
    parts.append(counted(view.aggregates, "1 aggregate", "%1 aggregates"));
    if (!view.graph.orphans.empty()) parts.append(counted(view.graph.orphans.size(), "1 orphan", "%1 orphans"));
    if (!view.graph.cycles.empty()) parts.append(counted(view.graph.cycles.size(), "1 cycle", "%1 cycles"));
    if (view.graph.truncated) parts.append(tr("cut here: there are more"));
    return parts.join(QStringLiteral(" · "));
}

}  // namespace vci::ui
