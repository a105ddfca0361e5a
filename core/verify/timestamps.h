// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/store/logreader.h"
#include "core/timestamp/authorities.h"
#include "core/verify/verifier.h"

#include <span>
#include <string>

namespace vci::verify {

/// Judges recorded time stamps, each against the note of the checkpoint that it stands beside, and adds what came of it to what
/// the record is held against. No network. checkpoints: all rows of the same log.
void addTimestamps(std::span<const store::StoredTimestamp> timestamps, std::span<const store::StoredCheckpoint> checkpoints,
                   const timestamp::Authorities& trusted, Inputs& inputs);

/// What a person may take from it: "every event up to 120 existed by 2026-02-10T10:00:00.000000Z, on the word of CN=…", or why
/// not.
[[nodiscard]] std::string wordsOf(const CheckedTimestamp& timestamp);

}  // namespace vci::verify
