// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/audit/commands.h"
#include "app/audit/texttable.h"
#include "app/audit/trustsettings.h"
#include "app/reporting/makereport.h"
#include "core/base/utf8.h"
#include "core/report/members.h"
#include "core/report/recheck.h"

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <string>
#include <utility>

namespace vci::audit {

namespace {

constexpr std::uintmax_t kMaxReportBytes = std::uintmax_t{512} * 1024 * 1024;
constexpr std::size_t kShown = 50;
constexpr std::size_t kValueBytes = 200;

Result<std::string> readFile(const std::string& path)
{
    std::error_code fault;
    if (std::filesystem::is_directory(path, fault)) return makeError(ErrorCode::Io, path + " is a folder, not a report");
    const auto size = std::filesystem::file_size(path, fault);
    if (!fault && size > kMaxReportBytes)
        return makeError(ErrorCode::Usage, path + " has " + std::to_string(size) + " bytes; no report has more than " +
                                               std::to_string(kMaxReportBytes));
    std::ifstream file(path, std::ios::binary);
    if (!file) return makeError(ErrorCode::Io, "cannot read " + path + ": " + std::strerror(errno));
    std::string bytes{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    if (file.bad()) return makeError(ErrorCode::Io, "cannot read " + path + " to its end");
    return bytes;
}

/// What a recheck came to.
struct Outcome {
    report::Differences own;     ///< the file against its own content
    report::Differences source;  ///< its content against the source
    std::optional<bool> isSourceSame;

    [[nodiscard]] std::int64_t count() const { return own.count + source.count; }
};

std::optional<bool> sameSource(const json::Value& was, const json::Value& is)
{
    const std::string_view before = report::textAt(report::at(was, "source"), "sha256");
    const std::string_view now = report::textAt(report::at(is, "source"), "sha256");
    if (before.empty() || now.empty()) return std::nullopt;
    return before == now;
}

void writeJson(JsonText& json, const Outcome& outcome)
{
    const auto valueOrNull = [&json](std::string_view name, const std::optional<json::Value>& value) {
        json.key(name);
        value ? json.raw(json::dump(*value)) : json.null();
    };
    json.beginObject();
    json.key("same");
    json.boolean(outcome.count() == 0);
    json.key("intact");
    json.boolean(outcome.own.count == 0);
    json.key("source_same");
    outcome.isSourceSame ? json.boolean(*outcome.isSourceSame) : json.null();
    json.member("differences", outcome.count());
    json.key("differs");
    json.beginArray();
    for (const auto* list : {&outcome.own.some, &outcome.source.some}) {
        for (const report::Difference& one : *list) {
            json.beginObject();
            json.member("path", one.path);
            valueOrNull("was", one.was);
            valueOrNull("is", one.is);
            json.end();
        }
    }
    json.end();
    json.end();
}

std::string shown(const std::optional<json::Value>& value)
{
    if (!value) return "not there";
    const std::string whole = json::dump(*value);
    const std::string_view start = utf8Prefix(whole, kValueBytes);
    return visibleControls(start) + (start.size() < whole.size() ? "…" : "");
}

void writeText(Output& out, const Outcome& outcome)
{
    if (outcome.count() == 0) return out.write("same: the report says what the source holds\n");
    out.write("differs in " + grouped(outcome.count()) + " place" + (outcome.count() == 1 ? "" : "s") + "\n");
    if (outcome.own.count > 0) out.write("the file is not what its own content gives: it was changed after it was made\n");
    if (outcome.isSourceSame == true && outcome.source.count > 0)
        out.write("the case file has the bytes that it had: the report was changed, or the trust that it is checked by\n");
    std::size_t told = 0;
    for (const auto* list : {&outcome.own.some, &outcome.source.some}) {
        for (const report::Difference& one : *list) {
            if (++told > kShown) return out.write("…  more: --json lists up to 1,000\n");
            out.write(visibleControls(one.path) + "\n       was " + shown(one.was) + "\n       is  " + shown(one.is) + "\n");
        }
    }
}

}  // namespace

Result<ExitCode> runRecheck(Session& session)
{
    const Options& options = session.options();
    VCI_TRY(const std::string bytes, readFile(options.file));
    VCI_TRY(auto kept, report::readReport(bytes));
    VCI_TRY(const std::string store, session.storeName());
    VCI_TRY(const auto catalog, session.catalog());
    VCI_TRY(store::EventReader* const reader, session.openSource(kept.request.tenant));
    if (!session.hasTenant() || *reader->tenant() != kept.request.tenant)
        return makeError(ErrorCode::NotFound, "the report is of the tenant " + kept.request.tenant.toString() +
                                                  "; leave --tenant out, and name a source that holds it");

    Progress progress("events");
    SystemClock clock;
    const app::ReportOrder order{store, evidenceSettings(session), kept.request, report::Absent::Tell,
                                 "voicecore-audit " VCI_VERSION};
    VCI_TRY(const auto made,
            app::makeReport(
                *reader, order, catalog, clock, [&progress](std::int64_t done) { progress.show(done); }, session.stop()));
    const Outcome outcome{std::move(kept.own), report::compareDocuments(kept.document, made.document),
                          sameSource(kept.document, made.document)};
    if (options.json)
        writeJson(session.json(), outcome);
    else
        writeText(session.out(), outcome);
    return outcome.count() == 0 ? ExitCode::Fine : ExitCode::Found;
}

}  // namespace vci::audit
