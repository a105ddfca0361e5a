// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/finding.h"
#include "core/base/result.h"
#include "core/catalog/catalog.h"
#include "core/store/reader.h"
#include "core/store/recordreader.h"
#include "core/verify/scope.h"

#include <memory>
#include <stop_token>
#include <vector>

namespace vci::verify {

/// Finds what is odd about the places of one aggregate's events (PROOF 4): gaps, duplicates, clocks that went back, numbers that
/// a rule cannot use. Events outside scope are read along, but raise nothing. Errors: those of the readers.
[[nodiscard]] Result<std::vector<Finding>> checkAggregate(store::EventReader& events, store::RecordReader& record,
                                                          const std::shared_ptr<const catalog::Catalog>& catalog,
                                                          AggregateId aggregate, const Scope& scope, const std::stop_token& stop);

}  // namespace vci::verify
