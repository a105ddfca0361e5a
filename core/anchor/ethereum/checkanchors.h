// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/anchor/verdict.h"
#include "core/base/result.h"
#include "core/base/sha256.h"
#include "core/http/client.h"
#include "core/model/recordedanchor.h"

#include <cstddef>
#include <functional>
#include <optional>
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
    http::Limits limits = {};                   ///< of one call to one endpoint
};

using AnchorProgress = std::function<void(std::size_t checked, std::size_t of)>;

/// Checks recorded anchors (PROOF 2): members under the root, chain, sender, input, block, finality. An anchor that could be
/// checked offline only gives Unchecked with a message that reads "if block H is on chain C", unless H is vouched for.
/// Whatever rows and endpoints hold is a finding; errors: Cancelled, about 0.1 s after stop was asked.
[[nodiscard]] Result<AnchorReport> checkAnchors(std::span<const RecordedAnchor> anchors, const CheckRequest& request,
                                                const AnchorProgress& progress, std::stop_token stop);

/// A blockchain_tx_hash that somebody put on an event (PROOF 2).
struct EventTransaction {
    std::string txHash;  ///< as the row holds it
    Sha256 leafHash;     ///< of the row as displayed
};

/// What the chain says of it. It is shown, and no badge, exit or finding follows, unless it is a one-event anchor: sent by a
/// pinned sender with the leaf hash in its input. Then the verdict counts as that of any anchor.
struct EventTransactionAnswer {
    bool isKnown = false;                      ///< some endpoint knows the transaction
    std::optional<ChainBlock> block = {};      ///< where it stands, as far as somebody says so
    std::optional<AnchorVerdict> anchor = {};  ///< only for a one-event anchor
    std::string message = {};                  ///< one sentence
};

/// What the chain says of foreign transactions.
struct EventTransactionReport {
    std::vector<EventTransactionAnswer> answers;  ///< one a transaction, in their order
    std::vector<AnchorFinding> sources;           ///< as in AnchorReport; for display unless one of the answers is an anchor
};

/// Looks up foreign transactions, online. Errors: Cancelled.
[[nodiscard]] Result<EventTransactionReport> lookUpTransactions(std::span<const EventTransaction> transactions,
                                                                const ChainTrust& trust, const AnchorProgress& progress,
                                                                std::stop_token stop);

}  // namespace vci::anchor::ethereum
