// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/audit/commands.h"
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
    return scope;
}

verify::Level levelOf(const Options& options, bool hasLog)
{
    if (options.require == "anchored") return verify::Level::Anchored;
    if (options.require == "self" || (options.require.empty() && !hasLog)) return verify::Level::Self;
    return verify::Level::Signed;
}

std::string nameOf(app::VerifyStep step)
{
    switch (step) {
    case app::VerifyStep::Anchors:
        return "anchors checked";
    case app::VerifyStep::Transactions:
        return "transactions looked up";
    case app::VerifyStep::Snapshots:
        return "snapshots looked at";
    case app::VerifyStep::ReadModels:
        return "events compared";
    case app::VerifyStep::Events:
        break;
    }
    return "events verified";
}

Result<std::vector<anchor::BlockHash>> vouchedBlocks(const Options& options)
{
    std::vector<anchor::BlockHash> blocks;
    for (const std::string& text : options.blocks) {
        const auto hash = anchor::BlockHash::tryFromString(text);
        if (!hash) return makeError(ErrorCode::Usage, "--block must be a block's hash, 0x and 64 hex digits, not " + text);
        blocks.push_back(*hash);
    }
    return blocks;
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
    VCI_TRY(const auto blocks, vouchedBlocks(options));

    std::optional<Progress> progress;
    std::optional<app::VerifyStep> shown;
    const auto told = [&](app::VerifyStep step, std::int64_t done, std::int64_t) {
        if (std::exchange(shown, step) != step) progress.emplace(nameOf(step));
        progress->show(done);
    };
    const app::VerifyRequest request{store, scope, evidenceSettings(session), options.offline, blocks, options.foreign};
    VCI_TRY(const auto outcome, app::verifySource(*reader, request, catalog, told, session.stop()));
    // Confirmed already, when all was read; a sealed file is not hashed for nothing.
    session.closeSource();
    const verify::Report& report = outcome.report;
    if (report.events == 0 && (scope.aggregate || scope.event) && !report.has(Severity::Error))
        return makeError(ErrorCode::NotFound, scope.event
                                                  ? "there is no event " + scope.event->toString() + " in this tenant"
                                                  : "there is no aggregate " + scope.aggregate->toString() + " in this tenant");
    if (report.transactionsLeft > 0)
        tell("note: " + std::to_string(report.transactionsLeft) + " more events name a transaction; only the first " +
             std::to_string(report.transactions.size()) + " were looked up");
    if (options.json)
        writeVerification(session.json(), report, outcome.pin);
    else
        writeVerification(session.out(), report, outcome.pin);
    if (report.has(Severity::Error) || (options.strict && report.has(Severity::Warning))) return ExitCode::Found;
    return report.reaches(levelOf(options, report.hasLog)) ? ExitCode::Fine : ExitCode::NotProvable;
}

}  // namespace vci::audit
