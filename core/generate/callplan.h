// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/generate/world.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace vci::generate {

/// Plans one call from the first ring to what hangs on it days later. Everything stands in the schedule when run() returns.
class CallPlan {
public:
    CallPlan(World& world, std::int64_t at);
    void run();

private:
    enum class Mood : std::uint8_t { Negative, Neutral, Positive };

    // callplanner.cpp: who calls, and how it goes until an agent answers
    [[nodiscard]] std::uint32_t chooseCustomer();
    void initiate();
    void registerCustomer();
    [[nodiscard]] bool failsEarly();
    void talkToAssistant();
    void endWithoutAgent(std::string_view reason);
    [[nodiscard]] bool connect();
    EventId assignAgent(std::uint32_t agent, EventId cause, std::string_view queue);
    // callsteps.cpp: the talk and what follows
    void talk();
    void startRecording();
    void stopRecording();
    void verifyCustomer();
    void hold();
    [[nodiscard]] bool transfer();  ///< false: nobody else is free
    void updateCustomer();
    void pay(bool mustRetry);
    EventId initiatePayment(AggregateSlot payment, EventId cause, std::int64_t attempt, std::int64_t amount);
    void completePayment(AggregateSlot payment, EventId initiated, std::int64_t amount);
    void refund(AggregateSlot payment, EventId completed, std::int64_t amount);
    void moreAssistance();
    void end();
    void releaseAgent(std::uint32_t agent, EventId cause);
    void chargeCredit(EventId cause);
    void reviewCustomer(EventId cause);
    void block(EventId cause);
    [[nodiscard]] bool wantsStory(bool done) const { return !done && m_world.callNumber >= 12; }

    /// Steps the clock of the call.
    void advance(std::int64_t low, std::int64_t high) { m_now += m_world.random.between(low, high); }
    EventId onCall(std::string_view type, std::optional<EventId> cause, Payload&& data, const Origin& origin,
                   std::int64_t version = 1);
    EventId onOther(AggregateSlot slot, std::string_view type, EventId cause, Payload&& data, const Origin& origin,
                    std::int64_t version = 1);
    [[nodiscard]] Origin gateway() const { return {"call-gateway", "twilio", m_callerIp}; }
    [[nodiscard]] Origin assistant() const { return {"ai-orchestrator", "api", insideIp(3)}; }
    [[nodiscard]] Origin desk() const;

    World& m_world;
    Random& m_random;
    std::int64_t m_start;
    std::int64_t m_now;
    CorrelationId m_correlation;
    AggregateSlot m_call;
    bool m_isNew = false;  ///< set by chooseCustomer(), so it stands before what that initialises
    std::uint32_t m_customer;
    Person m_person;
    bool m_inbound = true;
    Mood m_mood = Mood::Neutral;
    bool m_escalated = false;
    std::string_view m_intent;
    std::string m_callerIp;
    std::optional<std::uint32_t> m_agent;
    std::optional<EventId> m_initiated;
    std::optional<EventId> m_lastStep;  ///< the latest event that moved the call on
    std::optional<EventId> m_connected;
    std::optional<EventId> m_recordingStarted;
    std::optional<Uuid> m_recordingId;
    std::int64_t m_recordingSince = 0;
};

}  // namespace vci::generate
