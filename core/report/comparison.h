// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/json/value.h"
#include "core/report/difference.h"

#include <optional>
#include <string>

namespace vci::report {

/// What a log that went on since says now of what the older document told of it.
struct LogSince {
    std::optional<std::string> root = {};  ///< hex, over as many entries as it had; absent where it has fewer
    bool holdsCheckpoint = false;          ///< the checkpoint is still one of the source that is found good
};

/// Where two documents differ, in all that depends on the source: when, by what and out of which file they were made plays no
/// part, nor does the name of that file where a finding tells it. Findings and sentences are compared with those that they are
/// the same as, wherever they stand; other arrays place by place; of a custody log only the first record that differs is told. A
/// log of events that grew is no difference where its entries of then still give the root of then, nor is a newer checkpoint
/// where that of then is still held.
[[nodiscard]] Differences compareDocuments(const json::Value& was, const json::Value& is, const LogSince& since = {});

}  // namespace vci::report
