// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/replay/chunked.h"
#include "core/replay/pathtable.h"
#include "core/replay/textstore.h"

#include <cstdint>
#include <limits>
#include <string_view>
#include <vector>

namespace vci::replay {

using ChangeIndex = std::uint32_t;
inline constexpr ChangeIndex kNoChange = std::numeric_limits<ChangeIndex>::max();

/// One leaf getting another value, or going away.
struct Change {
    std::uint32_t event;  ///< index into the timeline
    PathId path;
    ChangeIndex previous;  ///< of the same path
    std::uint32_t count;   ///< changes of the path up to and with this one, removals not counted (DESIGN 3.4, `changes`)
    StoredText value;      ///< canonical JSON text; none: the leaf went away
};

/// All changes of a timeline in the order of events, at most one a path and event, chained by path. Values compare by bytes:
/// equal values have equal canonical texts.
class ChangeLog {
public:
    [[nodiscard]] std::size_t size() const { return m_changes.size(); }
    [[nodiscard]] const Change& operator[](ChangeIndex index) const { return m_changes[index]; }
    /// The newest change of a path, or kNoChange.
    [[nodiscard]] ChangeIndex last(PathId path) const { return path < m_last.size() ? m_last[path] : kNoChange; }
    [[nodiscard]] bool isLive(PathId path) const
    {
        const ChangeIndex index = last(path);
        return index != kNoChange && !m_changes[index].value.isNone();
    }
    [[nodiscard]] std::string_view text(ChangeIndex index) const { return m_texts.view(m_changes[index].value); }

    /// The leaf has this value after the event, the newest one; an equal value changes nothing. True where it was not there.
    bool set(PathId path, std::string_view text, std::uint32_t event);
    /// The leaf is gone after the event. Requires isLive(path).
    void remove(PathId path, std::uint32_t event);

private:
    void push(const Change& change);
    /// Takes back the change of the event being applied that turned out to be none.
    void takeBack(ChangeIndex index);

    Chunked<Change> m_changes;
    std::vector<ChangeIndex> m_last;
    TextStore m_texts;
};

}  // namespace vci::replay
