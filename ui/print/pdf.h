// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/result.h"
#include "core/json/value.h"

#include <string>

namespace vci::ui::print {

/// The report as a PDF/A-1b of A4 pages: cover, contents with page numbers, sections; selectable text, page numbers. Its metadata
/// carry the document. The same document gives the same bytes with the same fonts and the same Qt. Needs a QGuiApplication; any
/// thread. Error Internal where Qt cannot write it.
[[nodiscard]] Result<std::string> toPdf(const json::Value& document);

}  // namespace vci::ui::print
