// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/catalog/catalog.h"
#include "core/json/value.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace vci::replay {

/// What the rules of an event see and change: a plain value, or a timeline that is being built. One event, one thread.
class RuleState {
public:
    virtual ~RuleState() = default;

    /// The place in the upcast event_data; only asked where that is an object.
    [[nodiscard]] virtual std::optional<json::Value> data(const std::vector<std::string>& path) = 0;
    /// The place in the state as it was before the event.
    [[nodiscard]] virtual std::optional<json::Value> old(const std::vector<std::string>& path) = 0;
    /// A field of the event itself; absent for a null causation or correlation.
    [[nodiscard]] virtual std::optional<json::Value> field(std::string_view name) = 0;
    /// A top-level member of the state as it is now.
    [[nodiscard]] virtual std::optional<json::Value> member(std::string_view name) = 0;
    virtual void assign(std::string_view name, json::Value value) = 0;
    virtual void unset(std::string_view name) = 0;
};

enum class DataKind { Object, Other };

/// Runs a type's rules in order (DESIGN 3.4 step 3). True where every rule could use what it found; false makes the event a
/// malformed_payload: an operand or target of another type than the rule needs, or a result of too many digits.
[[nodiscard]] bool runRules(std::span<const catalog::Rule> rules, DataKind dataKind, RuleState& state);

/// Brings event_data to the newest version of its type (DESIGN 3.4 step 1). Anything but an object stays as it is.
void upcast(const catalog::EventType& type, std::int64_t version, json::Value& data);
/// True where upcast() has a step for that version.
[[nodiscard]] bool needsUpcast(const catalog::EventType& type, std::int64_t version);

}  // namespace vci::replay
