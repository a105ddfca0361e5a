// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/result.h"
#include "core/catalog/rule.h"

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace vci::catalog {

/// A group of event types: a lane of the timeline, a Kafka topic `events.<name>`.
struct Family {
    std::string name;   ///< "call"
    std::string label;  ///< "Call", for people
};

struct EventType {
    std::string name;
    std::string family;
    std::string description;
    std::int64_t newestVersion = 1;
    std::optional<std::string> status;  ///< DESIGN 3.4 step 4
    std::vector<Upcast> upcasts;        ///< in version order
    std::vector<Rule> rules;
    std::vector<std::string> sensitiveFields;  ///< JSON Pointers into event_data
    std::string summary;                       ///< template for the events table: see summary.h; may be empty
};

/// How an aggregate of a type is named to people.
struct AggregateType {
    std::string name;                  ///< "Call"
    std::string family;                ///< for its colour
    std::vector<std::string> handles;  ///< templates over the state, the first that can be filled wins: see summary.h
};

/// The event types of a platform, as data (DESIGN 3.3). Immutable, shared between threads.
class Catalog {
public:
    /// The one that ships with the program, compiled in from resources/catalog/voicecore.json.
    [[nodiscard]] static std::shared_ptr<const Catalog> builtIn();
    /// Errors: Io; InvalidCatalog with the file's name in the message and the JSON Pointer of the fault.
    [[nodiscard]] static Result<std::shared_ptr<const Catalog>> loadFile(const std::filesystem::path& file);
    /// The same from text; name stands for the file in messages.
    [[nodiscard]] static Result<std::shared_ptr<const Catalog>> parse(std::string_view text, std::string_view name);

    /// nullptr for a type that the catalogue does not know.
    [[nodiscard]] const EventType* find(std::string_view eventType) const;
    [[nodiscard]] const AggregateType* findAggregateType(std::string_view aggregateType) const;
    [[nodiscard]] const std::vector<EventType>& types() const { return m_types; }     ///< in file order
    [[nodiscard]] const std::vector<Family>& families() const { return m_families; }  ///< in file order: the order of lanes
    [[nodiscard]] bool allowsUnknownTypes() const { return m_allowsUnknownTypes; }
    /// SHA-256 of the catalogue's bytes, 64 hex digits: the reducer version.
    [[nodiscard]] const std::string& version() const { return m_version; }

private:
    Catalog() = default;
    std::vector<Family> m_families;
    std::vector<EventType> m_types;
    std::vector<AggregateType> m_aggregateTypes;
    std::unordered_map<std::string, std::size_t> m_typeIndex;
    bool m_allowsUnknownTypes = false;
    std::string m_version;

    friend class CatalogParser;
};

}  // namespace vci::catalog
