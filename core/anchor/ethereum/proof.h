// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/anchor/answer.h"
#include "core/anchor/judge.h"
#include "core/base/result.h"
#include "core/model/recordedanchor.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace vci::anchor::ethereum {

/// `transaction_proof` (FORMAT.md).
struct TransactionProof {
    std::int64_t index;
    std::vector<std::string> nodes;  ///< RLP, from the root down
};
[[nodiscard]] std::string writeProof(const TransactionProof& proof);
/// Errors: InvalidPayload.
[[nodiscard]] Result<TransactionProof> readProof(std::string_view text);

/// The transaction that the recorded bytes of a block prove to be in it, if the block's hash is on the chain; nothing where they
/// are recorded as unavailable. Errors: InvalidPayload where they prove something else, or nothing.
[[nodiscard]] Result<std::optional<SeenTransaction>> provenIn(const RecordedAnchor& anchor, const AnchorBlock& block);

/// Where an anchor's transaction was seen before it was final, as far as the record proves that there is such a transaction: its
/// bytes are recorded with the block and are those of the pinned sender. A block without them proves nothing; anybody could have
/// written it there. The newest few.
[[nodiscard]] std::vector<Expectation::Place> provenPlaces(const RecordedAnchor& anchor, const ChainTrust& trust);

}  // namespace vci::anchor::ethereum
