// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/catalog/catalog.h"
#include "core/json/value.h"
#include "core/model/event.h"

namespace vci::replay {

/// apply(state, event) of DESIGN 3.4 on a plain value: the same rule code as the timeline's, for read models and tests.
/// Returns the flags that the event earned (malformed_payload, unknown_event_type).
Flags apply(const catalog::Catalog& catalog, json::Value& state, const Event& event);

}  // namespace vci::replay
