// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/json/value.h"

#include <optional>
#include <string>
#include <string_view>

namespace vci::report {

enum class Format { Json, Html, Csv, Xlsx, Pdf };

/// By the ending of a file's name, in any case: .json, .html, .csv, .xlsx, .pdf.
[[nodiscard]] std::optional<Format> tryFormatOfFile(std::string_view name);

/// The document's RFC 8785 bytes and a line end.
[[nodiscard]] std::string toJson(const json::Value& document);
/// Every section as a heading and its tables, an empty record between them; safe for spreadsheets (csv.h). The last one carries
/// the document.
[[nodiscard]] std::string toCsv(const json::Value& document);

}  // namespace vci::report
