// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/evidence/verifysource.h"
#include "core/integrity/trust.h"
#include "core/verify/verifier.h"

namespace vci::app {

/// Asks the chain about every anchor that the source records for the tenant in force, and adds what it says to inputs, with the
/// way to ask about the transactions that events name. origin: of the log in force, if there is one. inputs may call pace and
/// look at stop until it is used up. Errors: those of the reader; Cancelled.
[[nodiscard]] Result<void> askAboutAnchors(store::EventReader& events, const VerifyRequest& request,
                                           const integrity::Trust& trust, const std::optional<integrity::Origin>& origin,
                                           verify::Inputs& inputs, verify::PaceKeeper& pace, const std::stop_token& stop);

}  // namespace vci::app
