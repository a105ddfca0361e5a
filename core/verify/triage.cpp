// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/verify/triage.h"

#include "core/json/leaf.h"
#include "core/store/logreader.h"

#include <array>

namespace vci::verify {

Result<LeafCopy> leafCopyOf(store::EventReader& events, EventId event, const std::stop_token& stop)
{
    LeafCopy copy{events.info().label};
    const std::array<EventId, 1> ids = {event};
    VCI_TRY(const auto found, events.eventsById(ids, stop));
    if (found.empty()) return copy;
    copy.leaf.emplace();
    json::LeafWriter().append(found.front(), *copy.leaf);
    copy.hash = json::leafHash(*copy.leaf);
    return copy;
}

Result<std::optional<LeafEntry>> leafEntryOf(store::EventReader& events, EventId event, const std::stop_token& stop)
{
    store::LogReader* const log = events.info().hasLog ? events.log() : nullptr;
    if (log == nullptr) return std::optional<LeafEntry>();
    VCI_TRY(const auto logs, log->logs(stop));
    if (logs.empty()) return std::optional<LeafEntry>();
    VCI_TRY(const auto entry, log->entryOf(logs.front().id, event, stop));
    if (!entry) return std::optional<LeafEntry>();
    return std::optional(LeafEntry{entry->index, entry->leafHash});
}

}  // namespace vci::verify
