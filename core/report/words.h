// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/json/value.h"

#include <string>
#include <string_view>
#include <vector>

namespace vci::report {

/// A value as a person reads it: a string without quotes, nothing for null, JSON for the rest; cut after about 400 bytes, which
/// it says then. Control and bidi characters as tokens.
[[nodiscard]] std::string plain(const json::Value& value);
/// The same of a member.
[[nodiscard]] std::string cell(const json::Value& object, std::string_view member);
/// "Call 5f0c3b0e…" for titles, where a whole id is too much.
[[nodiscard]] std::string named(const json::Value& object, std::string_view type, std::string_view id);
/// A JSON Pointer as people read it: "data/a b" of "/data/a b"; ~1 and ~0 are what they stand for.
[[nodiscard]] std::string pathText(std::string_view pointer);
/// "sequence gap" of `sequence_gap`.
[[nodiscard]] std::string kindWords(std::string_view kind);
/// What a person wrote, whole: "¶" where a new line begins.
[[nodiscard]] std::string prose(std::string_view utf8);
/// "257088" → "257,088"; other text as it is.
[[nodiscard]] std::string groupedText(std::string_view digits);
/// "2 errors, 1 warning" of a list of findings, or "none".
[[nodiscard]] std::string countsText(const std::vector<json::Value>& findings);

}  // namespace vci::report
