// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/evidence/pins.h"

#include <algorithm>
#include <utility>

namespace vci::app {

using verify::RecordedNote;

Pins::Pins(integrity::Origin origin)
    : m_origin(std::move(origin))
{
}

Result<Pins> Pins::open(const std::filesystem::path& folder, const integrity::Trust& trust, integrity::Origin origin)
{
    Pins pins(std::move(origin));
    // The newest key of the log's name: one signs at a time.
    for (const integrity::VerifierKey& key : trust.keys) {
        if (key.name() == integrity::keyNameOf(pins.m_origin.logId)) pins.m_key = key;
    }
    if (!pins.m_key) return pins;
    VCI_TRY(auto notes, integrity::NoteFolder::openOrMake(folder));
    pins.m_folder.emplace(std::move(notes));
    VCI_TRY(pins.m_known, pins.m_folder->notes(pins.m_origin, *pins.m_key));
    return pins;
}

void Pins::addTo(std::vector<RecordedNote>& notes) const
{
    for (const integrity::SignedCheckpoint& one : m_known) {
        notes.push_back(RecordedNote{RecordedNote::From::Pin, one.note.toString(),
                                     "your pin of size " + std::to_string(one.checkpoint.treeSize)});
    }
}

Result<std::optional<std::string>> Pins::keep(const verify::Report& report)
{
    if (!m_folder || !report.checkpoint || report.badge == verify::Badge::Mismatch) return std::optional<std::string>();
    VCI_TRY(const auto checkpoint, integrity::SignedCheckpoint::parse(*report.checkpoint));
    // Only a whole log joins checkpoints of several sizes: an exported case begins a row of pins or repeats one.
    if (report.selection && !m_known.empty()) {
        const bool isKnown = std::ranges::any_of(
            m_known, [&checkpoint](const integrity::SignedCheckpoint& one) { return one.checkpoint == checkpoint.checkpoint; });
        return isKnown ? std::optional(std::string("consistent")) : std::optional<std::string>();
    }
    VCI_TRY(const auto file, m_folder->lock(m_origin, *m_key));
    // Verification held every pin against the log itself, which is more than a proof between the two.
    VCI_CHECK(file->add(checkpoint, [](const auto&, const auto&) -> Result<bool> { return true; }));
    return std::optional(std::string(m_known.empty() ? "created" : "consistent"));
}

}  // namespace vci::app
