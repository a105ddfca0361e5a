// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/audit/session.h"
#include "core/replay/snapshotmaker.h"

#include <set>

namespace vci::audit {

/// --snapshot-every, over VCI_SNAPSHOT_EVERY, over every 100 events. Error Usage.
[[nodiscard]] Result<store::SnapshotPolicy> snapshotPolicy(const Options& options);

/// Makes the snapshots that an append made due, after its commit. Where the login may not write any, none is due to it. Never
/// an error: what goes wrong is a failure of each of them.
[[nodiscard]] replay::SnapshotTally makeSnapshotsDue(Session& session, TenantId tenant, const std::set<AggregateId>& due);

/// [{"aggregate_id","reason"}…]
void writeTroubles(JsonText& json, std::string_view name, const std::vector<replay::SnapshotTrouble>& troubles);

}  // namespace vci::audit
