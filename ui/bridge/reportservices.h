// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/result.h"
#include "core/catalog/catalog.h"
#include "core/json/value.h"
#include "core/report/recheck.h"
#include "core/report/render.h"
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

namespace vci::ui {

struct ReportAsk {
    std::string source;  ///< the path or URI that the reader was opened by
    std::shared_ptr<const catalog::Catalog> catalog;
    report::Request request;
    std::shared_ptr<const verify::Report> verified = {};  ///< of the request's scope, where that is known already
};

/// A report before it is a file.
struct ReportMade {
    std::shared_ptr<const json::Value> document;
    std::shared_ptr<const verify::Report> verified;
};

/// A report that was handed over, held against itself and against a source.
struct ReportRecheck {
    report::Request request;
    report::Format format;
    report::Differences own;                  ///< the file against its own content
    report::Differences source;               ///< its content against the source
    std::optional<bool> isSourceSame = {};    ///< whether the case file has the bytes that it had; absent where that is not known
    bool isUnasked = false;                   ///< nobody could be asked about anchors now, and nothing else makes the difference
    std::vector<std::string> untrusted = {};  ///< by what it found something good, and the user's trust does not name

    [[nodiscard]] bool isSame() const { return own.count + source.count == 0; }
};

/// How reports are made of a source. Given by app/, which alone knows the user's settings and what writes the formats; called on
/// a worker's thread. Progress is told events read, of a number that is not known.
struct ReportServices {
    using Progress = std::function<void(std::int64_t done)>;
    std::function<Result<ReportMade>(store::EventReader& events, const ReportAsk& ask, const Progress& progress,
                                     const std::stop_token& stop)>
        make;
    /// Replaces what stands under that name, wholly or not at all.
    std::function<Result<void>(report::Format format, const json::Value& document, const std::string& file,
                               const std::stop_token& stop)>
        save;
    std::function<Result<ReportRecheck>(const std::string& file, const std::string& source,
                                        const std::shared_ptr<const catalog::Catalog>& catalog, const Progress& progress,
                                        const std::stop_token& stop)>
        recheck;
};

}  // namespace vci::ui
