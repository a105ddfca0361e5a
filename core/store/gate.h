// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/result.h"
#include "core/catalog/catalog.h"
#include "core/store/writer.h"

#include <optional>
#include <string_view>

namespace vci::store {

/// An input that passed the gate.
struct GatedEvent {
    NewEvent event;
    std::optional<TenantId> tenantId;  ///< where the input named one; the caller compares it with the one in force
};

/// Checks one JSON object of `append` (DESIGN 3.2) and makes a NewEvent of it, payloads canonical.
/// Errors, with a JSON Pointer into the object: InvalidPayload, PayloadTooLarge, UnknownEventType.
[[nodiscard]] Result<GatedEvent> checkNewEvent(std::string_view text, const catalog::Catalog& catalog, Stamping stamping);

}  // namespace vci::store
