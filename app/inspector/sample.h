// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/result.h"

#include <QString>

#include <cstdint>
#include <functional>
#include <stop_token>

namespace vci::app {

/// The sample where it lies ready: beside the program, or where it was made before. Empty: it must be made.
[[nodiscard]] QString existingSample();

/// Generates the sample (1,000 calls, seed 7) into the user's cache and returns its path. It appears there whole or not at
/// all. Any thread. Errors: Io, Cancelled.
[[nodiscard]] Result<QString> makeSample(const std::function<void(std::int64_t done)>& progress, std::stop_token stop);

}  // namespace vci::app
