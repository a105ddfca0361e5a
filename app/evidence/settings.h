// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/result.h"
#include "core/integrity/trust.h"
#include "core/timestamp/authorities.h"

#include <filesystem>

namespace vci::app {

/// Where the user keeps what evidence is held against (PROOF 3); never taken from what is judged.
struct EvidenceSettings {
    std::filesystem::path trustFile;
    bool isTrustNamed = false;  ///< the user named the file: then it must be there
    std::filesystem::path pinsFolder;
    std::filesystem::path journal = {};  ///< empty: none was named
};

/// What VCI_TRUST, VCI_PINS and VCI_JOURNAL name; else $XDG_CONFIG_HOME/voicecore/trust.json, $XDG_STATE_HOME/voicecore/pins, and
/// no journal.
[[nodiscard]] EvidenceSettings defaultEvidenceSettings();

/// The trust file; nothing is trusted where nobody named one and the default one is not there. Errors: those of Trust::load().
[[nodiscard]] Result<integrity::Trust> loadTrust(const EvidenceSettings& settings);
/// The certificates behind trust.timestampAuthorities; files among them are read. Errors: Usage and Io, naming the file or the
/// place in the trust file.
[[nodiscard]] Result<timestamp::Authorities> loadAuthorities(const EvidenceSettings& settings, const integrity::Trust& trust);

}  // namespace vci::app
