// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/result.h"
#include "core/base/sha256.h"
#include "core/base/uuid.h"
#include "core/store/reader.h"

#include <optional>
#include <stop_token>
#include <string>

namespace vci::verify {

/// One event as one source holds it now.
struct LeafCopy {
    std::string where;                     ///< the source's label
    std::optional<std::string> leaf = {};  ///< the leaf's bytes (PROOF 1); absent where the source lacks the event
    std::optional<Sha256> hash = {};       ///< of the leaf
};

/// What a log says of an event: the hash of what was recorded, never the content.
struct LeafEntry {
    LogIndex index;
    std::optional<Sha256> hash;  ///< absent where the entry holds none
};

/// The event of the tenant in force as its leaf. Errors: those of the reader.
[[nodiscard]] Result<LeafCopy> leafCopyOf(store::EventReader& events, EventId event, const std::stop_token& stop);
/// Its entry in the log in force; nothing without a log, and while it waits for one. Errors: those of the reader.
[[nodiscard]] Result<std::optional<LeafEntry>> leafEntryOf(store::EventReader& events, EventId event,
                                                           const std::stop_token& stop);

}  // namespace vci::verify
