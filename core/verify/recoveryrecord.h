// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/result.h"
#include "core/base/uuid.h"
#include "core/model/logid.h"
#include "core/store/reader.h"

#include <cstdint>
#include <optional>
#include <stop_token>
#include <vector>

namespace vci::verify {

/// What a `LogRecovered` event says of the log that its own log was begun after (POSTGRES 2, "After a restore").
struct RecoveryRecord {
    LogId log;                   ///< the older one
    std::int64_t recoveredSize;  ///< entries of it that were there then
    std::int64_t signedSize;     ///< of it, as the journal knew then; 0: nothing
    /// Events that were taken over and stood in neither it nor its queue; absent where the record does not tell.
    std::optional<std::int64_t> unlogged = {};
    /// Of the greatest checkpoint of it that the source kept then, and with it every smaller one: they are kept in that order.
    /// 0: none is known to have been kept.
    std::int64_t checkpointSize = 0;
};

/// Nothing where the event is no such record, or one of another tenant's log.
[[nodiscard]] std::optional<RecoveryRecord> tryRecoveryRecord(TenantId tenant, const store::EventView& event);

/// Such a record with its place in the log in force.
struct PlacedRecovery {
    RecoveryRecord record;
    std::optional<LogIndex> pos;  ///< absent while it waits
};

/// Every one of the tenant in force, in replay order: they are events of the aggregate that has the tenant's id. Errors: those
/// of the reader.
[[nodiscard]] Result<std::vector<PlacedRecovery>> placedRecoveries(store::EventReader& events, const std::stop_token& stop);

}  // namespace vci::verify
