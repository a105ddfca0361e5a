// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/error.h"

namespace vci::audit {

/// How the process ends (INTERFACES 1).
enum class ExitCode : int {
    Fine = 0,
    Found = 1,        ///< the check found something
    Usage = 2,        ///< usage or bad input
    Unreachable = 3,  ///< source unreachable, or I/O
    NotPermitted = 4,
    NotProvable = 5,  ///< honest, but not provable to the level asked
    Interrupted = 130,
};

[[nodiscard]] ExitCode exitCodeOf(ErrorCode code);

}  // namespace vci::audit
