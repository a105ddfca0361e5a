// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/result.h"
#include "core/store/logreader.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace vci::store {

/// What the LogRecovered event of one tenant says about its log so far (POSTGRES 2, "After a restore").
struct RecoveredLog {
    std::string oldOrigin;
    std::optional<std::int64_t> signedSize;  ///< absent where nothing of it was ever signed
    std::string signedRoot;                  ///< base64; empty without signedSize
    std::int64_t recoveredSize;              ///< of the old log as it is here
};

/// What the source holds beside the entries of the old log when the new one is begun, which takes over every event.
struct BesideOldLog {
    std::int64_t unlogged = 0;        ///< events in neither that log, as far as its head counts, nor its queue
    std::vector<EventId> some = {};   ///< of those the first by id, at most kUnloggedNamed
    std::int64_t checkpointSize = 0;  ///< of the greatest checkpoint of it that is kept; 0: none
};
inline constexpr std::size_t kUnloggedNamed = 20;

/// The event_data of the LogRecovered event, canonical.
[[nodiscard]] std::string recoveredEventData(const RecoveredLog& log, const std::string& reason, const std::string& login);
/// Its metadata, canonical: {checkpoint_size, unlogged}. As part of the leaf they are signed with the new log.
[[nodiscard]] std::string recoveredMetadata(const BesideOldLog& beside);

/// What a signer and a recovering person write. A type of its own, as EventWriter is.
class LogWriter {
public:
    virtual ~LogWriter() = default;

    /// Keeps a checkpoint. The same row again is no error. Errors: AlreadyExists where another note is kept for that size;
    /// NotPermitted; ReadOnly; Locked; those of the connection.
    [[nodiscard]] virtual Result<void> addCheckpoint(TenantId tenant, const StoredCheckpoint& checkpoint) = 0;

    /// Keeps a time stamp of a checkpoint, beside those that it has. The same row again is no error. Errors: NotFound where no
    /// checkpoint of that size is kept; NotPermitted; NotSupported where the database was not migrated to step 12; ReadOnly;
    /// Locked; those of the connection.
    [[nodiscard]] virtual Result<void> addTimestamp(TenantId tenant, const StoredTimestamp& timestamp) = 0;

    /// Asked for each tenant of the source, inside the transaction.
    using DescribeLog = std::function<Result<RecoveredLog>(TenantId tenant, const LogHead& old, const BesideOldLog& beside)>;
    /// Puts a new log into force, in one transaction: for every tenant its first leaf is a LogRecovered event, the other rows
    /// that are there follow in migration order. A database leaves the placing to its sequencer; a case file does it at once.
    /// Errors: NotPermitted where the login is no vci_migrator; ReadOnly; Locked; what describe returns.
    [[nodiscard]] virtual Result<LogId> startRecoveredLog(const std::string& reason, const DescribeLog& describe,
                                                          std::stop_token stop) = 0;
};

}  // namespace vci::store
