// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/store/query.h"

namespace vci::store {

/// The event in pieces; it outlives the view.
[[nodiscard]] EventView viewOf(const Event& event);
/// The event that a row shows, with what a view leaves out.
[[nodiscard]] Event toEvent(const EventView& view, AggregateId aggregate, TenantId tenant);

}  // namespace vci::store
