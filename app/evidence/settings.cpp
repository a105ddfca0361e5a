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

}  // namespace

EvidenceSettings defaultEvidenceSettings()
{
    return {baseFolder("XDG_CONFIG_HOME", ".config") / "voicecore" / "trust.json", false,
            baseFolder("XDG_STATE_HOME", ".local/state") / "voicecore" / "pins"};
}

Result<integrity::Trust> loadTrust(const EvidenceSettings& settings)
{
    std::error_code failure;
    if (!settings.isTrustNamed && !fs::exists(settings.trustFile, failure) && !failure) return integrity::Trust();
    return integrity::Trust::load(settings.trustFile);
}

}  // namespace vci::app
