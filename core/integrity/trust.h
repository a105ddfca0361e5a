// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/result.h"
#include "core/integrity/note.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace vci::integrity {

/// What the user trusts (PROOF 3). Comes from the user's own settings, never from the source that is judged.
struct Trust {
    std::vector<VerifierKey> keys;              ///< of logs and of examiners
    std::optional<std::int64_t> chainId;        ///< of the chain that anchors must be on
    std::vector<std::string> senders;           ///< 0x and 40 lower-case hex digits
    std::vector<std::string> endpoints;         ///< http and https URLs of JSON-RPC nodes
    std::optional<std::int64_t> confirmations;  ///< K; absent: the tag `finalized`
    /// Certificates of time-stamp authorities: PEM text, or the path of a file of it, as it stands; a relative one is taken from
    /// the folder of the trust file. Not read here.
    std::vector<std::string> timestampAuthorities;

    /// True for PEM text, false for the path of a file.
    [[nodiscard]] static bool isPem(std::string_view authority);

    /// The trusted key of that name; the first where there are several.
    [[nodiscard]] const VerifierKey* keyNamed(std::string_view name) const;

    /// Strict: unknown members, wrong types and malformed keys, addresses and URLs are errors; members may be missing. Errors:
    /// Usage with pointer, line and column.
    [[nodiscard]] static Result<Trust> parse(std::string_view text);
    /// Errors: Usage, naming the file; Io.
    [[nodiscard]] static Result<Trust> load(const std::filesystem::path& file);
};

}  // namespace vci::integrity
