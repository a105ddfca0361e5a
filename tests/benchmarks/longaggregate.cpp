// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/benchmarks/longaggregate.h"

#include "tests/benchmarks/measure.h"

#include <array>
#include <string>

namespace vci::bench {

namespace {

constexpr std::size_t kBatch = 20'000;
constexpr std::int64_t kStartMicros = 1'769'904'000'000'000;  // 2026-02-01T00:00:00Z

}  // namespace

LongAggregate::LongAggregate()
    : aggregate(randomUuid())
    , tenant(randomUuid())
{
}

void LongAggregate::writeTo(store::EventWriter& writer, std::int64_t count)
{
    std::vector<store::NewEvent> batch;
    for (std::int64_t i = 1; i <= count; ++i) {
        batch.push_back(next());
        if (batch.size() < kBatch && i < count) continue;
        (void)take(writer.append(tenant, batch, store::Stamping::AsRecorded));
        batch.clear();
    }
}

store::NewEvent LongAggregate::next()
{
    ++m_sequence;
    struct Shape {
        const char* type;
        std::int64_t version;
        std::string data;
    };
    const std::string n = std::to_string(m_random() % 1000);
    const std::string id = randomUuid().toString();
    const std::array<Shape, 10> shapes = {{
        {"CallInitiated", 1,
         R"({"called_number":"+18005550119","caller_number":"+12000104)" + std::to_string(100 + m_random() % 900) +
             R"(","customer_id":")" + id + R"(","direction":"inbound","language":"en"})"},
        {"AIIntentRecognized", 1, R"({"confidence":0.9)" + std::to_string(1 + m_random() % 9) + R"(,"intent":"billing"})"},
        {"AIResponseGenerated", 1,
         R"({"latency_ms":)" + n + R"(,"model":"gpt-4-turbo","text":"Thank you for calling. How may I help you today?",)" +
             R"("tokens":{"completion":31,"prompt":120}})"},
        {"AISentimentDetected", 2,
         R"({"sentiment":{"label":"negative","score":0.)" + std::to_string(1 + m_random() % 9) + R"(}})"},
        {"CallConnected", 1, R"({"agent_id":")" + id + R"(","wait_time_seconds":)" + n + "}"},
        {"CallRecordingStarted", 1, R"({"consent":true,"recording_id":")" + id + R"("})"},
        {"CallOnHold", 1, R"({"reason":"lookup"})"},
        {"CallResumed", 1, R"({"hold_seconds":)" + n + "}"},
        {"CallTransferred", 1, R"({"agent_id":")" + id + R"(","reason":"escalation","to_agent_id":")" + id + R"("})"},
        {"CallEnded", 1, R"({"customer_satisfaction":2,"end_reason":"completed","total_duration_seconds":)" + n + "}"},
    }};
    const Shape& shape = shapes[static_cast<std::size_t>(m_sequence) % shapes.size()];
    const EventId eventId(randomUuid());
    store::NewEvent event{.id = eventId,
                          .aggregateId = aggregate,
                          .aggregateType = "Call",
                          .eventType = shape.type,
                          .eventVersion = shape.version,
                          .eventData = shape.data,
                          .metadata = R"({"ip_address":"192.168.1.)" + std::to_string(m_random() % 250) +
                                      R"(","source":"twilio","user_id":null})",
                          .causationId = m_cause,
                          .correlationId = CorrelationId(aggregate.uuid()),
                          .expectedSequence = std::nullopt,
                          .sequence = Sequence(m_sequence),
                          .timestamp = RecordedTime{Timestamp(kStartMicros + m_sequence * 1'300'017)},
                          .blockchainTxHash = std::nullopt};
    m_cause = eventId;
    return event;
}

Uuid LongAggregate::randomUuid()
{
    Uuid::Bytes bytes{};
    for (auto& byte : bytes) byte = static_cast<std::uint8_t>(m_random());
    return Uuid(bytes);
}

}  // namespace vci::bench
