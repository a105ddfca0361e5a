// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/finding.h"
#include "core/base/timestamp.h"

#include <optional>
#include <string_view>

namespace vci::replay {

/// Watches one aggregate's events in replay order and tells what is odd about each one's place (PROOF 4): sequence_gap on the
/// first event after a gap, sequence_duplicate on each beyond the first of a number, timestamp_regression.
class SequenceCheck {
public:
    [[nodiscard]] Flags next(Sequence sequence, Timestamp at);

private:
    std::optional<Sequence> m_last;
    std::optional<Timestamp> m_greatest;
};

/// False for a blockchain_tx_hash that is not 0x and 64 hex digits.
[[nodiscard]] bool isTxHash(std::string_view text);

}  // namespace vci::replay
