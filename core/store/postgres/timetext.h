// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/timestamp.h"

#include <string>

namespace vci::store::postgres {

/// The same instant as PostgreSQL reads it back, exactly.
[[nodiscard]] std::string toTimeText(const RecordedTime& time);

}  // namespace vci::store::postgres
