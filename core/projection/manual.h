// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/projection/library.h"
#include "core/store/readmodels.h"

#include <string>
#include <string_view>

namespace vci::projection {

/// Puts a row by hand: makes it or replaces it, its version counts up. text is JSON, checked as strictly as a payload of append.
/// Errors: InvalidPayload with JSON Pointer, line and column; PayloadTooLarge over 1 MiB; Usage for a type or id that no row can
/// have; AlreadyExists where a projection of the library has that name; those of ReadModelWriter::put().
[[nodiscard]] Result<store::ReadModelRow> putManualRow(store::ReadModelWriter& writer, const Library& library, TenantId tenant,
                                                       const std::string& modelType, const std::string& modelId,
                                                       std::string_view text);

}  // namespace vci::projection
