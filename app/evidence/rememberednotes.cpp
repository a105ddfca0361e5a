// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/evidence/rememberednotes.h"

#include "app/evidence/pins.h"
#include "core/integrity/notefolder.h"

#include <algorithm>
#include <filesystem>
#include <set>
#include <string_view>
#include <utility>

namespace vci::app {

namespace {

using verify::RecordedNote;

constexpr std::string_view kKeyPrefix = "voicecore/";

/// The logs that a trusted key signs.
std::set<std::string> trustedLogs(const integrity::Trust& trust)
{
    std::set<std::string> ids;
    for (const integrity::VerifierKey& key : trust.keys) {
        if (!key.name().starts_with(kKeyPrefix)) continue;
        const auto id = LogId::tryFromString(key.name().substr(kKeyPrefix.size()));
        if (id) ids.insert(id->toString());
    }
    return ids;
}

/// What pins and journal hold of one log, without making a folder.
Result<std::vector<RecordedNote>> rememberedNotes(const EvidenceSettings& settings, const integrity::Trust& trust,
                                                  const integrity::Origin& origin)
{
    std::vector<RecordedNote> notes;
    std::error_code ignored;
    if (std::filesystem::exists(settings.pinsFolder, ignored)) {
        VCI_TRY(const auto pins, Pins::open(settings.pinsFolder, trust, origin));
        pins.addTo(notes);
    }
    VCI_CHECK(addJournal(settings, trust, origin, notes));
    return notes;
}

}  // namespace

Result<void> addJournal(const EvidenceSettings& settings, const integrity::Trust& trust, const integrity::Origin& origin,
                        std::vector<RecordedNote>& notes)
{
    if (settings.journal.empty()) return {};
    VCI_TRY(const auto journal, integrity::NoteFolder::open(settings.journal));
    for (const integrity::VerifierKey& key : trust.keys) {
        if (key.name() != integrity::keyNameOf(origin.logId)) continue;
        VCI_TRY(const auto kept, journal.notes(origin, key));
        for (const integrity::SignedCheckpoint& one : kept) {
            notes.push_back(RecordedNote{RecordedNote::From::Journal, one.note.toString(),
                                         "the journal's note of size " + std::to_string(one.checkpoint.treeSize)});
        }
    }
    return {};
}

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
    VCI_CHECK(addJournal(settings, trust, origin, notes));
    return notes;
}

Result<std::vector<verify::OlderNotes>> olderNotes(store::LogReader& log, std::span<const std::string> olderLogs,
                                                   const EvidenceSettings& settings, const integrity::Trust& trust,
                                                   TenantId tenant, const std::stop_token& stop)
{
    std::vector<verify::OlderNotes> older;
    for (const std::string& name : olderLogs) {
        const auto id = LogId::tryFromString(name);
        if (!id) continue;
        const integrity::Origin origin{*id, tenant};
        VCI_TRY(auto notes, recordedNotes(log, settings, trust, origin, stop));
        VCI_TRY(const auto pins, Pins::open(settings.pinsFolder, trust, origin));
        pins.addTo(notes);
        older.push_back({*id, std::move(notes)});
    }
    return older;
}

Result<ForgottenLogs> forgottenLogs(store::SourceKind kind, std::span<const std::string> carried, const std::string& named,
                                    const EvidenceSettings& settings, const integrity::Trust& trust, TenantId tenant)
{
    ForgottenLogs forgotten;
    for (const std::string& id : trustedLogs(trust)) {
        if (std::ranges::find(carried, id) != carried.end()) continue;
        const LogId log = *LogId::tryFromString(id);
        VCI_TRY(const auto notes, rememberedNotes(settings, trust, integrity::Origin{log, tenant}));
        if (notes.empty()) continue;
        const std::string known =
            "the source does not have the log " + id + " of this tenant, over which " + notes.back().where + " was signed: ";
        if (kind != store::SourceKind::HardenedPostgres && id != named) {
            forgotten.remarks.push_back({log, known + "it is another one than you saw then, or its log was taken away"});
            continue;
        }
        const char* const how = id == named ? "it was taken away"
                                            : "it was taken away or replaced, or this is another database than the one you saw "
                                              "then (keep the pins of a copy in a folder of their own: --pins)";
        forgotten.findings.push_back({FindingKind::LogTruncated,
                                      severityOf(FindingKind::LogTruncated),
                                      {},
                                      {},
                                      {},
                                      "the log " + id,
                                      carried.empty() ? "none" : "another log",
                                      verify::capitalised(known + how)});
    }
    return forgotten;
}

}  // namespace vci::app
