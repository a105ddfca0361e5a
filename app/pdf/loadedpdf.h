// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/result.h"
#include "core/json/value.h"

#include <string>

namespace vci::app {

/// ui::print::toPdf() out of the module that the first call loads. One thread. Errors: NotSupported where it cannot be loaded;
/// those of toPdf().
[[nodiscard]] Result<std::string> loadedToPdf(const json::Value& document);

}  // namespace vci::app
