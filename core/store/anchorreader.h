// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/result.h"
#include "core/model/recordedanchor.h"

#include <cstddef>
#include <optional>
#include <stop_token>
#include <vector>

namespace vci::store {

/// The anchors of the tenant in force, read through the EventReader that gave it: same connection, same thread, same errors,
/// ended by the same interrupt(). Rows are given as they stand; core/anchor judges them.
class AnchorReader {
public:
    virtual ~AnchorReader() = default;

    /// Anchors that hold a checkpoint of the tenant, by id, from after (exclusive), at most limitRows, each with all its blocks
    /// and with the members of this tenant. Empty in a case file of schema version 1.
    [[nodiscard]] virtual Result<std::vector<RecordedAnchor>> anchors(std::optional<AnchorId> after, std::size_t limitRows,
                                                                      std::stop_token stop) = 0;
};

}  // namespace vci::store
