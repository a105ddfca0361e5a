// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/store/query.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace vci::store {

/// Rows with their texts in memory of their own, so that the driver's buffers may go. Reused: its memory stays.
class EventBatch {
public:
    void add(const EventView& event)
    {
        m_rows.push_back(Row{event, m_texts.size()});
        for (const std::string_view text : {event.aggregateType, event.eventType, event.foreignTime, event.eventData,
                                            event.metadata, event.blockchainTxHash.value_or(std::string_view())})
            m_texts.append(text);
    }
    /// The row; its views live until the batch changes. Requires index < size().
    [[nodiscard]] EventView at(std::size_t index) const
    {
        EventView event = m_rows[index].event;
        std::size_t place = m_rows[index].textsBegin;
        const auto rebase = [&](std::string_view& text) {
            text = std::string_view(m_texts).substr(place, text.size());
            place += text.size();
        };
        rebase(event.aggregateType);
        rebase(event.eventType);
        rebase(event.foreignTime);
        rebase(event.eventData);
        rebase(event.metadata);
        if (event.blockchainTxHash) rebase(*event.blockchainTxHash);
        return event;
    }
    [[nodiscard]] std::size_t size() const { return m_rows.size(); }
    [[nodiscard]] std::size_t textBytes() const { return m_texts.size(); }
    void clear()
    {
        m_rows.clear();
        m_texts.clear();
    }

private:
    struct Row {
        EventView event;
        std::size_t textsBegin;
    };
    std::vector<Row> m_rows;
    std::string m_texts;
};

}  // namespace vci::store
