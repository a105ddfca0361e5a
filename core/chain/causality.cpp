// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/chain/causality.h"

#include <algorithm>
#include <utility>

namespace vci::chain {

namespace {

constexpr std::size_t kIdsPerCall = 10'000;

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
    const auto want = [&](const std::optional<EventId>& cause) {
        // Entered at once, so that nothing is asked for twice; what is found below takes its place.
        if (cause && m_links.try_emplace(*cause, Link{.exists = false}).second) wanted.push_back(*cause);
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

Result<std::vector<Flags>> causationFlags(store::EventReader& reader, std::span<const Event> events, std::stop_token stop)
{
    return CausalityChecker(reader).check(events, std::move(stop));
}

}  // namespace vci::chain
