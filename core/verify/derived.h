// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/finding.h"
#include "core/base/result.h"
#include "core/catalog/catalog.h"
#include "core/projection/comparison.h"
#include "core/store/reader.h"

#include <memory>
#include <optional>
#include <stop_token>
#include <vector>

namespace vci::verify {

// What was made of events, held against them (PROOF 4).

/// `snapshot_mismatch` of snapshots of ours, of one aggregate or all. Each names the first event after which the snapshot is
/// wrong, with its place in the log. progress is told snapshots looked at. Errors: those of the reader; Cancelled.
[[nodiscard]] Result<std::vector<Finding>> checkSnapshots(store::EventReader& reader, std::optional<AggregateId> aggregate,
                                                          const std::shared_ptr<const catalog::Catalog>& catalog,
                                                          const store::ProgressFunction& progress, const std::stop_token& stop);

/// `read_model_drift`, one a row, by model_id. A row of ours that only lags is none: it says what the events said when they were
/// last read. One of the platform's, which promises to be up to date, is.
[[nodiscard]] std::vector<Finding> driftFindings(const projection::Definition& definition,
                                                 const projection::Comparison& comparison);

}  // namespace vci::verify
