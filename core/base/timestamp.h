// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/result.h"

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

namespace vci {

/// An instant: microseconds since 1970-01-01T00:00:00Z, UTC, leap seconds not counted. Never a QDateTime in the core.
class Timestamp {
public:
    constexpr explicit Timestamp(std::int64_t micros)
        : m_micros(micros)
    {
    }

    /// RFC 3339 with an offset, 0 to 6 fractional digits, years 0001–9999 (DESIGN 3.1). Refused with InvalidTime: no offset,
    /// more digits, second 60, hour 24, a date that does not exist.
    [[nodiscard]] static Result<Timestamp> parse(std::string_view text);

    [[nodiscard]] constexpr std::int64_t micros() const { return m_micros; }
    /// True for the years 0001–9999, the ones that toString() can write as an envelope does.
    [[nodiscard]] bool isInEnvelopeRange() const;
    /// 27 characters, UTC, six fractional digits, `Z`. Requires isInEnvelopeRange().
    [[nodiscard]] std::string toString() const;

    friend constexpr auto operator<=>(const Timestamp&, const Timestamp&) = default;  // NOLINT(modernize-use-nullptr)

private:
    std::int64_t m_micros;
};

/// The time of a recorded event. Foreign rows may hold times that no envelope can: infinity, years past 9999. Those keep the
/// text that the database gives (PROOF 1) and sort by micros (the least or greatest value for infinities).
struct RecordedTime {
    Timestamp at;
    std::string foreignText = {};  ///< empty unless the time is out of the envelope's range

    [[nodiscard]] std::string toString() const { return foreignText.empty() ? at.toString() : foreignText; }
    friend bool operator==(const RecordedTime&, const RecordedTime&) = default;
};

}  // namespace vci
