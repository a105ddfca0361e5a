// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/audit/session.h"
#include "core/replay/snapshotmaker.h"

#include <set>
#include <string>

namespace vci::audit {

/// --snapshot-every, over VCI_SNAPSHOT_EVERY, over every 100 events. Error Usage.
[[nodiscard]] Result<store::SnapshotPolicy> snapshotPolicy(const Options& options);

/// Makes the snapshots that appends made due, after their commit. Never an error: what goes wrong, a login that may not write any
/// included, is a failure of each of them, and told.
[[nodiscard]] replay::SnapshotTally makeSnapshotsDue(Session& session, TenantId tenant, const std::set<AggregateId>& due);

/// The members "snapshots" and "snapshot_failures" of what an append answers, and the lines for a person.
void writeSnapshotMembers(JsonText& json, const replay::SnapshotTally& tally);
[[nodiscard]] std::string snapshotLines(const replay::SnapshotTally& tally);
/// What is to be told of snapshots that are due where appending broke off after some commits; none: nothing.
void tellSnapshotsLeft(const std::set<AggregateId>& due);

/// [{"aggregate_id","reason"}…]
void writeTroubles(JsonText& json, std::string_view name, const std::vector<replay::SnapshotTrouble>& troubles);

}  // namespace vci::audit
