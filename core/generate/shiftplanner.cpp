// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/generate/world.h"

#include <algorithm>
#include <array>

namespace vci::generate {

namespace {

constexpr std::array<std::string_view, 3> kShiftNames = {"early", "late", "night"};
constexpr std::array<std::string_view, 5> kBrowsers = {"Mozilla/5.0 (X11; Linux x86_64)", "Mozilla/5.0 (Windows NT 10.0)",
                                                       "Mozilla/5.0 (Macintosh)", "VoiceDesk/4.2", "VoiceDesk/4.3"};

struct Hours {
    std::int64_t begin;  ///< since midnight
    std::int64_t length;
};
constexpr std::array<Hours, 3> kHours = {{{6 * kHour, 8 * kHour + 30 * kMinute},
                                          {13 * kHour + 30 * kMinute, 8 * kHour + 30 * kMinute},
                                          {21 * kHour + 30 * kMinute, 9 * kHour}}};

Origin deskOf(const Agent& agent, std::uint32_t index)
{
    return {"agent-desk", "api", insideIp(100 + index), agent.userId};
}

void hire(World& world, Shift shift, bool worksWeekends)
{
    const AggregateSlot user = world.schedule.open(AggregateKind::User, Lifetime::Lasting);
    world.agents.push_back({.slot = world.schedule.open(AggregateKind::Agent, Lifetime::Lasting),
                            .user = user,
                            .userId = world.schedule.idOf(user).uuid(),
                            .shift = shift,
                            .hasMfa = world.random.chance(500),
                            .worksWeekends = worksWeekends});
}

/// The sign-in before a shift, now and then after a mistyped password. Returns the successful one.
EventId signIn(World& world, std::uint32_t index, std::int64_t& at)
{
    Agent& agent = world.agents[index];
    const std::string username = usernameOf(world.seed, index);
    std::optional<EventId> cause;
    const std::int64_t mistakes = world.random.chance(90) ? world.random.between(1, 2) : 0;
    for (std::int64_t i = 0; i < mistakes; ++i) {
        cause = world.schedule.plan({.at = at,
                                     .aggregate = agent.user,
                                     .type = "LoginFailed",
                                     .cause = cause,
                                     .correlation = agent.session,
                                     .data = Payload()
                                                 .text("ip_address", insideIp(100 + index))
                                                 .text("reason", "wrong_password")
                                                 .text("username", username)
                                                 .take(),
                                     .metadata = metadataText({"identity", "api", insideIp(100 + index)})});
        at += world.random.between(4 * kSecond, 30 * kSecond);
    }
    return world.schedule.plan({.at = at,
                                .aggregate = agent.user,
                                .type = "LoginSuccessful",
                                .cause = cause,
                                .correlation = agent.session,
                                .data = Payload()
                                            .text("ip_address", insideIp(100 + index))
                                            .boolean("mfa", agent.hasMfa)
                                            .text("user_agent", kBrowsers[index % kBrowsers.size()])
                                            .text("username", username)
                                            .take(),
                                .metadata = metadataText({"identity", "api", insideIp(100 + index), agent.userId})});
}

}  // namespace

void hireAgents(World& world)
{
    // A call keeps an agent for some six minutes and the busiest hour has nine of a hundred calls: one agent for 90 calls a day.
    const std::int64_t rate = world.callsPerWeekday;
    const std::array<std::int64_t, 3> needed = {std::max<std::int64_t>(4, rate / 90 + 1),
                                                std::max<std::int64_t>(3, rate / 90 + 1),
                                                std::max<std::int64_t>(2, rate / 600 + 1)};
    for (std::size_t shift = 0; shift < needed.size(); ++shift) {
        for (std::int64_t i = 0; i < needed[shift]; ++i) hire(world, static_cast<Shift>(shift), i % 2 == 0);
    }
}

void planDay(World& world, std::int64_t dayStart)
{
    const std::int64_t day = (dayStart - kFirstDay) / kDay;
    for (std::uint32_t index = 0; index < world.agents.size(); ++index) {
        const Agent& agent = world.agents[index];
        if (isWeekend(dayStart) && !agent.worksWeekends) continue;
        if (index != 0 && day > 0 && world.random.chance(40)) continue;  // ill, or on leave
        const Hours& hours = kHours[static_cast<std::size_t>(agent.shift)];
        const std::int64_t early = world.random.between(2 * kMinute, 14 * kMinute);
        world.schedule.plan(dayStart + hours.begin - early, {ActionKind::BeginShift, index});
    }
    const auto planForSomebody = [&](ActionKind kind, std::int64_t earliest, std::int64_t latest) {
        const auto index = static_cast<std::uint32_t>(world.random.below(world.agents.size()));
        world.schedule.plan(dayStart + world.random.between(earliest, latest), {kind, index});
    };
    planForSomebody(ActionKind::Incident, 8 * kHour, 20 * kHour);
    if (day % 4 == 1) planForSomebody(ActionKind::LostPhone, 7 * kHour, 18 * kHour);
    if (day % 3 == 0) world.schedule.plan(dayStart + world.random.between(2 * kHour, 4 * kHour), {ActionKind::Training});
}

void beginShift(World& world, std::uint32_t index, std::int64_t at)
{
    Agent& agent = world.agents[index];
    if (agent.onDuty) return;  // still busy with the shift before
    agent.session = world.newCorrelation();
    const EventId signedIn = signIn(world, index, at);
    at += world.random.between(5 * kSecond, 50 * kSecond);
    const Person person = staffOf(world.seed, index);
    constexpr std::array<std::string_view, 3> kSkills = {"billing", "support", "sales"};
    agent.loggedIn = world.schedule.plan({.at = at,
                                          .aggregate = agent.slot,
                                          .type = "AgentLoggedIn",
                                          .cause = signedIn,
                                          .correlation = agent.session,
                                          .data = Payload()
                                                      .text("email", person.email)
                                                      .text("extension", std::to_string(4000 + index))
                                                      .text("name", person.name)
                                                      .text("shift", kShiftNames[static_cast<std::size_t>(agent.shift)])
                                                      .texts("skills", std::array{kSkills[index % 3], kSkills[(index + 1) % 3]})
                                                      .text("team", index % 2 == 0 ? "north" : "south")
                                                      .id("user_id", agent.userId)
                                                      .take(),
                                          .metadata = metadataText(deskOf(agent, index))});
    agent.onDuty = true;
    agent.shiftBegin = at;
    agent.busyUntil = at + kSecond;
    agent.handled = agent.handledSeconds = agent.grades = agent.gradeSum = 0;
    const std::int64_t length = kHours[static_cast<std::size_t>(agent.shift)].length;
    agent.shiftEnd = at + length + world.random.between(0, 15 * kMinute);
    world.schedule.plan(at + length / 2, {ActionKind::Performance, index});
    world.schedule.plan(agent.shiftEnd, {ActionKind::EndShift, index});
}

void measurePerformance(World& world, std::uint32_t index, std::int64_t at)
{
    const Agent& agent = world.agents[index];
    if (!agent.onDuty) return;
    Payload data;
    data.integer("average_handle_seconds", agent.handled == 0 ? 0 : agent.handledSeconds / agent.handled)
        .integer("calls_handled", agent.handled)
        .text("period", at < agent.shiftEnd ? "half_shift" : "shift");
    if (agent.grades > 0) data.decimal("satisfaction", {agent.gradeSum * 100 / agent.grades, 2});
    (void)world.schedule.plan({.at = at,
                               .aggregate = agent.slot,
                               .type = "AgentPerformanceUpdated",
                               .cause = agent.loggedIn,
                               .correlation = agent.session,
                               .data = data.take(),
                               .metadata = metadataText({"workforce", "scheduler", insideIp(9)})});
}

void endShift(World& world, std::uint32_t index, std::int64_t at)
{
    Agent& agent = world.agents[index];
    if (agent.busyUntil > at) {
        world.schedule.plan(agent.busyUntil + world.random.between(5 * kSecond, 2 * kMinute), {ActionKind::EndShift, index});
        return;
    }
    measurePerformance(world, index, at);
    agent.onDuty = false;
    (void)world.schedule.plan(
        {.at = at + world.random.between(2 * kSecond, kMinute),
         .aggregate = agent.slot,
         .type = "AgentLoggedOut",
         .cause = agent.loggedIn,
         .correlation = agent.session,
         .data = Payload().text("reason", "end_of_shift").integer("session_seconds", (at - agent.shiftBegin) / kSecond).take(),
         .metadata = metadataText(deskOf(agent, index))});
}

}  // namespace vci::generate
