// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/timestamp.h"
#include "core/base/uuid.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace vci {

using AnchorId = StrongUuid<struct AnchorIdTag>;

// Rows of anchors, anchor_members and anchor_blocks as they stand in the source (PROOF 2). Nothing in them is checked: a row that
// somebody altered is read like any other, and the check of the anchor names it.

/// One tenant's checkpoint under an anchor root.
struct AnchorMember {
    TenantId tenant;
    std::string logId;      ///< 32 hex digits, unless altered
    std::int64_t treeSize;  ///< of the checkpoint
    std::int64_t index;     ///< of its leaf under the anchor root
    std::string path;       ///< the audit path: hashes of 32 bytes, one after another
    std::string note;       ///< the checkpoint's bytes
};

/// A block in which the transaction was seen, with what an offline check needs of it.
struct AnchorBlock {
    std::int64_t number;
    std::string hash;  ///< 0x and 64 hex digits, unless altered
    Timestamp time;
    std::optional<Timestamp> finalAt;             ///< when it was seen to be final
    std::optional<std::string> rawTransaction;    ///< bytes, as they are hashed
    std::optional<std::string> header;            ///< RLP bytes
    std::optional<std::string> transactionProof;  ///< core/anchor/ethereum/FORMAT.md, or `unavailable`
};

/// One submission. A resubmission is an anchor of its own.
struct RecordedAnchor {
    AnchorId id;
    std::int64_t chainId;
    std::string txHash;  ///< 0x and 64 hex digits, unless altered
    std::string sender;  ///< 0x and 40 hex digits, unless altered
    std::string root;    ///< 32 bytes, unless altered
    Timestamp submittedAt;
    std::vector<AnchorMember> members;  ///< those of the tenants that were asked for
    std::vector<AnchorBlock> blocks;    ///< by number
};

}  // namespace vci
