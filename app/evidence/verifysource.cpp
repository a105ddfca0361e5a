// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/evidence/verifysource.h"

#include "app/evidence/anchors.h"
#include "app/evidence/derived.h"
#include "app/evidence/pins.h"
#include "app/source/opencase.h"
#include "app/source/opensource.h"
#include "core/casefile/check.h"
#include "core/store/logreader.h"
#include "core/verify/verifier.h"

#include <algorithm>
#include <iterator>
#include <utility>
#include <vector>

namespace vci::app {

namespace {

using verify::RecordedNote;

/// What the source itself and the journal keep of the log in force.
Result<std::vector<RecordedNote>> recordedNotes(store::LogReader& log, const EvidenceSettings& settings,
                                                const integrity::Trust& trust, const integrity::Origin& origin,
                                                const std::stop_token& stop)
{
    std::vector<RecordedNote> notes;
    VCI_TRY(const auto stored, log.checkpoints(origin.logId, stop));
    notes.reserve(stored.size());
    for (const store::StoredCheckpoint& one : stored) {
        notes.push_back(RecordedNote{RecordedNote::From::Store, one.note,
                                     "the checkpoint of size " + std::to_string(one.treeSize), one.treeSize,
                                     one.root.value_or(Sha256{})});
    }
    if (settings.journal.empty()) return notes;
    VCI_TRY(const auto journal, integrity::NoteFolder::open(settings.journal));
    for (const integrity::VerifierKey& key : trust.keys) {
        if (key.name() != integrity::keyNameOf(origin.logId)) continue;
        VCI_TRY(const auto kept, journal.notes(origin, key));
        for (const integrity::SignedCheckpoint& one : kept) {
            notes.push_back(RecordedNote{RecordedNote::From::Journal, one.note.toString(),
                                         "the journal's note of size " + std::to_string(one.checkpoint.treeSize)});
        }
    }
    return notes;
}

/// Every protection of a hardened database that is not as shipped.
Result<std::vector<Finding>> schemaFindings(const std::string& source, const store::SourceInfo& info, const std::stop_token& stop)
{
    if (info.kind != store::SourceKind::HardenedPostgres) return std::vector<Finding>();
    VCI_TRY(const auto administration, openAdministration(source));
    VCI_TRY(auto status, administration->status(stop));
    return std::move(status.findings);
}

}  // namespace

Result<VerifyOutcome> verifySource(store::EventReader& events, const VerifyRequest& request,
                                   const std::shared_ptr<const catalog::Catalog>& catalog, const VerifyProgress& progress,
                                   const std::stop_token& stop)
{
    VCI_TRY(const integrity::Trust trust, loadTrust(request.settings));
    VCI_TRY(const auto record, openRecord(request.source, events, stop));
    const std::stop_callback onStop(stop, [&record] { record->interrupt(); });

    verify::Inputs inputs;
    inputs.trusted = trust.keys;
    std::optional<Pins> pins;
    std::optional<integrity::Origin> origin;
    if (store::LogReader* const log = events.log(); log != nullptr && events.info().hasLog) {
        VCI_TRY(const auto heads, log->logs(stop));
        origin = integrity::Origin{heads.front().id, *events.tenant()};
        VCI_TRY(inputs.notes, recordedNotes(*log, request.settings, trust, *origin, stop));
        VCI_TRY(pins, Pins::open(request.settings.pinsFolder, trust, *origin));
        pins->addTo(inputs.notes);
    }
    VCI_CHECK(askAboutAnchors(events, request, trust, origin, inputs, progress, stop));
    VCI_TRY(auto weakened, schemaFindings(request.source, events.info(), stop));
    std::ranges::move(weakened, std::back_inserter(inputs.findings));
    if (casefile::CaseReader* const file = caseOf(events)) {
        VCI_TRY(auto custody, casefile::checkCustody(*file, stop));
        std::ranges::move(custody, std::back_inserter(inputs.findings));
    }
    VCI_TRY(auto derived, derivedFindings(events, request, catalog, progress, stop));
    std::ranges::move(derived, std::back_inserter(inputs.findings));
    const auto told = [&progress](std::int64_t done, std::int64_t total) { progress(VerifyStep::Events, done, total); };

    VCI_TRY(auto report, verify::verify(events, *record, catalog, request.scope, std::move(inputs), told, stop));
    VCI_CHECK(record->confirmUnchanged(stop));
    VerifyOutcome outcome{std::move(report)};
    outcome.trustedKeys = std::ssize(trust.keys);
    if (pins) {
        VCI_TRY(outcome.pin, pins->keep(outcome.report));
    }
    return outcome;
}

}  // namespace vci::app
