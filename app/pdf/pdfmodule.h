// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/result.h"
#include "core/json/value.h"

#include <string>

namespace vci::app {

/// Writing PDF, from a library of its own: it takes Qt's graphics, which a command line would load at every start.
struct PdfModule {
    const char* version;  ///< of the program it was built with; no other may call it
    Result<std::string> (*toPdf)(const json::Value& document);
};

/// The one name that the module exports.
inline constexpr const char* kPdfModuleEntry = "vciPdfModule";
using PdfModuleEntry = const PdfModule* (*)();

}  // namespace vci::app
