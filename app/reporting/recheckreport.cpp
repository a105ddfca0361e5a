// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/reporting/recheckreport.h"

#include "app/reporting/makereport.h"
#include "core/base/readfile.h"
#include "core/report/members.h"

#include <filesystem>
#include <utility>

namespace vci::app {

namespace {

constexpr std::size_t kMaxReportBytes = std::size_t{512} * 1024 * 1024;

std::optional<bool> sameSource(const json::Value& was, const json::Value& is)
{
    const std::string_view before = report::textAt(report::at(was, "source"), "sha256");
    const std::string_view now = report::textAt(report::at(is, "source"), "sha256");
    if (before.empty() || now.empty()) return std::nullopt;
    return before == now;
}

}  // namespace

Result<report::KeptReport> readReportFile(const std::string& path, PdfWriter toPdf)
{
    VCI_TRY(const std::string bytes, readFile(path, "the report", kMaxReportBytes));
    return report::readReport(
        bytes, [toPdf](report::Format format, const json::Value& document) { return renderReport(format, document, toPdf); });
}

Result<Recheck> recheckReport(store::EventReader& events, report::KeptReport kept, const RecheckOrder& order,
                              const std::shared_ptr<const catalog::Catalog>& catalog, Clock& clock,
                              const std::function<void(std::int64_t)>& progress, const std::stop_token& stop)
{
    ReportOrder again{order.source, order.settings, kept.request, report::Absent::Tell, order.madeBy};
    again.custody = report::custodyExtentOf(kept.document);
    again.lastNote = report::lastNoteOf(kept.document);
    // As with work on a case: that it was sealed since is no difference.
    if (!report::at(kept.document, "seal").isObject()) again.sealing = Sealing::LeftOut;
    again.isOffline = order.isOffline;
    again.blocks = order.blocks;
    VCI_TRY(const auto made, makeReport(events, again, catalog, clock, progress, stop));
    Recheck recheck{kept.format, std::move(kept.own), report::compareDocuments(kept.document, made.document),
                    sameSource(kept.document, made.document), kept.request.tellsMore()};
    recheck.isUnasked =
        recheck.own.count == 0 && report::isLessAnswered(kept.document, made.document) && report::isOfChainAlone(recheck.source);
    return recheck;
}

}  // namespace vci::app
