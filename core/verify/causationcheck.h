// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/finding.h"
#include "core/base/result.h"
#include "core/store/reader.h"

#include <cstddef>
#include <cstdint>
#include <set>
#include <stop_token>
#include <vector>

namespace vci::verify {

/// Finds causes that do not exist and causes in a circle (PROOF 4) among events that go by in about the order of record.
///
/// An event whose cause went by shortly before is no orphan, and of each cycle at least one event names a cause that did not: so
/// only events with an unseen cause are asked about. Memory is bounded. One thread.
class CausationCheck {
public:
    CausationCheck();

    void see(EventId id, AggregateId aggregate, Sequence sequence, const std::optional<EventId>& cause,
             const std::optional<CorrelationId>& correlation, const std::optional<LogIndex>& index);
    /// True where so many wait to be asked about that resolve() should be called.
    [[nodiscard]] bool isFull() const;
    /// Asks the source. Errors: those of the reader.
    [[nodiscard]] Result<void> resolve(store::EventReader& reader, TenantId tenant, const std::stop_token& stop);
    [[nodiscard]] std::vector<Finding> takeFindings() { return std::move(m_findings); }

private:
    struct Candidate {
        EventId id;
        AggregateId aggregate;
        Sequence sequence;
        EventId cause;
        std::optional<CorrelationId> correlation;
        std::optional<LogIndex> index;
    };
    [[nodiscard]] Result<void> addCycle(store::EventReader& reader, const Candidate& start, const std::stop_token& stop);
    /// Remembers an event; forgets what went by long ago.
    void remember(EventId id);
    [[nodiscard]] bool wentBy(EventId id) const;

    std::vector<EventId> m_recent;  ///< a direct-mapped table of recent ids
    std::vector<Candidate> m_candidates;
    std::set<EventId> m_inCycles;
    std::vector<Finding> m_findings;
};

}  // namespace vci::verify
