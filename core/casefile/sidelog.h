// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/casefile/custody.h"
#include "core/casefile/custodychain.h"

#include <filesystem>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

namespace vci::casefile {

// The custody log beside a case file that is sealed or cannot be written: one record a line (PROOF 6).

/// `x.vcase.custody.jsonl`.
[[nodiscard]] std::filesystem::path sideLogPath(const std::filesystem::path& file);

/// Opens the log beside a case file for appending; makes it with the first append. start: SHA-256 of the case file. Errors: Io.
[[nodiscard]] Result<std::unique_ptr<CustodyLog>> openSideLog(const std::filesystem::path& file, const Sha256& start,
                                                              Examiner examiner, Clock& clock);

/// Rows of the log beside, those above afterN, at most limitRows; empty where there is none. Errors: Io, Cancelled.
[[nodiscard]] Result<std::vector<CustodyRow>> readSideLog(const std::filesystem::path& file, std::int64_t afterN,
                                                          std::size_t limitRows, std::stop_token stop);
/// The same as links, all of them; a line over 1 MiB is none of ours and has no prev.
[[nodiscard]] Result<std::vector<ChainLink>> readSideLinks(const std::filesystem::path& file, std::stop_token stop);

}  // namespace vci::casefile
