// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/report/request.h"
#include "core/report/trusted.h"
#include "core/store/reader.h"
#include "core/verify/report.h"

#include <optional>
#include <string>
#include <vector>

namespace vci::report {

/// What the sentences of a report depend on.
struct Checks {
    const verify::Report& verification;
    const Request& request;
    store::SourceKind kind;
    bool hasCustody;
    const std::optional<Seal>& seal;
    const Trusted& trusted;
    bool isCustodyDoubted = false;  ///< whether records of the custody log are gone, nobody can tell
    bool hasLogBeside = false;      ///< of the custody log, records beside the case
};

/// What was checked, and what was not or could not be and why: a sentence each for a reader who is no programmer. Those of a
/// report of the first edition are what they were.
[[nodiscard]] std::vector<std::string> checkedSentences(const Checks& checks);
[[nodiscard]] std::vector<std::string> uncheckedSentences(const Checks& checks);

}  // namespace vci::report
