// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/audit/verifyderived.h"

#include "app/audit/modelsession.h"
#include "app/source/opensource.h"
#include "core/verify/derived.h"

#include <algorithm>
#include <functional>
#include <iterator>
#include <stop_token>
#include <utility>

namespace vci::audit {

namespace {

Result<std::vector<Finding>> driftOf(store::ReadModelReader& reader, const projection::Library& library, projection::Whose whose,
                                     const std::stop_token& stop)
{
    std::vector<Finding> findings;
    VCI_TRY(const auto definitions, builtProjections(reader, library, whose, stop));
    for (const auto& definition : definitions) {
        Progress progress("events compared");
        VCI_TRY(const auto comparison,
                projection::findDrift(
                    reader, library, definition, whose, [&progress](std::int64_t count) { progress.show(count); }, stop));
        std::ranges::move(verify::driftFindings(*definition, comparison), std::back_inserter(findings));
    }
    return findings;
}

Result<std::vector<Finding>> readModelFindings(Session& session, bool isStock)
{
    std::vector<Finding> findings;
    if (isStock && !session.options().foreign) return findings;
    VCI_TRY(const std::string store, session.storeName());
    VCI_TRY(auto catalog, session.catalog());
    VCI_TRY(const auto library, projection::Library::load(std::move(catalog)));
    VCI_TRY(const auto reader, app::openReadModels(store));
    const std::stop_callback onStop(session.stop(), [&reader] { reader->interrupt(); });
    VCI_CHECK(reader->selectTenant(*session.source()->tenant()));
    if (!isStock) {
        VCI_TRY(findings, driftOf(*reader, library, projection::Whose::Projected, session.stop()));
    }
    if (!session.options().foreign) return findings;
    VCI_TRY(auto foreign, driftOf(*reader, library, projection::Whose::Foreign, session.stop()));
    std::ranges::move(foreign, std::back_inserter(findings));
    return findings;
}

}  // namespace

Result<std::vector<Finding>> derivedFindings(Session& session, const verify::Scope& scope)
{
    store::EventReader& reader = *session.source();
    const bool isStock = reader.info().kind == store::SourceKind::StockPostgres;
    std::vector<Finding> findings;
    if (scope.event || scope.from || scope.to) return findings;
    if (!isStock) {
        VCI_TRY(const auto catalog, session.catalog());
        Progress progress("snapshots looked at");
        VCI_TRY(findings,
                verify::checkSnapshots(
                    reader, scope.aggregate, catalog, [&progress](std::int64_t count) { progress.show(count); }, session.stop()));
    }
    if (!scope.isWhole()) return findings;
    VCI_TRY(auto drift, readModelFindings(session, isStock));
    std::ranges::move(drift, std::back_inserter(findings));
    return findings;
}

}  // namespace vci::audit
