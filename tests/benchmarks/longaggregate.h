// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/store/writer.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <random>
#include <vector>

namespace vci::bench {

/// A line that never hangs up: the payloads of calls, one after the other, as a platform writes them. The same every time.
class LongAggregate {
public:
    LongAggregate();

    /// Appends `count` events as recorded, 20,000 at a time; ends the program when one is refused.
    void writeTo(store::EventWriter& writer, std::int64_t count);

    AggregateId aggregate;
    TenantId tenant;

private:
    store::NewEvent next();
    Uuid randomUuid();

    std::mt19937 m_random{20260201};
    std::int64_t m_sequence = 0;
    std::optional<EventId> m_cause;
};

}  // namespace vci::bench
