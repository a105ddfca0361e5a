// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/json/leafscan.h"
#include "core/json/value.h"
#include "core/replay/timelinedata.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace vci::replay {

/// True for the four last_*, which every event sets itself: what a payload or a rule puts there is gone with the event.
[[nodiscard]] bool isReservedMember(std::string_view name);

/// The newest state while a timeline is built: takes a payload's members as the scanner delivers them and notes in the change
/// log which leaves became different and which went away. One thread.
class StateSink final : public json::LeafSink {
public:
    explicit StateSink(Timeline::Data& data);

    /// hints: the paths of the keys of the last payload of the same shape, in document order. Equal shapes need no hashing.
    void beginEvent(std::uint32_t event, std::vector<PathId>& hints);

    void beginObject() override;
    void key(std::string_view decodedUtf8) override;
    void leaf(std::string_view canonicalText) override;
    void endObject() override;

    /// Replaces a top-level member by a rule's value.
    void assign(std::string_view name, const json::Value& value);
    void unset(std::string_view name);

    /// A top-level member as it is now.
    [[nodiscard]] std::optional<json::Value> member(std::string_view name) const;
    /// A place in the state as it is now; descends arrays too.
    [[nodiscard]] std::optional<json::Value> value(const std::vector<std::string>& path) const;
    /// True where the event set the top-level member.
    [[nodiscard]] bool isAssigned(std::string_view name) const;
    /// The text of a leaf, or nothing where the path is no leaf now.
    [[nodiscard]] std::optional<std::string_view> leafText(const std::vector<std::string>& path) const;

    [[nodiscard]] std::size_t leafCount() const { return m_leafCount; }
    /// The newest change of every leaf, in no order.
    [[nodiscard]] std::vector<ChangeIndex> leaves() const;

private:
    struct Top {
        std::vector<PathId> leaves;  ///< those that are there now
        bool isReserved = false;     ///< one of the four last_*: set by every event, never kept
    };

    [[nodiscard]] PathId lookUp(PathId parent, std::string_view key);
    void openMember(PathId path);
    /// Removes the leaves of the open member that were not delivered again.
    void closeMember();
    void deliver(std::string_view canonicalText);

    Timeline::Data& m_data;
    std::uint32_t m_event = 0;
    std::vector<PathId>* m_hints = nullptr;
    std::size_t m_nextHint = 0;
    std::vector<PathId> m_open;  ///< the objects around the current place, outermost first
    PathId m_current = kRootPath;
    std::optional<std::uint32_t> m_top;  ///< the open top-level member
    bool m_isReserved = false;
    std::size_t m_delivered = 0;
    std::uint64_t m_round = 0;            ///< counts assignments of members; leaves delivered in this one carry it
    std::vector<std::uint64_t> m_rounds;  ///< per path
    std::vector<Top> m_tops;
    std::size_t m_leafCount = 0;
};

}  // namespace vci::replay
