// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/store/postgres/layout.h"
#include "core/store/postgres/session.h"
#include "core/store/snapshots.h"

namespace vci::store::postgres {

// Reads event_snapshots of one tenant. On a stock database, which lacks our column, every row is foreign.

/// SnapshotReader::list().
[[nodiscard]] Result<SnapshotPage> listSnapshots(Session& session, TenantId tenant, Layout layout, const SnapshotQuery& query,
                                                 const PageRequest& page);
/// SnapshotReader::newest().
[[nodiscard]] Result<std::optional<Snapshot>> newestSnapshot(Session& session, TenantId tenant, Layout layout,
                                                             const SnapshotWanted& wanted);

}  // namespace vci::store::postgres
