// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/result.h"
#include "core/base/sha256.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace vci::casefile {

/// How the custody log beside a case file begins and ends (core/store/sqlite/FORMAT.md): what the row of the case is to the log
/// inside it. Without it a record cut from the end of the log leaves no trace.
struct SideHead {
    Sha256 start;        ///< SHA-256 of the case file when its log was begun: prev of the first record
    std::int64_t count;  ///< of records
    Sha256 hash;         ///< of the last one; start where there is none

    /// Only what text() writes. Nothing otherwise.
    [[nodiscard]] static std::optional<SideHead> tryParse(std::string_view text);
    [[nodiscard]] std::string text() const;
};

/// What lies in the place of a head.
struct SideHeadFile {
    bool isThere = false;
    std::optional<SideHead> head = {};  ///< absent where what is there is no head
};

/// `x.vcase.custody.jsonl.head`.
[[nodiscard]] std::filesystem::path sideHeadPath(const std::filesystem::path& file);

/// Errors: Io.
[[nodiscard]] Result<SideHeadFile> readSideHead(const std::filesystem::path& file);

/// Puts the head in the place of the one before, all or nothing, synced. Errors: Io.
[[nodiscard]] Result<void> writeSideHead(const std::filesystem::path& file, const SideHead& head);

}  // namespace vci::casefile
