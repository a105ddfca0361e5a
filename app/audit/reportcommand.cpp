// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/audit/commands.h"
#include "app/audit/newfile.h"
#include "app/audit/texttable.h"
#include "app/audit/trustsettings.h"
#include "app/pdf/loadedpdf.h"
#include "app/reporting/makereport.h"
#include "app/reporting/renderreport.h"
#include "core/base/hex.h"
#include "core/base/sha256.h"
#include "core/base/utf8.h"
#include "core/report/findings.h"
#include "core/report/members.h"

#include <string>
#include <utility>
#include <vector>

namespace vci::audit {

namespace {

Result<Timestamp> timeOf(const std::string& text, const char* option)
{
    auto time = Timestamp::parse(text);
    if (time.ok()) return time.value();
    return makeError(ErrorCode::InvalidTime, std::string(option) + " " + visibleControls(text) + ": " + time.error().message);
}

Result<report::Request> requestOf(const Options& options, TenantId tenant)
{
    report::Request request{tenant};
    for (const std::string& text : options.aggregates) {
        VCI_TRY(const auto id, parseId<AggregateId>(text, "--aggregate"));
        request.aggregates.push_back(id);
    }
    for (const std::string& text : options.correlations) {
        VCI_TRY(const auto id, parseId<CorrelationId>(text, "--correlation"));
        request.correlations.push_back(id);
    }
    for (const std::string& text : options.instants) {
        VCI_TRY(const Timestamp time, timeOf(text, "--at-time"));
        request.instants.push_back(time);
    }
    if (!request.instants.empty() && request.aggregates.empty())
        return makeError(ErrorCode::Usage, "--at-time asks for states and needs an --aggregate to have them");
    if (!options.from.empty()) {
        VCI_TRY(request.from, timeOf(options.from, "--from"));
    }
    if (!options.to.empty()) {
        VCI_TRY(request.to, timeOf(options.to, "--to"));
    }
    if (request.from && request.to && *request.from >= *request.to)
        return makeError(ErrorCode::Usage, "--to must be later than --from");
    request.personalData = options.reveal ? report::PersonalData::Shown : report::PersonalData::Masked;
    return request;
}

bool reaches(const std::string& require, const verify::Report& verification)
{
    if (require == "anchored") return verification.reaches(verify::Level::Anchored);
    if (require == "signed") return verification.reaches(verify::Level::Signed);
    return require.empty() || verification.reaches(verify::Level::Self);
}

struct Written {
    std::string file;
    std::string format;
    std::string sha256;
};

void tellWritten(Session& session, const app::MadeReport& made, const Written& written)
{
    const json::Value& verification = report::at(made.document, "verification");
    const auto findings = static_cast<std::int64_t>(made.verification->findings.size());
    const std::string digest(report::textAt(made.document, "digest"));
    const std::string reason(report::textAt(verification, "reason"));  // masked, where the report is
    const std::string personal(report::textAt(report::at(made.document, "request"), "personal_data"));
    if (session.options().json) {
        JsonText& json = session.json();
        json.beginObject();
        json.member("file", written.file);
        json.member("format", written.format);
        json.member("digest", digest);
        json.member("sha256", written.sha256);
        json.member("badge", verify::badgeName(made.verification->badge));
        json.member("reason", reason);
        json.member("events", made.verification->events);
        json.member("findings", findings);
        json.member("personal_data", personal);
        json.end();
        return;
    }
    Output& out = session.out();
    out.write("badge      " + report::badgeTitle(report::textAt(verification, "badge")) + "\n");
    out.write("why        " + visibleControls(reason) + "\n");
    out.write("events     " + grouped(made.verification->events) + ", findings " + grouped(findings) + "\n");
    out.write("personal   " + personal + "\n");
    out.write("digest     " + digest + "\n");
    out.write("written    " + written.file + "\n");
    out.write("sha256     " + written.sha256 + "\n");
}

/// "pdf" of "a.PDF".
std::string endingOf(const std::string& file)
{
    std::string ending = file.substr(file.rfind('.') + 1);
    for (char& c : ending) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return ending;
}

}  // namespace

Result<ExitCode> runReport(Session& session)
{
    const Options& options = session.options();
    const auto format = report::tryFormatOfFile(options.file);
    if (!format)
        return makeError(ErrorCode::Usage,
                         "the name's ending chooses the format: give NAME.pdf, .html, .xlsx, .csv or .json, not " +
                             visibleControls(options.file));
    // What is wrong with the request is told before a source is opened.
    VCI_TRY(auto request, requestOf(options, TenantId(Uuid(Uuid::Bytes{}))));
    request.isOffline = options.offline;
    VCI_TRY(request.blocks, vouchedBlocks(session));
    VCI_TRY(const std::string store, session.storeName());
    VCI_TRY(const auto catalog, session.catalog());
    VCI_TRY(store::EventReader* const reader, session.openSource());
    if (!session.hasTenant()) return makeError(ErrorCode::NotFound, store + " holds no tenant yet: there is nothing to report");
    request.tenant = *reader->tenant();
    VCI_TRY(NewFile file, NewFile::create(options.file));

    Progress progress("events");
    SystemClock clock;
    const app::ReportOrder order{store, evidenceSettings(session), std::move(request), report::Absent::Refuse,
                                 "voicecore-audit " VCI_VERSION};
    VCI_TRY(const auto made,
            app::makeReport(
                *reader, order, catalog, clock, [&progress](std::int64_t done) { progress.show(done); }, session.stop()));
    VCI_TRY(const std::string bytes, app::renderReport(*format, made.document, app::loadedToPdf));
    VCI_CHECK(file.write(bytes));
    tellWritten(session, made, {options.file, endingOf(options.file), toHex(sha256({bytes}))});
    if (made.verification->has(Severity::Error)) return ExitCode::Found;
    return reaches(options.require, *made.verification) ? ExitCode::Fine : ExitCode::NotProvable;
}

}  // namespace vci::audit
