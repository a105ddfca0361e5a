// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/audit/trustsettings.h"

#include "core/integrity/signing.h"

#include <cstdlib>

namespace vci::audit {

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

fs::path trustFile(const Session& session)
{
    if (!session.options().trust.empty()) return session.options().trust;
    return baseFolder("XDG_CONFIG_HOME", ".config") / "voicecore" / "trust.json";
}

Result<integrity::Trust> loadTrust(const Session& session)
{
    const fs::path file = trustFile(session);
    std::error_code failure;
    if (session.options().trust.empty() && !fs::exists(file, failure) && !failure) return integrity::Trust();
    return integrity::Trust::load(file);
}

fs::path pinsFolder(const Session& session)
{
    if (!session.options().pins.empty()) return session.options().pins;
    return baseFolder("XDG_STATE_HOME", ".local/state") / "voicecore" / "pins";
}

Result<integrity::NoteFolder> openJournal(const Session& session)
{
    if (session.options().journal.empty())
        return makeError(ErrorCode::Io,
                         "no journal was named, and without one nothing is signed: give --journal DIR, or set VCI_JOURNAL");
    auto journal = integrity::NoteFolder::open(session.options().journal);
    if (journal.ok()) return journal;
    return makeError(ErrorCode::Io,
                     "the journal " + journal.error().message + "; without it nothing is signed (a new one: mkdir)");
}

Result<integrity::SignerKey> signerKey(const Session& session)
{
    if (session.options().key.empty())
        return makeError(ErrorCode::Usage,
                         "no key was named: give --key FILE, or set VCI_KEY (voicecore-audit log key generate makes one)");
    return integrity::loadSignerKey(session.options().key);
}

Result<store::LogReader*> logOf(const Session& session)
{
    store::EventReader& source = *session.source();
    store::LogReader* const log = source.log();
    if (log == nullptr)
        return makeError(ErrorCode::NotSupported, source.info().label + " has no log: `voicecore-audit db migrate` gives it one");
    if (!session.hasTenant())
        return makeError(ErrorCode::NotFound, source.info().label + " holds no tenant yet: its log is empty");
    return log;
}

}  // namespace vci::audit
