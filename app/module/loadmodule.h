// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/result.h"

#include <string>

namespace vci::app {

/// A part of the program that lies in a library of its own, because it brings others with it that most runs do not need.
struct ModuleName {
    std::string file;     ///< "voicecore-pdf.so"
    std::string entry;    ///< the one name that it exports
    std::string purpose;  ///< "that writes PDF", for messages
};

/// Loads the library, from beside the program as in a build folder or from where it is installed to, and gives its entry. It
/// stays loaded. Error NotSupported, with the reason.
[[nodiscard]] Result<void*> loadModule(const ModuleName& name);
/// What a module's version must be: no other may be called. Error NotSupported.
[[nodiscard]] Result<void> checkModuleVersion(const ModuleName& name, const std::string& version);

}  // namespace vci::app
