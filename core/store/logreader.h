// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/result.h"
#include "core/base/sha256.h"
#include "core/base/timestamp.h"
#include "core/base/uuid.h"
#include "core/model/logid.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace vci::store {

/// One log of the tenant in force, as the source says (POSTGRES 2: `logs`, `log_heads`).
struct LogHead {
    LogId id;
    Timestamp since;    ///< when it came into force
    std::int64_t size;  ///< leaves, of log_heads; what event_log really holds is for a verifier to count
};

/// One row of event_log.
struct LogEntry {
    LogIndex index;
    EventId event;
    std::optional<Sha256> leafHash;  ///< absent where the row holds anything but 32 bytes
};

/// One row of checkpoints, not verified.
struct StoredCheckpoint {
    LogId log;
    std::int64_t treeSize;
    std::optional<Sha256> root;  ///< absent where the row holds anything but 32 bytes
    std::string note;
};

/// One row of checkpoint_timestamps, not verified: what an authority answered to the checkpoint of that size.
struct StoredTimestamp {
    LogId log;
    std::int64_t treeSize;  ///< of the checkpoint
    std::string token;      ///< TimeStampToken of RFC 3161, DER
};

/// The order of record of the tenant in force (PROOF 1), read through the EventReader that gave it: same connection, same thread,
/// same errors, ended by the same interrupt(). Rows are given as they stand; a verifier judges them.
class LogReader {
public:
    virtual ~LogReader() = default;

    /// Every log that the source has or had, the one in force first; sizes are 0 without a tenant in force. Damaged where a log
    /// id is none.
    [[nodiscard]] virtual Result<std::vector<LogHead>> logs(std::stop_token stop) = 0;

    /// False ends the visit without error.
    using VisitEntry = std::function<bool(const LogEntry&)>;
    /// The rows of event_log with an index in [begin, end), ascending. Where one is missing the next one simply follows: compare
    /// indices. Page by page inside, each its own transaction, thousands of rows a page.
    [[nodiscard]] virtual Result<void> visitLog(const LogId& log, LogIndex begin, LogIndex end, const VisitEntry& visit,
                                                std::stop_token stop) = 0;
    /// Where a log has an event; nothing while it waits.
    [[nodiscard]] virtual Result<std::optional<LogEntry>> entryOf(const LogId& log, EventId event, std::stop_token stop) = 0;
    /// By tree size ascending. Empty in a case file of schema version 1.
    [[nodiscard]] virtual Result<std::vector<StoredCheckpoint>> checkpoints(const LogId& log, std::stop_token stop) = 0;
    /// By tree size ascending, then by the hash of the token. Empty in a case file below schema version 3 and in a database that
    /// was not migrated to step 12.
    [[nodiscard]] virtual Result<std::vector<StoredTimestamp>> timestamps(const LogId& log, std::stop_token stop) = 0;
};

}  // namespace vci::store
