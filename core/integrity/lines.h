// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/sha256.h"

#include <cstdint>
#include <optional>
#include <string_view>

namespace vci::integrity {

// What the line-by-line formats of FORMAT.md share.

/// Cuts the first line off text, without its newline. Nothing where no newline is left.
[[nodiscard]] std::optional<std::string_view> takeLine(std::string_view& text);
/// ASCII decimal, 0 to 2^63 - 1, no sign, no leading zeros.
[[nodiscard]] std::optional<std::int64_t> tryDecimal(std::string_view text);
/// The base64 of exactly 32 bytes.
[[nodiscard]] std::optional<Sha256> tryHashFromBase64(std::string_view text);

}  // namespace vci::integrity
