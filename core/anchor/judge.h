// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/anchor/answer.h"
#include "core/anchor/verdict.h"
#include "core/model/recordedanchor.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace vci::anchor {

// The table of PROOF 2 as pure functions.

/// What a transaction must be to count.
struct Expectation {
    enum class Match { Exact, Contains };
    std::string input;  ///< bytes
    Match match = Match::Exact;
    std::optional<Address> sender = {};  ///< the recorded one; absent: any pinned one
    /// Where the transaction is proven to have been before it was final. A reorg removed it from there where another block stands
    /// at that height now.
    struct Place {
        std::int64_t number;
        BlockHash hash;
    };
    std::vector<Place> places = {};
};

/// What the record alone shows to be wrong, without asking anybody: another chain, another sender, rows that are altered, members
/// that do not lead to the root. Nothing where the chain has to be asked.
[[nodiscard]] std::optional<AnchorVerdict> refuteRecord(const RecordedAnchor& anchor, const ChainTrust& trust);

/// Nothing can be checked against a trust that pins no chain or no sender. Nothing where it pins both.
[[nodiscard]] std::optional<AnchorVerdict> refuseTrust(const ChainTrust& trust);

/// What the transaction of an anchor has to be, without its places. Requires that refuteRecord() gave nothing.
[[nodiscard]] Expectation expectationOf(const RecordedAnchor& anchor);

/// What the transaction itself shows to be wrong, wherever it stands; the decisive finding first. Empty where nothing is.
[[nodiscard]] std::vector<AnchorFinding> refuteTransaction(const SeenTransaction& transaction, const Expectation& expected,
                                                           const ChainTrust& trust);

/// The verdict over what all endpoints say. It is final only where every endpoint that answers has the same block at that height
/// and calls it final: one that lags, or lies, can keep an anchor from being Verified and never make it so.
[[nodiscard]] AnchorVerdict judge(const Expectation& expected, const ChainTrust& trust, std::span<const EndpointAnswer> answers);

}  // namespace vci::anchor
