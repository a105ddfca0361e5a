// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/audit/trustsettings.h"

#include "core/base/utf8.h"
#include "core/integrity/signing.h"

namespace vci::audit {

app::EvidenceSettings evidenceSettings(const Session& session)
{
    const Options& options = session.options();
    app::EvidenceSettings settings = app::defaultEvidenceSettings();
    settings.isTrustNamed = !options.trust.empty();
    if (!options.trust.empty()) settings.trustFile = options.trust;
    if (!options.pins.empty()) settings.pinsFolder = options.pins;
    settings.journal = options.journal;
    return settings;
}

Result<integrity::Trust> loadTrust(const Session& session)
{
    return app::loadTrust(evidenceSettings(session));
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

Result<std::vector<anchor::BlockHash>> vouchedBlocks(const Session& session)
{
    std::vector<anchor::BlockHash> blocks;
    for (const std::string& text : session.options().blocks) {
        const auto hash = anchor::BlockHash::tryFromString(text);
        if (!hash)
            return makeError(ErrorCode::Usage,
                             "--block must be a block's hash, 0x and 64 hex digits, not " + visibleControls(text));
        blocks.push_back(*hash);
    }
    return blocks;
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
