// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/result.h"
#include "core/json/value.h"
#include "core/report/presentation.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace vci::report {

/// The document's RFC 8785 bytes in numbered texts, `voicecore-report 2/7 <base64>` (FORMAT.md), of at most 28,100 characters
/// each: a spreadsheet's cell holds 32,767. They begin with no formula sign, and CSV and XML take them as they are.
[[nodiscard]] std::vector<std::string> carriedParts(const json::Value& document);

/// The parts as a report's last section, and a sentence for whoever comes upon them.
[[nodiscard]] Section carriedSection(const json::Value& document);

/// The bytes that the parts in a text hold, in whatever order they stand; nothing where there is no part. What precedes the
/// parts may show texts that look like some: the last ones count. Error Usage where one is missing or no base64.
[[nodiscard]] Result<std::optional<std::string>> carriedDocument(std::string_view text);

}  // namespace vci::report
