// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/result.h"
#include "core/json/value.h"
#include "core/report/render.h"

#include <string>

namespace vci::app {

/// ui::print::toPdf(), or what loads it.
using PdfWriter = Result<std::string> (*)(const json::Value& document);

/// The bytes of a report's file. Errors: those of toPdf and toXlsx().
[[nodiscard]] Result<std::string> renderReport(report::Format format, const json::Value& document, PdfWriter toPdf);

}  // namespace vci::app
