// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <string>
#include <vector>

namespace vci::json {

enum class Verdict {
    Sound,      ///< readStrict() takes it
    Forbidden,  ///< JSON by its grammar, but refused: I-JSON, or a number that cannot be kept
    NoJson,     ///< breaks the grammar of RFC 8259
};

struct TortureRow {
    std::string name;
    std::string text;
    Verdict verdict;
};

/// Documents that JSON readers are known to get wrong. No raw strings in files that moc reads: it loses its way in some of them.
[[nodiscard]] std::vector<TortureRow> tortureTable();

}  // namespace vci::json
