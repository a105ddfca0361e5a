// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/audit/session.h"
#include "core/integrity/checkpoint.h"
#include "core/integrity/trust.h"
#include "core/verify/verifier.h"

#include <optional>

namespace vci::audit {

/// Asks the chain about every anchor that the source of the session records for the tenant in force, and adds what it says to
/// inputs, with the way to ask about the transactions that events name. origin: of the log in force, if there is one. --offline:
/// asks nobody; --block: blocks that the user vouches for. Errors: Usage for a --block that is no hash; those of the reader;
/// Cancelled.
[[nodiscard]] Result<void> askAboutAnchors(Session& session, const integrity::Trust& trust,
                                           const std::optional<integrity::Origin>& origin, verify::Inputs& inputs);

}  // namespace vci::audit
