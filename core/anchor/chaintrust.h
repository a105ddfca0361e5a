// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/anchor/verdict.h"
#include "core/integrity/trust.h"

namespace vci::anchor {

/// What a trust file pins about the chain. An address that is none is left out: Trust::parse() lets none pass.
[[nodiscard]] ChainTrust chainTrustOf(const integrity::Trust& trust);

}  // namespace vci::anchor
