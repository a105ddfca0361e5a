// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/finding.h"
#include "core/base/timestamp.h"
#include "core/base/uuid.h"

#include <cstdint>
#include <optional>
#include <string>

namespace vci {

/// One row of event_store as the source holds it (DESIGN 3.1). event_data and metadata are the row's own JSON text: nothing is
/// parsed, repaired or normalised here, so that the leaf is made from what is displayed.
struct Event {
    EventId id;
    TenantId tenantId;
    AggregateId aggregateId;
    std::string aggregateType;
    std::string eventType;
    std::int64_t eventVersion;
    Sequence sequence;
    RecordedTime timestamp;
    std::optional<EventId> causationId;
    std::optional<CorrelationId> correlationId;
    std::string eventData;                        ///< JSON text; `null` where the row holds SQL NULL
    std::string metadata;                         ///< JSON text; `null` where the row holds SQL NULL
    std::optional<std::string> blockchainTxHash;  ///< as the row holds it, whatever it is
    std::optional<LogIndex> pos;                  ///< log_index; absent on stock and while queued
};

/// Replay order (DESIGN 3.4): sequence, then timestamp, then id. Ties exist only in scarred sources.
[[nodiscard]] bool replayOrderLess(const Event& a, const Event& b);

}  // namespace vci
