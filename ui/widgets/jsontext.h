// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

#include <cstddef>
#include <string_view>

namespace vci::ui {

/// JSON laid out for reading: line breaks and two spaces a level between the tokens, the tokens themselves untouched (a number
/// stays 1E22, a name that stands twice stands twice). Controls and bidi
/// characters show as tokens; a line longer than kMaxLineChars goes on below, because one huge line would stall the view.
struct JsonLayout {
    QString text;
    bool cut = false;          ///< it ends before the source does
    bool brokenLines = false;  ///< some line goes on below
};

inline constexpr std::size_t kMaxLineChars = 2000;

/// Stops after about maxBytes of the source. Iterative: nesting costs no stack. Any thread.
[[nodiscard]] JsonLayout layOutJson(std::string_view json, std::size_t maxBytes);

}  // namespace vci::ui
