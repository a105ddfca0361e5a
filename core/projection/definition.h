// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/result.h"
#include "core/catalog/catalog.h"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace vci::projection {

/// Which row an event belongs to: its model_id.
struct Key {
    enum class Kind {
        Aggregate,  ///< the id of an aggregate of that type; rows always equal replay
        Data,       ///< the scalar at a place in event_data
        EventDate,  ///< the UTC date of the event's time, 2026-02-10
    };
    Kind kind = Kind::Aggregate;
    std::string aggregateType;      ///< Aggregate only
    std::vector<std::string> path;  ///< Data only
};

/// What happens to the row when an event of the type comes.
struct EventRules {
    std::string eventType;
    std::vector<catalog::Rule> rules;
};

/// A member of the platform's own rows and what stands for it in ours.
struct ForeignField {
    enum class Shape {
        Same,    ///< the same JSON value; numbers by exact value
        Text,    ///< the platform writes a number or boolean of ours as a string
        Number,  ///< the platform writes a string of ours as a number
    };
    std::string pointer;              ///< JSON Pointer into the platform's data
    std::vector<std::string> theirs;  ///< its tokens
    std::vector<std::string> ours;    ///< a path into our row
    Shape shape = Shape::Same;
};

/// How the platform's rows of a type compare with ours. null and absent count as equal there.
struct ForeignModel {
    std::string modelType;
    std::vector<ForeignField> fields;
};

/// A projection as declared in a file (resources/projections/FORMAT.md). Immutable, shared between threads.
struct Definition {
    std::string name;  ///< the model_type of its rows
    std::string description;
    Key key;
    std::vector<EventRules> events;    ///< in file order; an event of another type is passed over
    std::vector<std::string> targets;  ///< every member that a rule names, in RFC 8785 order
    std::optional<ForeignModel> foreign;
    std::string version;  ///< 64 hex digits: of the file's bytes and the catalogue that upcasts for it

    /// What `read_models.projection` and `projection_checkpoints.projection` hold: `<name>@<version>`.
    [[nodiscard]] std::string id() const { return name + "@" + version; }
    [[nodiscard]] std::vector<std::string> eventTypes() const;

    /// name stands for the file in messages. Errors: InvalidCatalog with the file's name and the JSON Pointer of the fault.
    [[nodiscard]] static Result<std::shared_ptr<const Definition>> parse(std::string_view text, std::string_view name,
                                                                         const catalog::Catalog& catalog);
};

}  // namespace vci::projection
