// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/json/value.h"
#include "core/report/sourcename.h"

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

namespace vci::report {

/// The member of a finding by which it names its cause: an index of the same list.
inline constexpr std::string_view kCausedBy = "caused_by";

/// The member of a finding that says it in words.
inline constexpr std::string_view kMessage = "message";

/// Which items of two lists are compared with each other: one that came or went moves no other out of its place.
struct ListMatch {
    std::vector<std::optional<std::size_t>> ofWas;  ///< of each older item the newer one's index
    std::vector<bool> isMatched;                    ///< of each newer item
};

/// Findings that say the same of the same, their causes apart, then those of one kind at one place.
[[nodiscard]] ListMatch matchFindings(const std::vector<json::Value>& was, const std::vector<json::Value>& is,
                                      const SourceNames& names);
/// Sentences that are the same, then those of one place.
[[nodiscard]] ListMatch matchSentences(const std::vector<json::Value>& was, const std::vector<json::Value>& is);

}  // namespace vci::report
