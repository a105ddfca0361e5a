// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/catalog/catalog.h"
#include "core/replay/timelinebuilder.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace vci::testing {

/// One event of a timeline made by hand; sequences count from 1, ids come from the sequence.
struct FixtureEvent {
    std::string type;
    std::int64_t seconds;  ///< after kFixtureStart
    std::string data = "{}";
    std::optional<std::int64_t> sequence = {};  ///< to leave a gap or repeat one
};

/// 2026-02-10T10:02:11Z
inline constexpr std::int64_t kFixtureStartMicros = 1'770'717'731'000'000;

inline EventId fixtureId(std::size_t index)
{
    static const Uuid space = *Uuid::tryFromString("6ba7b810-9dad-11d1-80b4-00c04fd430c8");
    return EventId(Uuid::fromName(space, std::to_string(index)));
}

inline AggregateId fixtureAggregate()
{
    return *AggregateId::tryFromString("9f13c2d0-0000-4000-8000-000000000001");
}

/// at(i) gives event i. For histories too long to hold as values.
template <typename EventAt>
std::shared_ptr<const replay::Timeline> makeTimeline(std::size_t size, EventAt at)
{
    replay::TimelineBuilder builder(catalog::Catalog::builtIn(), fixtureAggregate());
    for (std::size_t i = 0; i < size; ++i) {
        const FixtureEvent event = at(i);
        builder.add({fixtureId(i),
                     "Call",
                     event.type,
                     1,
                     Sequence(event.sequence.value_or(static_cast<std::int64_t>(i) + 1)),
                     Timestamp(kFixtureStartMicros + event.seconds * 1'000'000),
                     {},
                     {},
                     {},
                     event.data,
                     "{}",
                     {},
                     {}});
    }
    return builder.finish();
}

inline std::shared_ptr<const replay::Timeline> makeTimeline(const std::vector<FixtureEvent>& events)
{
    return makeTimeline(events.size(), [&](std::size_t i) { return events[i]; });
}

/// A call with a hold, a recording and two AI events: like the one in the drawings.
inline std::vector<FixtureEvent> sampleCall()
{
    return {{"CallInitiated", 0, R"({"caller_number":"+12000104729","called_number":"+18005550119","direction":"inbound"})"},
            {"AIIntentRecognized", 2, R"({"intent":"billing","confidence":0.91})"},
            {"AISentimentDetected", 10, R"({"sentiment":"negative"})"},
            {"CallConnected", 31, R"({"wait_time_seconds":31})"},
            {"CallRecordingStarted", 60, "{}"},
            {"CallOnHold", 90, R"({"reason":"lookup"})"},
            {"CallResumed", 118, R"({"hold_seconds":28})"},
            {"CallRecordingStopped", 250, "{}"},
            {"CallEnded", 257, R"({"end_reason":"completed"})"}};
}

}  // namespace vci::testing
