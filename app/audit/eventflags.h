// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/finding.h"
#include "core/base/result.h"
#include "core/catalog/catalog.h"
#include "core/chain/causality.h"
#include "core/json/leafscan.h"
#include "core/model/event.h"
#include "core/replay/placesurvey.h"
#include "core/store/reader.h"

#include <memory>
#include <optional>
#include <span>
#include <stop_token>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace vci::audit {

/// Finds the flags (PROOF 4) of events that are listed in any order.
///
/// What an event's place in its aggregate and its effect on the state earn is known only after a replay of that aggregate, so
/// each aggregate met is replayed once. For a listing of everything survey() reads the source once before and finds the few
/// aggregates that can hold such flags; all others are then spared. Memory is bounded by the number of aggregates and of
/// flagged events. One thread.
class EventFlags {
public:
    EventFlags(store::EventReader& reader, std::shared_ptr<const catalog::Catalog> catalog);

    /// Errors: those of EventReader.
    [[nodiscard]] Result<void> survey(const std::stop_token& stop);
    /// All flags of each event, in the order given. Errors: those of EventReader.
    [[nodiscard]] Result<std::vector<Flags>> of(std::span<const Event> events, const std::stop_token& stop);
    /// The same without those of causation.
    [[nodiscard]] Result<std::vector<Flags>> ofPlace(std::span<const Event> events, const std::stop_token& stop);

private:
    [[nodiscard]] Flags ofItself(const Event& event);
    [[nodiscard]] Result<void> resolve(AggregateId aggregate, const std::stop_token& stop);

    store::EventReader& m_reader;
    std::shared_ptr<const catalog::Catalog> m_catalog;
    chain::CausalityChecker m_causality;
    json::LeafScanner m_scanner;
    std::optional<replay::PlaceSurvey> m_survey;  // absent: every aggregate is a suspect
    std::unordered_set<AggregateId> m_resolved;
    std::unordered_map<EventId, Flags> m_flagged;
};

}  // namespace vci::audit
