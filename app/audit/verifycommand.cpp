// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/audit/commands.h"
#include "app/audit/findingtext.h"
#include "app/audit/texttable.h"
#include "app/audit/trustsettings.h"
#include "app/source/opencase.h"
#include "app/source/opensource.h"
#include "core/base/hex.h"
#include "core/casefile/check.h"
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

using verify::RecordedNote;

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

/// The user's pins of one log, and what verification adds to them.
class Pins {
public:
    [[nodiscard]] static Result<Pins> open(const Session& session, const integrity::Trust& trust, integrity::Origin origin)
    {
        Pins pins(std::move(origin));
        // The newest key of the log's name: one signs at a time.
        for (const integrity::VerifierKey& key : trust.keys) {
            if (key.name() == integrity::keyNameOf(pins.m_origin.logId)) pins.m_key = key;
        }
        if (!pins.m_key) return pins;
        VCI_TRY(auto folder, integrity::NoteFolder::openOrMake(pinsFolder(session)));
        pins.m_folder.emplace(std::move(folder));
        VCI_TRY(pins.m_known, pins.m_folder->notes(pins.m_origin, *pins.m_key));
        return pins;
    }

    void addTo(std::vector<RecordedNote>& notes) const
    {
        for (const integrity::SignedCheckpoint& one : m_known) {
            notes.push_back(RecordedNote{RecordedNote::From::Pin, one.note.toString(),
                                         "your pin of size " + std::to_string(one.checkpoint.treeSize)});
        }
    }

    /// "created", "consistent", or nothing where there is nothing to pin.
    [[nodiscard]] Result<std::optional<std::string>> keep(const verify::Report& report)
    {
        if (!m_folder || !report.checkpoint || report.badge == verify::Badge::Mismatch) return std::optional<std::string>();
        VCI_TRY(const auto checkpoint, integrity::SignedCheckpoint::parse(*report.checkpoint));
        // Only a whole log joins checkpoints of several sizes: an exported case begins a row of pins or repeats one.
        const bool isKnown = std::ranges::any_of(
            m_known, [&checkpoint](const integrity::SignedCheckpoint& one) { return one.checkpoint == checkpoint.checkpoint; });
        if (report.selection && !m_known.empty())
            return isKnown ? std::optional(std::string("consistent")) : std::optional<std::string>();
        VCI_TRY(const auto file, m_folder->lock(m_origin, *m_key));
        // Verification held every pin against the log itself, which is more than a proof between the two.
        VCI_CHECK(file->add(checkpoint, [](const auto&, const auto&) -> Result<bool> { return true; }));
        return std::optional(std::string(m_known.empty() ? "created" : "consistent"));
    }

private:
    explicit Pins(integrity::Origin origin)
        : m_origin(std::move(origin))
    {
    }
    integrity::Origin m_origin;
    std::optional<integrity::VerifierKey> m_key;
    std::optional<integrity::NoteFolder> m_folder;
    std::vector<integrity::SignedCheckpoint> m_known;
};

/// What the source itself and the journal keep of the log in force.
Result<std::vector<RecordedNote>> recordedNotes(const Session& session, store::LogReader& log, const integrity::Trust& trust,
                                                const integrity::Origin& origin)
{
    std::vector<RecordedNote> notes;
    VCI_TRY(const auto stored, log.checkpoints(origin.logId, session.stop()));
    for (const store::StoredCheckpoint& one : stored) {
        notes.push_back(RecordedNote{RecordedNote::From::Store, one.note,
                                     "the checkpoint of size " + std::to_string(one.treeSize), one.treeSize,
                                     one.root.value_or(Sha256{})});
    }
    if (session.options().journal.empty()) return notes;
    VCI_TRY(const auto journal, openJournal(session));
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

/// What is wrong with the custody log of a case file.
Result<std::vector<Finding>> custodyFindings(store::EventReader& reader, const std::stop_token& stop)
{
    casefile::CaseReader* const file = app::caseOf(reader);
    return file == nullptr ? std::vector<Finding>() : casefile::checkCustody(*file, stop);
}

/// Every protection of a hardened database that is not as shipped.
Result<std::vector<Finding>> schemaFindings(const std::string& store, const store::SourceInfo& info, const std::stop_token& stop)
{
    if (info.kind != store::SourceKind::HardenedPostgres) return std::vector<Finding>();
    VCI_TRY(const auto administration, app::openAdministration(store));
    VCI_TRY(auto status, administration->status(stop));
    return std::move(status.findings);
}

void writeAnchor(JsonText& json, const verify::AnchorReport& anchor)
{
    const auto textOrNull = [&json](std::string_view name, const std::optional<std::string>& text) {
        json.key(name);
        text ? json.string(*text) : json.null();
    };
    json.beginObject();
    json.member("chain_id", anchor.chainId);
    json.member("tx_hash", anchor.txHash);
    json.member("sender", anchor.sender);
    json.member("root", toHex(anchor.root));
    json.key("block_number");
    anchor.blockNumber ? json.integer(*anchor.blockNumber) : json.null();
    textOrNull("block_hash", anchor.blockHash);
    textOrNull("block_time", anchor.blockTime ? std::optional(anchor.blockTime->toString()) : std::nullopt);
    json.key("final");
    json.boolean(anchor.isFinal);
    textOrNull("finding", anchor.finding ? std::optional(std::string(kindName(*anchor.finding))) : std::nullopt);
    json.end();
}

constexpr verify::Badge kBadges[] = {verify::Badge::Verified, verify::Badge::SignedOnly, verify::Badge::SelfConsistent,
                                     verify::Badge::Pending,  verify::Badge::NotCovered, verify::Badge::Mismatch,
                                     verify::Badge::Unknown};

void writeJson(JsonText& json, const verify::Report& report, const std::optional<std::string>& pin)
{
    const auto textOrNull = [&json](std::string_view name, const std::optional<std::string>& text) {
        json.key(name);
        text ? json.string(*text) : json.null();
    };
    json.beginObject();
    json.member("tenant_id", report.tenantId.toString());
    textOrNull("origin", report.origin.empty() ? std::nullopt : std::optional(report.origin));
    json.member("events", report.events);
    json.member("aggregates", report.aggregates);
    json.member("badge", verify::badgeName(report.badge));
    json.member("reason", report.reason);
    textOrNull("pin", pin);
    textOrNull("checkpoint", report.checkpoint);
    json.key("selection");
    if (report.selection) {
        json.beginObject();
        json.key("whole_aggregates");
        json.boolean(report.selection->isOfWholeAggregates);
        json.member("proved", report.selection->proved);
        json.key("unproved");
        json.beginArray();
        for (const EventId id : report.selection->unproved) json.string(id.toString());
        json.end();
        json.end();
    } else {
        json.null();
    }
    json.key("recovered");
    json.boolean(report.isRecovered);
    json.member("lost_events", report.lostEvents);
    json.key("anchors");
    json.beginArray();
    for (const verify::AnchorReport& anchor : report.anchors) writeAnchor(json, anchor);
    json.end();
    json.key("coverage");
    json.beginObject();
    for (const verify::Badge badge : kBadges) json.member(verify::badgeName(badge), report.coverage.of(badge));
    json.end();
    json.key("findings");
    json.beginArray();
    for (const Finding& finding : report.findings) writeFinding(json, finding);
    json.end();
    json.end();
}

std::string badgeWords(verify::Badge badge)
{
    switch (badge) {
    case verify::Badge::Mismatch:
        return "Mismatch";
    case verify::Badge::Unknown:
        return "Unknown";
    case verify::Badge::NotCovered:
        return "Not covered";
    case verify::Badge::Pending:
        return "Pending";
    case verify::Badge::SelfConsistent:
        return "Self-consistent only";
    case verify::Badge::SignedOnly:
        return "Signed only";
    case verify::Badge::Verified:
        return "Verified";
    }
    return {};
}

void writeText(Output& out, const verify::Report& report, const std::optional<std::string>& pin)
{
    const auto line = [&out](std::string name, const std::string& value) {
        name.resize(12, ' ');
        out.write(name + value + "\n");
    };
    line("badge", badgeWords(report.badge) + (report.verifiedTo ? " to " + report.verifiedTo->toString() : ""));
    line("why", report.reason);
    line("events", grouped(report.events) + " in " + grouped(report.aggregates) + " aggregates");
    if (!report.origin.empty()) line("log", report.origin);
    if (report.isRecovered)
        line("recovered", "a restore began a new log; " + grouped(report.lostEvents) + " events of older logs are lost");
    if (report.checkpointSize) line("checkpoint", "size " + grouped(*report.checkpointSize) + ", by a trusted key");
    if (report.selection)
        line("selection",
             grouped(report.selection->proved) + " events lead by their inclusion paths to the checkpoint of the case");
    if (pin) line("pin", *pin == "created" ? "created: the next run must be consistent with it" : "consistent");
    for (const verify::Badge badge : kBadges) {
        const std::int64_t count = report.coverage.of(badge);
        if (count > 0) line("", grouped(count) + " " + badgeWords(badge));
    }
    writeFindings(out, report.findings);
}

}  // namespace

Result<ExitCode> runVerify(Session& session)
{
    const Options& options = session.options();
    VCI_TRY(const verify::Scope scope, scopeOf(options));
    VCI_TRY(const integrity::Trust trust, loadTrust(session));
    VCI_TRY(const std::string store, session.storeName());
    VCI_TRY(const auto catalog, session.catalog());
    VCI_TRY(store::EventReader* const reader, session.openSource());
    if (!session.hasTenant()) return makeError(ErrorCode::NotFound, store + " holds no tenant yet: there is nothing to verify");
    VCI_TRY(const auto record, app::openRecord(store, *reader->tenant(), session.stop()));
    const std::stop_callback onStop(session.stop(), [&record] { record->interrupt(); });

    verify::Inputs inputs;
    inputs.trusted = trust.keys;
    std::optional<Pins> pins;
    if (reader->info().hasLog) {
        VCI_TRY(store::LogReader* const log, logOf(session));
        VCI_TRY(const auto heads, log->logs(session.stop()));
        const integrity::Origin origin{heads.front().id, *reader->tenant()};
        VCI_TRY(inputs.notes, recordedNotes(session, *log, trust, origin));
        VCI_TRY(pins, Pins::open(session, trust, origin));
        pins->addTo(inputs.notes);
    }
    VCI_TRY(inputs.findings, schemaFindings(store, reader->info(), session.stop()));
    VCI_TRY(auto custody, custodyFindings(*reader, session.stop()));
    std::ranges::move(custody, std::back_inserter(inputs.findings));

    Progress progress("events verified");
    VCI_TRY(const verify::Report report,
            verify::verify(
                *reader, *record, catalog, scope, std::move(inputs),
                [&progress](std::int64_t done, std::int64_t) { progress.show(done); }, session.stop()));
    VCI_CHECK(record->confirmUnchanged(session.stop()));
    if (report.events == 0 && (scope.aggregate || scope.event) && !report.has(Severity::Error))
        return makeError(ErrorCode::NotFound, scope.event
                                                  ? "there is no event " + scope.event->toString() + " in this tenant"
                                                  : "there is no aggregate " + scope.aggregate->toString() + " in this tenant");
    std::optional<std::string> pin;
    if (pins) {
        VCI_TRY(pin, pins->keep(report));
    }
    if (options.json)
        writeJson(session.json(), report, pin);
    else
        writeText(session.out(), report, pin);
    if (report.has(Severity::Error) || (options.strict && report.has(Severity::Warning))) return ExitCode::Found;
    return report.reaches(levelOf(options, report.hasLog)) ? ExitCode::Fine : ExitCode::NotProvable;
}

}  // namespace vci::audit
