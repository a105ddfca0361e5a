// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/anchor/chainvalues.h"
#include "core/base/result.h"
#include "core/base/timestamp.h"
#include "core/base/uuid.h"
#include "core/json/value.h"
#include "core/verify/scope.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace vci::report {

enum class PersonalData { Masked, Shown };

/// Which members a document has (FORMAT.md). An older report is repeated as it was made: with what it told, and no more.
inline constexpr std::int64_t kFirstEdition = 1;
inline constexpr std::int64_t kSecondEdition = 2;
inline constexpr std::int64_t kEdition = 3;

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
    std::int64_t edition = kEdition;

    /// What is verified for it: of one aggregate that alone, otherwise the tenant; [from, to) in both cases.
    [[nodiscard]] verify::Scope scope() const;
    /// Whether the document has what came after the first edition.
    [[nodiscard]] bool tellsMore() const { return edition > kFirstEdition; }
    /// Whether it has what came after the second: the digest of all events that were verified, masks and sentences that are
    /// stricter.
    [[nodiscard]] bool tellsDigest() const { return edition > kSecondEdition; }

    [[nodiscard]] json::Value toJson() const;
    /// Errors: Usage where it is no such object, with the pointer of the fault; NewerVersion for an edition that is not known.
    [[nodiscard]] static Result<Request> fromJson(const json::Value& value);
};

}  // namespace vci::report
