// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/reporting/recheckreport.h"

#include "app/reporting/makereport.h"
#include "core/base/hex.h"
#include "core/base/readfile.h"
#include "core/integrity/checkpoint.h"
#include "core/integrity/trust.h"
#include "core/report/members.h"
#include "core/report/sections.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

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

bool holds(const integrity::Trust& trust, const json::Value& key)
{
    return key.isString() &&
           std::ranges::any_of(trust.keys, [&key](const integrity::VerifierKey& one) { return one.toString() == key.asText(); });
}

/// What a report tells of the log, to be asked of the log of today. A note of another size than is told is not the one.
verify::EarlierLog earlierLog(const json::Value& document)
{
    const json::Value& told = report::at(document, "verification");
    verify::EarlierLog earlier{report::numberIn(report::at(report::at(told, "log"), "entries")), {}};
    const std::string_view note = report::textAt(told, "checkpoint");
    const auto checkpoint = integrity::SignedCheckpoint::parse(note);
    if (checkpoint.ok() && report::numberIn(report::at(told, "checkpoint_size")) == checkpoint.value().checkpoint.treeSize)
        earlier.checkpoint = note;
    return earlier;
}

report::LogSince logSince(const verify::LogSince& since)
{
    return {since.root ? std::optional(toHex(*since.root)) : std::nullopt, since.holdsCheckpoint};
}

/// What a report counts on, and a trust file of now does not.
std::vector<std::string> untrustedNow(const json::Value& document, const integrity::Trust& trust)
{
    std::vector<std::string> untrusted;
    const json::Value& then = report::at(document, "trust");
    const auto add = [&](const json::Value& key) {
        if (!holds(trust, key))
            untrusted.push_back("the key " +
                                report::shortKeyOf(key.isString() ? std::string_view(key.asText()) : std::string_view()));
    };
    for (const json::Value& key : report::itemsAt(then, "signers")) add(key);
    const json::Value& seal = report::at(document, "seal");
    if (report::isTrue(report::at(seal, "trusted"))) add(report::at(seal, "key"));
    const auto chain = report::numberIn(report::at(then, "chain_id"));
    if (chain && trust.chainId != *chain) untrusted.push_back("the chain " + std::to_string(*chain));
    return untrusted;
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
    again.earlier = earlierLog(kept.document);
    again.isOffline = order.isOffline;
    again.blocks = order.blocks;
    VCI_TRY(const auto made, makeReport(events, again, catalog, clock, progress, stop));
    VCI_TRY(const auto trust, loadTrust(order.settings));
    Recheck recheck{kept.format, std::move(kept.own),
                    report::compareDocuments(kept.document, made.document, logSince(made.verification->since)),
                    sameSource(kept.document, made.document), kept.request.edition};
    recheck.untrusted = untrustedNow(kept.document, trust);
    recheck.isUnasked =
        recheck.own.count == 0 && report::isLessAnswered(kept.document, made.document) && report::isOfChainAlone(recheck.source);
    return recheck;
}

}  // namespace vci::app
