// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/result.h"
#include "core/base/sha256.h"
#include "core/model/recordedanchor.h"

#include <stop_token>
#include <string>
#include <vector>

namespace vci::store {

/// What somebody who anchors reads and writes, for all tenants of the source at once. Append-only: a row that stands is never
/// changed, but for the time when a block was seen to be final. One thread. Errors of every call: NotPermitted (naming the
/// grant), ReadOnly, Locked, Damaged, those of the connection, Cancelled.
class AnchorWriter {
public:
    virtual ~AnchorWriter() = default;

    /// The note of the newest checkpoint of each tenant that has one, of the log in force, in no order. NotPermitted where the
    /// login does not see every tenant: one transaction anchors them all.
    [[nodiscard]] virtual Result<std::vector<std::string>> newestCheckpoints(std::stop_token stop) = 0;
    /// The anchors that have no final block yet, and those of root, oldest first, without their members; the newest 1,000.
    [[nodiscard]] virtual Result<std::vector<RecordedAnchor>> toFollow(const Sha256& root, std::stop_token stop) = 0;

    /// Keeps a submission with its members, in one transaction; its blocks are ignored.
    [[nodiscard]] virtual Result<void> addAnchor(const RecordedAnchor& anchor) = 0;
    /// Keeps a block that holds it. Where the block is kept already, only its finalAt is added.
    [[nodiscard]] virtual Result<void> addBlock(AnchorId anchor, const AnchorBlock& block) = 0;
};

}  // namespace vci::store
