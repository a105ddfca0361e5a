// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/audit/modelsession.h"

#include "app/source/opensource.h"
#include "core/projection/catchup.h"

#include <algorithm>
#include <filesystem>
#include <optional>

namespace vci::audit {

namespace {

/// Of the process: both live longer than any writer.
IdSource& randomIds()
{
    static RandomIdSource ids;
    return ids;
}

Clock& systemClock()
{
    static SystemClock clock;
    return clock;
}

}  // namespace

Result<ModelSession> openModels(Session& session, Access access)
{
    VCI_TRY(auto catalog, session.catalog());
    std::optional<std::filesystem::path> folder;
    if (!session.options().projections.empty()) folder = session.options().projections;
    VCI_TRY(auto library, projection::Library::load(std::move(catalog), folder));
    VCI_TRY(const std::string store, session.storeName());
    VCI_TRY(store::EventReader* const source, session.openSource());
    const auto tenant = source->tenant();
    const std::string label = source->info().label;
    session.closeSource();
    ModelSession models{std::move(library), nullptr, nullptr};
    if (access == Access::Write) {
        if (!tenant)
            return makeError(ErrorCode::NotFound, label + " holds no tenant yet: there is nothing that a read model is of");
        VCI_TRY(models.writer, app::openReadModelWriter(store, randomIds(), systemClock()));
    }
    VCI_TRY(models.reader, app::openReadModels(store));
    if (tenant) VCI_CHECK(models.reader->selectTenant(*tenant));
    return models;
}

Result<Definitions> builtProjections(store::ReadModelReader& reader, const projection::Library& library, projection::Whose whose,
                                     const std::stop_token& stop)
{
    Definitions built;
    VCI_TRY(const auto list, projection::listModels(reader, library, stop));
    const auto statusOf = [&](const std::string& type) {
        const auto found = std::find_if(list.begin(), list.end(), [&](const auto& model) { return model.modelType == type; });
        return found == list.end() ? projection::ModelStatus() : *found;
    };
    for (const auto& definition : library.all()) {
        const auto ours = statusOf(definition->name);
        const bool isBuilt = whose == projection::Whose::Projected
                                 ? ours.position.has_value() || ours.rows > 0
                                 : definition->foreign && statusOf(definition->foreign->modelType).foreignRows > 0;
        if (isBuilt) built.push_back(definition);
    }
    return built;
}

}  // namespace vci::audit
