// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/evidence/derived.h"

#include "app/source/opensource.h"
#include "core/projection/comparison.h"
#include "core/projection/library.h"
#include "core/verify/derived.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace vci::app {

namespace {

Result<std::vector<Finding>> driftOf(store::ReadModelReader& reader, const projection::Library& library, projection::Whose whose,
                                     verify::PaceKeeper& pace, const std::stop_token& stop)
{
    std::vector<Finding> findings;
    VCI_TRY(const auto definitions, projection::builtProjections(reader, library, whose, stop));
    const auto told = [&pace](std::int64_t count) { pace.tell(verify::Step::ReadModels, count, -1); };
    for (const auto& definition : definitions) {
        VCI_TRY(const auto comparison, projection::findDrift(reader, library, definition, whose, told, stop));
        std::ranges::move(verify::driftFindings(*definition, comparison), std::back_inserter(findings));
    }
    return findings;
}

Result<std::vector<Finding>> readModelFindings(store::EventReader& events, const VerifyRequest& request, bool isStock,
                                               const std::shared_ptr<const catalog::Catalog>& catalog, verify::PaceKeeper& pace,
                                               const std::stop_token& stop)
{
    std::vector<Finding> findings;
    if (isStock && !request.withForeign) return findings;
    VCI_TRY(const auto library, projection::Library::load(catalog));
    VCI_TRY(const auto reader, openReadModels(request.source, &events));
    const std::stop_callback onStop(stop, [&reader] { reader->interrupt(); });
    VCI_CHECK(reader->selectTenant(*events.tenant()));
    if (!isStock) {
        VCI_TRY(findings, driftOf(*reader, library, projection::Whose::Projected, pace, stop));
    }
    if (!request.withForeign) return findings;
    VCI_TRY(auto foreign, driftOf(*reader, library, projection::Whose::Foreign, pace, stop));
    std::ranges::move(foreign, std::back_inserter(findings));
    return findings;
}

}  // namespace

Result<std::vector<Finding>> derivedFindings(store::EventReader& events, const VerifyRequest& request,
                                             const std::shared_ptr<const catalog::Catalog>& catalog, verify::PaceKeeper& pace,
                                             const std::stop_token& stop)
{
    const bool isStock = events.info().kind == store::SourceKind::StockPostgres;
    const verify::Scope& scope = request.scope;
    std::vector<Finding> findings;
    if (scope.event || scope.from || scope.to) return findings;
    if (!isStock) {
        const auto told = [&pace](std::int64_t count) { pace.tell(verify::Step::Snapshots, count, -1); };
        VCI_TRY(findings, verify::checkSnapshots(events, scope.aggregate, catalog, told, stop));
    }
    if (!scope.isWhole()) return findings;
    VCI_TRY(auto drift, readModelFindings(events, request, isStock, catalog, pace, stop));
    std::ranges::move(drift, std::back_inserter(findings));
    return findings;
}

}  // namespace vci::app
