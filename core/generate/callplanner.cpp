// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/generate/callplan.h"

#include <algorithm>
#include <array>
#include <utility>

namespace vci::generate {

namespace {

constexpr std::array<std::string_view, 8> kIntents = {"billing",     "billing", "support",     "support",
                                                      "appointment", "sales",   "cancel_plan", "change_address"};

}  // namespace

CallPlan::CallPlan(World& world, std::int64_t at)
    : m_world(world)
    , m_random(world.random)
    , m_start(at)
    , m_now(at)
    , m_correlation(world.newCorrelation())
    , m_call(world.schedule.open(AggregateKind::Call, Lifetime::Passing))
    , m_customer(chooseCustomer())
    , m_person(personOf(world.seed, m_customer))
    , m_inbound(m_random.chance(880))
    , m_intent(m_random.pick(kIntents))
    , m_callerIp(outsideIp(m_random))
{
}

void CallPlan::run()
{
    initiate();
    if (m_isNew) registerCustomer();
    if (failsEarly()) return;
    talkToAssistant();
    if (m_random.chance(70)) return endWithoutAgent("resolved_by_ai");
    if (m_random.chance(20)) return endWithoutAgent("abandoned");
    if (!connect()) return endWithoutAgent("no_agent_available");
    talk();
    end();
}

EventId CallPlan::onCall(std::string_view type, std::optional<EventId> cause, Payload&& data, const Origin& origin,
                         std::int64_t version)
{
    return m_world.schedule.plan({.at = m_now,
                                  .aggregate = m_call,
                                  .type = type,
                                  .cause = cause,
                                  .correlation = m_correlation,
                                  .data = std::move(data).take(),
                                  .metadata = metadataText(origin),
                                  .version = version});
}

EventId CallPlan::onOther(AggregateSlot slot, std::string_view type, EventId cause, Payload&& data, const Origin& origin,
                          std::int64_t version)
{
    return m_world.schedule.plan({.at = m_now,
                                  .aggregate = slot,
                                  .type = type,
                                  .cause = cause,
                                  .correlation = m_correlation,
                                  .data = std::move(data).take(),
                                  .metadata = metadataText(origin),
                                  .version = version});
}

Origin CallPlan::desk() const
{
    return {"agent-desk", "api", insideIp(100 + *m_agent), m_world.agents[*m_agent].userId};
}

std::uint32_t CallPlan::chooseCustomer()
{
    auto& customers = m_world.customers;
    auto& stories = m_world.stories;
    if (stories.blockedCustomer && wantsStory(stories.blockedCallsAgain)) {
        const std::uint32_t blocked = *stories.blockedCustomer;
        if (customers[blocked].blocked && customers[blocked].busyUntil <= m_start) {
            stories.blockedCallsAgain = true;
            return blocked;
        }
    }
    // Three of four calls come from somebody known: half of those called lately, and some lines call all the time.
    const auto count = static_cast<std::uint32_t>(customers.size());
    if (count >= 8 && m_random.chance(740)) {
        for (int attempt = 0; attempt < 4; ++attempt) {
            const std::uint32_t recent = std::min<std::uint32_t>(count, 40);
            std::uint32_t index = static_cast<std::uint32_t>(m_random.below(count));
            if (m_random.chance(400)) index = count - 1 - static_cast<std::uint32_t>(m_random.below(recent));
            if (m_random.chance(60)) index = static_cast<std::uint32_t>(m_random.below(8));
            if (customers[index].busyUntil <= m_start) return index;
        }
    }
    m_isNew = true;
    customers.push_back({.slot = m_world.schedule.open(AggregateKind::Customer, Lifetime::Lasting)});
    return count;
}

void CallPlan::initiate()
{
    Customer& customer = m_world.customers[m_customer];
    ++customer.calls;
    const std::string company = "+18005550" + std::to_string(100 + m_random.below(20));
    if (m_isNew) m_inbound = true;
    Payload data;
    data.text("called_number", m_inbound ? company : m_person.phone)
        .text("caller_number", m_inbound ? m_person.phone : company)
        .id("customer_id", m_world.schedule.idOf(customer.slot).uuid())
        .text("direction", m_inbound ? "inbound" : "outbound")
        .text("language", m_person.locale->language);
    m_initiated = onCall("CallInitiated", std::nullopt, std::move(data), gateway());
    m_lastStep = m_initiated;
    customer.busyUntil = m_now + kMinute;
}

void CallPlan::registerCustomer()
{
    const std::int64_t before = m_now;
    advance(120 * kMillisecond, 900 * kMillisecond);
    Payload data;
    data.text("email", m_person.email)
        .text("locale", m_person.locale->language)
        .text("name", m_person.name)
        .text("phone", m_person.phone)
        .boolean("vip", false);
    (void)onOther(m_world.customers[m_customer].slot, "CustomerCreated", *m_initiated, std::move(data),
                  {"crm", "api", insideIp(5)});
    m_now = before;
}

bool CallPlan::failsEarly()
{
    Customer& customer = m_world.customers[m_customer];
    const bool rejected = customer.blocked && m_inbound;
    if (!rejected && !m_random.chance(35)) return false;
    advance(1 * kSecond, 14 * kSecond);
    constexpr std::array<std::pair<std::string_view, std::string_view>, 4> kFaults = {{{"SIP_480", "temporarily unavailable"},
                                                                                       {"SIP_486", "busy here"},
                                                                                       {"SIP_488", "carrier rejected"},
                                                                                       {"SIP_503", "trunk overload"}}};
    const auto& fault = m_random.pick(kFaults);
    Payload data;
    data.text("error_code", rejected ? "SIP_603" : fault.first).text("reason", rejected ? "caller_blocked" : fault.second);
    (void)onCall("CallFailed", m_initiated, std::move(data), gateway());
    return true;
}

void CallPlan::talkToAssistant()
{
    advance(1800 * kMillisecond, 3200 * kMillisecond);
    Payload intent;
    intent.decimal("confidence", {m_random.between(5500, 9990), 4}).text("intent", m_intent);
    m_lastStep = onCall("AIIntentRecognized", m_lastStep, std::move(intent), assistant());

    const std::int64_t latency = m_random.between(180, 1100);
    m_now += latency * kMillisecond;
    Payload tokens;
    tokens.integer("completion", m_random.between(24, 60)).integer("prompt", m_random.between(110, 180));
    Payload response;
    response.integer("latency_ms", latency)
        .text("model", "voice-dialog-" + std::to_string(m_world.modelVersion))
        .text("text", m_person.locale->greeting)
        .object("tokens", std::move(tokens));
    m_lastStep = onCall("AIResponseGenerated", m_lastStep, std::move(response), assistant());

    advance(4 * kSecond, 9 * kSecond);
    const std::int64_t score = m_random.between(0, 999);
    m_mood = score < 200 ? Mood::Negative : score < 600 ? Mood::Neutral : Mood::Positive;
    if (wantsStory(m_world.stories.block) || wantsStory(m_world.stories.transferAndRetry)) m_mood = Mood::Negative;
    constexpr std::array<std::string_view, 3> kLabels = {"negative", "neutral", "positive"};
    Payload sentiment;
    sentiment.text("label", kLabels[static_cast<std::size_t>(m_mood)])
        .decimal("score", {m_mood == Mood::Negative ? score % 200 : score, 3});
    Payload detected;
    detected.object("sentiment", std::move(sentiment));
    m_lastStep = onCall("AISentimentDetected", m_lastStep, std::move(detected), assistant(), 2);

    m_escalated = m_mood == Mood::Negative;
    if (!m_escalated) return;
    advance(300 * kMillisecond, 1200 * kMillisecond);
    Payload escalation;
    escalation.text("queue", "tier2").text("reason", "negative_sentiment");
    m_lastStep = onCall("AIEscalationTriggered", m_lastStep, std::move(escalation), assistant());
}

void CallPlan::endWithoutAgent(std::string_view reason)
{
    if (reason == "resolved_by_ai") moreAssistance();
    advance(6 * kSecond, 70 * kSecond);
    Payload data;
    data.text("end_reason", reason).integer("total_duration_seconds", (m_now - m_start) / kSecond);
    const EventId ended = onCall("CallEnded", m_lastStep, std::move(data), gateway());
    m_world.customers[m_customer].busyUntil = m_now + kMinute;
    chargeCredit(ended);
}

EventId CallPlan::assignAgent(std::uint32_t agent, EventId cause, std::string_view queue)
{
    Payload data;
    data.id("call_id", m_world.schedule.idOf(m_call).uuid()).text("queue", queue).text("status", "busy");
    return onOther(m_world.agents[agent].slot, "AgentAssignedToCall", cause, std::move(data), {"router", "api", insideIp(4)});
}

bool CallPlan::connect()
{
    const std::int64_t asked = m_now;
    advance(1 * kSecond, 25 * kSecond);
    m_agent = m_world.freeAgent(m_now, 6 * kMinute, std::nullopt);
    if (!m_agent) return false;
    Agent& agent = m_world.agents[*m_agent];
    m_now = std::max(m_now, agent.busyUntil + m_random.between(200 * kMillisecond, 2 * kSecond));
    const EventId assigned = assignAgent(*m_agent, *m_lastStep, m_escalated ? "tier2" : m_intent);
    advance(900 * kMillisecond, 6 * kSecond);
    Payload data;
    data.id("agent_id", m_world.schedule.idOf(agent.slot).uuid()).integer("wait_time_seconds", (m_now - asked) / kSecond);
    m_connected = onCall("CallConnected", assigned, std::move(data), gateway());
    m_lastStep = m_connected;
    return true;
}

void planCall(World& world, std::int64_t at)
{
    ++world.callNumber;
    CallPlan(world, at).run();
}

}  // namespace vci::generate
