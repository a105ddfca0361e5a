// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/result.h"
#include "core/base/uuid.h"
#include "core/intake/csvrecord.h"
#include "core/intake/timeformat.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace vci::intake {

/// A column that a map names, and where it does.
struct Column {
    std::string name;
    std::string pointer;  ///< JSON Pointer into the map, for errors
};

/// An id that is a cell, or is derived from cells (see TableMap).
struct IdSpec {
    std::vector<Column> columns;  ///< one: the cell, unless isDerived
    bool isDerived = false;
};

struct Condition {
    enum class Test { OneOf, NoneOf, Empty, NotEmpty };
    Column column;
    Test test;
    std::vector<std::string> values = {};
};

/// The first rule whose conditions all hold names the event type.
struct TypeRule {
    std::vector<Condition> when;
    std::string eventType;
};

/// A member of event_data or metadata.
struct Field {
    enum class Type { String, Number, Boolean, Json, Constant };
    enum class IfEmpty { Null, Omit, Keep, Refuse };
    std::string name;
    std::optional<Column> column;  ///< absent for a constant
    Type type = Type::String;
    IfEmpty ifEmpty = IfEmpty::Null;
    std::string constant = {};  ///< JSON text
};

/// How the rows of one table become events: a JSON file, resources/import/map.schema.json.
///
/// Derived ids are UUIDv5 in the map's namespace of the RFC 8785 text of an array, so that anybody can compute them, and maps
/// with the same namespace agree: ["aggregate",type,key…], ["event",source,key…], ["correlation",key…]; where no key of the event
/// is given,
/// ["row",source,cell…].
struct TableMap {
    std::string source;  ///< names the table within the namespace
    Uuid nameSpace;
    CsvDialect dialect = {};
    std::optional<std::string> nullMark = {};
    std::vector<std::string> header = {};  ///< empty: the file's first row
    std::optional<TenantId> tenant = {};
    std::optional<Column> tenantColumn = {};
    std::string aggregateType = {};
    IdSpec aggregateId = {};
    std::optional<IdSpec> eventId = {};
    std::vector<TypeRule> types = {};
    bool skipsUnmatched = false;  ///< else a row of no rule is refused
    std::optional<std::int64_t> eventVersion = {};
    Column timeColumn = {};
    TimeFormat timeFormat;
    std::vector<Field> eventData = {};
    std::vector<Field> metadata = {};
    std::optional<IdSpec> correlation = {};
    std::optional<IdSpec> causation = {};
    std::string causationSource = {};  ///< the table that a derived cause is a row of
};

/// Errors: InvalidMap with the file's name in the message and the JSON Pointer of the fault.
[[nodiscard]] Result<TableMap> parseTableMap(std::string_view text, std::string_view name);
/// The same from a file. Errors: Io too.
[[nodiscard]] Result<TableMap> loadTableMap(const std::filesystem::path& file);

}  // namespace vci::intake
