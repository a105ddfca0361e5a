// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/evidence/verifysource.h"

#include "app/evidence/anchors.h"
#include "app/evidence/derived.h"
#include "app/evidence/pins.h"
#include "app/evidence/rememberednotes.h"
#include "app/evidence/timestamps.h"
#include "app/source/opencase.h"
#include "app/source/opensource.h"
#include "core/casefile/check.h"
#include "core/casefile/sealedfile.h"
#include "core/store/logreader.h"
#include "core/verify/verifier.h"

#include <algorithm>
#include <iterator>
#include <utility>
#include <vector>

namespace vci::app {

namespace {

/// Every protection of a hardened database that is not as shipped.
Result<std::vector<Finding>> schemaFindings(const std::string& source, const store::SourceInfo& info, const std::stop_token& stop)
{
    if (info.kind != store::SourceKind::HardenedPostgres) return std::vector<Finding>();
    VCI_TRY(const auto administration, openAdministration(source));
    VCI_TRY(auto status, administration->status(stop));
    return std::move(status.findings);
}

/// The case names its sealer's key itself; whoever seals an altered case anew would take the name along, not the key that the
/// user trusts. Gives the name that no trusted key has.
Result<std::optional<std::string>> checkSealer(store::EventReader& events, const integrity::Trust& trust)
{
    casefile::CaseReader* const file = caseOf(events);
    const auto seal = file != nullptr ? file->seal() : std::nullopt;
    if (!seal) return std::optional<std::string>();
    const std::string& name = seal->key.name();
    if (std::ranges::find(trust.keys, seal->key) != trust.keys.end()) return std::optional<std::string>();
    if (trust.keyNamed(name) == nullptr) return std::optional(name);
    return casefile::sealBroken(events.info().label + " is sealed by another key of the name " + name +
                                " than the one that the trust file holds");
}

/// What to add to the reason about a log that is remembered and that the source does not have. An exported case keeps no older
/// log, but its events say which ones there were. A part of it may lack those events: where its own log is signed by a trusted
/// key, that it follows another needs no telling.
std::string wordsOn(const ForgottenLogs::Remark& remark, const verify::Report& report)
{
    if (!report.selection) return "; " + remark.text;
    const auto& from = report.recoveredFrom;
    if (from) return std::ranges::find(*from, remark.log) != from->end() ? "" : "; " + remark.text;
    if (report.checkpoint) return {};
    return "; " + remark.text + ", or the log of which the case holds a part was begun after it: nothing in the case tells";
}

/// What will be done, as far as it can be known before: a step that turns out to have nothing to do is over at once.
std::vector<verify::Step> stepsOf(store::EventReader& events, const VerifyRequest& request, const integrity::Trust& trust)
{
    using verify::Step;
    const bool isStock = events.info().kind == store::SourceKind::StockPostgres;
    std::vector<Step> steps;
    if (events.anchors() != nullptr && events.info().hasLog) steps.push_back(Step::Anchors);
    steps.push_back(Step::Events);
    if (asksAboutSnapshots(request, isStock)) steps.push_back(Step::Snapshots);
    if (asksAboutReadModels(request, isStock)) steps.push_back(Step::ReadModels);
    if (!request.isOffline && !trust.endpoints.empty()) steps.push_back(Step::Transactions);
    return steps;
}

}  // namespace

Result<VerifyOutcome> verifySource(store::EventReader& events, const VerifyRequest& request,
                                   const std::shared_ptr<const catalog::Catalog>& catalog, const verify::PaceFunction& progress,
                                   const std::stop_token& stop)
{
    VCI_TRY(const integrity::Trust trust, loadTrust(request.settings));
    VCI_TRY(auto untrustedSealer, checkSealer(events, trust));
    VCI_TRY(const auto record, openRecord(request.source, events, stop));
    const std::stop_callback onStop(stop, [&record] { record->interrupt(); });

    verify::Inputs inputs;
    inputs.trusted = trust.keys;
    inputs.earlier = request.earlier;
    std::optional<Pins> pins;
    std::optional<integrity::Origin> origin;
    VCI_TRY(const store::RecordInfo info, record->info(stop));
    if (store::LogReader* const log = events.log(); log != nullptr && events.info().hasLog) {
        VCI_TRY(const auto heads, log->logs(stop));
        if (heads.empty()) return makeError(ErrorCode::Damaged, events.info().label + ": its table logs is empty");
        origin = integrity::Origin{heads.front().id, *events.tenant()};
        VCI_TRY(inputs.notes, recordedNotes(*log, request.settings, trust, *origin, stop));
        VCI_TRY(pins, Pins::open(request.settings.pinsFolder, trust, *origin));
        pins->addTo(inputs.notes);
        VCI_CHECK(judgeTimestamps(*log, request.settings, trust, *origin, inputs, stop));
        VCI_TRY(inputs.older, olderNotes(*log, info.olderLogs, request.settings, trust, *events.tenant(), stop));
    }
    // A source without a log may still name the one that was taken from it.
    std::vector<std::string> carried = info.olderLogs;
    if (origin) carried.push_back(origin->logId.toString());
    VCI_TRY(auto forgotten, forgottenLogs(events.info().kind, carried, origin ? std::string() : info.logId, request.settings,
                                          trust, *events.tenant()));
    std::ranges::move(forgotten.findings, std::back_inserter(inputs.findings));
    verify::PaceKeeper pace(stepsOf(events, request, trust), progress);
    VCI_CHECK(askAboutAnchors(events, request, trust, origin, inputs, pace, stop));
    VCI_TRY(auto weakened, schemaFindings(request.source, events.info(), stop));
    std::ranges::move(weakened, std::back_inserter(inputs.findings));
    if (casefile::CaseReader* const file = caseOf(events)) {
        VCI_TRY(auto custody, casefile::checkCustody(*file, stop));
        std::ranges::move(custody, std::back_inserter(inputs.findings));
    }
    // Behind what takes a connection of its own, and gives it back.
    DerivedChecks derived(events, request, catalog, stop);
    inputs.beside = [&derived, &pace] { return derived.finish(pace); };
    const auto told = [&pace](std::int64_t done, std::int64_t total) { pace.tell(verify::Step::Events, done, total); };

    VCI_TRY(auto report, verify::verify(events, *record, catalog, request.scope, std::move(inputs), told, stop));
    VCI_CHECK(record->confirmUnchanged(stop));
    VerifyOutcome outcome{std::move(report)};
    outcome.trustedKeys = std::ssize(trust.keys);
    outcome.untrustedSealer = std::move(untrustedSealer);
    for (const ForgottenLogs::Remark& remark : forgotten.remarks) outcome.report.reason += wordsOn(remark, outcome.report);
    if (pins) {
        VCI_TRY(outcome.pin, pins->keep(outcome.report));
    }
    return outcome;
}

}  // namespace vci::app
