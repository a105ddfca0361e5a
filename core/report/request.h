// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/anchor/chainvalues.h"
#include "core/base/result.h"
#include "core/base/timestamp.h"
#include "core/base/uuid.h"
#include "core/json/value.h"
#include "core/verify/scope.h"

#include <optional>
#include <vector>

namespace vci::report {

enum class PersonalData { Masked, Shown };

/// What a report is asked for. It stands in the report itself, so that all of it can be repeated.
struct Request {
    TenantId tenant;
    std::vector<AggregateId> aggregates = {};      ///< their timelines and states are told
    std::vector<CorrelationId> correlations = {};  ///< their chains are told
    std::vector<Timestamp> instants = {};          ///< of the states; empty: the end
    std::optional<Timestamp> from = {};            ///< events at or after it
    std::optional<Timestamp> to = {};              ///< events before it
    PersonalData personalData = PersonalData::Masked;
    bool isOffline = false;                      ///< anchors are checked by their recorded proofs alone, nobody is asked
    std::vector<anchor::BlockHash> blocks = {};  ///< that the maker vouches for as being on the chain

    /// What is verified for it: of one aggregate that alone, otherwise the tenant; [from, to) in both cases.
    [[nodiscard]] verify::Scope scope() const;

    [[nodiscard]] json::Value toJson() const;
    /// Error Usage where it is no such object, with the pointer of the fault.
    [[nodiscard]] static Result<Request> fromJson(const json::Value& value);
};

}  // namespace vci::report
