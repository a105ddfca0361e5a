// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/evidence/settings.h"
#include "core/catalog/catalog.h"
#include "core/store/reader.h"
#include "core/verify/report.h"
#include "core/verify/scope.h"
#include "core/verify/verifier.h"

#include <memory>
#include <optional>
#include <stop_token>
#include <string>

namespace vci::app {

struct VerifyRequest {
    std::string source;  ///< the path or URI that events was opened by
    verify::Scope scope = {};
    EvidenceSettings settings;
};

struct VerifyOutcome {
    verify::Report report;
    std::optional<std::string> pin = {};  ///< "created", "consistent", or nothing was pinned
    std::int64_t trustedKeys = 0;
};

/// Verifies the tenant in force of events (PROOF 4): its record, the notes of source, journal and pins, and the schema, by the
/// user's trust. Pins what it found consistent. Errors: those of the readers, the trust file and the folders of notes; Cancelled.
[[nodiscard]] Result<VerifyOutcome> verifySource(store::EventReader& events, const VerifyRequest& request,
                                                 const std::shared_ptr<const catalog::Catalog>& catalog,
                                                 const verify::Progress& progress, const std::stop_token& stop);

}  // namespace vci::app
