// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/evidence/pins.h"

#include <algorithm>
#include <utility>

namespace vci::app {

using verify::RecordedNote;

namespace {

/// What makes it doubtful that the newest checkpoint should be remembered. Anything else (a protection that is off, an altered
/// event) is no reason to forget what the log was: a pin is what later tells.
bool isAboutLog(const Finding& finding)
{
    switch (finding.kind) {
    case FindingKind::LogGap:
    case FindingKind::LogRootMismatch:
    case FindingKind::LogTruncated:
    case FindingKind::CheckpointSignatureInvalid:
    case FindingKind::CheckpointInconsistent:
    case FindingKind::CheckpointMissing:
    case FindingKind::AnchorMismatch:
    case FindingKind::AnchorWrongChain:
    case FindingKind::AnchorWrongSender:
    case FindingKind::SealBroken:
        return true;
    default:
        return false;
    }
}

}  // namespace

Pins::Pins(integrity::Origin origin)
    : m_origin(std::move(origin))
{
}

Result<Pins> Pins::open(const std::filesystem::path& folder, const integrity::Trust& trust, integrity::Origin origin)
{
    Pins pins(std::move(origin));
    for (const integrity::VerifierKey& key : trust.keys) {
        if (key.name() != integrity::keyNameOf(pins.m_origin.logId)) continue;
        if (!pins.m_folder) {
            VCI_TRY(auto notes, integrity::NoteFolder::openOrMake(folder));
            pins.m_folder.emplace(std::move(notes));
        }
        VCI_TRY(auto known, pins.m_folder->notes(pins.m_origin, key));
        pins.m_known.push_back(Pinned{key, std::move(known)});
    }
    return pins;
}

void Pins::addTo(std::vector<RecordedNote>& notes) const
{
    for (const Pinned& pinned : m_known) {
        for (const integrity::SignedCheckpoint& one : pinned.notes) {
            notes.push_back(RecordedNote{RecordedNote::From::Pin, one.note.toString(),
                                         "your pin of size " + std::to_string(one.checkpoint.treeSize)});
        }
    }
}

Result<std::optional<std::string>> Pins::keep(const verify::Report& report)
{
    if (!m_folder || !report.checkpoint || std::ranges::any_of(report.findings, isAboutLog)) return std::optional<std::string>();
    VCI_TRY(const auto checkpoint, integrity::SignedCheckpoint::parse(*report.checkpoint));
    const auto pinned = std::ranges::find_if(m_known, [&checkpoint](const Pinned& one) {
        return integrity::signatureState(checkpoint.note, one.key) == integrity::SignatureState::Valid;
    });
    if (pinned == m_known.end()) return std::optional<std::string>();
    // Only a whole log joins checkpoints of several sizes: an exported case begins a row of pins or repeats one.
    if (report.selection && !pinned->notes.empty()) {
        const bool isKnown = std::ranges::any_of(pinned->notes, [&checkpoint](const integrity::SignedCheckpoint& one) {
            return one.checkpoint == checkpoint.checkpoint;
        });
        return isKnown ? std::optional(std::string("consistent")) : std::optional<std::string>();
    }
    VCI_TRY(const auto file, m_folder->lock(m_origin, pinned->key));
    // Verification held every pin against the log itself, which is more than a proof between the two.
    VCI_CHECK(file->add(checkpoint, [](const auto&, const auto&) -> Result<bool> { return true; }));
    const bool isFirst = std::ranges::all_of(m_known, [](const Pinned& one) { return one.notes.empty(); });
    return std::optional(std::string(isFirst ? "created" : "consistent"));
}

}  // namespace vci::app
