// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/catalog/nodereader.h"
#include "core/catalog/rule.h"

#include <cstdint>

namespace vci::catalog {

/// One element of a type's `rules`. Faults go to reader; what comes back is then meaningless.
[[nodiscard]] Rule readRule(NodeReader& reader, const Node& node);
/// One element of a type's `upcasters`.
[[nodiscard]] Upcast readUpcast(NodeReader& reader, const Node& node, std::int64_t newestVersion);

}  // namespace vci::catalog
