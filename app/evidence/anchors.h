// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/evidence/verifysource.h"
#include "core/integrity/trust.h"
#include "core/store/anchorreader.h"
#include "core/verify/verifier.h"

namespace vci::app {

/// Asks the chain about every anchor that reader has of the tenant in force, and adds what it says to inputs. Errors: those of
/// the reader; Cancelled.
[[nodiscard]] Result<void> askAboutAnchors(store::AnchorReader& reader, const VerifyRequest& request,
                                           const integrity::Trust& trust, const integrity::Origin& origin, verify::Inputs& inputs,
                                           const VerifyProgress& progress, const std::stop_token& stop);

}  // namespace vci::app
