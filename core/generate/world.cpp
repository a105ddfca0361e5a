// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/generate/world.h"

#include <algorithm>
#include <array>

namespace vci::generate {

namespace {

constexpr std::int64_t kMinCallsPerWeekday = 80;
// Four weeks of five weekdays and two weekend days of 35 %: 22.8 weekdays.
constexpr std::int64_t kMonthInTenthsOfWeekdays = 228;
constexpr std::string_view kAccount = "main";

std::int64_t purchaseCents(const World& world)
{
    // Two days' use at about 2.10 a call, in whole hundreds.
    return std::max<std::int64_t>(1, world.callsPerWeekday / 25) * 100'00;
}

std::int64_t thresholdCents(const World& world)
{
    return purchaseCents(world) / 5;
}

void planPurchase(World& world, std::int64_t at, std::optional<EventId> cause)
{
    const std::int64_t cents = purchaseCents(world);
    const std::string invoice = "INV-2026-" + std::to_string(++world.invoiceNumber);
    (void)world.schedule.plan({.at = at,
                               .aggregate = world.credit,
                               .type = "CreditsPurchased",
                               .cause = cause,
                               .correlation = world.newCorrelation(),
                               .data = Payload()
                                           .text("account", kAccount)
                                           .decimal("amount", {cents, 2})
                                           .text("currency", "USD")
                                           .text("invoice", invoice)
                                           .text("method", cause ? "auto_top_up" : "bank_transfer")
                                           .take(),
                               .metadata = metadataText({"billing", "scheduler", insideIp(7)}),
                               .chargeCents = -cents});
}

}  // namespace

World::World(std::uint64_t theSeed, std::int64_t calls)
    : seed(theSeed)
    , random(theSeed)
    , schedule(random)
    , callsPerWeekday(std::max(kMinCallsPerWeekday, calls / kMonthInTenthsOfWeekdays * 10))
    , callsLeft(calls)
    , credit(schedule.open(AggregateKind::Credit, Lifetime::Lasting))
    , intentModel(schedule.open(AggregateKind::AIModel, Lifetime::Lasting))
    , voiceModel(schedule.open(AggregateKind::AIModel, Lifetime::Lasting))
{
}

std::optional<std::uint32_t> World::freeAgent(std::int64_t at, std::int64_t maxWait, std::optional<std::uint32_t> except)
{
    const auto fits = [&](std::uint32_t index, std::int64_t until) {
        const Agent& agent = agents[index];
        return agent.onDuty && agent.busyUntil <= until && agent.shiftEnd > at + 10 * kMinute && index != except;
    };
    const auto count = static_cast<std::uint32_t>(agents.size());
    if (random.chance(450) && fits(0, at)) return 0;
    const auto start = static_cast<std::uint32_t>(random.below(count));
    std::optional<std::uint32_t> earliest;
    for (std::uint32_t i = 0; i < count; ++i) {
        const std::uint32_t index = (start + i) % count;
        if (fits(index, at)) return index;
        if (fits(index, at + maxWait) && (!earliest || agents[index].busyUntil < agents[*earliest].busyUntil)) earliest = index;
    }
    return earliest;
}

std::string metadataText(const Origin& origin)
{
    Payload metadata;
    metadata.text("ip_address", origin.ip).text("service", origin.service).text("source", origin.source);
    if (origin.user) {
        metadata.id("user_id", *origin.user);
    } else {
        metadata.null("user_id");
    }
    return metadata.take();
}

std::string outsideIp(Random& random)
{
    constexpr std::array<std::string_view, 3> kNets = {"192.0.2.", "198.51.100.", "203.0.113."};
    std::string ip(random.pick(kNets));
    ip += std::to_string(random.between(1, 254));
    return ip;
}

std::string insideIp(std::uint32_t number)
{
    return "10.20." + std::to_string(number / 250 % 250) + "." + std::to_string(number % 250 + 1);
}

bool isWeekend(std::int64_t at)
{
    return (at - kFirstDay) / kDay % 7 >= 5;
}

void openAccount(World& world, std::int64_t at)
{
    world.purchaseUnderWay = true;
    planPurchase(world, at, std::nullopt);
}

void consumeCredit(World& world, const store::NewEvent& event, std::int64_t at, std::int64_t cents)
{
    world.balanceCents -= cents;
    if (cents < 0) world.purchaseUnderWay = false;
    if (world.balanceCents >= thresholdCents(world) || world.purchaseUnderWay) return;
    world.purchaseUnderWay = true;
    const std::int64_t lowAt = at + world.random.between(200 * kMillisecond, 2 * kSecond);
    const EventId low = world.schedule.plan({.at = lowAt,
                                             .aggregate = world.credit,
                                             .type = "CreditBalanceLow",
                                             .cause = event.id,
                                             .correlation = event.correlationId,
                                             .data = Payload()
                                                         .text("account", kAccount)
                                                         .decimal("current_balance", {world.balanceCents, 2})
                                                         .decimal("threshold", {thresholdCents(world), 2})
                                                         .take(),
                                             .metadata = metadataText({"billing", "scheduler", insideIp(7)})});
    planPurchase(world, lowAt + world.random.between(4 * kMinute, 50 * kMinute), low);
}

}  // namespace vci::generate
