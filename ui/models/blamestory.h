// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/timestamp.h"
#include "core/replay/timeline.h"

#include <QString>

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

namespace vci::ui {

/// An event of the timeline as the blame card names it.
struct EventName {
    std::size_t index = 0;  ///< into the timeline
    std::int64_t sequence = 0;
    QString type = {};  ///< controls as tokens
    Timestamp at{0};
    QString foreignTime = {};  ///< the time's text where it is out of the envelope's range
};

/// Every change of one leaf, oldest first, independent of the playhead; shared between stories. Made once per field.
struct FieldHistory {
    std::shared_ptr<const replay::Timeline> timeline;
    QString pointer;
    std::vector<replay::FieldChange> changes;
};

/// Who set a field, when, what was there before, and its whole life: what the blame card says.
struct BlameStory {
    enum class Kind {
        None,    ///< no field is chosen
        Leaf,    ///< there at the playhead
        Group,   ///< an object at the playhead
        Absent,  ///< not there at the playhead
    };
    Kind kind = Kind::None;
    QString pointer = {};
    QString name = {};                         ///< `sentiment.label`
    std::optional<EventName> setBy = {};       ///< Leaf; Group: the newest of its leaves; Absent: the event that removed it
    std::optional<EventName> lastChange = {};  ///< Leaf: where it became different last, if that is another event than setBy
    std::optional<EventName> nextSet = {};     ///< Absent: the first later event that sets it
    QString value = {};                        ///< one line, bounded
    std::optional<QString> before = {};        ///< Leaf: the value before the last change, if it was there
    std::int64_t changes = 0;                  ///< Leaf: up to the playhead
    std::int64_t leaves = 0;                   ///< Group: below it
    QString line = {};                         ///< the values up to the playhead, oldest first: `initiated · connected`
    std::shared_ptr<const FieldHistory> history = {};  ///< null for groups
    std::size_t changesSoFar = 0;                      ///< how many of history lie at or before the playhead
};

[[nodiscard]] EventName eventName(const replay::Timeline& timeline, std::size_t index);

/// The history of a field. Any thread; O(changes).
[[nodiscard]] std::shared_ptr<const FieldHistory> fieldHistory(std::shared_ptr<const replay::Timeline> timeline,
                                                               const QString& pointer);

/// The story of a field at a position. known: an earlier history of the same field, reused where it fits. Any thread.
[[nodiscard]] BlameStory blameStory(const std::shared_ptr<const replay::Timeline>& timeline, replay::Position position,
                                    const QString& pointer, std::shared_ptr<const FieldHistory> known);

}  // namespace vci::ui
