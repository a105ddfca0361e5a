// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/json/value.h"
#include "core/report/difference.h"

namespace vci::report {

/// Where two documents differ, in all that depends on the source: when, by what and out of which file they were made plays no
/// part, nor does the name of that file where a finding tells it. Findings and sentences are compared with those that they are
/// the same as, wherever they stand; other arrays place by place; of a custody log only the first record that differs is told. A
/// log of events that grew is no difference: the events that were verified have a digest of their own.
[[nodiscard]] Differences compareDocuments(const json::Value& was, const json::Value& is);

}  // namespace vci::report
