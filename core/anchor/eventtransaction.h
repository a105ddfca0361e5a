// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/anchor/verdict.h"
#include "core/base/sha256.h"

#include <optional>
#include <string>
#include <vector>

namespace vci::anchor {

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
    bool isAnswered = false;                   ///< some endpoint could say whether it knows it
};

/// What the chain says of foreign transactions.
struct EventTransactionReport {
    std::vector<EventTransactionAnswer> answers;  ///< one a transaction, in their order
    std::vector<AnchorFinding> sources;           ///< as in AnchorReport; for display unless one of the answers is an anchor
};

}  // namespace vci::anchor
