// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/evidence/settings.h"
#include "core/integrity/checkpoint.h"
#include "core/store/logreader.h"
#include "core/verify/verifier.h"

#include <stop_token>

namespace vci::app {

/// Judges the time stamps that the source records of the log in force by the user's authorities, without network, and adds them
/// to inputs. Errors: those of the reader; those of loadAuthorities() where there is a time stamp.
[[nodiscard]] Result<void> judgeTimestamps(store::LogReader& log, const EvidenceSettings& settings, const integrity::Trust& trust,
                                           const integrity::Origin& origin, verify::Inputs& inputs, const std::stop_token& stop);

}  // namespace vci::app
