// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/json/value.h"

#include <optional>
#include <string>
#include <string_view>

namespace vci::catalog {

/// Fills a template such as `{caller_number} → {called_number} · {direction}`.
/// A placeholder is a dotted path; `{path|short}` shows a UUID's first 8 digits and `…`. Segments are separated by ` · `;
/// a segment whose placeholder is absent is left out. Returns nothing where no segment could be filled.
[[nodiscard]] std::optional<std::string> fillTemplate(std::string_view pattern, const json::Value& data);

/// One line for a payload that has no template, or none that fits: its scalars in order, cut at about 120 characters.
[[nodiscard]] std::string summarise(const json::Value& data);

}  // namespace vci::catalog
