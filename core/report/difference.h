// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/json/value.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace vci::report {

/// One place where a report and what it was compared with are not the same.
struct Difference {
    /// JSON Pointer into the document; of the file itself "file line N", of a workbook "file part NAME" or "file container", of a
    /// PDF "file".
    std::string path;
    std::optional<json::Value> was;  ///< in the report; absent: not there
    std::optional<json::Value> is;   ///< now; absent: not there
};

struct Differences {
    std::vector<Difference> some;  ///< the first ones
    std::int64_t count = 0;
};

}  // namespace vci::report
