// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/timestamp.h"

#include <optional>
#include <string>
#include <string_view>

namespace vci::store::postgres {

/// A `timestamp` column as PostgreSQL prints it under DateStyle ISO: `2026-01-05 08:00:00.25`, `infinity`, `-infinity`,
/// `0044-03-15 12:00:00 BC`, `12026-01-01 00:00:00`. foreignText is set for what no envelope can hold. Nothing where the text has
/// another form.
[[nodiscard]] std::optional<RecordedTime> tryParseTime(std::string_view text);

/// The same instant as PostgreSQL reads it back, exactly.
[[nodiscard]] std::string toTimeText(const RecordedTime& time);

}  // namespace vci::store::postgres
