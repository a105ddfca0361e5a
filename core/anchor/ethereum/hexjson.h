// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/result.h"
#include "core/json/value.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace vci::anchor::ethereum {

// Members of JSON-RPC answers (execution-apis, "hex encodings"). Strict: what is not in its one form is refused, so that no
// reader and no hash disagree about it. Errors of all: InvalidPayload with the member's name.

/// A member that has to be there.
[[nodiscard]] Result<const json::Value*> memberOf(const json::Value& object, std::string_view name);
/// `0x` and hex digits without leading zeros, at most 256 bits: its big-endian bytes, empty for zero.
[[nodiscard]] Result<std::string> quantityBytes(const json::Value& object, std::string_view name);
/// A quantity of at most 63 bits.
[[nodiscard]] Result<std::int64_t> quantity(const json::Value& object, std::string_view name);
/// The same for a value that is no member; `name` is for the error.
[[nodiscard]] Result<std::int64_t> quantityOf(const json::Value& value, std::string_view name);
/// `0x` and an even number of hex digits: the bytes.
[[nodiscard]] Result<std::string> data(const json::Value& object, std::string_view name);
/// The same of exactly `size` bytes.
[[nodiscard]] Result<std::string> dataOfSize(const json::Value& object, std::string_view name, std::size_t size);
/// `0x` and the fewest digits. Requires value >= 0.
[[nodiscard]] std::string toHexQuantity(std::int64_t value);
/// `0x` and two digits a byte.
[[nodiscard]] std::string toHexData(std::string_view bytes);

}  // namespace vci::anchor::ethereum
