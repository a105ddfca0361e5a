// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/result.h"
#include "core/base/sha256.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace vci::integrity {

/// A proof that can be checked offline, as text (c2sp.org/tlog-proof): index, audit path, the checkpoint's note.
struct TlogProof {
    std::int64_t index;  ///< of the leaf, from 0
    std::vector<Sha256> path;
    std::string checkpoint;                           ///< the signed note as it stands; not yet parsed or verified
    std::optional<std::string> extra = std::nullopt;  ///< opaque bytes, authenticated by nothing

    /// Strict about everything above the checkpoint; at most 63 hashes. Errors: InvalidPayload with the line.
    [[nodiscard]] static Result<TlogProof> parse(std::string_view text);
    [[nodiscard]] std::string toString() const;
};

}  // namespace vci::integrity
