// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/inspector/integrityservices.h"

#include "app/evidence/verifysource.h"
#include "app/source/opensource.h"

namespace vci::app {

namespace {

Result<ui::VerifiedSource> verify(const std::string& source, std::optional<TenantId> tenant,
                                  const std::shared_ptr<const catalog::Catalog>& catalog, const verify::Scope& scope,
                                  const ui::IntegrityServices::Progress& progress, const std::stop_token& stop)
{
    VCI_TRY(const auto events, openSource(source));
    const std::stop_callback onStop(stop, [&events] { events->interrupt(); });
    if (tenant) VCI_CHECK(events->selectTenant(*tenant));
    if (!events->tenant()) return makeError(ErrorCode::NotFound, source + " holds no tenant yet: there is nothing to verify");
    const VerifyRequest request{source, scope, defaultEvidenceSettings()};
    const auto told = [&progress](VerifyStep, std::int64_t done, std::int64_t total) { progress(done, total); };
    VCI_TRY(auto outcome, verifySource(*events, request, catalog, told, stop));
    VCI_CHECK(events->confirmUnchanged(stop));
    return ui::VerifiedSource{std::move(outcome.report), std::move(outcome.pin), request.settings.trustFile.string(),
                              outcome.trustedKeys};
}

}  // namespace

ui::IntegrityServices integrityServices()
{
    return {verify};
}

}  // namespace vci::app
