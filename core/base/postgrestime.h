// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/timestamp.h"

#include <optional>
#include <string_view>

namespace vci {

/// What PostgreSQL prints for a timestamp without time zone in ISO style, as a database and a case file give it:
/// `2026-01-05 08:00:00.25`, `infinity`, `-infinity`, `0044-03-15 12:00:00 BC`, `12026-01-01 00:00:00`. foreignText is set for
/// what no envelope can hold; instants keep PostgreSQL's order. Nothing where the text has another form.
[[nodiscard]] std::optional<RecordedTime> tryParsePostgresTime(std::string_view text);

}  // namespace vci
