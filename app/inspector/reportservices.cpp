// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/inspector/reportservices.h"

#include "app/reporting/makereport.h"
#include "app/reporting/recheckreport.h"
#include "app/reporting/renderreport.h"
#include "app/source/opensource.h"
#include "core/base/clock.h"
#include "ui/print/pdf.h"

#include <QSaveFile>

namespace vci::app {

namespace {

constexpr const char* kMadeBy = "voicecore-inspector " VCI_VERSION;

Result<ui::ReportMade> make(store::EventReader& events, const ui::ReportAsk& ask, const ui::ReportServices::Progress& progress,
                            const std::stop_token& stop)
{
    SystemClock clock;
    const ReportOrder order{ask.source, defaultEvidenceSettings(), ask.request, report::Absent::Refuse, kMadeBy, ask.verified};
    VCI_TRY(auto made, makeReport(events, order, ask.catalog, clock, progress, stop));
    VCI_CHECK(events.confirmUnchanged(stop));
    return ui::ReportMade{std::make_shared<const json::Value>(std::move(made.document)), std::move(made.verification)};
}

Result<void> save(report::Format format, const json::Value& document, const std::string& file, const std::stop_token& stop)
{
    VCI_TRY(const std::string bytes, renderReport(format, document, ui::print::toPdf));
    if (stop.stop_requested()) return cancelled();
    QSaveFile target(QString::fromStdString(file));
    const auto size = static_cast<qint64>(bytes.size());
    if (target.open(QIODevice::WriteOnly) && target.write(bytes.data(), size) == size && target.commit()) return {};
    return makeError(ErrorCode::Io,
                     "cannot write " + file + ": " + target.errorString().toStdString() + "; choose another place");
}

Result<ui::ReportRecheck> recheck(const std::string& file, const std::string& source,
                                  const std::shared_ptr<const catalog::Catalog>& catalog,
                                  const ui::ReportServices::Progress& progress, const std::stop_token& stop)
{
    VCI_TRY(auto kept, readReportFile(file, ui::print::toPdf));
    VCI_TRY(const auto events, openSource(source, stop));
    const std::stop_callback onStop(stop, [&events] { events->interrupt(); });
    if (const auto selected = events->selectTenant(kept.request.tenant); !selected.ok()) {
        return makeError(selected.error().code, "the report is of the tenant " + kept.request.tenant.toString() +
                                                    ", which this source does not show you: " + selected.error().message);
    }
    const report::Request request = kept.request;
    SystemClock clock;
    VCI_TRY(auto outcome, recheckReport(*events, std::move(kept), {source, defaultEvidenceSettings(), kMadeBy}, catalog, clock,
                                        progress, stop));
    VCI_CHECK(events->confirmUnchanged(stop));
    return ui::ReportRecheck{request,
                             outcome.format,
                             std::move(outcome.own),
                             std::move(outcome.source),
                             outcome.isSourceSame,
                             outcome.isUnasked,
                             std::move(outcome.untrusted)};
}

}  // namespace

ui::ReportServices reportServices()
{
    return {make, save, recheck};
}

}  // namespace vci::app
