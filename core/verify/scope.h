// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/timestamp.h"
#include "core/base/uuid.h"

#include <optional>

namespace vci::verify {

/// Which events are looked at: all, or those of one aggregate, one event, a stretch of time [from, to). The log is always checked
/// as a whole.
struct Scope {
    std::optional<AggregateId> aggregate = {};
    std::optional<EventId> event = {};
    std::optional<Timestamp> from = {};
    std::optional<Timestamp> to = {};

    [[nodiscard]] bool isWhole() const { return !aggregate && !event && !from && !to; }
    [[nodiscard]] bool holds(AggregateId ofAggregate, EventId id, Timestamp at) const
    {
        return (!aggregate || *aggregate == ofAggregate) && (!event || *event == id) && (!from || at >= *from) &&
               (!to || at < *to);
    }
};

}  // namespace vci::verify
