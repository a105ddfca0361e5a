// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/clock.h"
#include "core/store/anchorwriter.h"
#include "core/store/logwriter.h"
#include "core/store/reader.h"
#include "core/store/readmodels.h"
#include "core/store/recordreader.h"
#include "core/store/snapshots.h"
#include "core/store/writer.h"

#include <filesystem>
#include <memory>
#include <string>

namespace vci::store::sqlite {

/// Makes a new case file (DESIGN 2): application_id, user_version, a fresh random log id, no tenant.
/// Errors: AlreadyExists, Io.
[[nodiscard]] Result<void> createCaseFile(const std::filesystem::path& file, IdSource& ids, Clock& clock);

/// Opens read only, trying mode=ro, then immutable=1 only where that fails and no -wal, -shm or -journal lies beside it.
/// Errors: Io (no such file), NotACaseFile, NewerVersion, Locked, Damaged.
[[nodiscard]] Result<std::unique_ptr<EventReader>> openCaseFileReader(const std::filesystem::path& file);

/// Opens for appending; upgrades an older version in one transaction. Errors: also ReadOnly.
[[nodiscard]] Result<std::unique_ptr<EventWriter>> openCaseFileWriter(const std::filesystem::path& file, IdSource& ids,
                                                                      Clock& clock);

/// Opens for keeping anchors. Errors: as openCaseFileWriter().
[[nodiscard]] Result<std::unique_ptr<AnchorWriter>> openCaseAnchorWriter(const std::filesystem::path& file);

/// Opens for writing snapshots. Errors: as openCaseFileWriter().
[[nodiscard]] Result<std::unique_ptr<SnapshotWriter>> openCaseFileSnapshotWriter(const std::filesystem::path& file, IdSource& ids,
                                                                                 Clock& clock);

/// Opens read models and the events that make them, as openCaseFileReader() opens events.
[[nodiscard]] Result<std::unique_ptr<ReadModelReader>> openCaseFileReadModels(const std::filesystem::path& file);

/// Opens for writing read models, as openCaseFileWriter() does. Close readers of the same file before it, so that the file is
/// one file again.
[[nodiscard]] Result<std::unique_ptr<ReadModelWriter>> openCaseFileReadModelWriter(const std::filesystem::path& file,
                                                                                   IdSource& ids, Clock& clock);

/// Opens for keeping checkpoints and for recovering; login is who does it. Errors: as openCaseFileWriter().
[[nodiscard]] Result<std::unique_ptr<LogWriter>> openCaseLogWriter(const std::filesystem::path& file, std::string login,
                                                                   IdSource& ids, Clock& clock);
/// Opens what verification reads of one tenant. Errors: as openCaseFileReader().
[[nodiscard]] Result<std::unique_ptr<RecordReader>> openCaseFileRecordReader(const std::filesystem::path& file, TenantId tenant);

}  // namespace vci::store::sqlite
