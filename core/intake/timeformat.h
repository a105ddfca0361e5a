// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/result.h"
#include "core/base/timestamp.h"

#include <optional>
#include <string>
#include <string_view>

namespace vci::intake {

/// How the times of a column are written, and the zone of those that do not say theirs.
///
/// Formats: `rfc3339` (T or a space between date and time; an offset may be Z, +02:00, +0200 or +02); `unix`, `unix_ms`,
/// `unix_us` (seconds, with up to six decimals, milliseconds or microseconds since 1970-01-01T00:00:00Z); else a pattern as of
/// strptime: %Y, %m, %d, %H or %I with %p, %M, %S, %f (a fraction of 1 to 6 digits), %b (Jan … Dec), %z (an offset), %%; %Y, %m
/// and %d must stand in it, what else is absent is 0.
class TimeFormat {
public:
    /// zone: `UTC`, `Z` or an offset such as +02:00. Error Usage with what is wrong with either.
    [[nodiscard]] static Result<TimeFormat> make(std::string_view format, std::optional<std::string_view> zone);

    /// Error InvalidTime: another form, a date that does not exist, more than six decimals, no zone in text and none given.
    [[nodiscard]] Result<Timestamp> read(std::string_view text) const;

private:
    TimeFormat(std::string format, std::string zone);
    [[nodiscard]] Result<Timestamp> readRfc3339(std::string_view text) const;
    [[nodiscard]] Result<Timestamp> readUnix(std::string_view text) const;
    [[nodiscard]] Result<Timestamp> readPattern(std::string_view text) const;

    std::string m_format;
    std::string m_zone;  // as RFC 3339 writes it; empty: none
};

}  // namespace vci::intake
