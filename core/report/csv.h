// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <span>
#include <string>
#include <string_view>

namespace vci::report {

/// The text of a cell made safe for spreadsheets (PROOF 6): one that begins with = + - @ TAB or CR gets an apostrophe in
/// front, unless it is a plain number or an E.164 number.
[[nodiscard]] std::string spreadsheetSafe(std::string_view text);

/// Appends one record as RFC 4180 writes it: cells made safe, quoted where they must be, CRLF at the end. UTF-8 as it is.
void appendCsvRecord(std::string& out, std::span<const std::string> cells);

}  // namespace vci::report
