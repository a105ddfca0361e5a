// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/json/value.h"

#include <string_view>
#include <vector>

namespace vci::json {

/// True where a comes before b by UTF-16 code units (RFC 8785 3.2.3). Both are UTF-8 or its generalised form.
[[nodiscard]] bool utf16Less(std::string_view a, std::string_view b);

/// The members of an object in the order they stand in, each name once: of duplicates the last. Requires isObject().
[[nodiscard]] std::vector<const Value::Member*> lastMembers(const Value& object);
/// The same, sorted by UTF-16 code units of the names.
[[nodiscard]] std::vector<const Value::Member*> sortedMembers(const Value& object);

}  // namespace vci::json
