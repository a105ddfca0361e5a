// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/json/value.h"

#include <string>
#include <string_view>
#include <vector>

namespace vci::report {

/// A value as a person reads it: a string without quotes, nothing for null, JSON for the rest; cut after about 400 bytes. Control
/// and bidi characters as tokens.
[[nodiscard]] std::string plain(const json::Value& value);
/// What a person wrote, whole: "¶" where a new line begins.
[[nodiscard]] std::string prose(std::string_view utf8);
/// "257088" → "257,088"; other text as it is.
[[nodiscard]] std::string groupedText(std::string_view digits);
/// "2 errors, 1 warning" of a list of findings, or "none".
[[nodiscard]] std::string countsText(const std::vector<json::Value>& findings);

}  // namespace vci::report
