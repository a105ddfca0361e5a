// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/anchor/verdict.h"
#include "core/base/result.h"
#include "core/base/sha256.h"
#include "core/model/recordedanchor.h"

#include <cstdint>
#include <functional>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

namespace vci::anchor::ethereum {

/// How anchors are checked.
struct CheckRequest {
    enum class Mode {
        Online,   ///< asks every endpoint of trust
        Offline,  ///< opens no connection; what was recorded proves a block hash, and the caller vouches for that
    };
    ChainTrust trust = {};
    Mode mode = Mode::Online;
    std::vector<BlockHash> vouchedBlocks = {};  ///< blocks that the user says are on the pinned chain
};

using AnchorProgress = std::function<void(std::size_t checked, std::size_t of)>;

/// Checks recorded anchors (PROOF 2): members under the root, chain, sender, input, block, finality. An anchor that could be
/// checked offline only gives Unchecked with a message that reads "if block H is on chain C", unless H is vouched for.
/// Whatever rows and endpoints hold is a finding; errors: Cancelled, at the latest 0.1 s after stop was asked.
[[nodiscard]] Result<AnchorReport> checkAnchors(std::span<const RecordedAnchor> anchors, const CheckRequest& request,
                                                const AnchorProgress& progress, std::stop_token stop);

/// A blockchain_tx_hash that somebody put on an event (PROOF 2).
struct EventTransaction {
    std::string txHash;  ///< as the row holds it
    Sha256 leafHash;     ///< of the row as displayed
};

/// What the chain says of it: shown, but no badge, exit or finding follows unless isAnchor.
struct EventTransactionAnswer {
    bool isAnchor = false;  ///< sent by a pinned sender and holds the leaf hash: a one-event anchor, verdict as for any other
    AnchorVerdict verdict;
};

/// Looks up foreign transactions, online. Errors: Cancelled.
[[nodiscard]] Result<std::vector<EventTransactionAnswer>> lookUpTransactions(std::span<const EventTransaction> transactions,
                                                                             const ChainTrust& trust,
                                                                             const AnchorProgress& progress,
                                                                             std::stop_token stop);

}  // namespace vci::anchor::ethereum
