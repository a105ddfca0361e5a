// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/projection/comparison.h"

namespace vci::projection {

/// Makes every row of a projection anew beside the live ones, compares them, and brings the live ones to what the events say in
/// one transaction together with the checkpoint; the answer is what was found before. Rows that are right are left alone, foreign
/// rows always. Until that transaction commits nothing is written: cancelling or failing before leaves the live rows as they
/// were. findDrift() is its preview. Errors: those of findDrift() and of ReadModelWriter::apply().
[[nodiscard]] Result<Comparison> rebuild(store::ReadModelReader& reader, store::ReadModelWriter& writer, const Library& library,
                                         const std::shared_ptr<const Definition>& definition,
                                         const store::ProgressFunction& progress, const std::stop_token& stop);

}  // namespace vci::projection
