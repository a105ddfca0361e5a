// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/finding.h"
#include "core/catalog/catalog.h"
#include "core/store/reader.h"
#include "core/store/snapshots.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace vci::replay {

/// A snapshot that does not say what replaying its aggregate from event 1 gives.
struct SnapshotFinding {
    store::Snapshot snapshot;  ///< without its state
    /// sequence and eventId are of the first event after which it is wrong: from that event on, up to the snapshot's last one,
    /// the replayed value of the field at path is never the snapshot's again. Where it never was, that is the event which gave
    /// the field the value that it should have; where no event ever set the field, the first event. Absent where the aggregate
    /// has no event to name.
    Finding finding;
    std::string eventType;         ///< of that event
    std::string path;              ///< JSON Pointer into the state; empty: the snapshot as a whole
    std::int64_t wrongFields = 0;  ///< how many fields are wrong, that one included
};

struct SnapshotAudit {
    std::int64_t checked = 0;
    std::int64_t passedOver = 0;            ///< made by another catalogue, or foreign: nothing to compare with here
    std::vector<store::Snapshot> setAside;  ///< wrong when a new one was made; without their states
    std::vector<SnapshotFinding> findings;
};

/// Foreign snapshots need not hold all of the state: of them only what they do hold is compared.
enum class ForeignSnapshots { PassOver, Check };

/// Recomputes snapshots from event 1: of one aggregate, or all. progress is told snapshots looked at. Errors: those of
/// EventReader; Cancelled.
[[nodiscard]] Result<SnapshotAudit> auditSnapshots(store::EventReader& reader, std::optional<AggregateId> aggregate,
                                                   const std::shared_ptr<const catalog::Catalog>& catalog,
                                                   ForeignSnapshots foreign, const store::ProgressFunction& progress,
                                                   const std::stop_token& stop);

}  // namespace vci::replay
