// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/replay/timeline.h"

#include <QSet>
#include <QString>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace vci::ui {

/// One line of the state table.
struct StateRow {
    enum class Kind {
        Group,  ///< an object: a name above its members
        Leaf,   ///< a scalar, an array as a whole, or an empty object: what blame speaks of
        Item,   ///< inside an expanded array, for reading only
        More,   ///< stands for the items beyond kMaxItemRows
    };
    Kind kind = Kind::Leaf;
    QString key;                       ///< identity between two tables, in an order that both share
    QString field;                     ///< JSON Pointer to choose: the row's own, or for items that of their array
    QString name;                      ///< last token, controls as tokens
    int indent = 0;                    ///< levels
    QString text;                      ///< the value on one line, bounded; empty for groups
    std::string raw;                   ///< canonical JSON text of the whole value; empty for groups
    std::optional<std::size_t> setBy;  ///< index of the event that assigned it last; for groups the newest of their leaves
    std::int64_t sequence = 0;         ///< that event's sequence number; meaningful where setBy
    QString eventType;                 ///< that event's type
    std::int64_t changes = 0;
    std::int64_t leaves = 1;   ///< for groups: how many leaves lie below
    bool changedHere = false;  ///< the event at the playhead gave it another value
    bool expandable = false;   ///< an array that has items
    bool expanded = false;
};

/// The state at a position, ready to show. A value: made on a compute thread, read on the GUI thread.
struct StateTable {
    std::shared_ptr<const replay::Timeline> timeline;
    replay::Position position = 0;
    std::vector<StateRow> rows;
    std::size_t leaves = 0;
};

/// An expanded array shows at most this many rows; the whole value is one copy away.
inline constexpr int kMaxItemRows = 1000;
/// Objects nested deeper than this are not grouped further: the row names the rest of its path.
inline constexpr int kMaxGroupLevels = 24;

/// The rows of the state at position in path order, without the four last_* fields. expanded holds the JSON Pointers of the
/// arrays whose items are shown. Polls stop every 1,024 leaves and then returns what it has. Any thread.
[[nodiscard]] StateTable stateTable(std::shared_ptr<const replay::Timeline> timeline, replay::Position position,
                                    const QSet<QString>& expanded, std::stop_token stop);

/// A JSON Pointer as people write paths: `sentiment.label`. Controls as tokens; an empty name as `""`.
[[nodiscard]] QString fieldName(const QString& pointer);
/// What Ctrl+C copies of a value given as canonical JSON: a string's bare text, else the JSON.
[[nodiscard]] QString copyText(const std::string& canonicalJson);
/// At most maxChars characters, cut with an ellipsis.
[[nodiscard]] QString bounded(const QString& text, int maxChars = 400);
/// A tool tip of event data: markup in it is shown, never obeyed.
[[nodiscard]] QString plainToolTip(const QString& text);

}  // namespace vci::ui
