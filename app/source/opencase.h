// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/clock.h"
#include "core/casefile/case.h"
#include "core/casefile/export.h"
#include "core/integrity/note.h"
#include "core/store/reader.h"

#include <memory>
#include <optional>
#include <stop_token>
#include <string>

namespace vci::app {

// The case side of a case file (PROOF 6). Errors of all that open: Usage for a database URI; those of openSource().

/// The case side of a reader that openSource() gave, through the same connection and on the same thread; nullptr where the source
/// is a database. Lives as long as the reader.
[[nodiscard]] casefile::CaseReader* caseOf(store::EventReader& reader);

/// Opens a case file for reading, the case side with it: caseOf() of what comes back is not nullptr.
[[nodiscard]] Result<std::unique_ptr<store::EventReader>> openCaseReader(const std::string& pathOrUri, std::stop_token stop);

/// The person at this machine, by the name of the login.
[[nodiscard]] casefile::Examiner currentExaminer(std::string version);

/// Makes a case: an empty case file whose custody log begins with its making. Errors: also AlreadyExists.
[[nodiscard]] Result<void> makeCase(const std::string& pathOrUri, const casefile::Examiner& examiner, IdSource& ids,
                                    Clock& clock);

/// Notes, bookmarks, findings. Errors: also ReadOnly, Sealed.
[[nodiscard]] Result<std::unique_ptr<casefile::CaseWriter>> openCaseWriter(const std::string& pathOrUri,
                                                                           casefile::Examiner examiner, Clock& clock);

/// The custody log, for a worker of the desktop to keep open: in the file, or beside it where the file is sealed (seal: what its
/// reader says) or cannot be written.
[[nodiscard]] Result<std::unique_ptr<casefile::CustodyLog>> openCustodyLog(const std::string& pathOrUri,
                                                                           const std::optional<casefile::SealState>& seal,
                                                                           casefile::Examiner examiner, Clock& clock);

/// Copies a selection of what source, opened by the name pathOrUri, has in force into a new case (PROOF 6). Errors: also
/// AlreadyExists, those of casefile::exportSelection().
[[nodiscard]] Result<casefile::ExportOutcome> exportCase(const std::string& pathOrUri, store::EventReader& source,
                                                         const casefile::Selection& selection, const std::string& newFile,
                                                         const casefile::Examiner& examiner, IdSource& ids, Clock& clock,
                                                         const store::ProgressFunction& progress, std::stop_token stop);

/// Seals a case by an examiner's key; nobody may have it open. Errors: also Locked, ReadOnly, Sealed, AlreadyExists, Cancelled.
[[nodiscard]] Result<casefile::SealState> sealCase(const std::string& pathOrUri, const integrity::SignerKey& key,
                                                   const casefile::Examiner& examiner, Clock& clock, std::stop_token stop);

}  // namespace vci::app
