// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/store/administration.h"
#include "core/store/reader.h"

#include <memory>
#include <string>

namespace vci::store::postgres {

/// Connects to a VoiceCore database, read only. Errors: Unreachable (in words), NotPermitted, NotSupported where the three
/// tables of migration 009 are not there (names what is missing).
[[nodiscard]] Result<std::unique_ptr<EventReader>> openPostgresReader(const std::string& uri);

/// Connects for administration; looks at nothing yet. Errors: Unreachable.
[[nodiscard]] Result<std::unique_ptr<Administration>> openPostgresAdministration(const std::string& uri);

/// The URI without its password, for display and lists.
[[nodiscard]] std::string withoutPassword(const std::string& uri);

}  // namespace vci::store::postgres
