// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/evidence/settings.h"
#include "core/anchor/chainvalues.h"
#include "core/catalog/catalog.h"
#include "core/store/reader.h"
#include "core/verify/pace.h"
#include "core/verify/report.h"
#include "core/verify/scope.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace vci::app {

struct VerifyRequest {
    std::string source;  ///< the path or URI that events was opened by
    verify::Scope scope = {};
    EvidenceSettings settings;
    bool isOffline = false;                             ///< asks no endpoint about anchors
    std::vector<anchor::BlockHash> vouchedBlocks = {};  ///< blocks that the user knows to be on the chain
    bool withForeign = false;                           ///< holds the platform's own read models against the events, too
    verify::EarlierLog earlier = {};                    ///< what was told of the log before: the report answers
};

struct VerifyOutcome {
    verify::Report report;
    std::optional<std::string> pin = {};  ///< "created", "consistent", or nothing was pinned
    std::int64_t trustedKeys = 0;
    std::optional<std::string> untrustedSealer = {};  ///< the key name on the seal, where the trust file has no key of that name
};

/// Verifies the tenant in force of events (PROOF 4): its record, the notes of source, journal and pins, recorded anchors,
/// snapshots, read models and the schema, by the user's trust. Pins what it found consistent. A sealed case file is hashed once,
/// when all is read: what events read of it is confirmed by that too. Errors: those of the readers, the trust file and the
/// folders of notes; SealBroken where a seal is by another key of a trusted name; Cancelled.
[[nodiscard]] Result<VerifyOutcome> verifySource(store::EventReader& events, const VerifyRequest& request,
                                                 const std::shared_ptr<const catalog::Catalog>& catalog,
                                                 const verify::PaceFunction& progress, const std::stop_token& stop);

}  // namespace vci::app
