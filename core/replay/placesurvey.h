// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/timestamp.h"
#include "core/base/uuid.h"
#include "core/catalog/catalog.h"

#include <array>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

namespace vci::replay {

/// Watches the events of a source go by in about the order they were recorded and finds the few aggregates whose events can hold
/// flags that only a replay of that aggregate tells (PROOF 4): a place out of order, a clock that went back, a number that a rule
/// cannot use. All others are spared. Memory is bounded by the number of aggregates. One thread.
class PlaceSurvey {
public:
    explicit PlaceSurvey(std::shared_ptr<const catalog::Catalog> catalog);

    void see(AggregateId aggregate, Sequence sequence, Timestamp at, std::string_view eventType, std::string_view eventData);
    /// The same where mayUpsetRules() was asked before, maybe on another thread.
    void see(AggregateId aggregate, Sequence sequence, Timestamp at, bool upsetsRules);
    /// True where the event may hold, or leave in the state, what a rule cannot use. Any thread.
    [[nodiscard]] bool mayUpsetRules(std::string_view eventType, std::string_view eventData) const;

    [[nodiscard]] const std::unordered_set<AggregateId>& suspects() const { return m_suspects; }
    /// How many different aggregates went by.
    [[nodiscard]] std::size_t aggregates() const { return m_places.size() + m_suspects.size(); }

private:
    struct Place {
        Sequence last;
        Timestamp greatest;
    };
    void watchRules();
    /// Whether a watched member may stand in the text, which has no escapes.
    [[nodiscard]] bool mayHoldWatched(std::string_view eventData) const;

    std::shared_ptr<const catalog::Catalog> m_catalog;
    std::set<std::string, std::less<>> m_watchedMembers;  // members that arithmetic of rules reads
    std::array<bool, 256> m_watchedStarts{};              // first bytes of those
    std::set<std::string, std::less<>> m_watchedTypes;    // types whose rules put what is no number there
    std::unordered_map<AggregateId, Place> m_places;
    std::unordered_set<AggregateId> m_suspects;
};

}  // namespace vci::replay
