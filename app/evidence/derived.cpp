// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/evidence/derived.h"

#include "app/source/opensource.h"
#include "core/projection/comparison.h"
#include "core/projection/library.h"
#include "core/verify/derived.h"

#include <algorithm>
#include <chrono>
#include <iterator>
#include <thread>
#include <utility>

namespace vci::app {

namespace {

constexpr auto kProgressInterval = std::chrono::milliseconds(50);
constexpr auto kBetweenAttempts = std::chrono::milliseconds(200);
constexpr auto kPatience = std::chrono::seconds(2);

Result<std::vector<Finding>> driftOf(store::ReadModelReader& reader, const projection::Library& library, projection::Whose whose,
                                     const store::ProgressFunction& told, const std::stop_token& stop)
{
    std::vector<Finding> findings;
    VCI_TRY(const auto definitions, projection::builtProjections(reader, library, whose, stop));
    for (const auto& definition : definitions) {
        VCI_TRY(const auto comparison, projection::findDrift(reader, library, definition, whose, told, stop));
        std::ranges::move(verify::driftFindings(*definition, comparison), std::back_inserter(findings));
    }
    return findings;
}

}  // namespace

bool asksAboutSnapshots(const VerifyRequest& request, bool isStock)
{
    const verify::Scope& scope = request.scope;
    return !isStock && !scope.event && !scope.from && !scope.to;
}

bool asksAboutReadModels(const VerifyRequest& request, bool isStock)
{
    return request.scope.isWhole() && (!isStock || request.withForeign);
}

DerivedChecks::DerivedChecks(store::EventReader& beside, const VerifyRequest& request,
                             std::shared_ptr<const catalog::Catalog> catalog, const std::stop_token& stop)
    : m_beside(beside)
    , m_request(request)
    , m_catalog(std::move(catalog))
    , m_isStock(beside.info().kind == store::SourceKind::StockPostgres)
    , m_onStop(stop, [this] { m_stop.request_stop(); })
{
    if (asksAboutSnapshots(request, m_isStock) || asksAboutReadModels(request, m_isStock))
        m_running = std::async(std::launch::async, [this] { return checkApart(); });
}

DerivedChecks::~DerivedChecks()
{
    m_stop.request_stop();
}

std::optional<Result<std::vector<Finding>>> DerivedChecks::checkApart()
{
    const auto events = openBeside(m_request.source, m_beside, m_stop.get_token());
    if (!events.ok()) return std::nullopt;
    auto found = check(*events.value(), [this](verify::Step step, std::int64_t done) {
        m_step = step;
        m_done = done;
    });
    // A login may have fewer connections than this takes at once.
    if (m_isRefused) return std::nullopt;
    return found;
}

Result<std::vector<Finding>> DerivedChecks::finish(verify::PaceKeeper& pace)
{
    if (!m_running.valid()) return std::vector<Finding>();
    while (m_running.wait_for(kProgressInterval) != std::future_status::ready) pace.tell(m_step, m_done, -1);
    if (auto findings = m_running.get()) return std::move(*findings);
    const auto told = [&pace](verify::Step step, std::int64_t done) { pace.tell(step, done, -1); };
    auto findings = check(m_beside, told);
    // A connection that was just closed counts until the server has noticed.
    const auto last = std::chrono::steady_clock::now() + kPatience;
    while (m_isRefused && std::chrono::steady_clock::now() < last && !m_stop.stop_requested()) {
        std::this_thread::sleep_for(kBetweenAttempts);
        findings = check(m_beside, told);
    }
    return findings;
}

Result<std::vector<Finding>> DerivedChecks::check(store::EventReader& events, const Told& told)
{
    std::unique_ptr<store::ReadModelReader> models;
    if (asksAboutReadModels(m_request, m_isStock)) {
        auto opened = openReadModels(m_request.source, &events);
        m_isRefused = !opened.ok() && opened.error().code == ErrorCode::Unreachable;
        VCI_TRY(models, std::move(opened));
        VCI_CHECK(models->selectTenant(*events.tenant()));
    }
    std::vector<Finding> findings;
    if (asksAboutSnapshots(m_request, m_isStock)) {
        const auto looked = [&told](std::int64_t count) { told(verify::Step::Snapshots, count); };
        VCI_TRY(findings, verify::checkSnapshots(events, m_request.scope.aggregate, m_catalog, looked, m_stop.get_token()));
    }
    if (models == nullptr) return findings;
    VCI_TRY(auto drift, checkReadModels(*models, told));
    std::ranges::move(drift, std::back_inserter(findings));
    return findings;
}

Result<std::vector<Finding>> DerivedChecks::checkReadModels(store::ReadModelReader& models, const Told& told)
{
    const std::stop_token stop = m_stop.get_token();
    const std::stop_callback onStop(stop, [&models] { models.interrupt(); });
    const auto compared = [&told](std::int64_t count) { told(verify::Step::ReadModels, count); };
    std::vector<Finding> findings;
    VCI_TRY(const auto library, projection::Library::load(m_catalog));
    if (!m_isStock) {
        VCI_TRY(findings, driftOf(models, library, projection::Whose::Projected, compared, stop));
    }
    if (!m_request.withForeign) return findings;
    VCI_TRY(auto foreign, driftOf(models, library, projection::Whose::Foreign, compared, stop));
    std::ranges::move(foreign, std::back_inserter(findings));
    return findings;
}

}  // namespace vci::app
