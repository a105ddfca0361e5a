// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>

namespace vci::report {

/// A number as a cell of a workbook holds it.
struct SheetNumber {
    double value;
    int decimals;  ///< behind the point, as the text has them
};

/// Whether "1,234" is a number.
enum class Grouping { None, Commas };

/// A decimal of at most 15 significant digits, which a double gives back as it was; nothing for exponents, leading zeros and all
/// else that a cell would show as another text.
[[nodiscard]] std::optional<SheetNumber> trySheetNumber(std::string_view text, Grouping grouping);

/// Characters, not bytes.
[[nodiscard]] double charactersOf(std::string_view utf8);

/// Of what is never broken: between blanks, up to a hyphen.
[[nodiscard]] double longestWord(std::string_view utf8);

/// In how many lines a text is broken where so many digits have room, the width of a column: letters are a little narrower, ids
/// and hashes are not.
[[nodiscard]] double wrappedLines(std::string_view utf8, double width);

/// Names of sheets: at most 31 characters, unique, without what the format forbids.
class SheetNames {
public:
    /// "Timeline 1" of the id timeline-1, so that several can be told apart; else what stands in the title before a colon or
    /// comma, cut at a word.
    [[nodiscard]] std::string nameOf(std::string_view id, std::string_view title);

private:
    std::set<std::string> m_names;
};

}  // namespace vci::report
