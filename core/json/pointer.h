// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/result.h"
#include "core/json/value.h"

#include <string>
#include <string_view>
#include <vector>

namespace vci::json {

/// Appends `/token` with `~` and `/` escaped (RFC 6901 section 3).
void appendPointerToken(std::string& pointer, std::string_view token);
/// The decoded tokens of a JSON Pointer. Errors: NoSuchField where the text is no pointer.
[[nodiscard]] Result<std::vector<std::string>> parsePointer(std::string_view pointer);
/// The value there, or nullptr. Descends arrays by index too.
[[nodiscard]] const Value* resolve(const Value& root, const std::vector<std::string>& tokens);

}  // namespace vci::json
