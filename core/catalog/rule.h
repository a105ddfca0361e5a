// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/json/value.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace vci::catalog {

/// Where a rule takes a value from.
struct Operand {
    enum class Source {
        Constant,    ///< constant
        Data,        ///< path into the upcast event_data
        EventField,  ///< field: id, timestamp, sequence_number, event_type, aggregate_id, causation_id, correlation_id
        Old,         ///< path into the state as it was before the event
    };
    Source source = Source::Constant;
    json::Value constant;
    std::vector<std::string> path;  ///< decoded JSON Pointer tokens
    std::string field;
};

/// A test on a data field: absent equals means "exists". False where event_data is no object.
struct Condition {
    std::vector<std::string> path;
    std::optional<json::Value> equals;
    bool negated = false;
};

/// One step of a type's reducer (DESIGN 3.4 step 3). The target is a top-level member of the state.
struct Rule {
    enum class Kind {
        Set,        ///< target = operand; does nothing where the operand is absent
        Unset,      ///< removes target
        Increment,  ///< target + operand, or − operand where negative; exact decimal
        Append,     ///< target becomes an array with operand at its end
        Min,        ///< the lesser of target and operand
        Max,
        Elapsed,  ///< decimal seconds from `from` to operand, two event times, at most six fractional digits
    };
    Kind kind = Kind::Set;
    std::string target;
    Operand operand;
    Operand from;           ///< Elapsed only
    bool negative = false;  ///< Increment only
    std::optional<Condition> condition;

    /// True where the rule cannot run without an event_data object: it or its condition reads data.
    [[nodiscard]] bool readsData() const;
};

/// One step of an upcaster on event_data, from version `fromVersion` to the next.
struct Upcast {
    enum class Kind {
        Default,     ///< member = constant where missing
        DefaultIf,   ///< member = constant where missing and the condition holds
        WrapString,  ///< a string at member becomes {wrapKey: it}
    };
    std::int64_t fromVersion = 1;
    Kind kind = Kind::Default;
    std::string member;
    json::Value constant;
    std::optional<Condition> condition;
    std::string wrapKey;
};

}  // namespace vci::catalog
