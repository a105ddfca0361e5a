// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/casefile/case.h"
#include "core/casefile/sealedfile.h"
#include "core/store/sqlite/connection.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace vci::store::sqlite {

/// A connection to a file that passed every check of opening.
struct OpenedFile {
    std::unique_ptr<Connection> connection;
    std::string logId;
    std::int64_t schemaVersion = 0;  ///< below kSchemaVersion where the file is older and was opened for reading
    bool readOnlyMedium = false;
    std::vector<std::string> notices = {};
    std::shared_ptr<const casefile::SealedFile> sealed = {};  ///< set where the file is sealed and was found intact
    std::optional<casefile::SealState> seal = {};             ///< likewise
};

/// Opens as DESIGN 2 says: mode=ro first; immutable=1 only where that fails on a medium that cannot be written and no -wal,
/// -shm or -journal lies beside. A sealed file (PROOF 6) is hashed whole first and read through the descriptor that was hashed;
/// stop ends the hashing; one that was hashed already (sealed) is read as it is open. Errors: SealBroken, before anything of the
/// file is believed; Io (no such file, or a side file that cannot be read along, named), NotACaseFile, NewerVersion, Locked,
/// Damaged, Cancelled.
[[nodiscard]] Result<OpenedFile> openForReading(const std::filesystem::path& file, std::stop_token stop,
                                                std::shared_ptr<const casefile::SealedFile> sealed = {});

/// Opens for writing, in WAL mode where that can be had; an older version is upgraded in one transaction. Errors: also ReadOnly,
/// Sealed.
[[nodiscard]] Result<OpenedFile> openForWriting(const std::filesystem::path& file);

/// What a writer does last: at rest a case file is one file, which can be copied and read from a read-only medium. Another
/// connection may keep it from becoming that now; the last writer to close then does it.
void leaveWriting(Connection& connection);

}  // namespace vci::store::sqlite
