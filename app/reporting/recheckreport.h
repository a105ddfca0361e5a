// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/evidence/settings.h"
#include "app/reporting/renderreport.h"
#include "core/anchor/chainvalues.h"
#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/catalog/catalog.h"
#include "core/report/recheck.h"
#include "core/store/reader.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace vci::app {

/// What a recheck came to.
struct Recheck {
    report::Format format;
    report::Differences own;           ///< the file against its own content
    report::Differences source;        ///< its content against the source
    std::optional<bool> isSourceSame;  ///< whether the case file has the bytes that it had; absent where that is not known
    std::int64_t edition = report::kEdition;
    bool isUnasked = false;  ///< nobody could be asked about anchors now, and nothing else makes the difference
    /// By what the report found something good and the user's own trust does not name: "the key voicecore/log+08ba85b7".
    std::vector<std::string> untrusted = {};

    /// False: an earlier version made it, and it tells less than one of today.
    [[nodiscard]] bool isOfThisEdition() const { return edition == report::kEdition; }

    [[nodiscard]] std::int64_t count() const { return own.count + source.count; }
};

struct RecheckOrder {
    std::string source;  ///< the path or URI that events was opened by
    EvidenceSettings settings;
    std::string madeBy;                          ///< program and version
    bool isOffline = false;                      ///< asks no endpoint about anchors, even where the report's maker did
    std::vector<anchor::BlockHash> blocks = {};  ///< that the user vouches for besides the maker of the report
};

/// A report as somebody handed it over. Errors: Io; Usage for what is none; those of report::readReport() and renderReport().
[[nodiscard]] Result<report::KeptReport> readReportFile(const std::string& path, PdfWriter toPdf);

/// Repeats all of a report against a source. events has the tenant of the report's request in force. Errors: those of
/// makeReport().
[[nodiscard]] Result<Recheck> recheckReport(store::EventReader& events, report::KeptReport kept, const RecheckOrder& order,
                                            const std::shared_ptr<const catalog::Catalog>& catalog, Clock& clock,
                                            const std::function<void(std::int64_t)>& progress, const std::stop_token& stop);

}  // namespace vci::app
