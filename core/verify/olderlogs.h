// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/finding.h"
#include "core/base/result.h"
#include "core/integrity/note.h"
#include "core/store/reader.h"
#include "core/store/recordreader.h"
#include "core/verify/olderlog.h"
#include "core/verify/scope.h"

#include <cstdint>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

namespace vci::verify {

/// What restores left behind: the logs before the one in force.
struct OlderLogs {
    std::vector<Finding> findings = {};
    /// Those that the log in force is recorded to follow, newest first, as far as the source says; absent where it is a part of
    /// one whose beginning it does not hold.
    std::optional<std::vector<LogId>> recoveredFrom = {};
    bool isRecovered = false;  ///< the source keeps such a log
    std::int64_t lostEvents = 0;
    /// What to put behind the reason of a badge where the source does not keep a log that it followed. Empty where it keeps all.
    std::string remark = {};
};

/// Reads every log before the one in force and follows the `LogRecovered` events at their beginnings: the log in force must be
/// recorded to follow each of them, or it was put in the place of one (`log_truncated`), and each must still have what was left
/// of it then. known: their notes. inForce: entries of the log in force; found: what is known of its events, so that what was
/// altered since is not told to have been altered before. Errors: those of the readers; Cancelled.
[[nodiscard]] Result<OlderLogs> readOlderLogs(store::EventReader& events, store::RecordReader& record,
                                              const store::RecordInfo& info, const Scope& scope,
                                              std::span<const OlderNotes> known,
                                              const std::vector<integrity::VerifierKey>& trusted, std::int64_t inForce,
                                              std::span<const Finding> found, const std::stop_token& stop);

}  // namespace vci::verify
