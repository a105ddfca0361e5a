// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/model/event.h"
#include "core/store/recordreader.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace vci::casefile {

/// What of a tenant is exported: the events of any of the aggregates or correlations (none of either: all events), and of those
/// the ones of the types (none: all) and in [from, to).
struct Selection {
    std::vector<AggregateId> aggregates = {};
    std::vector<CorrelationId> correlations = {};
    std::vector<std::string> types = {};  ///< event types
    std::optional<Timestamp> from = {};   ///< inclusive
    std::optional<Timestamp> to = {};     ///< exclusive

    /// Whether an event that belongs to the aggregates or correlations is taken. A foreign time counts by the instant it sorts
    /// by.
    [[nodiscard]] bool takes(const Event& event) const;
    /// True where every aggregate that is in it is in it whole, so that gaps mean something.
    [[nodiscard]] bool isOfWholeAggregates() const;
    /// Of a selection from that source that does not hold all of its aggregates whole: those that it does.
    [[nodiscard]] std::vector<AggregateId> wholeAmong(const std::optional<store::RecordSelection>& source) const;
    [[nodiscard]] bool isOfAllAggregates() const { return aggregates.empty() && correlations.empty(); }
    /// For a person: "2 aggregates, type CallEnded, from …".
    [[nodiscard]] std::string words() const;
    /// How the log of the source stood below its newest checkpoint.
    enum class SourceLog { Sound, Broken };
    /// What stands in the case's row: the RFC 8785 object {aggregates, correlations, events, from, source, tenant_id, to, types,
    /// whole, whole_aggregates}, with broken_log where the log was; ids and types in the order they were given, times as
    /// envelopes have them or null. source: what is whole in what it was taken from; a source that is no export holds all of its
    /// aggregates whole.
    [[nodiscard]] std::string text(const std::string& sourceLabel, TenantId tenant, std::int64_t events,
                                   const std::optional<store::RecordSelection>& source, SourceLog log = SourceLog::Sound) const;
};

/// What verification needs to know of a Selection::text(). Nothing where it is none.
[[nodiscard]] std::optional<store::RecordSelection> tryRecordSelection(std::string_view text);

}  // namespace vci::casefile
