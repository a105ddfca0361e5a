// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/timestamp.h"
#include "core/base/uuid.h"
#include "core/verify/report.h"

#include <cstdint>
#include <optional>
#include <string>

namespace vci::verify {

/// A final anchor or a time stamp of a trusted authority as a mark in time: what its checkpoint holds existed then.
struct TimeMark {
    std::int64_t treeSize;
    Timestamp time;
    std::optional<std::int64_t> block = {};  ///< number of an anchor's
    std::string authority = {};              ///< of a time stamp, its subject
};

/// Between what an entry of the log provably came into being: a checkpoint has no time of its own that anybody but its signer
/// vouches for, a block and a time stamp have.
struct ProvenBracket {
    /// Of the largest checkpoint that does not hold it yet, the oldest mark: it came after that checkpoint was made, which was
    /// before that time, so that the time itself is no bound.
    std::optional<TimeMark> after;
    std::optional<TimeMark> before;  ///< the oldest mark whose checkpoint holds it
    bool isSigned = false;           ///< a checkpoint by a trusted key holds it
    bool isBroken = false;           ///< a checkpoint or anchor that covers it failed: nothing is proved
};

/// Of an entry that the report looked at. An entry is not the row that is displayed: of an event that was altered, the bracket is
/// that of what was recorded.
[[nodiscard]] ProvenBracket bracketOf(const Report& report, LogIndex index);

}  // namespace vci::verify
