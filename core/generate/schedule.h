// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/uuid.h"
#include "core/generate/random.h"
#include "core/store/writer.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace vci::generate {

/// Microseconds since 1970, UTC, as everywhere; the steps of the generator are sums of these.
inline constexpr std::int64_t kMillisecond = 1'000;
inline constexpr std::int64_t kSecond = 1'000'000;
inline constexpr std::int64_t kMinute = 60 * kSecond;
inline constexpr std::int64_t kHour = 60 * kMinute;
inline constexpr std::int64_t kDay = 24 * kHour;

enum class AggregateKind : std::uint8_t { Call, Customer, Agent, Transaction, Credit, User, AIModel };
/// Lasting: has further events until the end. Passing: forgotten when nothing is planned for it any more.
enum class Lifetime : std::uint8_t { Lasting, Passing };

/// Index of an aggregate in the schedule.
struct AggregateSlot {
    std::uint32_t index;
};

/// What is to happen to one aggregate at a time.
struct PlannedEvent {
    std::int64_t at;
    AggregateSlot aggregate;
    std::string_view type;  ///< a literal
    std::optional<EventId> cause;
    std::optional<CorrelationId> correlation;
    std::string data;
    std::string metadata;
    std::int64_t version = 1;
    std::int64_t chargeCents = 0;  ///< taken from the tenant's credit when it happens
};

/// What the simulation itself has to do at a time.
enum class ActionKind : std::uint8_t {
    BeginDay,
    BeginHour,
    Call,
    BeginShift,
    EndShift,
    Performance,
    Incident,
    Training,
    LostPhone,
    Unblock
};
struct Action {
    ActionKind kind;
    std::uint32_t subject = 0;  ///< agent, customer or day, as the kind says
};

/// The future: planned events and actions by time, then in the order in which they were planned, so that an effect never comes
/// before its cause. Sequence numbers are given on leaving, which is why they have no gaps and follow the time.
class Schedule {
public:
    struct Due {
        std::int64_t at;
        std::optional<Action> action;  ///< absent: an event
        std::int64_t chargeCents = 0;
    };

    explicit Schedule(Random& random)
        : m_random(random)
    {
    }

    [[nodiscard]] AggregateSlot open(AggregateKind kind, Lifetime lifetime);
    [[nodiscard]] AggregateId idOf(AggregateSlot slot) const { return m_aggregates[slot.index].id; }
    /// Plans an event and gives it its id, by which later ones name it as their cause.
    EventId plan(PlannedEvent event);
    void plan(std::int64_t at, Action action);

    [[nodiscard]] bool isEmpty() const { return m_heap.empty(); }
    /// Takes the next one. For an event, out is overwritten.
    [[nodiscard]] Due take(store::NewEvent& out);

private:
    struct Aggregate {
        AggregateId id;
        AggregateKind kind;
        Lifetime lifetime;
        std::int64_t lastSequence = 0;
        std::uint32_t planned = 0;
    };
    struct Body {
        EventId id;
        PlannedEvent event;
    };
    struct Key {
        std::int64_t at;
        std::uint64_t order;
        std::uint32_t body;  ///< kNoBody for an action
        Action action;
    };
    static constexpr std::uint32_t kNoBody = UINT32_MAX;
    static bool later(const Key& a, const Key& b) { return a.at != b.at ? a.at > b.at : a.order > b.order; }
    void push(const Key& key);

    Random& m_random;
    std::vector<Aggregate> m_aggregates;
    std::vector<std::uint32_t> m_freeAggregates;
    std::vector<Body> m_bodies;
    std::vector<std::uint32_t> m_freeBodies;
    std::vector<Key> m_heap;
    std::uint64_t m_order = 0;
};

}  // namespace vci::generate
