// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/result.h"
#include "core/store/query.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace vci::store {

/// Writes the key after which the next page starts. kind names the query, so that a cursor of another one is refused; fields
/// may hold any bytes and come out as printable ASCII without spaces.
[[nodiscard]] Cursor makeCursor(std::string_view kind, const std::vector<std::string>& fields);

/// The kind in front of a cursor's fields.
[[nodiscard]] std::string_view cursorKind(const Cursor& cursor);

/// The fields again. Usage where the cursor is of another kind, has another number of fields, or is ill-formed.
[[nodiscard]] Result<std::vector<std::string>> readCursor(const Cursor& cursor, std::string_view kind, std::size_t fieldCount);

/// A whole decimal number that fits in 64 bits.
[[nodiscard]] std::optional<std::int64_t> tryParseInt64(std::string_view text);

/// The error of a cursor that belongs to another query.
[[nodiscard]] Error foreignCursor(const Cursor& cursor);

}  // namespace vci::store
