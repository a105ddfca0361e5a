// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/catalog/catalog.h"
#include "core/model/event.h"
#include "core/replay/timelinebuilder.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

/// Events by hand, for panes that read them from a source or see them replayed.
namespace vci::ui::test {

/// 2026-02-10T10:02:11.284013Z
inline constexpr std::int64_t kStartMicros = 1'770'717'731'284'013;

template <typename Id>
Id idOf(std::string_view name)
{
    static const Uuid space = *Uuid::tryFromString("6ba7b810-9dad-11d1-80b4-00c04fd430c8");
    return Id(Uuid::fromName(space, name));
}

/// What a test says of an event; ids come from names.
struct Made {
    std::string name;  ///< names the event
    std::string aggregate;
    std::string aggregateType;
    std::string type;
    std::int64_t sequence;
    double seconds;  ///< after kStartMicros
    std::string data = "{}";
    std::string cause = {};  ///< name of the causing event, or empty
    std::string correlation = {};
};

inline Event makeEvent(const Made& made)
{
    Event event{idOf<EventId>(made.name),
                idOf<TenantId>("tenant"),
                idOf<AggregateId>(made.aggregate),
                made.aggregateType,
                made.type,
                1,
                Sequence(made.sequence),
                RecordedTime{Timestamp(kStartMicros + static_cast<std::int64_t>(made.seconds * 1e6)), {}},
                {},
                {},
                made.data,
                "{}",
                {},
                {}};
    if (!made.cause.empty()) event.causationId = idOf<EventId>(made.cause);
    if (!made.correlation.empty()) event.correlationId = idOf<CorrelationId>(made.correlation);
    return event;
}

inline std::vector<Event> makeEvents(const std::vector<Made>& made)
{
    std::vector<Event> events;
    for (const Made& one : made) events.push_back(makeEvent(one));
    return events;
}

inline store::EventView viewOf(const Event& event)
{
    return {event.id,
            event.aggregateType,
            event.eventType,
            event.eventVersion,
            event.sequence,
            event.timestamp.at,
            event.timestamp.foreignText,
            event.causationId,
            event.correlationId,
            event.eventData,
            event.metadata,
            {},
            event.pos};
}

/// The replay of the events of one aggregate, given in replay order.
inline std::shared_ptr<const replay::Timeline> replayOf(const std::vector<Event>& events)
{
    replay::TimelineBuilder builder(catalog::Catalog::builtIn(), events.front().aggregateId);
    for (const Event& event : events) builder.add(viewOf(event));
    return builder.finish();
}

/// The call of the drawings, with the payment and the agent that belong to it.
inline std::vector<Made> drawnCall()
{
    const std::string c = "call";
    return {
        {"e1", c, "Call", "CallInitiated", 1, 0,
         R"({"called_number":"+18005550119","caller_number":"+12000104729","direction":"inbound","language":"en"})", "", "corr"},
        {"e2", c, "Call", "AIIntentRecognized", 2, 2.4, R"({"intent":"billing","confidence":0.91})", "e1", "corr"},
        {"e3", c, "Call", "AIResponseGenerated", 3, 3.1, R"({"response":"Thank you for calling."})", "e2", "corr"},
        {"e4", c, "Call", "AISentimentDetected", 4, 9.7, R"({"sentiment":{"label":"negative","score":0.127}})", "e3", "corr"},
        {"a1", "agent", "Agent", "AgentAssignedToCall", 642, 11.0, R"({"call_id":"x"})", "e4", "corr"},
        {"e5", c, "Call", "AIEscalationTriggered", 5, 10.2, R"({"tags":["vip","refund"]})", "e4", "corr"},
        {"e6", c, "Call", "CallConnected", 6, 31.5, R"({"wait_time_seconds":31})", "e4", "corr"},
        {"e7", c, "Call", "CallOnHold", 7, 90, R"({"reason":"lookup"})", "e6", "corr"},
        {"e8", c, "Call", "CallResumed", 8, 118, "{}", "e7", "corr"},
        {"e9", c, "Call", "CallTransferred", 9, 130, R"({"agent_id":"41d0a7e2-0000-4000-8000-000000000000"})", "e6", "corr"},
        {"t1", "payment", "Transaction", "PaymentInitiated", 1, 170, R"({"amount":198.40})", "e6", "corr"},
        {"t2", "payment", "Transaction", "PaymentFailed", 2, 173, R"({"reason":"declined"})", "t1", "corr"},
        {"e10", c, "Call", "CallEnded", 10, 257, R"({"duration_seconds":257})", "e6", "corr"},
    };
}

/// The events of one aggregate among made, in order of sequence.
inline std::vector<Event> eventsOf(const std::vector<Made>& made, const std::string& aggregate)
{
    std::vector<Event> events;
    for (const Made& one : made) {
        if (one.aggregate == aggregate) events.push_back(makeEvent(one));
    }
    return events;
}

}  // namespace vci::ui::test
