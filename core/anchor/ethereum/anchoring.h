// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/anchor/verdict.h"
#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/base/sha256.h"
#include "core/http/client.h"
#include "core/store/anchorwriter.h"

#include <cstddef>
#include <stop_token>
#include <vector>

namespace vci::anchor::ethereum {

/// What anchoring the newest checkpoints came to.
struct Anchoring {
    TxHash txHash;
    Sha256 root;
    std::size_t members;                 ///< checkpoints under the root
    bool isFinal;                        ///< on every endpoint that answers
    bool wasSent;                        ///< by this call; false: an earlier one stands
    std::vector<AnchorFinding> sources;  ///< source_unreachable, one for each endpoint that failed
};

/// Follows every submission that is not final yet: keeps the blocks that hold it with their evidence, and when they became final.
/// Then sees to it that the newest checkpoint of every tenant is anchored: where no submission of that root is final, in a block
/// or waiting, it sends one through the first endpoint that answers, by eth_sendTransaction, which signs with the key that the
/// node or its signer holds for `from`. So it can be called again and again: a submission that a reorg or a replacement removed
/// is sent anew, as a row of its own, and one that stands is not sent twice.
///
/// Errors: Usage where trust pins no chain or does not trust from; NotFound without any checkpoint; Unreachable where no endpoint
/// answers, where they contradict each other, or where the node refuses to send (its words); Cancelled; those of the store.
[[nodiscard]] Result<Anchoring> anchorCheckpoints(store::AnchorWriter& store, const ChainTrust& trust, const Address& from,
                                                  IdSource& ids, Clock& clock, std::stop_token stop, http::Limits limits = {});

}  // namespace vci::anchor::ethereum
