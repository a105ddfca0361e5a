// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A map is taken or refused with its name and a JSON Pointer; one that is taken makes of any row an event, nothing, or a refusal.

#include "core/intake/rowmapper.h"
#include "core/json/pointer.h"
#include "tests/fuzz/property.h"

#include <set>

using namespace vci;
using fuzz::require;

namespace {

/// The columns that the map asks for, found out by asking it.
std::vector<std::string> headerOf(const intake::TableMap& map)
{
    std::set<std::string> names;
    const auto add = [&names](const intake::Column& column) { names.insert(column.name); };
    const auto addId = [&add](const std::optional<intake::IdSpec>& spec) {
        if (spec)
            for (const auto& column : spec->columns) add(column);
    };
    if (map.tenantColumn) add(*map.tenantColumn);
    addId(map.aggregateId);
    addId(map.eventId);
    addId(map.correlation);
    addId(map.causation);
    add(map.timeColumn);
    for (const auto& rule : map.types)
        for (const auto& condition : rule.when) add(condition.column);
    for (const auto* fields : {&map.eventData, &map.metadata})
        for (const auto& field : *fields)
            if (field.column) add(*field.column);
    return {names.begin(), names.end()};
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const auto map = intake::parseTableMap(fuzz::textOf(data, size), "fuzz.json");
    if (!map.ok()) {
        const Error& error = map.error();
        require(error.code == ErrorCode::InvalidMap, "a refusal is invalid_map");
        require(error.message.find("fuzz.json") != std::string::npos, "a refusal names the file");
        require(!error.place.pointer || json::parsePointer(*error.place.pointer).ok(), "the pointer of a refusal is one");
        return 0;
    }
    const auto header = headerOf(map.value());
    const auto mapper = intake::RowMapper::bind(map.value(), header, catalog::Catalog::builtIn(), Timestamp(0), std::nullopt);
    require(mapper.ok(), "a map fits a table with its columns");
    for (const char* cell : {"", "1", "2026-02-10T10:00:00Z", "5f0c3b0e-6a54-4b6e-9d0c-2f1f0c6a7e11", "10.02.2026 10:00"}) {
        const auto event = mapper.value().eventOf(std::vector<std::string>(header.size(), cell));
        if (!event.ok() || !event.value()) continue;
        require(event.value()->id && event.value()->timestamp, "an event has an id and a time");
    }
    return 0;
}
