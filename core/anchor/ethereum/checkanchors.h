// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/anchor/eventtransaction.h"
#include "core/anchor/verdict.h"
#include "core/base/result.h"
#include "core/http/client.h"
#include "core/model/recordedanchor.h"

#include <cstddef>
#include <functional>
#include <optional>
#include <span>
#include <stop_token>
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

/// Looks up foreign transactions, online. Errors: Cancelled.
[[nodiscard]] Result<EventTransactionReport> lookUpTransactions(std::span<const EventTransaction> transactions,
                                                                const ChainTrust& trust, const AnchorProgress& progress,
                                                                std::stop_token stop);

}  // namespace vci::anchor::ethereum
