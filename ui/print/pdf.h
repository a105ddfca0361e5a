// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/result.h"
#include "core/report/presentation.h"

#include <string>

namespace vci::ui::print {

/// The report as a PDF/A-1b of A4 pages: cover, contents with page numbers, sections; selectable text, page numbers. Needs a
/// QGuiApplication; any thread. Error Internal where Qt cannot write it.
[[nodiscard]] Result<std::string> toPdf(const report::Presentation& shown);

}  // namespace vci::ui::print
