// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/model/event.h"
#include "core/model/tenant.h"
#include "core/store/query.h"
#include "core/store/snapshots.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace vci::test {

/// A small past of three tenants with every scar that a reader must show, and the answers to every question of the read contract
/// written naively from its words. Payloads stand in the form in which jsonb prints them, so that every backend gives these
/// bytes.
///
/// Acme: every kind of scar. Borealis: a few sound events, one aggregate with an id that Acme uses too. Crowd: thousands of
/// aggregates and long ones, enough that a scan cannot be taken for a probe.
struct History {
    std::vector<Tenant> tenants;  ///< by name
    std::vector<Event> events;    ///< (timestamp, aggregate_id, sequence_number, id) order over all tenants
    struct OfTenant {
        TenantId tenant;
        store::Snapshot snapshot;
    };
    std::vector<OfTenant> snapshots;  ///< in no order; `reducer` where the source has a column for it

    [[nodiscard]] std::vector<Event> ofTenant(TenantId tenant) const;
    [[nodiscard]] std::vector<Event> replayOrder(TenantId tenant, AggregateId aggregate) const;
    /// In the query's order.
    [[nodiscard]] std::vector<store::AggregateRow> aggregates(TenantId tenant, const store::AggregateQuery& query) const;
};

[[nodiscard]] History madeHistory();

[[nodiscard]] TenantId acme();
[[nodiscard]] TenantId borealis();
[[nodiscard]] TenantId crowd();

/// a0000000-0000-4000-8000-<n>, and so on: each kind of id has its own prefix.
[[nodiscard]] AggregateId aggregateId(int n);
[[nodiscard]] EventId eventId(int n);
[[nodiscard]] CorrelationId correlationId(int n);
[[nodiscard]] SnapshotId snapshotId(int n);

/// What each odd event of Acme is flagged with, as `gap duplicate …` wire names; every other event has no flag.
[[nodiscard]] std::vector<std::pair<EventId, std::string>> expectedFlags();

// Aggregates of Acme, by what is wrong with them.
inline constexpr int kSound = 1;
inline constexpr int kGap = 2;
inline constexpr int kDuplicate = 3;
inline constexpr int kPayloads = 4;
inline constexpr int kClockBack = 5;
inline constexpr int kOrphan = 6;
inline constexpr int kCycle = 7;
inline constexpr int kMixedTypes = 8;
inline constexpr int kEndless = 9;  ///< an event at infinity
inline constexpr int kTexts = 10;
inline constexpr int kPayment = 11;
inline constexpr int kAncient = 12;       ///< all its events are before the year 1
inline constexpr int kAncientTwice = 13;  ///< three events of one number, at -infinity, today and after the year 9999

// Aggregates of Crowd.
inline constexpr int kCrowdAggregates = 3000;  ///< numbers 1001 … 2500 and 3501 … 5000, two events each
inline constexpr int kLong = 3001;             ///< in the middle, so that pages at both ends hold alike rows
inline constexpr int kLongScarred = 3002;      ///< as kLong, with one sequence number used twice
inline constexpr int kLongEvents = 3000;
inline constexpr int kCrowdCorrelation = 7;  ///< of all events of kLong

/// One line each, for comparisons that can be read.
[[nodiscard]] std::string line(const Event& event);
[[nodiscard]] std::string line(const store::AggregateRow& row);
[[nodiscard]] std::string line(const store::Snapshot& snapshot);

}  // namespace vci::test
