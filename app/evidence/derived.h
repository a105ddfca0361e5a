// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/evidence/verifysource.h"
#include "core/base/finding.h"
#include "core/store/readmodels.h"

#include <atomic>
#include <functional>
#include <future>
#include <memory>
#include <optional>
#include <stop_token>
#include <vector>

namespace vci::app {

/// Whether there is anything to check of what was made of the events in that scope: snapshots, and read models.
[[nodiscard]] bool asksAboutSnapshots(const VerifyRequest& request, bool isStock);
[[nodiscard]] bool asksAboutReadModels(const VerifyRequest& request, bool isStock);

/// Checks what was made of the events of the tenant in force: snapshots, of the whole tenant or of the aggregate in scope, and of
/// the whole tenant also read models, on request those of the platform too. A stock source holds only the platform's. It goes on
/// by connections and on a thread of its own from the beginning on, while the record is read.
class DerivedChecks {
public:
    /// beside: a reader of the source, of which nothing is read before finish(). It, like request, outlives this object.
    DerivedChecks(store::EventReader& beside, const VerifyRequest& request, std::shared_ptr<const catalog::Catalog> catalog,
                  const std::stop_token& stop);
    /// Stops what is not finished.
    ~DerivedChecks();
    DerivedChecks(const DerivedChecks&) = delete;
    DerivedChecks& operator=(const DerivedChecks&) = delete;

    /// Waits for the findings, which are there once. Where the source gave too few connections, reads by the one beside. Errors:
    /// those of the readers and of Library::load(); Cancelled.
    [[nodiscard]] Result<std::vector<Finding>> finish(verify::PaceKeeper& pace);

private:
    /// Told how far a step is.
    using Told = std::function<void(verify::Step, std::int64_t done)>;
    /// Nothing where the source gives no connection, or one too few.
    [[nodiscard]] std::optional<Result<std::vector<Finding>>> checkApart();
    [[nodiscard]] Result<std::vector<Finding>> check(store::EventReader& events, const Told& told);
    [[nodiscard]] Result<std::vector<Finding>> checkReadModels(store::ReadModelReader& models, const Told& told);

    store::EventReader& m_beside;
    const VerifyRequest& m_request;
    std::shared_ptr<const catalog::Catalog> m_catalog;
    bool m_isStock;
    std::stop_source m_stop;
    std::stop_callback<std::function<void()>> m_onStop;
    bool m_isRefused = false;  ///< the source gave no connection to check by
    std::atomic<verify::Step> m_step = verify::Step::Snapshots;
    std::atomic<std::int64_t> m_done = 0;  ///< within the step
    std::future<std::optional<Result<std::vector<Finding>>>> m_running;
};

}  // namespace vci::app
