// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace vci {

/// RFC 4648 section 4, padded, one line.
[[nodiscard]] std::string toBase64(std::string_view bytes);
/// Only what toBase64() writes is accepted: nothing for line breaks, missing padding or stray bits, so that bytes have one text.
[[nodiscard]] std::optional<std::string> tryFromBase64(std::string_view text);

}  // namespace vci
