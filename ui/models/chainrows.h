// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/catalog/catalog.h"
#include "core/chain/graph.h"

#include <QString>

#include <cstdint>
#include <memory>
#include <optional>
#include <unordered_map>
#include <vector>

namespace vci::ui {

/// What the drawer shows: what caused what, or everything that shares a correlation, in time.
enum class ChainMode { Causes, Correlation };

/// An event of a chain, as text.
struct ChainNodeText {
    QString type;         ///< controls as tokens
    QString aggregate;    ///< `Call 9f13c2d0`
    QString family;       ///< of the catalogue, or empty
    bool failed = false;  ///< sets the status `failed`
    QString offset;       ///< `+2.4 s` after the chain's first event; the recorded text for a time that is none
    double place = -1;    ///< 0 … 1 between the first and the last event; < 0: no place on the scale
};

/// A loaded chain with what its rows say. Immutable; shared between threads.
struct ChainView {
    ChainMode mode = ChainMode::Causes;
    chain::Graph graph;                ///< payloads left out
    std::vector<ChainNodeText> texts;  ///< one a node
    std::unordered_map<EventId, std::size_t> index;
    std::size_t aggregates = 0;  ///< how many different ones
};

/// One line of the drawer.
struct ChainRow {
    enum class Kind {
        Event,
        More,    ///< stands for hidden effects of node
        Orphan,  ///< says above node that its cause does not exist
        Cycle,   ///< says above node that it is part of a cycle
    };
    Kind kind = Kind::Event;
    std::size_t node = 0;
    std::size_t indent = 0;
    std::size_t count = 0;  ///< More: hidden effects; Cycle: events in it
};

/// Effects shown of one cause before a row stands for the rest.
inline constexpr std::size_t kChainFanOut = 20;

/// Makes the texts. Linear in the nodes; any thread.
[[nodiscard]] std::shared_ptr<const ChainView> chainView(chain::Graph graph, ChainMode mode, const catalog::Catalog& catalog);
/// Causes: the tree, depth first, with a row of words above each orphan and cycle. Correlation: all events in time order.
/// expanded: nodes all of whose effects are shown. Linear; any thread.
[[nodiscard]] std::vector<ChainRow> chainRows(const ChainView& view, const std::vector<std::size_t>& expanded);

/// `0`, `+2.4 s`, `+25 m 10 s`, `+3 h 05 m`, `+2 d 04 h`.
[[nodiscard]] QString offsetText(std::int64_t micros);
/// `Chain of CallFailed · 14 events · 4 aggregates · 1 orphan`. focused: the event in focus, if it is in the graph.
[[nodiscard]] QString chainTitle(const ChainView& view, std::optional<std::size_t> focused);

}  // namespace vci::ui
