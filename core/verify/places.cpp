// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/verify/places.h"

#include <algorithm>
#include <map>
#include <span>

namespace vci::verify {

namespace {

constexpr std::size_t kIdsAtOnce = 500;

}  // namespace

Result<void> addPlaces(store::EventReader& reader, std::vector<Finding>& findings, const std::stop_token& stop)
{
    std::vector<EventId> ids;
    for (const Finding& finding : findings) {
        if (finding.eventId) ids.push_back(*finding.eventId);
    }
    std::map<EventId, LogIndex> places;
    for (std::size_t begin = 0; begin < ids.size(); begin += kIdsAtOnce) {
        VCI_TRY(const auto events,
                reader.eventsById(std::span(ids).subspan(begin, std::min(kIdsAtOnce, ids.size() - begin)), stop));
        for (const Event& event : events) {
            if (event.pos) places.emplace(event.id, *event.pos);
        }
    }
    for (Finding& finding : findings) {
        if (!finding.eventId) continue;
        if (const auto found = places.find(*finding.eventId); found != places.end()) finding.logIndex = found->second;
    }
    return {};
}

}  // namespace vci::verify
