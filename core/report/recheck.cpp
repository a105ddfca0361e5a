// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/report/recheck.h"

#include "core/base/finding.h"
#include "core/base/utf8.h"
#include "core/json/read.h"
#include "core/report/document.h"
#include "core/report/filedifference.h"
#include "core/report/members.h"

#include <algorithm>
#include <array>
#include <utility>

namespace vci::report {

namespace {

Error noReport()
{
    return makeError(
        ErrorCode::Usage,
        "this is no report that can be checked again: it must be the file that report wrote as PDF, HTML, XLSX, CSV or "
        "JSON, as it was made");
}

}  // namespace

Result<KeptReport> readReport(std::string_view file, const Renderer& render)
{
    const Format format = formatOf(file);
    VCI_TRY(const auto carried, documentIn(format, file));
    if (!carried) return noReport();
    json::LenientRead read = json::readLenient(*carried);
    if (!read.isJson || textAt(read.value, "format") != "voicecore/report/v1") return noReport();
    VCI_TRY(Request request, Request::fromJson(at(read.value, "request")));
    KeptReport kept{format, std::move(read.value), std::move(request), {}};
    const auto add = [&kept](Difference difference) {
        ++kept.own.count;
        kept.own.some.push_back(std::move(difference));
    };
    if (const std::string digest = digestOf(kept.document); textAt(kept.document, "digest") != digest)
        add({"/digest", at(kept.document, "digest"), text(digest)});
    VCI_TRY(const std::string expected, render(format, kept.document));
    if (file != expected) {
        VCI_TRY(Difference difference, fileDifference(format, file, expected));
        add(std::move(difference));
    }
    return kept;
}

bool isLessAnswered(const json::Value& was, const json::Value& is)
{
    const auto unanswered = [](const json::Value& document) {
        const json::Value& findings = at(at(document, "verification"), "findings");
        return findings.isArray() && std::ranges::any_of(findings.items(), [](const json::Value& one) {
                   return textAt(one, "kind") == kindName(FindingKind::SourceUnreachable);
               });
    };
    return unanswered(is) && !unanswered(was);
}

bool isOfChainAlone(const Differences& differences)
{
    static constexpr std::array<std::string_view, 12> kOfChain = {"/checked/",
                                                                  "/unchecked/",
                                                                  "/trust",
                                                                  "/verification/badge",
                                                                  "/verification/reason",
                                                                  "/verification/verified_to",
                                                                  "/verification/pin",
                                                                  "/verification/anchors",
                                                                  "/verification/coverage/",
                                                                  "/verification/transactions",
                                                                  "/verification/findings/",
                                                                  "/verification/level"};
    if (differences.count != std::ssize(differences.some)) return false;
    return std::ranges::all_of(differences.some, [](const Difference& one) {
        if (one.path.ends_with("/badge")) return true;
        const bool isFinding = one.path.starts_with("/verification/findings/");
        // A finding on the chain that came, never one that is another or gone.
        if (isFinding) return !one.was && one.is && textAt(*one.is, "kind") == kindName(FindingKind::SourceUnreachable);
        return std::ranges::any_of(kOfChain, [&one](std::string_view prefix) { return one.path.starts_with(prefix); });
    });
}

std::string editionWords(std::int64_t edition)
{
    if (edition == kEdition) return {};
    const std::string less = edition == kFirstEdition
                                 ? "nothing of an examiner's notes, the seal, the trusted keys and the transactions that events "
                                   "name, and no digest of all events"
                                 : "no digest of all events";
    return "the report says of itself that an earlier version made it, which told less: " + less +
           "; what it tells was checked, and events that it does not list were not compared";
}

std::string untrustedWords(const std::vector<std::string>& untrusted)
{
    std::string names;
    for (const std::string& one : untrusted) names += (names.empty() ? "" : ", ") + visibleControls(one);
    return names.empty()
               ? names
               : "your trust file does not name what this report trusts: " + names + "; what differs may come from that alone";
}

}  // namespace vci::report
