// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <string>
#include <string_view>

namespace vci::report {

/// What stands where something was masked.
inline constexpr std::string_view kMasked = "(masked)";

/// A text with kMasked in the place of each telephone number (+ and 7 to 15 digits, however they are grouped), mail address and
/// number of a payment card (13 to 19 digits that satisfy ISO/IEC 7812's check digit). Names of people have no form to know them
/// by.
[[nodiscard]] std::string withoutPersonalText(std::string_view text);

/// What a person wrote, with kMasked as well in the place of each telephone number without +: 7 to 15 digits that begin with 0,
/// or stand together, or are grouped as (800) 555-0105 and 555-123-4567 are; of those with +, groups behind a slash as
/// well, and digits that go on behind them as a date does. Other dates, amounts with a point, and what goes on as ids and hashes
/// do stay.
[[nodiscard]] std::string withoutWrittenNumbers(std::string_view text);

/// A sentence with kMasked in the place of everything that stands between double quotes, as well.
[[nodiscard]] std::string withoutQuotedText(std::string_view text);

}  // namespace vci::report
