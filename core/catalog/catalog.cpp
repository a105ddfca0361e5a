// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/catalog/catalog.h"

#include "core/catalog/catalogparser.h"
#include "core/catalog/embedded.h"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iterator>

namespace vci::catalog {

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
    std::error_code fault;
    if (std::filesystem::is_directory(file, fault))
        return makeError(ErrorCode::Io, file.string() + " is a directory, not a catalogue file");
    std::ifstream stream(file, std::ios::binary);
    if (!stream) return makeError(ErrorCode::Io, "cannot open the catalogue file " + file.string());
    const std::string text{std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
    if (stream.bad()) return makeError(ErrorCode::Io, "cannot read the catalogue file " + file.string());
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
