// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/store/administration.h"
#include "core/store/anchorwriter.h"
#include "core/store/logwriter.h"
#include "core/store/reader.h"
#include "core/store/readmodels.h"
#include "core/store/recordreader.h"
#include "core/store/snapshots.h"
#include "core/store/writer.h"

#include <filesystem>
#include <memory>
#include <stop_token>
#include <string>
#include <string_view>

namespace vci::app {

/// True for `postgresql://…` and `postgres://…`.
[[nodiscard]] bool isDatabaseUri(std::string_view pathOrUri);

/// The path of a case file named by path or file URI. Errors: Usage for another scheme.
[[nodiscard]] Result<std::filesystem::path> caseFilePath(const std::string& pathOrUri);

/// Opens any source for reading: a case file by path or `file://` URI, a VoiceCore database by `postgresql://` URI (DESIGN 2).
/// A sealed case file is hashed whole first, which stop ends. The reader belongs to the thread that uses it. Errors: Usage for a
/// scheme that is neither; those of the store otherwise, SealBroken among them.
[[nodiscard]] Result<std::unique_ptr<store::EventReader>> openSource(const std::string& pathOrUri, std::stop_token stop = {});

/// Opens another reader of the source and tenant that beside has in force: a sealed case file is read through its open file and
/// not hashed again. May be called on another thread than the one that beside belongs to, while that one leaves its tenant alone.
/// Errors: as openSource().
[[nodiscard]] Result<std::unique_ptr<store::EventReader>> openBeside(const std::string& pathOrUri, store::EventReader& beside,
                                                                     std::stop_token stop = {});

/// Opens a source for appending. Errors: as openSource(); NotPermitted for a database at the platform's own schema,
/// naming `db migrate`; ReadOnly.
[[nodiscard]] Result<std::unique_ptr<store::EventWriter>> openForAppend(const std::string& pathOrUri, IdSource& ids,
                                                                        Clock& clock);

/// Opens a source for writing snapshots. Errors: as openForAppend(); NotPermitted for a login that is no vci_operator.
[[nodiscard]] Result<std::unique_ptr<store::SnapshotWriter>> openForSnapshots(const std::string& pathOrUri, IdSource& ids,
                                                                              Clock& clock);

/// Opens the read models of a source and the events that make them; beside: a reader of the same source, so that a sealed case
/// file is read through its open file and not hashed again. Errors: as openSource().
[[nodiscard]] Result<std::unique_ptr<store::ReadModelReader>> openReadModels(const std::string& pathOrUri,
                                                                             store::EventReader* beside = nullptr);

/// Opens the read models of a source for writing; an older case file is upgraded. Open readers after it and close them before
/// it. Errors: as openForAppend().
[[nodiscard]] Result<std::unique_ptr<store::ReadModelWriter>> openReadModelWriter(const std::string& pathOrUri, IdSource& ids,
                                                                                  Clock& clock);

/// Opens the side of a database that its operator sees. Errors: Usage for a case file; Unreachable; NotSupported.
[[nodiscard]] Result<std::unique_ptr<store::Administration>> openAdministration(const std::string& pathOrUri);

/// Opens a source for keeping anchors. Errors: those of the store; NotSupported for a stock database.
[[nodiscard]] Result<std::unique_ptr<store::AnchorWriter>> openAnchorWriter(const std::string& pathOrUri);

/// Gives the tenant's waiting events their places in its log. A case file has none waiting: it sequences as it appends.
/// Errors: those of the store; NotSupported, NotPermitted.
[[nodiscard]] Result<store::SequenceOutcome> sequenceLog(const std::string& pathOrUri, TenantId tenant, std::stop_token stop);

/// Opens a source for keeping checkpoints and for recovering its log. Errors: those of the store; NotSupported for a stock
/// database.
[[nodiscard]] Result<std::unique_ptr<store::LogWriter>> openLogWriter(const std::string& pathOrUri, IdSource& ids, Clock& clock);

/// Opens what verification reads of the tenant that beside has in force, a reader of the same source: a sealed case file is read
/// through its open file and not hashed again. Errors: as openSource(); NotFound for a tenant that is not there.
[[nodiscard]] Result<std::unique_ptr<store::RecordReader>> openRecord(const std::string& pathOrUri, store::EventReader& beside,
                                                                      std::stop_token stop = {});

/// Makes an empty case file. Errors: Usage for a database URI; AlreadyExists; Io.
[[nodiscard]] Result<void> createCase(const std::string& pathOrUri, IdSource& ids, Clock& clock);

}  // namespace vci::app
