// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/verify/indexruns.h"
#include "core/verify/notes.h"
#include "core/verify/report.h"
#include "core/verify/scope.h"

#include <cstdint>
#include <vector>

namespace vci::verify {

/// What the badges of events are decided by.
struct Evidence {
    const Scope& scope;
    std::int64_t logSize;  ///< entries that were looked at
    const IndexRuns& loggedInScope;
    const IndexRuns& unproved;  ///< of those: exported without the path that would prove them
    std::int64_t queued;        ///< events in scope that wait for an entry
    std::int64_t unlogged;      ///< events in scope that have none
    const std::vector<ValidNote>& notes;
    const std::vector<std::int64_t>& brokenSizes;  ///< of checkpoints that raised an error of their own
};

/// Fills coverage, badge and reason of a report that has its findings, anchors, events and hasLog (PROOF 5).
void decideBadges(const Evidence& evidence, Report& report);

}  // namespace vci::verify
