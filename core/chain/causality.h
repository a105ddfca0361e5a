// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/finding.h"
#include "core/base/result.h"
#include "core/model/event.h"
#include "core/store/reader.h"

#include <cstddef>
#include <span>
#include <stop_token>
#include <unordered_map>
#include <vector>

namespace vci::chain {

/// Finds causation_orphan and causation_cycle page after page of one listing (PROOF 4). causation_orphan stands on an event whose
/// cause is no event of the tenant, causation_cycle on each event that is among its own causes, not on what hangs below a cycle.
///
/// Remembers what it climbed over, so that a listing in order of time asks the store for little. One object is for one tenant of
/// one source that is not written meanwhile, and belongs to one thread.
class CausalityChecker {
public:
    /// keptLinks: how many events are remembered, unless one chain of causes is longer.
    explicit CausalityChecker(store::EventReader& reader, std::size_t keptLinks = 1'000'000)
        : m_reader(reader)
        , m_keptLinks(keptLinks)
    {
    }

    /// One Flags for each event, in their order. Errors: those of the reader; Cancelled, asked for at each of its calls.
    [[nodiscard]] Result<std::vector<Flags>> check(std::span<const Event> events, const std::stop_token& stop);

private:
    struct Link {
        std::optional<EventId> cause = {};
        bool exists = true;    ///< false: named as a cause, but no event
        bool settled = false;  ///< inCycle is final
        bool inCycle = false;
    };
    /// Reads causes until every chain from events ends: at an event without a cause, at none, at a known one, or in a circle.
    [[nodiscard]] Result<void> climb(std::span<const Event> events, const std::stop_token& stop);
    void settle(EventId start);
    /// True where nothing is remembered.
    bool forgetIfLarge();

    store::EventReader& m_reader;
    std::unordered_map<EventId, Link> m_links;
    std::size_t m_keptLinks;  ///< more than these are forgotten
};

/// The same for one page alone.
[[nodiscard]] Result<std::vector<Flags>> causationFlags(store::EventReader& reader, std::span<const Event> events,
                                                        const std::stop_token& stop);

}  // namespace vci::chain
