// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/json/leaf.h"
#include "core/model/event.h"
#include "core/store/postgres/session.h"
#include "core/store/writer.h"

#include <cstdint>
#include <span>
#include <stop_token>
#include <string>
#include <unordered_map>
#include <vector>

namespace vci::store::postgres {

/// Gives events their places in the log of one tenant (POSTGRES 2, "One order of record"): first those that were there when the
/// database was migrated, then the queue. Any number may run at once, anywhere: each batch is one transaction under a lock.
class Sequencer {
public:
    Sequencer(Session& session, json::LeafWriter& leaves, TenantId tenant)
        : m_session(session)
        , m_leaves(leaves)
        , m_tenant(tenant)
    {
    }

    /// Until nothing waits. Events of watched are given the places that they have then. Errors: NotPermitted where the login is
    /// no vci_sequencer or no member of the tenant; Cancelled between batches, what was done stays done; those of
    /// Session::write.
    [[nodiscard]] Result<SequenceOutcome> run(std::stop_token stop, std::span<Event* const> watched = {});

private:
    struct Waiting {
        std::int64_t number;  ///< in the queue, or the log index of an adopted row
        Event event;
    };
    /// Where the log ends, and what comes next.
    struct Head {
        std::string logId;
        std::int64_t size = 0;
        bool adopting = false;         ///< rows found at migration still wait
        std::int64_t adoptedUpTo = 0;  ///< place of the last row of event_adoption that was read, its event there or gone
        std::vector<Waiting> events;
        bool more = false;  ///< more than these wait
    };
    struct BatchOutcome {
        std::int64_t sequenced = 0;
        std::int64_t size = 0;
        bool more = false;
        std::unordered_map<EventId, LogIndex> places;  ///< of watched events
    };

    [[nodiscard]] Result<BatchOutcome> batch(std::span<Event* const> watched);
    /// Locks the log, and reads its head and what waits in the queue.
    [[nodiscard]] Result<Head> lockHead(WriteTransaction& transaction);
    /// Writes down once in which order the rows found at migration follow each other; returns how many they are.
    [[nodiscard]] std::int64_t layDownAdopted(WriteTransaction& transaction, const std::string& logId) const;
    [[nodiscard]] Result<void> readAdopted(WriteTransaction& transaction, Head& head) const;
    void orderWithinAggregates(std::vector<Waiting>& events) const;
    [[nodiscard]] Result<void> readPlaces(WriteTransaction& transaction, std::span<Event* const> watched,
                                          BatchOutcome& outcome) const;
    /// Statements that write a batch, each with its semicolon: one message takes them all.
    [[nodiscard]] std::string logStatement(const WriteTransaction& transaction, const Head& head);
    [[nodiscard]] std::string aggregatesStatement(const WriteTransaction& transaction, const std::vector<Waiting>& events) const;
    [[nodiscard]] std::string removalStatement(const Head& head) const;
    [[nodiscard]] std::string activityStatement() const;

    Session& m_session;
    json::LeafWriter& m_leaves;
    TenantId m_tenant;
    bool m_adopted = false;      ///< this run sequenced rows found at migration
    std::int64_t m_skipped = 0;  ///< queue numbers up to here were seen in this run
};

/// Whether the login may run a Sequencer.
[[nodiscard]] Result<bool> maySequenceLog(Session& session);

}  // namespace vci::store::postgres
