// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A catalogue file is taken or refused with its name and a JSON Pointer; one that is taken answers for each of its types.

#include "core/catalog/catalogparser.h"
#include "core/catalog/summary.h"
#include "core/json/pointer.h"
#include "tests/fuzz/property.h"

using namespace vci;
using fuzz::require;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const auto read = catalog::CatalogParser("fuzz.json").parse(fuzz::textOf(data, size));
    if (!read.ok()) {
        const Error& error = read.error();
        require(error.code == ErrorCode::InvalidCatalog, "a refusal is invalid_catalog");
        require(error.message.find("fuzz.json") != std::string::npos, "a refusal names the file");
        require(!error.place.pointer || json::parsePointer(*error.place.pointer).ok(), "the pointer of a refusal is one");
        return 0;
    }
    const catalog::Catalog& catalogue = *read.value();
    for (const catalog::EventType& type : catalogue.types()) {
        require(catalogue.find(type.name) == &type, "a type is found by its name");
        require(type.newestVersion >= 1, "versions count from 1");
        const auto filled = catalog::fillTemplate(type.summary, json::Value::object({{"a", json::Value::string("b")}}));
        require(!filled || !filled->empty(), "a template that is filled says something");
    }
    return 0;
}
