// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/result.h"

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>

namespace vci {

/// The bytes of a regular file. A pipe or a device is refused and never waited for. `what` begins each message: "the trust file".
/// Errors: Io where it is absent, no regular file or cannot be read to its end; Usage where it has more than `mostBytes`.
[[nodiscard]] Result<std::string> readFile(const std::filesystem::path& file, std::string_view what, std::size_t mostBytes);

/// The same of a file that is open already.
[[nodiscard]] Result<std::string> readFile(int descriptor, const std::filesystem::path& file, std::string_view what,
                                           std::size_t mostBytes);

}  // namespace vci
