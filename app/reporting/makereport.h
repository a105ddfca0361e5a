// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/evidence/settings.h"
#include "core/anchor/chainvalues.h"
#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/catalog/catalog.h"
#include "core/json/value.h"
#include "core/report/document.h"
#include "core/report/request.h"
#include "core/store/reader.h"
#include "core/verify/report.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace vci::app {

/// What becomes of a seal.
enum class Sealing {
    Told,
    LeftOut,  ///< the report is of before the case was sealed
};

struct ReportOrder {
    std::string source;  ///< the path or URI that events was opened by
    EvidenceSettings settings;
    report::Request request;
    report::Absent absent = report::Absent::Refuse;
    std::string madeBy;                                   ///< program and version
    std::shared_ptr<const verify::Report> verified = {};  ///< of the request's scope, where that is known already
    std::optional<report::CustodyExtent> custody = {};    ///< records of the case's log to tell; absent: all
    std::optional<std::int64_t> lastNote = {};            ///< number of the case's last note to tell; absent: all
    Sealing sealing = Sealing::Told;
    verify::EarlierLog earlier = {};             ///< what was told of the log before; the verification answers
    bool isOffline = false;                      ///< asks no endpoint about anchors, whatever the request says
    std::vector<anchor::BlockHash> blocks = {};  ///< vouched for besides those of the request
};

struct MadeReport {
    json::Value document;
    std::shared_ptr<const verify::Report> verification;
};

/// Verifies what the request names, unless it was, and makes the report of it. events has the tenant of the request in force.
/// Errors: those of verifySource() and makeDocument(). progress is told events done, first of verification, then of the report.
[[nodiscard]] Result<MadeReport> makeReport(store::EventReader& events, const ReportOrder& order,
                                            const std::shared_ptr<const catalog::Catalog>& catalog, Clock& clock,
                                            const std::function<void(std::int64_t)>& progress, const std::stop_token& stop);

}  // namespace vci::app
