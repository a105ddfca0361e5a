// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/chain/causality.h"

#include <algorithm>
#include <map>
#include <utility>

namespace vci::chain {

namespace {

constexpr std::size_t kIdsPerCall = 10'000;
/// A chain is taken for a long one after so many calls, and for a longer one after as many again, at most kMostCalls.
constexpr std::size_t kFirstCalls = 128;
constexpr std::size_t kMostCalls = 2'048;
/// So many rows are read ahead for each call made: what a short chain in a long correlation wastes stays in proportion.
constexpr std::size_t kRowsPerCallMade = 8;
constexpr std::size_t kMostRows = 20'000;

/// Reads ahead what a long chain of causes is likely to run through: the correlation of one of its events, else its aggregate.
class NearCauses {
public:
    explicit NearCauses(store::EventReader& reader)
        : m_reader(reader)
    {
    }

    /// The cause of an event that was read ahead; nullptr where it was not.
    [[nodiscard]] const std::optional<EventId>* find(EventId id) const
    {
        const auto found = m_causes.find(id);
        return found == m_causes.end() ? nullptr : &found->second;
    }

    /// To be told of each call that climbed one step, with an event that it found.
    [[nodiscard]] Result<void> stepped(const Event& event, const std::stop_token& stop)
    {
        if (++m_calls < m_nextRead) return {};
        m_nextRead = m_calls + std::min(m_calls, kMostCalls);
        const bool byCorrelation = event.correlationId.has_value();
        Place& place = m_places[{byCorrelation, byCorrelation ? event.correlationId->uuid() : event.aggregateId.uuid()}];
        if (place.isRead) return {};
        place.page.limitRows = std::min(kRowsPerCallMade * m_calls, kMostRows);
        VCI_TRY(const store::EventPage page, byCorrelation ? m_reader.correlated(*event.correlationId, place.page, stop)
                                                           : m_reader.aggregateEvents(event.aggregateId, place.page, stop));
        for (const Event& near : page.events) m_causes.try_emplace(near.id, near.causationId);
        place.page.after = page.next;
        place.isRead = !page.next.has_value();
        return {};
    }

private:
    struct Place {
        store::PageRequest page;
        bool isRead = false;
    };
    store::EventReader& m_reader;
    std::unordered_map<EventId, std::optional<EventId>> m_causes;
    std::map<std::pair<bool, Uuid>, Place> m_places;
    std::size_t m_calls = 0;
    std::size_t m_nextRead = kFirstCalls;
};

}  // namespace

Result<std::vector<Flags>> CausalityChecker::check(std::span<const Event> events, const std::stop_token& stop)
{
    const bool startsAnew = forgetIfLarge();
    for (const Event& event : events) m_links.try_emplace(event.id, Link{.cause = event.causationId});
    if (auto climbed = climb(events, stop); !climbed.ok()) {
        m_links.clear();  // half of an answer must not look like a whole one
        return std::move(climbed).error();
    }
    // What one page needs is not forgotten at the next, or each page of a long chain would climb all of it.
    if (startsAnew) m_keptLinks = std::max(m_keptLinks, 2 * m_links.size());
    std::vector<Flags> flags(events.size());
    for (std::size_t i = 0; i < events.size(); ++i) {
        settle(events[i].id);
        if (m_links.at(events[i].id).inCycle) flags[i].add(FindingKind::CausationCycle);
        if (events[i].causationId && !m_links.at(*events[i].causationId).exists) flags[i].add(FindingKind::CausationOrphan);
    }
    return flags;
}

Result<void> CausalityChecker::climb(std::span<const Event> events, const std::stop_token& stop)
{
    std::vector<EventId> wanted;
    NearCauses near(m_reader);
    const auto want = [&](std::optional<EventId> cause) {
        // Entered at once, so that nothing is asked for twice; what is found below takes its place.
        while (cause && m_links.try_emplace(*cause, Link{.exists = false}).second) {
            const auto* const known = near.find(*cause);
            if (known == nullptr) return wanted.push_back(*cause);
            m_links.insert_or_assign(*cause, Link{.cause = *known});
            cause = *known;
        }
    };
    for (const Event& event : events) want(event.causationId);
    while (!wanted.empty()) {
        const std::vector<EventId> asked = std::exchange(wanted, {});
        for (std::size_t begin = 0; begin < asked.size(); begin += kIdsPerCall) {
            if (stop.stop_requested()) return cancelled();
            const auto batch = std::span(asked).subspan(begin, std::min(kIdsPerCall, asked.size() - begin));
            VCI_TRY(const std::vector<Event> found, m_reader.eventsById(batch, stop));
            for (const Event& event : found) {
                m_links.insert_or_assign(event.id, Link{.cause = event.causationId});
                want(event.causationId);
            }
            if (!found.empty()) VCI_CHECK(near.stepped(found.back(), stop));
        }
    }
    return {};
}

void CausalityChecker::settle(EventId start)
{
    std::vector<EventId> path;
    std::unordered_map<EventId, std::size_t> positions;
    std::optional<EventId> at = start;
    while (at) {
        const auto link = m_links.find(*at);
        if (link == m_links.end() || link->second.settled) break;
        const auto [position, isNew] = positions.try_emplace(*at, path.size());
        if (!isNew) {
            for (std::size_t i = position->second; i < path.size(); ++i) m_links.at(path[i]).inCycle = true;
            break;
        }
        path.push_back(*at);
        at = link->second.cause;
    }
    for (const EventId id : path) m_links.at(id).settled = true;
}

bool CausalityChecker::forgetIfLarge()
{
    // About 70 bytes each: what is forgotten is climbed again when it is met again.
    if (m_links.size() > m_keptLinks) m_links.clear();
    return m_links.empty();
}

Result<std::vector<Flags>> causationFlags(store::EventReader& reader, std::span<const Event> events, const std::stop_token& stop)
{
    return CausalityChecker(reader).check(events, stop);
}

}  // namespace vci::chain
