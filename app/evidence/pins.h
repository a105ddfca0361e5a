// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/integrity/notefolder.h"
#include "core/integrity/trust.h"
#include "core/verify/notes.h"
#include "core/verify/report.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace vci::app {

/// The user's pins of one log, and what verification adds to them.
class Pins {
public:
    /// Empty where trust names no key of the log: there is nothing that a pin could hold. Errors: those of NoteFolder.
    [[nodiscard]] static Result<Pins> open(const std::filesystem::path& folder, const integrity::Trust& trust,
                                           integrity::Origin origin);

    void addTo(std::vector<verify::RecordedNote>& notes) const;
    /// "created", "consistent", or nothing where there is nothing to pin.
    [[nodiscard]] Result<std::optional<std::string>> keep(const verify::Report& report);

private:
    /// What is pinned of one trusted key.
    struct Pinned {
        integrity::VerifierKey key;
        std::vector<integrity::SignedCheckpoint> notes;
    };

    explicit Pins(integrity::Origin origin);

    integrity::Origin m_origin;
    std::optional<integrity::NoteFolder> m_folder;
    std::vector<Pinned> m_known;  ///< a key may follow another one: each has its file
};

}  // namespace vci::app
