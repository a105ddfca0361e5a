// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/audit/jsontext.h"
#include "app/audit/output.h"
#include "core/projection/comparison.h"
#include "core/store/readmodels.h"

namespace vci::audit {

/// A projection with its version, `hand`, or `the platform`.
[[nodiscard]] std::string makerOf(const store::ReadModelRow& row);
void writeModelRow(JsonText& json, const store::ReadModelRow& row);
/// The columns one below the other, the data indented.
void writeModelRow(Output& out, const store::ReadModelRow& row);
/// The members of the object that is open.
void writeComparisonMembers(JsonText& json, const projection::Comparison& comparison);
/// What differs, a line each; verb says what is told of the rows: "found" or "mended".
void writeComparison(Output& out, const projection::Comparison& comparison, const std::string& verb);

}  // namespace vci::audit
