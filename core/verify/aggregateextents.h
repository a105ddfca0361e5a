// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/timestamp.h"
#include "core/base/uuid.h"
#include "core/store/query.h"
#include "core/store/recordreader.h"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace vci::verify {

/// What a list of aggregates should say of each, as the events that went by give it. Memory: about 100 bytes an aggregate. One
/// thread.
class AggregateExtents {
public:
    /// isListed: the list counts the event; the aggregate is known even where it does not.
    void see(AggregateId aggregate, const store::EventView& event, bool isListed);

    /// How many aggregates went by.
    [[nodiscard]] std::int64_t size() const { return static_cast<std::int64_t>(m_extents.size()); }
    /// How many of them have an event that the list counts.
    [[nodiscard]] std::int64_t listed() const;
    /// Whether the row says what the events give. Where events share a place, any of them may stand in the row.
    [[nodiscard]] bool agree(const store::RecordReader::ListedAggregate& row) const;

private:
    using Name = std::uint32_t;  ///< a place in m_names
    struct Extent {
        std::int64_t events = 0;
        Sequence first{0};
        Sequence last{0};
        Timestamp earliest{0};
        Timestamp latest{0};
        Name type = 0;
        Name lastType = 0;
        bool hasTypes = false;      ///< several aggregate types
        bool hasLastTypes = false;  ///< several events have the last number
    };
    [[nodiscard]] Name nameOf(std::string_view text);

    std::unordered_map<AggregateId, Extent> m_extents;
    std::map<std::string, Name, std::less<>> m_nameOf;
    std::vector<std::string> m_names;
};

}  // namespace vci::verify
