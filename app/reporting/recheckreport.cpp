// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/reporting/recheckreport.h"

#include "app/reporting/makereport.h"
#include "core/report/members.h"

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <utility>

namespace vci::app {

namespace {

constexpr std::uintmax_t kMaxReportBytes = std::uintmax_t{512} * 1024 * 1024;

std::optional<bool> sameSource(const json::Value& was, const json::Value& is)
{
    const std::string_view before = report::textAt(report::at(was, "source"), "sha256");
    const std::string_view now = report::textAt(report::at(is, "source"), "sha256");
    if (before.empty() || now.empty()) return std::nullopt;
    return before == now;
}

}  // namespace

Result<report::KeptReport> readReportFile(const std::string& path)
{
    std::error_code fault;
    if (std::filesystem::is_directory(path, fault)) return makeError(ErrorCode::Io, path + " is a folder, not a report");
    const auto size = std::filesystem::file_size(path, fault);
    if (!fault && size > kMaxReportBytes)
        return makeError(ErrorCode::Usage, path + " has " + std::to_string(size) + " bytes; no report has more than " +
                                               std::to_string(kMaxReportBytes));
    std::ifstream file(path, std::ios::binary);
    if (!file) return makeError(ErrorCode::Io, "cannot read " + path + ": " + std::strerror(errno));
    const std::string bytes{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    if (file.bad()) return makeError(ErrorCode::Io, "cannot read " + path + " to its end");
    return report::readReport(bytes);
}

Result<Recheck> recheckReport(store::EventReader& events, report::KeptReport kept, const RecheckOrder& order,
                              const std::shared_ptr<const catalog::Catalog>& catalog, Clock& clock,
                              const std::function<void(std::int64_t)>& progress, const std::stop_token& stop)
{
    ReportOrder again{order.source, order.settings, kept.request, report::Absent::Tell, order.madeBy};
    again.custody = report::custodyExtentOf(kept.document);
    again.isOffline = order.isOffline;
    again.blocks = order.blocks;
    VCI_TRY(const auto made, makeReport(events, again, catalog, clock, progress, stop));
    return Recheck{std::move(kept.own), report::compareDocuments(kept.document, made.document),
                   sameSource(kept.document, made.document)};
}

}  // namespace vci::app
