// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/clock.h"
#include "core/casefile/case.h"
#include "core/casefile/export.h"
#include "core/store/anchorwriter.h"
#include "core/store/logwriter.h"
#include "core/store/reader.h"
#include "core/store/readmodels.h"
#include "core/store/recordreader.h"
#include "core/store/snapshots.h"
#include "core/store/writer.h"

#include <filesystem>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>

namespace vci::casefile {
class SealedFile;
}

namespace vci::store::sqlite {

/// Makes a new case file (DESIGN 2): application_id, user_version, a fresh random log id, no tenant.
/// Errors: AlreadyExists, Io.
[[nodiscard]] Result<void> createCaseFile(const std::filesystem::path& file, IdSource& ids, Clock& clock);

/// A sealed file that is open already and was hashed then: whoever is given one reads through it and does not hash it again.
using OpenSeal = std::shared_ptr<const casefile::SealedFile>;

/// Opens read only, trying mode=ro, then immutable=1 only where that fails and no -wal, -shm or -journal lies beside it; a sealed
/// file is hashed whole first, which stop ends. Errors: SealBroken, Io (no such file), NotPermitted, NotACaseFile, NewerVersion,
/// Locked, Damaged.
[[nodiscard]] Result<std::unique_ptr<EventReader>> openCaseFileReader(const std::filesystem::path& file,
                                                                      std::stop_token stop = {}, OpenSeal sealed = {});
/// What a reader that openCaseFileReader() gave reads through; nullptr where its file is not sealed, and for any other reader.
[[nodiscard]] OpenSeal openSealOf(EventReader& reader);
/// The case side of a reader that openCaseFileReader() gave, through the same connection and on the same thread; nullptr for any
/// other reader. Lives as long as the reader.
[[nodiscard]] casefile::CaseReader* caseOf(EventReader& reader);

/// Opens for appending; upgrades an older version in one transaction. Errors: also ReadOnly, Sealed.
[[nodiscard]] Result<std::unique_ptr<EventWriter>> openCaseFileWriter(const std::filesystem::path& file, IdSource& ids,
                                                                      Clock& clock);

/// Opens for keeping anchors. Errors: as openCaseFileWriter().
[[nodiscard]] Result<std::unique_ptr<AnchorWriter>> openCaseAnchorWriter(const std::filesystem::path& file);

/// Opens for writing snapshots. Errors: as openCaseFileWriter().
[[nodiscard]] Result<std::unique_ptr<SnapshotWriter>> openCaseFileSnapshotWriter(const std::filesystem::path& file, IdSource& ids,
                                                                                 Clock& clock);

/// Opens read models and the events that make them, as openCaseFileReader() opens events.
[[nodiscard]] Result<std::unique_ptr<ReadModelReader>> openCaseFileReadModels(const std::filesystem::path& file,
                                                                              OpenSeal sealed = {});

/// Opens for writing read models, as openCaseFileWriter() does. Close readers of the same file before it, so that the file is
/// one file again.
[[nodiscard]] Result<std::unique_ptr<ReadModelWriter>> openCaseFileReadModelWriter(const std::filesystem::path& file,
                                                                                   IdSource& ids, Clock& clock);

/// Opens for keeping checkpoints and for recovering; login is who does it. Errors: as openCaseFileWriter().
[[nodiscard]] Result<std::unique_ptr<LogWriter>> openCaseLogWriter(const std::filesystem::path& file, std::string login,
                                                                   IdSource& ids, Clock& clock);
/// Opens the working side of a case for writing. Errors: as openCaseFileWriter().
[[nodiscard]] Result<std::unique_ptr<casefile::CaseWriter>> openCaseWriter(const std::filesystem::path& file,
                                                                           casefile::Examiner examiner, Clock& clock);

/// Opens the custody log of a case for appending: the one in the file, or the one beside it where the file is sealed (seal: what
/// its reader says) or cannot be written. A connection of its own. Errors: those of opening; Io.
[[nodiscard]] Result<std::unique_ptr<casefile::CustodyLog>> openCustodyLog(const std::filesystem::path& file,
                                                                           const std::optional<casefile::SealState>& seal,
                                                                           casefile::Examiner examiner, Clock& clock);

/// Begins a new case file that an export fills; it has its name only once it is whole. Errors: AlreadyExists, Io.
[[nodiscard]] Result<std::unique_ptr<casefile::CaseBuilder>>
openCaseBuilder(const std::filesystem::path& file, casefile::Examiner examiner, IdSource& ids, Clock& clock);

/// Seals a case (PROOF 6): a last custody record, the row says who and when, VACUUM, close, hash, sign, `x.vcase.seal`. Where it
/// cannot be finished, the file is not sealed. Errors: Usage where the key is no examiner's; Locked where somebody has the file
/// open; Sealed, ReadOnly, AlreadyExists, Io, Cancelled.
[[nodiscard]] Result<casefile::SealState> sealCaseFile(const std::filesystem::path& file, const integrity::SignerKey& key,
                                                       const casefile::Examiner& examiner, Clock& clock, std::stop_token stop);

/// Opens what verification reads of one tenant. Errors: as openCaseFileReader().
[[nodiscard]] Result<std::unique_ptr<RecordReader>> openCaseFileRecordReader(const std::filesystem::path& file, TenantId tenant,
                                                                             std::stop_token stop = {}, OpenSeal sealed = {});

}  // namespace vci::store::sqlite
