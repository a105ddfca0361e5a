// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/result.h"
#include "core/json/value.h"

#include <string>

namespace vci::report {

/// The report as an Office Open XML workbook: a sheet for each section, and a last one that carries the document; numbers, true
/// and false are typed cells, everything else is text, times with their six digits too, and nothing is a formula. A number that
/// a double cannot hold stays text. The same document gives the same bytes. Errors: Io where the library's
/// temporary files cannot be written; Internal.
[[nodiscard]] Result<std::string> toXlsx(const json::Value& document);

}  // namespace vci::report
