// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace vci::store {

/// What a person typed into the search field, understood once for all backends (EventReader::find).
///
/// Payloads are searched as JSON text: ASCII letters match in either case, and quotes and backslashes of the typed text match
/// their escaped form. A typed number (digits with spaces, dashes, dots, slashes, brackets, a leading +) matches the same
/// digits with any of these between them.
class FindText {
public:
    struct Match {
        std::size_t offset;
        std::size_t length;
    };

    explicit FindText(std::string_view typed);

    [[nodiscard]] bool isEmpty() const { return m_needle.empty(); }
    /// The beginning of a UUID, lower case with hyphens in their places, where the text has that form (4 to 32 hex digits).
    [[nodiscard]] const std::optional<std::string>& idPrefix() const { return m_idPrefix; }
    /// True where idPrefix() is all 36 characters.
    [[nodiscard]] bool isWholeId() const { return m_idPrefix && m_idPrefix->size() == 36; }
    /// True where payloads are searched for digits; needle() then holds the digits alone.
    [[nodiscard]] bool isNumber() const { return m_isNumber; }
    /// The bytes looked for: digits, or JSON-escaped text in lower case (ASCII).
    [[nodiscard]] const std::string& needle() const { return m_needle; }
    /// The separators that may stand between the digits of a number.
    [[nodiscard]] static std::string_view numberSeparators() { return " -./()"; }

    /// The first place in a payload's JSON text that matches.
    [[nodiscard]] std::optional<Match> match(std::string_view payload) const;
    /// For people: `member: value` where the match lies in a member's string, else the matching part with some characters around
    /// it; at most about 120 bytes, … where it was cut.
    [[nodiscard]] static std::string excerpt(std::string_view payload, const Match& match);

private:
    [[nodiscard]] static std::string window(std::string_view payload, const Match& match);
    [[nodiscard]] std::optional<Match> matchNumber(std::string_view payload) const;
    [[nodiscard]] std::optional<Match> matchText(std::string_view payload) const;

    std::string m_needle;
    std::optional<std::string> m_idPrefix;
    bool m_isNumber = false;
};

}  // namespace vci::store
