// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/generate/world.h"

#include <array>
#include <utility>

namespace vci::generate {

namespace {

/// Plans a row of events of one user that belong to one session.
class UserStory {
public:
    UserStory(World& world, std::uint32_t agent, std::int64_t at)
        : m_world(world)
        , m_agent(world.agents[agent])
        , m_at(at)
        , m_session(world.newCorrelation())
    {
    }
    void advance(std::int64_t low, std::int64_t high) { m_at += m_world.random.between(low, high); }
    EventId add(std::string_view type, std::optional<EventId> cause, Payload&& data, const std::string& ip, bool knownUser)
    {
        return m_world.schedule.plan(
            {.at = m_at,
             .aggregate = m_agent.user,
             .type = type,
             .cause = cause,
             .correlation = m_session,
             .data = std::move(data).take(),
             .metadata = metadataText({"identity", "api", ip, knownUser ? std::optional(m_agent.userId) : std::nullopt})});
    }

private:
    World& m_world;
    Agent& m_agent;
    std::int64_t m_at;
    CorrelationId m_session;
};

}  // namespace

void planIncident(World& world, std::uint32_t index, std::int64_t at)
{
    UserStory story(world, index, at);
    const std::string username = usernameOf(world.seed, index);
    const std::string stranger = outsideIp(world.random);
    const std::string own = insideIp(100 + index);
    const std::int64_t attempts = world.random.between(3, 7);
    std::optional<EventId> cause;
    for (std::int64_t i = 0; i < attempts; ++i) {
        Payload failed;
        failed.text("ip_address", stranger)
            .text("reason", i + 1 == attempts ? "account_locked" : "wrong_password")
            .text("username", username);
        cause = story.add("LoginFailed", cause, std::move(failed), stranger, false);
        story.advance(700 * kMillisecond, 20 * kSecond);
    }
    constexpr std::array<std::string_view, 3> kReasons = {"credential_stuffing", "unusual_location", "impossible_travel"};
    Payload suspicion;
    suspicion.integer("failed_attempts", attempts)
        .text("ip_address", stranger)
        .text("reason", world.random.pick(kReasons))
        .decimal("risk_score", {world.random.between(70, 99), 2});
    const EventId suspicious = story.add("SuspiciousActivityDetected", cause, std::move(suspicion), insideIp(11), false);
    story.advance(300 * kMillisecond, 4 * kSecond);
    Payload denied;
    denied.text("ip_address", stranger).text("reason", "blocked_on_suspicion").text("resource", "/admin/recordings");
    (void)story.add("AccessDenied", suspicious, std::move(denied), stranger, false);

    story.advance(20 * kMinute, 70 * kMinute);
    Payload changed;
    changed.text("ip_address", own).text("method", "reset_link").text("reason", "suspicious_activity");
    const EventId password = story.add("PasswordChanged", suspicious, std::move(changed), own, true);
    EventId last = password;
    if (!world.agents[index].hasMfa) {
        story.advance(30 * kSecond, 4 * kMinute);
        last = story.add("MFAEnabled", password, std::move(Payload().text("ip_address", own).text("method", "totp")), own, true);
        world.agents[index].hasMfa = true;
    }
    story.advance(10 * kSecond, 2 * kMinute);
    Payload success;
    success.text("ip_address", own)
        .boolean("mfa", world.agents[index].hasMfa)
        .text("user_agent", "VoiceDesk/4.3")
        .text("username", username);
    (void)story.add("LoginSuccessful", last, std::move(success), own, true);
}

void planLostPhone(World& world, std::uint32_t index, std::int64_t at)
{
    const auto count = static_cast<std::uint32_t>(world.agents.size());
    std::uint32_t tried = 0;
    while (tried < count && !world.agents[index].hasMfa) {
        index = (index + 1) % count;
        ++tried;
    }
    if (tried == count) return;
    UserStory story(world, index, at);
    const std::string own = insideIp(100 + index);
    Payload disabled;
    disabled.text("approved_by", "helpdesk").text("method", "totp").text("reason", "phone_lost");
    const EventId off = story.add("MFADisabled", std::nullopt, std::move(disabled), insideIp(12), true);
    story.advance(10 * kMinute, 40 * kMinute);
    (void)story.add("MFAEnabled", off, std::move(Payload().text("ip_address", own).text("method", "security_key")), own, true);
}

void planTraining(World& world, std::int64_t at)
{
    const bool intents = world.random.chance(500);
    ++world.modelVersion;
    const std::int64_t seconds = world.random.between(1800, 9000);
    (void)world.schedule.plan({.at = at,
                               .aggregate = intents ? world.intentModel : world.voiceModel,
                               .type = "AIModelTrained",
                               .cause = std::nullopt,
                               .correlation = world.newCorrelation(),
                               .data = Payload()
                                           .decimal("accuracy", {world.random.between(9000, 9890), 4})
                                           .integer("duration_seconds", seconds)
                                           .text("model", intents ? "intent-router" : "voice-dialog")
                                           .integer("samples", world.random.between(20'000, 400'000))
                                           .text("version", std::to_string(world.modelVersion))
                                           .take(),
                               .metadata = metadataText({"ml-pipeline", "scheduler", insideIp(10)})});
}

void planUnblock(World& world, std::uint32_t index, std::int64_t at)
{
    Customer& customer = world.customers[index];
    if (!customer.blocked) return;
    customer.blocked = false;
    const Agent& supervisor = world.agents.front();
    (void)world.schedule.plan({.at = at,
                               .aggregate = customer.slot,
                               .type = "CustomerUnblocked",
                               .cause = std::nullopt,
                               .correlation = world.newCorrelation(),
                               .data = Payload().text("reason", "appeal_accepted").id("unblocked_by", supervisor.userId).take(),
                               .metadata = metadataText({"crm", "api", insideIp(100), supervisor.userId})});
}

}  // namespace vci::generate
