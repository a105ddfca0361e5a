// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/json/leaf.h"
#include "core/model/event.h"
#include "core/store/postgres/session.h"
#include "core/store/writer.h"

#include <cstdint>
#include <stop_token>
#include <string>
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

    /// Until nothing waits. Errors: NotPermitted where the login is no vci_sequencer or no member of the tenant; Cancelled
    /// between batches, what was done stays done; those of Session::write.
    [[nodiscard]] Result<SequenceOutcome> run(std::stop_token stop);

private:
    struct Head {
        std::string logId;
        std::int64_t size = 0;
        bool adopting = false;  ///< rows found at migration still wait
    };
    struct Waiting {
        std::int64_t number;  ///< in the queue, or the log index of an adopted row
        Event event;
    };
    struct BatchOutcome {
        std::int64_t sequenced = 0;
        std::int64_t size = 0;
        bool more = false;
    };

    [[nodiscard]] Result<BatchOutcome> batch();
    [[nodiscard]] Result<Head> lockHead(WriteTransaction& transaction) const;
    /// Writes down once in which order the rows found at migration follow each other; returns how many they are.
    [[nodiscard]] std::int64_t layDownAdopted(WriteTransaction& transaction, const std::string& logId) const;
    [[nodiscard]] Result<std::vector<Waiting>> waiting(WriteTransaction& transaction, const Head& head);
    void writeLog(WriteTransaction& transaction, const Head& head, const std::vector<Waiting>& events);
    void writeAggregates(WriteTransaction& transaction, const std::vector<Waiting>& events) const;
    void removeWaiting(WriteTransaction& transaction, const Head& head, const std::vector<Waiting>& events) const;
    void refreshActivity(WriteTransaction& transaction) const;

    Session& m_session;
    json::LeafWriter& m_leaves;
    TenantId m_tenant;
    bool m_adopted = false;      ///< this run sequenced rows found at migration
    std::int64_t m_skipped = 0;  ///< queue numbers up to here were seen in this run
};

/// Whether the login may run a Sequencer.
[[nodiscard]] Result<bool> maySequenceLog(Session& session);

/// Where the log in force has an event; nothing while it waits.
[[nodiscard]] Result<std::optional<LogIndex>> logIndexOf(Session& session, TenantId tenant, EventId event);

}  // namespace vci::store::postgres
