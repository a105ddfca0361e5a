// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/audit/logcommands.h"
#include "app/audit/commands.h"
#include "app/audit/texttable.h"
#include "app/audit/trustsettings.h"
#include "app/source/opensource.h"
#include "core/integrity/signing.h"

namespace vci::audit {

namespace {

Result<ExitCode> sequence(Session& session)
{
    VCI_TRY(const std::string store, session.storeName());
    VCI_TRY(store::EventReader* const reader, session.openSource());
    if (!session.hasTenant()) return makeError(ErrorCode::NotFound, store + " holds no tenant yet: there is nothing to sequence");
    VCI_TRY(const auto outcome, app::sequenceLog(store, *reader->tenant(), session.stop()));
    if (session.options().json) {
        JsonText& json = session.json();
        json.beginObject();
        json.member("sequenced", outcome.sequenced);
        json.member("size", outcome.size);
        json.end();
        return ExitCode::Fine;
    }
    session.out().write("sequenced  " + grouped(outcome.sequenced) + (outcome.sequenced == 1 ? " event\n" : " events\n") +
                        "log size   " + grouped(outcome.size) + "\n");
    return ExitCode::Fine;
}

Result<integrity::SignedCheckpoint> signHead(Session& session, const integrity::SignerKey& key,
                                             const integrity::NoteFolder& journal, store::LogWriter& writer)
{
    VCI_TRY(store::EventReader* const reader, session.openSource());
    VCI_TRY(store::LogReader* const log, logOf(session));
    const TenantId tenant = *reader->tenant();
    const auto keep = [&](const store::StoredCheckpoint& one) { return writer.addCheckpoint(tenant, one); };
    Progress progress("leaves read");
    integrity::CheckpointSigner signer(*log, key, journal);
    return signer.sign(
        tenant, keep, [&](std::int64_t leaves) { progress.show(leaves); }, session.stop());
}

Result<ExitCode> checkpoint(Session& session)
{
    VCI_TRY(const integrity::SignerKey key, signerKey(session));
    VCI_TRY(const integrity::NoteFolder journal, openJournal(session));
    VCI_TRY(const std::string store, session.storeName());
    RandomIdSource ids;
    SystemClock clock;
    VCI_TRY(const auto writer, app::openLogWriter(store, ids, clock));
    const auto made = signHead(session, key, journal, *writer);
    // Before the writer: the last one to close a case file makes it one file again, and a reader beside it would hinder that.
    session.closeSource();
    if (!made.ok()) return made.error();
    const std::string note = made.value().note.toString();
    if (!session.options().json) {
        session.out().write(note);
        return ExitCode::Fine;
    }
    session.json().beginObject();
    session.json().member("checkpoint", note);
    session.json().end();
    return ExitCode::Fine;
}

}  // namespace

Result<ExitCode> runLog(Session& session)
{
    const std::string& action = session.options().action;
    if (action == "checkpoint") return checkpoint(session);
    if (action == "anchor") return runAnchor(session);
    if (action == "timestamp") return runTimestamp(session);
    if (action == "prove") return runProve(session);
    if (action == "key generate") return runKeyGenerate(session);
    if (action == "key show") return runKeyShow(session);
    return sequence(session);
}

}  // namespace vci::audit
