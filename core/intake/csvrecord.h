// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace vci::intake {

/// How a CSV file is written. RFC 4180 by default; both characters are ASCII, differ, and are no line end.
struct CsvDialect {
    char delimiter = ',';
    char quote = '"';
};

/// What stands at the start of a text of records.
struct CsvSplit {
    bool needsMore = false;               ///< the text ends before the record does; nothing below but openCell counts
    std::size_t sizeBytes = 0;            ///< of the record, its line end included
    std::optional<std::string> fault;     ///< why it is no record of RFC 4180; sizeBytes does not count then
    std::optional<std::size_t> openCell;  ///< needsMore within quotes: the number of that cell, from 1
};

/// Takes the first record off text: its cells without quotes, CRLF or LF at its end. isWhole: nothing comes after text.
/// Refused, never guessed at: a quote within a cell that does not begin with one; text after a closing quote; a quote that is
/// never closed; a carriage return outside quotes that ends no line.
[[nodiscard]] CsvSplit splitCsvRecord(std::string_view text, bool isWhole, CsvDialect dialect, std::vector<std::string>& cells);

}  // namespace vci::intake
