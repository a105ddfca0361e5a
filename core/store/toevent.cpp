// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/store/toevent.h"

namespace vci::store {

EventView viewOf(const Event& event)
{
    std::optional<std::string_view> txHash;
    if (event.blockchainTxHash) txHash = std::string_view(*event.blockchainTxHash);
    return EventView{event.id,
                     event.aggregateType,
                     event.eventType,
                     event.eventVersion,
                     event.sequence,
                     event.timestamp.at,
                     event.timestamp.foreignText,
                     event.causationId,
                     event.correlationId,
                     event.eventData,
                     event.metadata,
                     txHash,
                     event.pos};
}

Event toEvent(const EventView& view, AggregateId aggregate, TenantId tenant)
{
    std::optional<std::string> txHash;
    if (view.blockchainTxHash) txHash = std::string(*view.blockchainTxHash);
    return Event{view.id,
                 tenant,
                 aggregate,
                 std::string(view.aggregateType),
                 std::string(view.eventType),
                 view.eventVersion,
                 view.sequence,
                 RecordedTime{view.at, std::string(view.foreignTime)},
                 view.causationId,
                 view.correlationId,
                 std::string(view.eventData),
                 std::string(view.metadata),
                 std::move(txHash),
                 view.pos};
}

}  // namespace vci::store
