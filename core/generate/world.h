// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/generate/people.h"
#include "core/generate/random.h"
#include "core/generate/schedule.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace vci::generate {

/// 2026-02-02T00:00:00Z, a Monday.
inline constexpr std::int64_t kFirstDay = 1'769'990'400 * kSecond;

/// One who calls. Name and number come from personOf(seed, index).
struct Customer {
    AggregateSlot slot;
    std::int64_t busyUntil = 0;
    std::uint16_t calls = 0;
    std::uint8_t vipLevel = 0;  ///< 0 none, then silver, gold, platinum
    bool verified = false;
    bool blocked = false;
};

enum class Shift : std::uint8_t { Early, Late, Night };

/// One who answers. A user account belongs to each.
struct Agent {
    AggregateSlot slot;
    AggregateSlot user;
    Uuid userId;
    Shift shift;
    bool onDuty = false;
    bool hasMfa = false;
    bool worksWeekends = false;
    std::int64_t shiftBegin = 0;
    std::int64_t shiftEnd = 0;
    std::int64_t busyUntil = 0;
    std::optional<CorrelationId> session = {};
    std::optional<EventId> loggedIn = {};  ///< the AgentLoggedIn of this shift
    std::int64_t handled = 0;              ///< calls of this shift, their seconds and grades
    std::int64_t handledSeconds = 0;
    std::int64_t grades = 0;
    std::int64_t gradeSum = 0;
};

/// Things that every sample should show early: each happens at the first call that allows it.
struct Stories {
    bool transferAndRetry = false;
    bool block = false;
    bool blockedCallsAgain = false;
    bool creditRefund = false;
    std::optional<std::uint32_t> blockedCustomer = {};
};

/// All that the planners share.
struct World {
    World(std::uint64_t theSeed, std::int64_t calls);
    World(const World&) = delete;
    World& operator=(const World&) = delete;

    std::uint64_t seed;
    Random random;
    Schedule schedule;
    std::int64_t callsPerWeekday;
    std::int64_t callsLeft;
    std::int64_t callNumber = 0;  ///< of the call being planned, from 1
    std::vector<Customer> customers;
    std::vector<Agent> agents;
    AggregateSlot credit;
    std::int64_t balanceCents = 0;
    bool purchaseUnderWay = false;
    std::int64_t invoiceNumber = 1040;
    AggregateSlot intentModel;
    AggregateSlot voiceModel;
    std::int64_t modelVersion = 3;
    Stories stories;

    [[nodiscard]] CorrelationId newCorrelation() { return CorrelationId(random.uuid()); }
    /// An agent who is free at that time and has at least ten minutes left, else one who will be within maxWait. One of them is
    /// preferred wherever possible, so that one agent's history is long.
    [[nodiscard]] std::optional<std::uint32_t> freeAgent(std::int64_t at, std::int64_t maxWait,
                                                         std::optional<std::uint32_t> except);
};

/// Members of `metadata` as the platform's services set them.
struct Origin {
    std::string_view service;
    std::string_view source;
    std::string ip;
    std::optional<Uuid> user = {};
};
[[nodiscard]] std::string metadataText(const Origin& origin);
/// Addresses of RFC 5737 for the outside, of RFC 1918 for the inside.
[[nodiscard]] std::string outsideIp(Random& random);
[[nodiscard]] std::string insideIp(std::uint32_t number);

/// Saturday or Sunday.
[[nodiscard]] bool isWeekend(std::int64_t at);

/// callplanner.cpp: plans everything that follows from one call.
void planCall(World& world, std::int64_t at);
/// shiftplanner.cpp: people come and go, are measured, and lose their phones.
void hireAgents(World& world);
void planDay(World& world, std::int64_t dayStart);
void beginShift(World& world, std::uint32_t agent, std::int64_t at);
void endShift(World& world, std::uint32_t agent, std::int64_t at);
void measurePerformance(World& world, std::uint32_t agent, std::int64_t at);
/// securityplanner.cpp
void planIncident(World& world, std::uint32_t agent, std::int64_t at);
void planLostPhone(World& world, std::uint32_t agent, std::int64_t at);
void planTraining(World& world, std::int64_t at);
void planUnblock(World& world, std::uint32_t customer, std::int64_t at);
/// world.cpp: the tenant's credit account. consumeCredit is called when the event leaves, as balances follow the order of events.
void openAccount(World& world, std::int64_t at);
void consumeCredit(World& world, const store::NewEvent& event, std::int64_t at, std::int64_t cents);

}  // namespace vci::generate
