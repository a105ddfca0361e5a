// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/projection/library.h"

#include "core/base/readfile.h"
#include "core/projection/embedded.h"

#include <algorithm>
#include <map>

namespace vci::projection {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMaxFileBytes = std::size_t{4} * 1024 * 1024;
constexpr std::string_view kSchemaFile = "projection.schema.json";

/// The projection files of a folder, by name: the order of a directory is no order.
Result<std::vector<fs::path>> filesOf(const fs::path& folder)
{
    std::error_code fault;
    std::vector<fs::path> files;
    for (fs::directory_iterator at(folder, fault), end; !fault && at != end; at.increment(fault)) {
        const fs::path& file = at->path();
        if (file.extension() == ".json" && file.filename() != kSchemaFile) files.push_back(file);
    }
    if (fault)
        return makeError(ErrorCode::Io, "the folder of projections " + folder.string() + " cannot be read: " + fault.message());
    std::sort(files.begin(), files.end());
    return files;
}

}  // namespace

Result<Library> Library::load(std::shared_ptr<const catalog::Catalog> catalog, const std::optional<fs::path>& folder)
{
    Library library(std::move(catalog));
    for (const EmbeddedFile& file : embeddedProjections()) {
        VCI_TRY(auto definition, Definition::parse(file.text, file.name, *library.m_catalog));
        library.add(std::move(definition));
    }
    if (!folder) return library;
    VCI_TRY(const auto files, filesOf(*folder));
    std::map<std::string, fs::path> owners;
    for (const fs::path& file : files) {
        VCI_TRY(const std::string text, readFile(file, "the projection file", kMaxFileBytes));
        VCI_TRY(auto definition, Definition::parse(text, file.string(), *library.m_catalog));
        const auto [owner, isNew] = owners.emplace(definition->name, file);
        if (!isNew) {
            return Error{ErrorCode::InvalidCatalog,
                         file.string() + ": /name: \"" + definition->name + "\" is declared in " + owner->second.string() +
                             " too",
                         {"/name", std::nullopt, std::nullopt}};
        }
        library.add(std::move(definition));
    }
    return library;
}

void Library::add(std::shared_ptr<const Definition> definition)
{
    const auto at = std::lower_bound(m_definitions.begin(), m_definitions.end(), definition->name,
                                     [](const auto& known, const std::string& name) { return known->name < name; });
    if (at != m_definitions.end() && (*at)->name == definition->name)
        *at = std::move(definition);
    else
        m_definitions.insert(at, std::move(definition));
}

std::shared_ptr<const Definition> Library::find(std::string_view name) const
{
    const auto found = std::find_if(m_definitions.begin(), m_definitions.end(),
                                    [&](const auto& definition) { return definition->name == name; });
    return found == m_definitions.end() ? nullptr : *found;
}

}  // namespace vci::projection
