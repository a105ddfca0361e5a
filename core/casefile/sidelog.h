// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/clock.h"
#include "core/base/finding.h"
#include "core/base/result.h"
#include "core/casefile/custody.h"
#include "core/casefile/custodychain.h"
#include "core/casefile/sidehead.h"

#include <filesystem>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace vci::casefile {

// The custody log beside a case file that is sealed or cannot be written: one record a line (PROOF 6).

/// `x.vcase.custody.jsonl`.
[[nodiscard]] std::filesystem::path sideLogPath(const std::filesystem::path& file);

/// Opens the log beside a case file for appending; makes it with the first append. start: SHA-256 of the case file. Each append
/// moves the head along, unless log and head contradict each other already: that must stay to be seen. Errors: Io.
[[nodiscard]] Result<std::unique_ptr<CustodyLog>> openSideLog(const std::filesystem::path& file, const Sha256& start,
                                                              Examiner examiner, Clock& clock);

/// Rows of the log beside, those above afterN, at most limitRows; empty where there is none. Errors: Io, Cancelled.
[[nodiscard]] Result<std::vector<CustodyRow>> readSideLog(const std::filesystem::path& file, std::int64_t afterN,
                                                          std::size_t limitRows, std::stop_token stop);

/// The log beside as it stands at one moment, and what its head says of it.
struct SideChain {
    bool isThere = false;
    std::vector<ChainLink> links;  ///< a line over 1 MiB is none of ours and has no prev
    bool isEnded = true;           ///< a newline ends the last line
    SideHeadFile head = {};
};
/// Waits for whoever writes to it, not for ever. Errors: Io, Cancelled.
[[nodiscard]] Result<SideChain> readSideChain(const std::filesystem::path& file, std::stop_token stop);

/// Checks the log beside a case file (check.h). sealedHash: SHA-256 of the file where it is sealed.
[[nodiscard]] std::vector<Finding> checkSideChain(const std::filesystem::path& file, const SideChain& chain,
                                                  const std::optional<Sha256>& sealedHash);

}  // namespace vci::casefile
