// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/evidence/settings.h"

#include <cstdlib>

namespace vci::app {

namespace {

namespace fs = std::filesystem;

/// An XDG base directory; a relative one is ignored, as the specification says.
fs::path baseFolder(const char* variable, const char* below)
{
    const char* const given = std::getenv(variable);
    if (given != nullptr && *given == '/') return given;
    const char* const home = std::getenv("HOME");
    return fs::path(home == nullptr ? "/" : home) / below;
}

fs::path named(const char* variable)
{
    const char* const given = std::getenv(variable);
    return given == nullptr ? "" : given;
}

}  // namespace

EvidenceSettings defaultEvidenceSettings()
{
    EvidenceSettings settings{named("VCI_TRUST"), true, named("VCI_PINS"), named("VCI_JOURNAL")};
    if (settings.trustFile.empty()) {
        settings.trustFile = baseFolder("XDG_CONFIG_HOME", ".config") / "voicecore" / "trust.json";
        settings.isTrustNamed = false;
    }
    if (settings.pinsFolder.empty()) settings.pinsFolder = baseFolder("XDG_STATE_HOME", ".local/state") / "voicecore" / "pins";
    return settings;
}

Result<integrity::Trust> loadTrust(const EvidenceSettings& settings)
{
    std::error_code failure;
    if (!settings.isTrustNamed && !fs::exists(settings.trustFile, failure) && !failure) return integrity::Trust();
    return integrity::Trust::load(settings.trustFile);
}

}  // namespace vci::app
