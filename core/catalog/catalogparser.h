// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/catalog/catalog.h"
#include "core/catalog/nodereader.h"

#include <unordered_set>

namespace vci::catalog {

/// Makes a Catalog of text; closed sets of members, every name defined before it is used (resources/catalog/catalog.schema.json
/// says the same as far as a schema can). One use.
class CatalogParser {
public:
    explicit CatalogParser(std::string_view name)
        : m_name(name)
        , m_reader(name)
    {
    }

    /// Errors: InvalidCatalog.
    [[nodiscard]] Result<std::shared_ptr<const Catalog>> parse(std::string_view text);

private:
    void readDocument(const Node& root);
    void readFamily(const Node& node);
    void readAggregateType(const Node& node);
    void readType(const Node& node);
    [[nodiscard]] std::string readFamilyName(const Node& node, std::string_view name);
    [[nodiscard]] std::string readTemplate(const Node& node);
    void checkNew(std::unordered_set<std::string>& seen, const std::string& name, const std::string& pointer);

    std::string m_name;
    NodeReader m_reader;
    Catalog m_catalog;
    std::unordered_set<std::string> m_familyNames;
    std::unordered_set<std::string> m_aggregateTypeNames;
    std::unordered_set<std::string> m_typeNames;
};

}  // namespace vci::catalog
