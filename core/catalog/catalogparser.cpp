// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/catalog/catalogparser.h"

#include "core/base/hex.h"
#include "core/base/sha256.h"
#include "core/catalog/ruleparser.h"
#include "core/catalog/summary.h"
#include "core/json/read.h"

#include <algorithm>

namespace vci::catalog {

namespace {

constexpr std::size_t kMaxNameCharacters = 100;
constexpr std::int64_t kMaxVersion = 1'000'000;

bool isFamilyName(std::string_view name)
{
    const auto lower = [](char c) { return c >= 'a' && c <= 'z'; };
    if (name.empty() || !lower(name.front())) return false;
    return std::all_of(name.begin(), name.end(), [&](char c) { return lower(c) || (c >= '0' && c <= '9') || c == '_'; });
}

}  // namespace

Result<std::shared_ptr<const Catalog>> CatalogParser::parse(std::string_view text)
{
    auto root = json::readStrict(text);
    if (!root.ok()) {
        return inFile(m_name, std::move(root).error());
    }
    readDocument({&root.value(), ""});
    if (m_reader.error()) return *m_reader.error();
    m_catalog.m_version = toHex(sha256({text}));
    return std::shared_ptr<const Catalog>(std::make_shared<Catalog>(std::move(m_catalog)));
}

void CatalogParser::readDocument(const Node& root)
{
    if (!m_reader.checkObject(root, {"name", "allow_unknown_types", "families", "aggregate_types", "types"}, {"$schema"})) return;
    if (m_reader.member(root, "$schema")) (void)m_reader.text(root, "$schema");
    (void)m_reader.text(root, "name");
    m_catalog.m_allowsUnknownTypes = m_reader.boolean(root, "allow_unknown_types", false);
    for (const Node& node : m_reader.items(root, "families", 1)) readFamily(node);
    for (const Node& node : m_reader.items(root, "aggregate_types")) readAggregateType(node);
    for (const Node& node : m_reader.items(root, "types", 1)) readType(node);
}

void CatalogParser::readFamily(const Node& node)
{
    if (!m_reader.checkObject(node, {"name", "label"}, {})) return;
    Family family{m_reader.text(node, "name", kMaxNameCharacters), m_reader.text(node, "label")};
    const std::string pointer = node.pointer + "/name";
    if (!isFamilyName(family.name)) m_reader.fail(pointer, "must be lower-case letters, digits and _, a letter first");
    checkNew(m_familyNames, family.name, pointer);
    m_catalog.m_families.push_back(std::move(family));
}

void CatalogParser::readAggregateType(const Node& node)
{
    if (!m_reader.checkObject(node, {"name", "family"}, {"handles"})) return;
    AggregateType type{m_reader.text(node, "name", kMaxNameCharacters), readFamilyName(node, "family"), {}};
    checkNew(m_aggregateTypeNames, type.name, node.pointer + "/name");
    for (const Node& handle : m_reader.items(node, "handles")) type.handles.push_back(readTemplate(handle));
    m_catalog.m_aggregateTypes.push_back(std::move(type));
}

void CatalogParser::readType(const Node& node)
{
    if (!m_reader.checkObject(node, {"name", "family", "description", "version"},
                              {"status", "summary", "sensitive", "upcasters", "rules"}))
        return;
    EventType type;
    type.name = m_reader.text(node, "name", kMaxNameCharacters);
    checkNew(m_typeNames, type.name, node.pointer + "/name");
    type.family = readFamilyName(node, "family");
    type.description = m_reader.text(node, "description");
    type.newestVersion = m_reader.integer(node, "version", 1, kMaxVersion);
    if (m_reader.member(node, "status")) type.status = m_reader.text(node, "status");
    if (const auto summary = m_reader.member(node, "summary")) type.summary = readTemplate(*summary);
    for (const Node& place : m_reader.items(node, "sensitive")) {
        (void)m_reader.path(place);
        type.sensitiveFields.push_back(place.value->asText());
    }
    for (const Node& step : m_reader.items(node, "upcasters"))
        type.upcasts.push_back(readUpcast(m_reader, step, type.newestVersion));
    std::stable_sort(type.upcasts.begin(), type.upcasts.end(),
                     [](const Upcast& a, const Upcast& b) { return a.fromVersion < b.fromVersion; });
    for (const Node& rule : m_reader.items(node, "rules")) type.rules.push_back(readRule(m_reader, rule));
    m_catalog.m_typeIndex.emplace(type.name, m_catalog.m_types.size());
    m_catalog.m_types.push_back(std::move(type));
}

std::string CatalogParser::readFamilyName(const Node& node, std::string_view name)
{
    std::string family = m_reader.text(node, name);
    if (!m_familyNames.contains(family))
        m_reader.fail(node.pointer + "/" + std::string(name), "\"" + family + "\" is no family of this catalogue");
    return family;
}

std::string CatalogParser::readTemplate(const Node& node)
{
    std::string pattern = m_reader.text(node);
    if (const auto fault = templateFault(pattern)) m_reader.fail(node.pointer, *fault);
    return pattern;
}

void CatalogParser::checkNew(std::unordered_set<std::string>& seen, const std::string& name, const std::string& pointer)
{
    if (!seen.insert(name).second) m_reader.fail(pointer, "\"" + name + "\" stands twice");
}

}  // namespace vci::catalog
