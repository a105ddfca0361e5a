// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/chain/waterfall.h"

#include <algorithm>

namespace vci::chain {

namespace {

/// Infinities and years past 9999 are shown, but would leave no room for the rest of the picture.
bool isDrawable(const RecordedTime& time)
{
    return time.foreignText.empty() && time.at.isInEnvelopeRange();
}

}  // namespace

Waterfall waterfall(const Graph& graph)
{
    Waterfall result;
    result.times.resize(graph.nodes.size());
    for (const Node& node : graph.nodes) {
        if (isDrawable(node.event.timestamp)) {
            result.earliest = node.event.timestamp;  // nodes stand in order of time
            break;
        }
    }
    if (!result.earliest) return result;
    for (std::size_t i = 0; i < graph.nodes.size(); ++i) {
        const Node& node = graph.nodes[i];
        if (!isDrawable(node.event.timestamp)) continue;
        const std::int64_t at = node.event.timestamp.at.micros();
        const std::int64_t offset = at - result.earliest->at.micros();
        result.times[i].offsetMicros = offset;
        result.spanMicros = std::max(result.spanMicros, offset);
        if (!node.parent) continue;
        const RecordedTime& cause = graph.nodes[*node.parent].event.timestamp;
        if (isDrawable(cause)) result.times[i].sinceCauseMicros = at - cause.at.micros();
    }
    return result;
}

}  // namespace vci::chain
