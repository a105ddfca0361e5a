// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/generate/traffic.h"

#include "core/generate/world.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <vector>

namespace vci::generate {

namespace {

constexpr std::size_t kBatchEvents = 1000;

/// Calls of each hour of a weekday, in proportion; weekends have 35 % of it.
constexpr std::array<std::int64_t, 24> kHourWeights = {2,  1,  1,  1,  2,  6,  18, 42, 70, 88, 92, 86,
                                                       72, 78, 90, 88, 80, 66, 50, 38, 26, 16, 9,  5};
constexpr std::int64_t kWeightSum = 1027;
constexpr std::int64_t kOpening = kFirstDay + 7 * kHour;

store::NewEvent emptyEvent()
{
    return {.id = {},
            .aggregateId = AggregateId(Uuid(Uuid::Bytes{})),
            .aggregateType = {},
            .eventType = {},
            .eventVersion = 1,
            .eventData = {},
            .metadata = {},
            .causationId = {},
            .correlationId = {},
            .expectedSequence = {},
            .sequence = {},
            .timestamp = {},
            .blockchainTxHash = {}};
}

class Engine {
public:
    Engine(const TrafficRequest& request, const std::function<Result<void>(std::span<const store::NewEvent>)>& receive)
        : m_world(request.seed, request.calls)
        , m_receive(receive)
    {
        if (request.calls == 0) return;
        hireAgents(m_world);
        openAccount(m_world, kFirstDay + 3 * kHour + m_world.random.between(0, kHour));
        m_world.schedule.plan(kFirstDay, {ActionKind::BeginDay});
        m_world.schedule.plan(kOpening, {ActionKind::BeginHour});
        m_batch.reserve(kBatchEvents);
    }

    Result<std::int64_t> run(const std::stop_token& stop)
    {
        while (!m_world.schedule.isEmpty()) {
            const auto due = m_world.schedule.take(m_next);
            if (due.action) {
                act(*due.action, due.at);
                continue;
            }
            if (due.chargeCents != 0) consumeCredit(m_world, m_next, due.at, due.chargeCents);
            m_batch.push_back(std::move(m_next));
            if (m_batch.size() < kBatchEvents) continue;
            if (stop.stop_requested()) return cancelled();
            VCI_CHECK(flush());
        }
        if (stop.stop_requested()) return cancelled();
        if (!m_batch.empty()) VCI_CHECK(flush());
        return m_made;
    }

private:
    Result<void> flush()
    {
        VCI_CHECK(m_receive(m_batch));
        m_made += static_cast<std::int64_t>(m_batch.size());
        m_batch.clear();
        return {};
    }

    void act(const Action& action, std::int64_t at)
    {
        switch (action.kind) {
        case ActionKind::BeginDay:
            return beginDay(at);
        case ActionKind::BeginHour:
            return beginHour(at);
        case ActionKind::Call:
            return planCall(m_world, at);
        case ActionKind::BeginShift:
            return beginShift(m_world, action.subject, at);
        case ActionKind::EndShift:
            return endShift(m_world, action.subject, at);
        case ActionKind::Performance:
            return measurePerformance(m_world, action.subject, at);
        case ActionKind::Incident:
            return planIncident(m_world, action.subject, at);
        case ActionKind::LostPhone:
            return planLostPhone(m_world, action.subject, at);
        case ActionKind::Training:
            return planTraining(m_world, at);
        case ActionKind::Unblock:
            return planUnblock(m_world, action.subject, at);
        }
    }

    void beginDay(std::int64_t at)
    {
        if (m_world.callsLeft == 0) return;
        planDay(m_world, at);
        m_world.schedule.plan(at + kDay, {ActionKind::BeginDay});
    }

    void beginHour(std::int64_t at)
    {
        const auto hour = static_cast<std::size_t>((at - kFirstDay) / kHour % 24);
        const std::int64_t share = isWeekend(at) ? 35 : 100;
        m_arrears += m_world.callsPerWeekday * kHourWeights[hour] * share * m_world.random.between(75, 125);
        constexpr std::int64_t kUnit = kWeightSum * 100 * 100;
        const std::int64_t calls = std::min(m_world.callsLeft, m_arrears / kUnit);
        m_arrears %= kUnit;
        m_world.callsLeft -= calls;
        for (std::int64_t i = 0; i < calls; ++i) {
            m_world.schedule.plan(at + m_world.random.between(0, kHour - 1), {ActionKind::Call});
        }
        if (m_world.callsLeft > 0) m_world.schedule.plan(at + kHour, {ActionKind::BeginHour});
    }

    World m_world;
    const std::function<Result<void>(std::span<const store::NewEvent>)>& m_receive;
    std::vector<store::NewEvent> m_batch;
    store::NewEvent m_next = emptyEvent();
    std::int64_t m_arrears = 0;
    std::int64_t m_made = 0;
};

}  // namespace

TenantId trafficTenant(std::uint64_t seed)
{
    constexpr Uuid kDns(
        Uuid::Bytes{0x6b, 0xa7, 0xb8, 0x10, 0x9d, 0xad, 0x11, 0xd1, 0x80, 0xb4, 0x00, 0xc0, 0x4f, 0xd4, 0x30, 0xc8});
    return TenantId(Uuid::fromName(Uuid::fromName(kDns, "voicecore.ai"), std::to_string(seed)));
}

Result<std::int64_t> generateTraffic(const TrafficRequest& request,
                                     const std::function<Result<void>(std::span<const store::NewEvent>)>& receive,
                                     const std::stop_token& stop)
{
    if (request.calls < 0) {
        return makeError(ErrorCode::Usage, "cannot generate " + std::to_string(request.calls) + " calls: 0 or more are possible");
    }
    return Engine(request, receive).run(stop);
}

}  // namespace vci::generate
