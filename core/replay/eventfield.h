// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/json/value.h"
#include "core/model/event.h"
#include "core/store/query.h"

#include <optional>
#include <string>
#include <string_view>

namespace vci::replay {

inline constexpr std::string_view kStatusMember = "status";
inline constexpr std::string_view kLastEventId = "last_event_id";
inline constexpr std::string_view kLastEventType = "last_event_type";
inline constexpr std::string_view kLastSequence = "last_sequence";
inline constexpr std::string_view kLastTimestamp = "last_timestamp";

/// The fields of an event that a rule can read. Views: lives no longer than the event.
class EventFields {
public:
    explicit EventFields(const Event& event);
    EventFields(const store::EventView& event, AggregateId aggregate);

    /// Absent for a null causation or correlation, and for a name that is no field.
    [[nodiscard]] std::optional<json::Value> value(std::string_view name) const;
    [[nodiscard]] std::string timeText() const;

private:
    EventId m_id;
    AggregateId m_aggregate;
    std::string_view m_type;
    Sequence m_sequence;
    Timestamp m_at;
    std::string_view m_foreignTime;
    std::optional<EventId> m_causation;
    std::optional<CorrelationId> m_correlation;
};

/// True where a payload holds a number that RFC 8785 cannot write (PROOF 1). Most texts are cleared at a glance.
[[nodiscard]] bool hasForeignNumber(std::string_view text);

}  // namespace vci::replay
