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

}  // namespace vci::audit
