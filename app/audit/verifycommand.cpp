// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/audit/commands.h"
#include "app/audit/texttable.h"
#include "app/audit/trustsettings.h"
#include "app/audit/verifyprinter.h"
#include "app/evidence/verifysource.h"
#include "core/verify/verifier.h"

#include <algorithm>
#include <filesystem>
#include <functional>
#include <iterator>
#include <optional>
#include <stop_token>
#include <string>
#include <utility>

namespace vci::audit {

namespace {

Result<std::optional<Timestamp>> timeOf(const std::string& text)
{
    if (text.empty()) return std::optional<Timestamp>();
    VCI_TRY(const Timestamp time, Timestamp::parse(text));
    return std::optional(time);
}

Result<verify::Scope> scopeOf(const Options& options)
{
    verify::Scope scope;
    if (!options.aggregate.empty()) {
        VCI_TRY(scope.aggregate, parseId<AggregateId>(options.aggregate, "AGGREGATE"));
    }
    if (!options.event.empty()) {
        VCI_TRY(scope.event, parseId<EventId>(options.event, "--event"));
    }
    VCI_TRY(scope.from, timeOf(options.from));
    VCI_TRY(scope.to, timeOf(options.to));
    if (scope.from && scope.to && *scope.from >= *scope.to) return makeError(ErrorCode::Usage, "--to must be later than --from");
    return scope;
}

verify::Level levelOf(const Options& options, const verify::Report& report, const verify::Scope& scope)
{
    if (options.require == "anchored") return verify::Level::Anchored;
    // A source that is new and empty is as good as one can be; a stretch without an event proves nothing.
    const bool isNew = report.events == 0 && scope.isWhole();
    if (options.require == "self" || (options.require.empty() && (!report.hasLog || isNew))) return verify::Level::Self;
    return verify::Level::Signed;
}

const char* wordsOf(verify::Step step)
{
    switch (step) {
    case verify::Step::Anchors:
        return "anchors checked";
    case verify::Step::Transactions:
        return "transactions looked up";
    case verify::Step::Snapshots:
        return "snapshots looked at";
    case verify::Step::ReadModels:
        return "events held against read models";
    case verify::Step::Events:
        break;
    }
    return "events verified";
}

/// "62 %, step 3 of 4: 1 200 events verified"
std::string lineOf(const verify::Pace& pace)
{
    return std::to_string(pace.perMille / 10) + " %, step " + std::to_string(pace.number) + " of " + std::to_string(pace.steps) +
           ": " + grouped(pace.done) + " " + wordsOf(pace.step);
}

}  // namespace

Result<ExitCode> runVerify(Session& session)
{
    const Options& options = session.options();
    VCI_TRY(const verify::Scope scope, scopeOf(options));
    VCI_TRY(const std::string store, session.storeName());
    VCI_TRY(const auto catalog, session.catalog());
    VCI_TRY(store::EventReader* const reader, session.openSource());
    if (!session.hasTenant()) return makeError(ErrorCode::NotFound, store + " holds no tenant yet: there is nothing to verify");
    VCI_TRY(const auto blocks, vouchedBlocks(session));

    std::optional<Progress> progress(std::in_place, "");
    const auto told = [&](const verify::Pace& pace) { progress->showLine(lineOf(pace)); };
    const app::VerifyRequest request{store, scope, evidenceSettings(session), options.offline, blocks, options.foreign};
    VCI_TRY(const auto outcome, app::verifySource(*reader, request, catalog, told, session.stop()));
    progress.reset();
    // Confirmed already, when all was read; a sealed file is not hashed for nothing.
    session.closeSource();
    const verify::Report& report = outcome.report;
    if (report.events == 0 && (scope.aggregate || scope.event) && !report.has(Severity::Error))
        return makeError(ErrorCode::NotFound, scope.event
                                                  ? "there is no event " + scope.event->toString() + " in this tenant"
                                                  : "there is no aggregate " + scope.aggregate->toString() + " in this tenant");
    if (report.transactionsLeft > 0)
        tell("note: " + std::to_string(report.transactionsLeft) +
             (report.transactionsLeft == 1 ? " more event names" : " more events name") + " a transaction; only the first " +
             std::to_string(report.transactions.size()) + " were looked up");
    if (outcome.untrustedSealer)
        tell("note: the case is sealed by " + *outcome.untrustedSealer +
             ", a name that the trust file has no key of: nothing but the "
             "case itself says that this is the examiner's key");
    if (!outcome.pin && report.checkpoint && !report.selection)
        tell("note: no pin of the checkpoint was kept, because what is wrong concerns the log itself");
    if (options.json)
        writeVerification(session.json(), report, outcome.pin);
    else
        writeVerification(session.out(), report, outcome.pin);
    if (report.has(Severity::Error) || (options.strict && report.has(Severity::Warning))) return ExitCode::Found;
    return report.reaches(levelOf(options, report, scope)) ? ExitCode::Fine : ExitCode::NotProvable;
}

}  // namespace vci::audit
