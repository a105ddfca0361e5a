// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/uuid.h"
#include "core/replay/chunked.h"
#include "core/replay/textstore.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace vci::projection {

using RowIndex = std::uint32_t;

/// What is known of a row besides its members.
struct RowHead {
    std::string_view modelId;  ///< lives as long as the table
    Uuid::Bytes lastEventId{};
    std::int64_t lastSequence = 0;
    std::int64_t version = 0;        ///< events that made it; 0: none did
    std::int64_t firstPosition = 0;  ///< log_index of the first of them
    bool isOutOfOrder = false;       ///< waits for being made anew in replay order
    bool equalledWatched = false;    ///< see Projector::watch()
};

/// The rows of one read model while they are made, each a fixed set of members: a million fit into memory.
class RowTable {
public:
    /// names: the members, in RFC 8785 order.
    explicit RowTable(const std::vector<std::string>& names);

    [[nodiscard]] std::size_t size() const { return m_heads.size(); }
    [[nodiscard]] RowHead& head(RowIndex row) { return m_heads[row]; }
    [[nodiscard]] const RowHead& head(RowIndex row) const { return m_heads[row]; }
    [[nodiscard]] std::optional<RowIndex> find(std::string_view modelId) const;
    RowIndex obtain(std::string_view modelId);
    /// Forgets everything but the model_id.
    void reset(RowIndex row);

    [[nodiscard]] bool hasSlot(std::string_view name) const { return m_slots.contains(name); }
    /// Which member a name is. Requires that it is one.
    [[nodiscard]] std::size_t slotOf(std::string_view name) const { return m_slots.find(name)->second; }
    /// The canonical JSON text of a member, or nothing. Lives until the member is set again.
    [[nodiscard]] std::optional<std::string_view> member(RowIndex row, std::size_t slot) const;
    void set(RowIndex row, std::size_t slot, std::string_view canonicalText);
    void unset(RowIndex row, std::size_t slot);
    /// The row as canonical JSON text of an object.
    void appendData(RowIndex row, std::string& out) const;

private:
    std::vector<std::string> m_quotedNames;  ///< `"name":`
    std::unordered_map<std::string_view, std::size_t> m_slots;
    std::unordered_map<std::string_view, RowIndex> m_rows;
    replay::Chunked<RowHead> m_heads;
    replay::Chunked<replay::StoredText> m_members;
    replay::TextStore m_texts;
};

}  // namespace vci::projection
