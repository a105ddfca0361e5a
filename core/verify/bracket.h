// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/anchor/chainvalues.h"
#include "core/base/uuid.h"
#include "core/verify/report.h"

#include <cstdint>
#include <optional>

namespace vci::verify {

/// A final anchor as a mark in time: what its checkpoint holds existed when its block was made.
struct TimeMark {
    std::int64_t treeSize;
    anchor::ChainBlock block;
};

/// Between which two moments an entry of the log provably came into being: a checkpoint has no time of its own that anybody but
/// its signer vouches for, a block has.
struct ProvenBracket {
    std::optional<TimeMark> after;   ///< the newest final anchor whose checkpoint does not hold it yet
    std::optional<TimeMark> before;  ///< the oldest final anchor whose checkpoint holds it
    bool isSigned = false;           ///< a checkpoint by a trusted key holds it
    bool isBroken = false;           ///< a checkpoint or anchor that covers it failed: nothing is proved
};

/// Of an entry that the report looked at. An entry is not the row that is displayed: of an event that was altered, the bracket is
/// that of what was recorded.
[[nodiscard]] ProvenBracket bracketOf(const Report& report, LogIndex index);

}  // namespace vci::verify
