// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/audit/logcommands.h"
#include "app/audit/texttable.h"
#include "app/audit/trustsettings.h"
#include "app/source/opensource.h"
#include "core/http/client.h"
#include "core/timestamp/exchange.h"
#include "core/timestamp/token.h"

#include <algorithm>

namespace vci::audit {

namespace {

/// The newest checkpoint of the tenant in force, and whose it is.
struct Newest {
    TenantId tenant;
    store::StoredCheckpoint checkpoint;
};

Result<Newest> newestCheckpoint(Session& session)
{
    VCI_TRY(store::EventReader* const reader, session.openSource());
    VCI_TRY(store::LogReader* const log, logOf(session));
    VCI_TRY(const auto heads, log->logs(session.stop()));
    VCI_TRY(const auto checkpoints, log->checkpoints(heads.front().id, session.stop()));
    if (checkpoints.empty())
        return makeError(ErrorCode::NotFound,
                         reader->info().label + " has no checkpoint that could be stamped: voicecore-audit log checkpoint signs "
                                                "one");
    return Newest{*reader->tenant(), checkpoints.back()};
}

Result<timestamp::Authorities> trustedAuthorities(const Session& session)
{
    const app::EvidenceSettings settings = evidenceSettings(session);
    VCI_TRY(const integrity::Trust trust, loadTrust(session));
    VCI_TRY(auto authorities, app::loadAuthorities(settings, trust));
    if (!authorities.isEmpty()) return authorities;
    return makeError(ErrorCode::Usage, "the trust file " + settings.trustFile.string() +
                                           " names no timestamp_authorities, and what nobody can check is not kept: name there "
                                           "the certificate of the authority, or of who certifies it");
}

std::uint64_t nonceOf(const Uuid& random)
{
    std::uint64_t nonce = 0;
    // The first half: the second begins with the variant. Of its 64 bits 60 are random.
    for (std::size_t i = 0; i < sizeof nonce; ++i) nonce = nonce << 8U | random.bytes().at(i);
    return nonce;
}

/// A token of the note that passed every check.
struct Stamp {
    std::string token;
    timestamp::Verdict verdict;
};

Result<Stamp> askFor(const std::string& note, const http::Url& url, const timestamp::Authorities& trusted, std::uint64_t nonce,
                     const std::stop_token& stop)
{
    const Sha256 imprint = sha256({note});
    VCI_TRY(const std::string request, timestamp::encodeRequest(imprint, nonce));
    http::Limits limits;
    limits.answerBytes = timestamp::kMostAnswerBytes;
    http::Client client(url, limits);
    VCI_TRY(const std::string answer, client.post(request, timestamp::kRequestType, stop));
    auto token = timestamp::tokenOf(answer, nonce);
    if (!token.ok()) return makeError(token.error().code, client.name() + ": " + token.error().message);
    timestamp::Verdict verdict = timestamp::judge(token.value(), imprint, trusted);
    const std::string refused = client.name() + ": its token is not kept: " + verdict.message;
    switch (verdict.standing) {
    case timestamp::Standing::Invalid:
        return makeError(ErrorCode::Inconsistent, refused + " (expected " + verdict.expected + ", found " + verdict.found + ")");
    case timestamp::Standing::Untrusted:
        return makeError(ErrorCode::NotProvable, refused + (verdict.authority.empty() ? "" : "; it is by " + verdict.authority) +
                                                     "; to trust it, name its certificate, or that of who certifies it, there");
    case timestamp::Standing::Proven:
        break;
    }
    return Stamp{std::move(token).value(), std::move(verdict)};
}

}  // namespace

Result<ExitCode> runTimestamp(Session& session)
{
    VCI_TRY(const auto trusted, trustedAuthorities(session));
    VCI_TRY(const http::Url url, http::Url::parse(session.options().authority));
    VCI_TRY(const std::string store, session.storeName());
    RandomIdSource ids;
    SystemClock clock;
    VCI_TRY(const auto writer, app::openLogWriter(store, ids, clock));
    const auto newest = newestCheckpoint(session);
    // Before the writer: the last one to close a case file makes it one file again, and a reader beside it would hinder that.
    session.closeSource();
    if (!newest.ok()) return newest.error();
    const auto& [tenant, checkpoint] = newest.value();
    VCI_TRY(const Stamp stamp, askFor(checkpoint.note, url, trusted, nonceOf(ids.next()), session.stop()));
    VCI_CHECK(writer->addTimestamp(tenant, {checkpoint.log, checkpoint.treeSize, stamp.token}));
    if (session.options().json) {
        JsonText& json = session.json();
        json.beginObject();
        json.member("tree_size", checkpoint.treeSize);
        json.member("time", stamp.verdict.time->toString());
        json.member("authority", stamp.verdict.authority);
        json.end();
        return ExitCode::Fine;
    }
    session.out().write("checkpoint  size " + grouped(checkpoint.treeSize) + "\nexisted by  " + stamp.verdict.time->toString() +
                        "\nsays        " + stamp.verdict.authority + "\n");
    return ExitCode::Fine;
}

}  // namespace vci::audit
