// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/audit/commands.h"
#include "app/audit/texttable.h"
#include "app/audit/trustsettings.h"
#include "app/pdf/loadedpdf.h"
#include "app/reporting/recheckreport.h"
#include "core/base/utf8.h"
#include "core/report/members.h"
#include "core/report/recheck.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace vci::audit {

namespace {

constexpr std::size_t kShown = 50;
constexpr std::size_t kValueBytes = 200;

void writeJson(JsonText& json, const app::Recheck& outcome)
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
    json.key("this_edition");
    json.boolean(outcome.isOfThisEdition());
    json.key("unasked");
    json.boolean(outcome.isUnasked);
    json.key("untrusted");
    json.beginArray();
    for (const std::string& one : outcome.untrusted) json.string(one);
    json.end();
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

/// How a file can come to be another one than its own document gives.
std::string ownSentence(report::Format format)
{
    switch (format) {
    case report::Format::Json:
        return "the file is not what its own content gives: it was changed after it was made\n";
    case report::Format::Pdf:
        return "the file is not what this program lays out from the document that it carries: it was changed after it was made, "
               "or made by another version or with other fonts\n";
    case report::Format::Xlsx:
        return "the file is not what its own content gives: it was changed or saved anew after it was made, or made by another "
               "version\n";
    case report::Format::Html:
    case report::Format::Csv:
        break;
    }
    return "the file is not what its own content gives: it was changed after it was made, or made by another version\n";
}

void writeText(Output& out, const app::Recheck& outcome)
{
    if (!outcome.untrusted.empty() && outcome.count() > 0)
        out.write(report::untrustedWords(outcome.untrusted) + ": name the file that does by --trust\n");
    if (!outcome.isOfThisEdition()) out.write(report::editionWords(outcome.edition) + "\n");
    if (outcome.count() == 0) {
        out.write("same: the report says what the source holds\n");
        if (outcome.isSourceSame == false)
            out.write(
                "the case file's bytes are not those that the report was made from; that is no difference of content: a case "
                "file changes when it is opened to work on it\n");
        return;
    }
    if (outcome.isUnasked)
        out.write("nobody could be asked about anchors now, and nothing but what depends on that differs: try again when an "
                  "endpoint of the trust file answers, or with --offline --block\n");
    out.write("differs in " + grouped(outcome.count()) + " place" + (outcome.count() == 1 ? "" : "s") + "\n");
    if (outcome.own.count > 0) out.write(ownSentence(outcome.format));
    const bool isLayoutAlone =
        std::ranges::all_of(outcome.own.some, [](const report::Difference& one) { return one.path.starts_with("file"); });
    if (!outcome.isOfThisEdition() && outcome.own.count > 0 && isLayoutAlone && outcome.source.count == 0)
        out.write("the document that it carries says what the source holds; how an earlier version laid it out can be held "
                  "against that "
                  "version alone\n");
    if (outcome.isSourceSame == true && outcome.source.count > 0 && !outcome.isUnasked)
        out.write(
            "the case file has the bytes that it had: what differs comes from what lies beside it, as its custody log does, from "
            "the trust, pins and endpoints that it is checked by, or from a change of the report\n");
    if (outcome.isSourceSame == false) out.write("the case file's bytes are not those that the report was made from\n");
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
    VCI_TRY(auto kept, app::readReportFile(options.file, app::loadedToPdf));
    VCI_TRY(auto blocks, vouchedBlocks(session));
    VCI_TRY(const std::string store, session.storeName());
    VCI_TRY(const auto catalog, session.catalog());
    VCI_TRY(store::EventReader* const reader, session.openSource(kept.request.tenant));
    if (!session.hasTenant() || *reader->tenant() != kept.request.tenant)
        return makeError(ErrorCode::NotFound, "the report is of the tenant " + kept.request.tenant.toString() +
                                                  "; leave --tenant out, and name a source that holds it");

    Progress progress("events");
    SystemClock clock;
    const bool isOffline = options.offline || kept.request.isOffline;
    if (!kept.request.blocks.empty())
        tell("note: anchors count as on the chain where the report's maker vouches for their blocks; the report says which");
    else if (isOffline)
        tell("note: nobody is asked about anchors, only their recorded proofs are followed");
    const app::RecheckOrder order{store, evidenceSettings(session), "voicecore-audit " VCI_VERSION, isOffline, std::move(blocks)};
    VCI_TRY(const auto outcome, app::recheckReport(
                                    *reader, std::move(kept), order, catalog, clock,
                                    [&progress](std::int64_t done) { progress.show(done); }, session.stop()));
    if (options.json)
        writeJson(session.json(), outcome);
    else
        writeText(session.out(), outcome);
    return outcome.count() == 0 ? ExitCode::Fine : ExitCode::Found;
}

}  // namespace vci::audit
