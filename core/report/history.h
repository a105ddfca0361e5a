// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/result.h"
#include "core/catalog/catalog.h"
#include "core/json/value.h"
#include "core/report/mask.h"
#include "core/report/request.h"
#include "core/store/reader.h"
#include "core/verify/report.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <stop_token>

namespace vci::report {

/// Tells how many more events were taken into the report; an error ends the reading.
using Budget = std::function<Result<void>(std::int64_t events)>;

/// What the sections about events share.
struct Telling {
    store::EventReader& events;
    std::shared_ptr<const catalog::Catalog> catalog;
    const Request& request;
    const Mask& mask;
    const verify::Report& verification;
    Budget budget;
    std::stop_token stop;
};

/// One aggregate's timeline and its states at the request's instants (FORMAT.md, `aggregates`). Errors: those of the reader;
/// NotFound; that of the budget.
[[nodiscard]] Result<json::Value> tellHistory(const Telling& telling, AggregateId aggregate);

/// One correlation's events as a tree of causes (FORMAT.md, `chains`). Errors as above.
[[nodiscard]] Result<json::Value> tellChain(const Telling& telling, CorrelationId correlation);

/// One line about an event for people, out of its payload as the mask leaves it.
[[nodiscard]] std::string summaryOf(const Telling& telling, std::string_view eventType, std::string_view eventData);

}  // namespace vci::report
