// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/chain/graph.h"

#include <algorithm>
#include <span>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <utility>

namespace vci::chain {

namespace {

constexpr std::size_t kIdsPerCall = 10'000;
constexpr std::size_t kRowsPerPage = 20'000;
/// Beyond that many, asking for effects alone is cheaper than reading correlation after correlation.
constexpr std::size_t kMaxCorrelationsRead = 64;

/// Calls `ask` with at most kIdsPerCall ids at a time.
template <typename Ask>
Result<void> inBatches(std::span<const EventId> ids, const std::stop_token& stop, const Ask& ask)
{
    for (std::size_t begin = 0; begin < ids.size(); begin += kIdsPerCall) {
        if (stop.stop_requested()) return cancelled();
        VCI_CHECK(ask(ids.subspan(begin, std::min(kIdsPerCall, ids.size() - begin))));
    }
    return {};
}

/// Hands page after page to `take` until it answers false or there are no more.
template <typename Read, typename Take>
Result<void> allPages(const std::stop_token& stop, const Read& read, const Take& take)
{
    store::PageRequest request{.limitRows = kRowsPerPage};
    while (true) {
        if (stop.stop_requested()) return cancelled();
        VCI_TRY(store::EventPage page, read(request));
        if (!take(std::move(page.events)) || !page.next) return {};
        request.after = page.next;
    }
}

/// Which causes of events outside of them are events of the tenant.
Result<std::vector<EventId>> causesOutside(store::EventReader& reader, const std::vector<Event>& events,
                                           const std::stop_token& stop)
{
    std::unordered_set<EventId> inside;
    for (const auto& event : events) inside.insert(event.id);
    std::unordered_set<EventId> asked;
    std::vector<EventId> missing;
    for (const auto& event : events) {
        if (event.causationId && !inside.contains(*event.causationId) && asked.insert(*event.causationId).second) {
            missing.push_back(*event.causationId);
        }
    }
    std::vector<EventId> known;
    VCI_CHECK(inBatches(missing, stop, [&](std::span<const EventId> batch) -> Result<void> {
        VCI_TRY(const std::vector<EventId> found, reader.existing(batch, stop));
        known.insert(known.end(), found.begin(), found.end());
        return {};
    }));
    return known;
}

class ComponentLoader {
public:
    ComponentLoader(store::EventReader& reader, const ChainLimits& limits, std::stop_token stop)
        : m_reader(reader)
        , m_limits(limits)
        , m_stop(std::move(stop))
    {
    }

    Result<Graph> load(EventId start)
    {
        VCI_TRY(auto found, m_reader.eventsById(std::span(&start, 1), m_stop));
        if (found.empty()) return makeError(ErrorCode::NotFound, "there is no event " + start.toString());
        VCI_CHECK(add(std::move(found.front())));
        VCI_CHECK(climb());
        VCI_CHECK(descend());
        VCI_TRY(const auto outside, causesOutside(m_reader, m_events, m_stop));
        Graph graph = buildGraph(std::move(m_events), outside);
        graph.truncated = m_truncated;
        return graph;
    }

private:
    /// Makes the event part of the component and reads its correlation, once for each.
    Result<void> add(Event event)
    {
        if (m_inside.contains(event.id)) return {};
        if (m_events.size() >= m_limits.maxEvents) {
            m_truncated = true;
            return {};
        }
        m_inside.insert(event.id);
        const auto correlation = event.correlationId;
        m_events.push_back(std::move(event));
        return correlation ? readCorrelation(*correlation) : Result<void>();
    }

    /// Fills m_known with events that are likely to belong here: nothing of it counts before an edge leads to it.
    Result<void> readCorrelation(CorrelationId correlation)
    {
        if (m_read.size() >= kMaxCorrelationsRead || !m_read.insert(correlation).second) return {};
        return allPages(
            m_stop, [&](const store::PageRequest& request) { return m_reader.correlated(correlation, request, m_stop); },
            [&](std::vector<Event> events) {
                for (auto& event : events) {
                    if (event.causationId) m_knownEffects[*event.causationId].push_back(event.id);
                    const EventId id = event.id;
                    m_known.try_emplace(id, std::move(event));
                }
                return m_known.size() < m_limits.maxEvents;
            });
    }

    Result<void> climb()
    {
        while (!m_truncated && m_events.back().causationId && !m_inside.contains(*m_events.back().causationId)) {
            const EventId cause = *m_events.back().causationId;
            if (const auto known = m_known.find(cause); known != m_known.end()) {
                VCI_CHECK(add(known->second));
                continue;
            }
            if (m_stop.stop_requested()) return cancelled();
            VCI_TRY(auto found, m_reader.eventsById(std::span(&cause, 1), m_stop));
            if (found.empty()) return {};
            VCI_CHECK(add(std::move(found.front())));
        }
        return {};
    }

    Result<void> descend()
    {
        std::size_t followed = 0;  // m_events before it had their known effects added
        std::size_t asked = 0;     // and these were asked for
        while (!m_truncated) {
            for (; followed < m_events.size() && !m_truncated; ++followed) VCI_CHECK(followKnown(m_events[followed].id));
            if (asked == m_events.size()) return {};
            std::vector<EventId> causes;
            for (; asked < m_events.size(); ++asked) causes.push_back(m_events[asked].id);
            VCI_CHECK(askForEffects(causes));
        }
        return {};
    }

    Result<void> followKnown(EventId cause)
    {
        const auto effects = m_knownEffects.find(cause);
        if (effects == m_knownEffects.end()) return {};
        // Reading another correlation may add to the very list.
        const std::vector<EventId> ids = effects->second;
        for (const EventId id : ids) VCI_CHECK(add(m_known.at(id)));
        return {};
    }

    Result<void> askForEffects(std::span<const EventId> causes)
    {
        return inBatches(causes, m_stop, [&](std::span<const EventId> batch) -> Result<void> {
            std::vector<Event> effects;
            VCI_CHECK(allPages(
                m_stop, [&](const store::PageRequest& request) { return m_reader.effectsOf(batch, request, m_stop); },
                [&](std::vector<Event> events) {
                    effects.insert(effects.end(), std::make_move_iterator(events.begin()), std::make_move_iterator(events.end()));
                    return effects.size() <= m_limits.maxEvents;
                }));
            for (auto& effect : effects) VCI_CHECK(add(std::move(effect)));
            return {};
        });
    }

    store::EventReader& m_reader;
    const ChainLimits m_limits;
    std::stop_token m_stop;
    std::vector<Event> m_events;
    std::unordered_set<EventId> m_inside;
    std::unordered_map<EventId, Event> m_known;
    std::unordered_map<EventId, std::vector<EventId>> m_knownEffects;
    std::unordered_set<CorrelationId> m_read;
    bool m_truncated = false;
};

}  // namespace

Result<Graph> loadComponent(store::EventReader& reader, EventId event, const ChainLimits& limits, std::stop_token stop)
{
    return ComponentLoader(reader, limits, std::move(stop)).load(event);
}

Result<Graph> loadCorrelation(store::EventReader& reader, CorrelationId correlation, const ChainLimits& limits,
                              std::stop_token stop)
{
    std::vector<Event> events;
    bool truncated = false;
    VCI_CHECK(allPages(
        stop, [&](const store::PageRequest& request) { return reader.correlated(correlation, request, stop); },
        [&](std::vector<Event> page) {
            for (auto& event : page) {
                truncated = truncated || events.size() >= limits.maxEvents;
                if (!truncated) events.push_back(std::move(event));
            }
            return !truncated;
        }));
    if (events.empty()) return makeError(ErrorCode::NotFound, "there is no event with the correlation " + correlation.toString());
    VCI_TRY(const auto outside, causesOutside(reader, events, stop));
    Graph graph = buildGraph(std::move(events), outside);
    graph.correlation = correlation;
    graph.truncated = truncated;
    return graph;
}

}  // namespace vci::chain
