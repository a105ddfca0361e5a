// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/store/snapshots.h"
#include "core/store/sqlite/connection.h"

namespace vci::store::sqlite {

// Reads event_snapshots of one tenant of a case file that has the table. Calls belong inside a read transaction.

/// SnapshotReader::list().
[[nodiscard]] Result<SnapshotPage> listSnapshots(Connection& connection, TenantId tenant, const SnapshotQuery& query,
                                                 const PageRequest& page);
/// SnapshotReader::newest().
[[nodiscard]] Result<std::optional<Snapshot>> newestSnapshot(Connection& connection, TenantId tenant,
                                                             const SnapshotWanted& wanted);

}  // namespace vci::store::sqlite
