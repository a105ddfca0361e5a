// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/timestamp.h"
#include "core/casefile/case.h"
#include "core/json/value.h"
#include "core/report/request.h"
#include "core/verify/report.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace vci::report {

/// A seal that was found intact, and when the case says that it was sealed.
struct Seal {
    casefile::SealState state;
    std::optional<Timestamp> sealedAt = {};
};

/// What the maker of a report trusts, as far as it counted.
struct Trusted {
    std::vector<std::string> signers = {};  ///< verifier keys whose signature on the newest checkpoint is good
    bool isSealer = false;                  ///< the key of the seal is trusted
    std::optional<std::int64_t> chainId = {};
    std::vector<std::string> senders = {};  ///< all that are pinned: 0x and 40 lower-case hex digits
};

/// The document's member `seal` (FORMAT.md); null where there is none.
[[nodiscard]] json::Value sealJson(const std::optional<Seal>& seal, const Trusted& trusted);

/// The document's member `trust` (FORMAT.md): of what the maker trusts, that by which something in the report was found good.
/// What the maker trusts besides is nobody's business, and no difference to who checks the report by other settings.
/// Up to the second edition chain and senders stand there of anchors that were not found final, too.
[[nodiscard]] json::Value trustJson(const verify::Report& verification, const Trusted& trusted, std::int64_t edition = kEdition);

/// "voicecore/examiner/anna+08ba85b7": name and hash of the key, without the key itself.
[[nodiscard]] std::string shortKey(const casefile::SealState& seal);

}  // namespace vci::report
