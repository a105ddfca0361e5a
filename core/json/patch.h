// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/json/value.h"

#include <optional>
#include <string>
#include <vector>

namespace vci::json {

/// One step from one document to another (RFC 6902; only add, remove and replace occur).
struct PatchOperation {
    enum class Kind { Add, Remove, Replace };
    Kind kind;
    std::string path;             ///< JSON Pointer
    std::optional<Value> before;  ///< for people; not part of the RFC form
    std::optional<Value> after;   ///< absent for Remove
};

/// Objects are descended, arrays and scalars are compared whole; sorted by path bytes (INTERFACES 1).
[[nodiscard]] std::vector<PatchOperation> diff(const Value& from, const Value& to);
/// The RFC 6902 document: [{"op","path","value"?}…].
[[nodiscard]] Value toJson(const std::vector<PatchOperation>& patch);

}  // namespace vci::json
