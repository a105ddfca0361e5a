// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/clock.h"
#include "core/store/administration.h"
#include "core/store/anchorwriter.h"
#include "core/store/logwriter.h"
#include "core/store/reader.h"
#include "core/store/readmodels.h"
#include "core/store/recordreader.h"
#include "core/store/snapshots.h"
#include "core/store/writer.h"

#include <memory>
#include <string>

namespace vci::store::postgres {

/// Connects to a VoiceCore database, read only. Errors: Unreachable (in words), NotPermitted, NotSupported where the three
/// tables of migration 009 are not there (names what is missing).
[[nodiscard]] Result<std::unique_ptr<EventReader>> openPostgresReader(const std::string& uri);

/// Connects to read what verification reads of one tenant. Errors: as openPostgresReader(); NotFound for a tenant that is not
/// seen.
[[nodiscard]] Result<std::unique_ptr<RecordReader>> openPostgresRecordReader(const std::string& uri, TenantId tenant);

/// Connects for administration; looks at nothing yet. Errors: Unreachable.
[[nodiscard]] Result<std::unique_ptr<Administration>> openPostgresAdministration(const std::string& uri);

/// Connects to a hardened database for appending. Where the login is a vci_sequencer too, what it appends is sequenced at once.
/// Errors: as openPostgresReader(); NotPermitted for a stock database, naming `db migrate`, and for a login that may not write.
[[nodiscard]] Result<std::unique_ptr<EventWriter>> openPostgresWriter(const std::string& uri, IdSource& ids);

/// Connects to a hardened database for writing snapshots. Errors: as openPostgresReader(); NotPermitted for a stock database and
/// for a login that is no vci_operator.
[[nodiscard]] Result<std::unique_ptr<SnapshotWriter>> openPostgresSnapshotWriter(const std::string& uri, IdSource& ids);

/// Gives what waits its places in the tenant's log, in batches, each a transaction. Errors: NotSupported for a stock database;
/// NotPermitted where the login is no vci_sequencer; Cancelled between batches; Unreachable.
[[nodiscard]] Result<SequenceOutcome> sequencePostgres(const std::string& uri, TenantId tenant, std::stop_token stop);

/// Connects for keeping anchors (a vci_anchor that is a member of all tenants). Errors: Unreachable; NotSupported for a stock
/// database.
[[nodiscard]] Result<std::unique_ptr<AnchorWriter>> openPostgresAnchorWriter(const std::string& uri);

/// Connects to read models and the events that make them, read only. Errors: as openPostgresReader().
[[nodiscard]] Result<std::unique_ptr<ReadModelReader>> openPostgresReadModels(const std::string& uri);

/// Connects to a hardened database for writing read models. Errors: as openPostgresReader(); NotPermitted for a stock database,
/// naming `db migrate`, and for a login that is no vci_operator.
[[nodiscard]] Result<std::unique_ptr<ReadModelWriter>> openPostgresReadModelWriter(const std::string& uri);

/// Connects for keeping checkpoints (a vci_anchor) and for recovering (a vci_migrator). Errors: Unreachable; NotSupported for a
/// stock database.
[[nodiscard]] Result<std::unique_ptr<LogWriter>> openPostgresLogWriter(const std::string& uri);

/// The URI without its password, for display and lists.
[[nodiscard]] std::string withoutPassword(const std::string& uri);

}  // namespace vci::store::postgres
