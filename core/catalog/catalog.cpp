// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/catalog/catalog.h"

#include "core/base/readfile.h"
#include "core/catalog/catalogparser.h"
#include "core/catalog/embedded.h"

#include <algorithm>
#include <cstdlib>

namespace vci::catalog {

namespace {

constexpr std::size_t kMaxFileBytes = std::size_t{16} * 1024 * 1024;

}  // namespace

std::shared_ptr<const Catalog> Catalog::builtIn()
{
    static const std::shared_ptr<const Catalog> shipped = [] {
        auto parsed = parse(embeddedCatalog(), "voicecore.json");
        // A test parses the very same bytes: a program that cannot read its own catalogue was never tested.
        if (!parsed.ok()) std::abort();
        return std::move(parsed).value();
    }();
    return shipped;
}

Result<std::shared_ptr<const Catalog>> Catalog::loadFile(const std::filesystem::path& file)
{
    VCI_TRY(const std::string text, readFile(file, "the catalogue file", kMaxFileBytes));
    return parse(text, file.string());
}

Result<std::shared_ptr<const Catalog>> Catalog::parse(std::string_view text, std::string_view name)
{
    return CatalogParser(name).parse(text);
}

const EventType* Catalog::find(std::string_view eventType) const
{
    const auto found = m_typeIndex.find(std::string(eventType));
    return found == m_typeIndex.end() ? nullptr : &m_types[found->second];
}

const AggregateType* Catalog::findAggregateType(std::string_view aggregateType) const
{
    const auto found = std::find_if(m_aggregateTypes.begin(), m_aggregateTypes.end(),
                                    [&](const AggregateType& type) { return type.name == aggregateType; });
    return found == m_aggregateTypes.end() ? nullptr : &*found;
}

}  // namespace vci::catalog
