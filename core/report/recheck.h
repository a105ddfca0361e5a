// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/result.h"
#include "core/json/value.h"
#include "core/report/request.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace vci::report {

/// One place where a report and what it was compared with are not the same.
struct Difference {
    std::string path;                ///< JSON Pointer into the document; "file line N" for what the file shows
    std::optional<json::Value> was;  ///< in the report; absent: not there
    std::optional<json::Value> is;   ///< now; absent: not there
};

struct Differences {
    std::vector<Difference> some;  ///< the first ones
    std::int64_t count = 0;
};

/// A report that was handed over, as it came back.
struct KeptReport {
    json::Value document;
    Request request;
    /// Where the file is not what its own document gives: a digest that does not fit, a text that shows something else. Whoever
    /// changes a document can give it a fitting digest: only repeating it against the source tells.
    Differences own;
};

/// Reads a report in JSON or HTML. Errors: Usage where it is neither, or does not say what it was asked for; for the other
/// formats, which carry no document, the message says what to check in their place.
[[nodiscard]] Result<KeptReport> readReport(std::string_view file);

/// Where two documents differ, in all that depends on the source: when, by what and out of which file they were made plays no
/// part. Arrays are compared place by place; of a custody log only the first record that differs is told.
[[nodiscard]] Differences compareDocuments(const json::Value& was, const json::Value& is);

}  // namespace vci::report
