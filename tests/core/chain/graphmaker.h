// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/chain/graph.h"

#include <algorithm>
#include <random>
#include <string>
#include <vector>

namespace vci::chain::test {

/// The id of the n-th event: 00000000-0000-4000-8000-00000000000n.
inline EventId eventId(std::uint64_t n)
{
    Uuid::Bytes bytes{};
    bytes[6] = 0x40;
    bytes[8] = 0x80;
    for (unsigned i = 0; i < 6; ++i) bytes[15 - i] = static_cast<std::uint8_t>(n >> (8U * i));
    return EventId(Uuid(bytes));
}

/// The n-th event, n seconds after 2026-02-01, each fourth of the same Call.
inline Event happened(std::uint64_t n, std::optional<std::uint64_t> cause)
{
    return {.id = eventId(n),
            .tenantId = TenantId(Uuid(Uuid::Bytes{1})),
            .aggregateId = AggregateId(eventId(n % 4 + 1'000'000).uuid()),
            .aggregateType = "Call",
            .eventType = "CallInitiated",
            .eventVersion = 1,
            .sequence = Sequence(static_cast<std::int64_t>(n) / 4 + 1),
            .timestamp = {Timestamp(1'769'904'000'000'000 + static_cast<std::int64_t>(n) * 1'000'000)},
            .causationId = cause ? std::optional(eventId(*cause)) : std::nullopt,
            .correlationId = {},
            .eventData = "{}",
            .metadata = "{}",
            .blockchainTxHash = {},
            .pos = {}};
}

/// Events 1…count with random causes: some none, some that do not exist, some ahead in time, so that circles come about.
inline std::vector<Event> randomEvents(std::mt19937& random, std::uint64_t count)
{
    std::vector<Event> events;
    for (std::uint64_t n = 1; n <= count; ++n) {
        const auto dice = random() % 10;
        std::optional<std::uint64_t> cause;
        if (dice < 6 && n > 1) cause = 1 + random() % (n - 1);
        if (dice == 6) cause = 1 + random() % count;
        if (dice == 7) cause = 5'000'000 + random() % 4;
        events.push_back(happened(n, cause));
    }
    std::shuffle(events.begin(), events.end(), random);
    return events;
}

}  // namespace vci::chain::test
