// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/evidence/settings.h"

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <sstream>

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

Result<timestamp::Authorities> loadAuthorities(const EvidenceSettings& settings, const integrity::Trust& trust)
{
    timestamp::Authorities authorities;
    for (std::size_t i = 0; i < trust.timestampAuthorities.size(); ++i) {
        const std::string& named = trust.timestampAuthorities[i];
        const std::string place =
            "/timestamp_authorities/" + std::to_string(i) + " of the trust file " + settings.trustFile.string();
        if (integrity::Trust::isPem(named)) {
            VCI_CHECK(authorities.add(named, place));
            continue;
        }
        const fs::path file = settings.trustFile.parent_path() / named;
        std::ifstream stream(file, std::ios::binary);
        std::ostringstream text;
        if (!stream || !(text << stream.rdbuf()))
            return makeError(ErrorCode::Io, "the file " + file.string() + ", which " + place +
                                                " names, cannot be read: " + (errno != 0 ? std::strerror(errno) : "it is empty"));
        VCI_CHECK(authorities.add(text.str(), "the file " + file.string() + ", which " + place + " names,"));
    }
    return authorities;
}

}  // namespace vci::app
