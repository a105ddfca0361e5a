// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/finding.h"
#include "core/base/result.h"
#include "core/store/recordreader.h"
#include "core/verify/aggregateextents.h"

#include <span>
#include <stop_token>
#include <vector>

namespace vci::verify {

/// Holds the list of aggregates, which people look for them in and which is no part of the log, against the events that were
/// read, all that it says of each: an aggregate that the list lacks, or has in another place, is hidden though nothing of it was
/// altered. `read_model_drift`, one an aggregate. events: what the list should say. found: what is known of the record: where
/// events were lost or altered the list counts what was, which is left out; of a log that was rewritten that is only what the
/// list has more. What was appended meanwhile is no difference.
/// Errors: those of the reader.
[[nodiscard]] Result<std::vector<Finding>> checkList(store::RecordReader& record, const AggregateExtents& events,
                                                     std::span<const Finding> found, const std::stop_token& stop);

}  // namespace vci::verify
