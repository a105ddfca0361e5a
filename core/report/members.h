// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/json/value.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace vci::report {

// Making and reading the members of a report's document. Reading never fails: a document may come from anybody, and what is not
// there, or is of another kind, reads as empty.

[[nodiscard]] json::Value text(std::string_view utf8);
[[nodiscard]] json::Value textOrNull(const std::optional<std::string>& utf8);
[[nodiscard]] json::Value number(std::int64_t value);
[[nodiscard]] json::Value numberOrNull(const std::optional<std::int64_t>& value);
[[nodiscard]] json::Value texts(const std::vector<std::string>& items);

/// The member, or a null.
[[nodiscard]] const json::Value& at(const json::Value& object, std::string_view name);
/// A string's text or a number's digits; empty otherwise.
[[nodiscard]] std::string_view textAt(const json::Value& object, std::string_view name);
/// Digits with at most a minus sign before them; nothing otherwise.
[[nodiscard]] std::optional<std::int64_t> wholeNumber(std::string_view digits);
/// A number without a fraction; nothing otherwise.
[[nodiscard]] std::optional<std::int64_t> numberIn(const json::Value& value);
/// False, too, where it is no truth value.
[[nodiscard]] bool isTrue(const json::Value& value);
/// The items of an array; none otherwise.
[[nodiscard]] const std::vector<json::Value>& itemsAt(const json::Value& object, std::string_view name);

}  // namespace vci::report
