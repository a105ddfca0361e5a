// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/generate/callplan.h"

#include <algorithm>
#include <array>
#include <utility>

namespace vci::generate {

namespace {

constexpr std::array<std::string_view, 4> kVipNames = {"none", "silver", "gold", "platinum"};
constexpr std::array<std::string_view, 4> kDeclines = {"card_declined", "insufficient_funds", "issuer_unavailable",
                                                       "expired_card"};

std::string reference(std::string_view prefix, Random& random)
{
    const std::string digits = random.uuid().toString();
    return std::string(prefix) + digits.substr(0, 8) + digits.substr(28, 8);
}

std::string lastFour(Random& random)
{
    return std::to_string(10000 + random.below(10000)).substr(1);
}

}  // namespace

void CallPlan::talk()
{
    const bool story = wantsStory(m_world.stories.transferAndRetry);
    if (m_random.chance(620)) startRecording();
    if (!m_world.customers[m_customer].verified || m_random.chance(120)) {
        if (m_random.chance(450)) verifyCustomer();
    }
    if (m_random.chance(600)) moreAssistance();
    for (int holds = 0; holds < 3 && m_random.chance(holds == 0 ? 340 : 180); ++holds) hold();
    const bool moved = (story || m_random.chance(m_escalated ? 400 : 60)) && transfer();
    const bool told = story && moved;
    if (m_intent == "change_address" || m_random.chance(80)) updateCustomer();
    if (told || m_random.chance(m_intent == "billing" ? 550 : 150)) pay(told);
    if (told) m_world.stories.transferAndRetry = true;
    advance(15 * kSecond, 150 * kSecond);
    if (m_recordingStarted) stopRecording();
    advance(700 * kMillisecond, 4 * kSecond);
}

void CallPlan::startRecording()
{
    advance(1 * kSecond, 12 * kSecond);
    m_recordingId = m_random.uuid();
    m_recordingSince = m_now;
    Payload data;
    data.boolean("consent", m_random.chance(930)).id("recording_id", *m_recordingId);
    m_recordingStarted = onCall("CallRecordingStarted", m_connected, std::move(data), {"recorder", "api", insideIp(6)});
}

void CallPlan::stopRecording()
{
    advance(1 * kSecond, 9 * kSecond);
    Payload data;
    data.integer("duration_seconds", (m_now - m_recordingSince) / kSecond).id("recording_id", *m_recordingId);
    (void)onCall("CallRecordingStopped", m_recordingStarted, std::move(data), {"recorder", "api", insideIp(6)});
}

void CallPlan::verifyCustomer()
{
    advance(12 * kSecond, 45 * kSecond);
    constexpr std::array<std::string_view, 3> kMethods = {"voiceprint", "security_question", "one_time_code"};
    Payload data;
    data.text("method", m_random.pick(kMethods)).boolean("verified", true);
    Customer& customer = m_world.customers[m_customer];
    customer.verified = true;
    (void)onOther(customer.slot, "CustomerVerified", *m_connected, std::move(data), desk());
}

void CallPlan::moreAssistance()
{
    advance(20 * kSecond, 80 * kSecond);
    const std::int64_t latency = m_random.between(150, 900);
    Payload tokens;
    tokens.integer("completion", m_random.between(18, 90)).integer("prompt", m_random.between(160, 420));
    Payload data;
    data.integer("latency_ms", latency)
        .text("model", "voice-dialog-" + std::to_string(m_world.modelVersion))
        .text("text", m_person.locale->answer)
        .object("tokens", std::move(tokens));
    m_lastStep = onCall("AIResponseGenerated", m_lastStep, std::move(data), assistant());
}

void CallPlan::hold()
{
    advance(20 * kSecond, 80 * kSecond);
    constexpr std::array<std::string_view, 3> kReasons = {"lookup", "supervisor", "system_slow"};
    Payload held;
    held.text("reason", m_random.pick(kReasons));
    const EventId onHold = onCall("CallOnHold", m_connected, std::move(held), desk());
    const std::int64_t since = m_now;
    advance(9 * kSecond, 95 * kSecond);
    Payload resumed;
    resumed.integer("hold_seconds", (m_now - since) / kSecond);
    m_lastStep = onCall("CallResumed", onHold, std::move(resumed), desk());
}

bool CallPlan::transfer()
{
    advance(15 * kSecond, 60 * kSecond);
    const auto second = m_world.freeAgent(m_now, 0, m_agent);
    if (!second) return false;
    const EventId assigned = assignAgent(*second, *m_lastStep, m_escalated ? "tier2" : "specialist");
    const Uuid from = m_world.schedule.idOf(m_world.agents[*m_agent].slot).uuid();
    const Uuid to = m_world.schedule.idOf(m_world.agents[*second].slot).uuid();
    const std::uint32_t first = *m_agent;
    advance(800 * kMillisecond, 5 * kSecond);
    Payload data;
    data.id("agent_id", to)
        .id("from_agent_id", from)
        .text("reason", m_escalated ? "escalation" : "specialist")
        .id("to_agent_id", to);
    const EventId transferred = onCall("CallTransferred", assigned, std::move(data), desk());
    releaseAgent(first, transferred);
    m_agent = second;
    m_lastStep = transferred;
    return true;
}

void CallPlan::updateCustomer()
{
    advance(20 * kSecond, 70 * kSecond);
    Payload data;
    data.object("address", addressOf(*m_person.locale, m_random));
    if (m_random.chance(600)) data.text("notes", m_person.locale->note);
    (void)onOther(m_world.customers[m_customer].slot, "CustomerUpdated", *m_connected, std::move(data), desk());
}

EventId CallPlan::initiatePayment(AggregateSlot payment, EventId cause, std::int64_t attempt, std::int64_t amount)
{
    Payload data;
    data.decimal("amount", {amount, m_person.locale->currencyDigits})
        .integer("attempt", attempt)
        .id("call_id", m_world.schedule.idOf(m_call).uuid())
        .text("card_last4", lastFour(m_random))
        .text("currency", m_person.locale->currency)
        .id("customer_id", m_world.schedule.idOf(m_world.customers[m_customer].slot).uuid());
    return onOther(payment, "PaymentInitiated", cause, std::move(data), desk(), 2);
}

void CallPlan::pay(bool mustRetry)
{
    advance(15 * kSecond, 60 * kSecond);
    const AggregateSlot payment = m_world.schedule.open(AggregateKind::Transaction, Lifetime::Passing);
    const std::int64_t amount = m_random.between(500, 49'999);
    EventId cause = *m_lastStep;
    for (std::int64_t attempt = 1; attempt <= 3; ++attempt) {
        const EventId initiated = initiatePayment(payment, cause, attempt, amount);
        advance(1500 * kMillisecond, 4500 * kMillisecond);
        const bool fails = mustRetry ? attempt == 1 : m_random.chance(130);
        if (!fails) return completePayment(payment, initiated, amount);
        Payload failure;
        failure.text("error", m_random.pick(kDeclines)).text("processor_ref", reference("ch_", m_random));
        cause = onOther(payment, "PaymentFailed", initiated, std::move(failure), {"payments", "webhook", insideIp(8)});
        if (!mustRetry && m_random.chance(300)) return;
        advance(12 * kSecond, 45 * kSecond);
    }
}

void CallPlan::completePayment(AggregateSlot payment, EventId initiated, std::int64_t amount)
{
    Payload data;
    data.decimal("fee", {amount * 29 / 1000, m_person.locale->currencyDigits}).text("processor_ref", reference("ch_", m_random));
    const EventId completed =
        onOther(payment, "PaymentCompleted", initiated, std::move(data), {"payments", "webhook", insideIp(8)});
    m_lastStep = completed;
    if (m_random.chance(70)) refund(payment, completed, amount);
}

void CallPlan::refund(AggregateSlot payment, EventId completed, std::int64_t amount)
{
    const std::int64_t before = m_now;
    // Within office hours of one of the next days: the day's rhythm is that of the call.
    m_now += m_random.between(1, 6) * kDay;
    advance(0, 3 * kHour);
    const std::int64_t part = m_random.chance(350) ? amount : std::max<std::int64_t>(1, amount * m_random.between(5, 60) / 100);
    constexpr std::array<std::string_view, 4> kReasons = {"goodwill", "billing_error", "service_not_received",
                                                          "duplicate_charge"};
    Payload wanted;
    wanted.text("reason", m_random.pick(kReasons)).decimal("refund_amount", {part, m_person.locale->currencyDigits});
    const EventId initiated = onOther(payment, "RefundInitiated", completed, std::move(wanted), {"billing", "api", insideIp(7)});
    advance(3 * kSecond, 90 * kMinute);
    Payload done;
    done.text("processor_ref", reference("re_", m_random));
    (void)onOther(payment, "RefundCompleted", initiated, std::move(done), {"payments", "webhook", insideIp(8)});
    m_now = before;
}

void CallPlan::end()
{
    constexpr std::array<std::string_view, 5> kEnds = {"completed", "completed", "completed", "caller_hung_up", "agent_hung_up"};
    const std::int64_t bottom = m_mood == Mood::Negative ? 1 : 2;
    const std::int64_t grade = m_random.between(bottom, m_mood == Mood::Positive ? 5 : 4);
    const bool graded = m_random.chance(550);
    Payload data;
    if (graded) data.integer("customer_satisfaction", grade);
    data.text("end_reason", m_random.pick(kEnds)).integer("total_duration_seconds", (m_now - m_start) / kSecond);
    const EventId ended = onCall("CallEnded", m_lastStep, std::move(data), gateway());
    Agent& agent = m_world.agents[*m_agent];
    if (graded) {
        ++agent.grades;
        agent.gradeSum += grade;
    }
    releaseAgent(*m_agent, ended);
    m_world.customers[m_customer].busyUntil = m_now + kMinute;
    chargeCredit(ended);
    reviewCustomer(ended);
}

void CallPlan::releaseAgent(std::uint32_t index, EventId cause)
{
    Agent& agent = m_world.agents[index];
    ++agent.handled;
    agent.handledSeconds += (m_now - m_start) / kSecond;
    const std::int64_t before = m_now;
    const Origin origin{"agent-desk", "api", insideIp(100 + index), agent.userId};
    advance(400 * kMillisecond, 3 * kSecond);
    std::string_view previous = "busy";
    if (m_random.chance(220)) {
        const bool pause = m_random.chance(200);
        Payload away;
        away.text("previous", previous).text("status", pause ? "on_break" : "wrap_up");
        cause = onOther(agent.slot, "AgentStatusChanged", cause, std::move(away), origin);
        previous = pause ? "on_break" : "wrap_up";
        if (pause) {
            advance(5 * kMinute, 15 * kMinute);
        } else {
            advance(15 * kSecond, 100 * kSecond);
        }
    }
    Payload free;
    free.text("previous", previous).text("status", "available");
    (void)onOther(agent.slot, "AgentStatusChanged", cause, std::move(free), origin);
    agent.busyUntil = m_now + kSecond;
    m_now = before;
}

void CallPlan::chargeCredit(EventId cause)
{
    const std::int64_t before = m_now;
    const std::int64_t cents = 35 + (m_now - m_start) / kSecond * 7 / 10;
    const Uuid call = m_world.schedule.idOf(m_call).uuid();
    const auto plan = [&](std::string_view type, EventId why, Payload&& data, std::int64_t charge) {
        return m_world.schedule.plan({.at = m_now,
                                      .aggregate = m_world.credit,
                                      .type = type,
                                      .cause = why,
                                      .correlation = m_correlation,
                                      .data = std::move(data).take(),
                                      .metadata = metadataText({"billing", "scheduler", insideIp(7)}),
                                      .chargeCents = charge});
    };
    advance(500 * kMillisecond, 5 * kSecond);
    Payload used;
    used.decimal("amount", {cents, 2}).id("call_id", call);
    const EventId consumed = plan("CreditsConsumed", cause, std::move(used), cents);
    const bool story = wantsStory(m_world.stories.creditRefund);
    if (story || m_random.chance(12)) {
        m_world.stories.creditRefund = true;
        advance(20 * kMinute, 5 * kHour);
        const std::int64_t back = std::max<std::int64_t>(1, cents / 2);
        Payload returned;
        returned.decimal("amount", {back, 2}).id("call_id", call).text("reason", "poor_line_quality");
        (void)plan("CreditsRefunded", consumed, std::move(returned), -back);
    }
    m_now = before;
}

void CallPlan::reviewCustomer(EventId cause)
{
    Customer& customer = m_world.customers[m_customer];
    const bool story = wantsStory(m_world.stories.block) && m_world.stories.transferAndRetry;
    if (m_mood == Mood::Negative && (story || m_random.chance(12))) return block(cause);
    if (customer.calls < 3 || customer.vipLevel == 3 || !m_random.chance(120)) return;
    advance(20 * kSecond, 10 * kMinute);
    customer.vipLevel = static_cast<std::uint8_t>(customer.vipLevel + 1);
    Payload data;
    data.text("reason", m_random.chance(700) ? "spend" : "loyalty")
        .boolean("vip", true)
        .text("vip_level", kVipNames[customer.vipLevel]);
    (void)onOther(customer.slot, "CustomerVIPStatusChanged", cause, std::move(data), {"crm", "scheduler", insideIp(5)}, 2);
    customer.busyUntil = m_now + kMinute;
}

void CallPlan::block(EventId cause)
{
    Customer& customer = m_world.customers[m_customer];
    advance(30 * kSecond, 4 * kMinute);
    constexpr std::array<std::string_view, 3> kReasons = {"abusive_language", "payment_fraud_suspected", "nuisance_calls"};
    Payload data;
    data.text("blocked_by", m_world.agents[*m_agent].userId.toString()).text("reason", m_random.pick(kReasons));
    (void)onOther(customer.slot, "CustomerBlocked", cause, std::move(data), desk());
    customer.blocked = true;
    customer.busyUntil = m_now + kMinute;
    if (!m_world.stories.blockedCustomer) m_world.stories.blockedCustomer = m_customer;
    m_world.stories.block = true;
    m_world.schedule.plan(m_now + m_random.between(20 * kHour, 96 * kHour), {ActionKind::Unblock, m_customer});
}

}  // namespace vci::generate
