// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/core/replay/history.h"

#include "core/json/value.h"
#include "core/replay/timelinebuilder.h"

#include <algorithm>
#include <array>
#include <set>

namespace vci::test {

namespace {

constexpr std::int64_t kStartMicros = 1'769'904'000'000'000;  // 2026-02-01T00:00:00Z

Uuid uuidOf(std::uint64_t number)
{
    Uuid::Bytes bytes{};
    for (std::size_t i = 0; i < 8; ++i) bytes[15 - i] = static_cast<std::uint8_t>(number >> (8 * i));
    return Uuid(bytes);
}

constexpr std::array kKeys = {"status",
                              "amount",
                              "balance",
                              "hold_count",
                              "call_id",
                              "current_call_id",
                              "sentiment",
                              "vip",
                              "currency",
                              "vip_level",
                              "blocked",
                              "refund_count",
                              "label",
                              "last_sequence",
                              "last_timestamp",
                              "",
                              "a/b",
                              "m~n",
                              "a",
                              "a-b",
                              "é",
                              "x",
                              "n",
                              "t",
                              "list"};
constexpr std::array kScalars = {"0",
                                 "1",
                                 "-0",
                                 "7",
                                 "0.10",
                                 "69948.15",
                                 "1e30",
                                 "90071992547409931234",
                                 "-3.5",
                                 "1E-7",
                                 "0.00000012",
                                 "123456789012345678901234567890.5",
                                 "true",
                                 "false",
                                 "null",
                                 "\"\"",
                                 "\"available\"",
                                 "\"busy\"",
                                 "\"gold\"",
                                 "\"a\\u00e9\\n\"",
                                 "\"東\"",
                                 "\"2026-02-01T00:00:01.5Z\"",
                                 "1e49",
                                 "99999999999999999999999999999999999999999999999999",
                                 "[]",
                                 "{}",
                                 "[1, 2.0, {\"b\":1,\"a\":[true]}]"};

}  // namespace

Event makeEvent(std::int64_t sequence, std::string type, std::string eventData)
{
    return {EventId(uuidOf(static_cast<std::uint64_t>(sequence) + 0x1000)),
            TenantId(uuidOf(1)),
            AggregateId(uuidOf(10)),
            "Call",
            std::move(type),
            1,
            Sequence(sequence),
            {Timestamp(kStartMicros + sequence * 1'000'000)},
            std::nullopt,
            std::nullopt,
            std::move(eventData),
            "{}",
            std::nullopt,
            std::nullopt};
}

store::EventView viewOf(const Event& event)
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
            event.blockchainTxHash ? std::optional<std::string_view>(*event.blockchainTxHash) : std::nullopt,
            event.pos};
}

std::shared_ptr<const replay::Timeline> timelineOf(const std::vector<Event>& events,
                                                   std::shared_ptr<const catalog::Catalog> catalog)
{
    replay::TimelineBuilder builder(catalog ? std::move(catalog) : catalog::Catalog::builtIn(), AggregateId(uuidOf(10)));
    for (const Event& event : events) builder.add(viewOf(event));
    return builder.finish();
}

RandomHistory::RandomHistory(std::string_view name)
{
    std::seed_seq seed(name.begin(), name.end());
    m_random.seed(seed);
}

std::uint32_t RandomHistory::below(std::uint32_t bound)
{
    return static_cast<std::uint32_t>(m_random() % bound);
}

std::string RandomHistory::value(int depth)
{
    return depth < 4 && below(4) == 0 ? object(depth + 1) : kScalars[below(kScalars.size())];
}

std::string RandomHistory::object(int depth)
{
    std::set<std::string> keys;
    for (std::uint32_t i = below(6); i > 0; --i) keys.insert(kKeys[below(kKeys.size())]);
    std::string text = "{";
    for (const std::string& key : keys) {
        if (text.size() > 1) text += below(2) == 0 ? "," : " ,";
        json::appendQuoted(text, key);
        text += ":" + value(depth);
    }
    return text + "}";
}

std::string RandomHistory::payload()
{
    static constexpr std::array kOdd = {"\"call dropped\"", "null", "5", "[1,{\"status\":1}]", "true"};
    return below(12) == 0 ? kOdd[below(kOdd.size())] : object(0);
}

std::vector<Event> RandomHistory::events(std::size_t count, const catalog::Catalog& catalog)
{
    std::vector<Event> events;
    std::int64_t sequence = 0;
    std::int64_t seconds = 0;
    for (std::size_t i = 0; i < count; ++i) {
        const std::uint32_t step = below(20);
        sequence += step == 0 ? 3 : (step == 1 ? 0 : 1);
        seconds += below(15) == 0 ? -40 : below(5);
        const auto& types = catalog.types();
        const std::string type = below(25) == 0 ? "LegacyType" : types[below(static_cast<std::uint32_t>(types.size()))].name;
        Event event = makeEvent(std::max<std::int64_t>(sequence, 1), type, payload());
        event.id = EventId(uuidOf((std::uint64_t{m_random()} << 32) | i));
        event.eventVersion = 1 + below(3);
        event.timestamp.at = Timestamp(kStartMicros + seconds * 1'000'000 + below(3) * 500'000);
        if (below(3) == 0) event.causationId = event.id;
        events.push_back(std::move(event));
    }
    std::sort(events.begin(), events.end(), replayOrderLess);
    return events;
}

}  // namespace vci::test
