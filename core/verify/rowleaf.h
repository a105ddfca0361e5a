// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/json/leaf.h"
#include "core/store/recordreader.h"

#include <string>

namespace vci::verify {

/// The leaf hash of the event in the row, as it stands. row.event must be there. For the few rows that no chunk takes.
[[nodiscard]] inline Sha256 leafOf(TenantId tenant, const store::RecordRow& row, json::LeafWriter& leaves)
{
    const store::EventView& event = *row.event;
    std::string text;
    leaves.append(json::LeafRow{event.id, tenant, *row.aggregateId, event.aggregateType, event.eventType, event.eventVersion,
                                event.sequence, event.at, event.foreignTime, event.causationId, event.correlationId,
                                event.eventData, event.metadata},
                  text);
    return json::leafHash(text);
}

}  // namespace vci::verify
