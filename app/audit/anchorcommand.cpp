// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/audit/logcommands.h"
#include "app/audit/texttable.h"
#include "app/audit/trustsettings.h"
#include "app/source/opensource.h"
#include "core/anchor/chaintrust.h"
#include "core/anchor/ethereum/anchoring.h"
#include "core/base/hex.h"

namespace vci::audit {

namespace {

/// --from; else the only trusted sender.
Result<anchor::Address> senderOf(const Session& session, const anchor::ChainTrust& trust)
{
    const std::string& from = session.options().sender;
    if (!from.empty()) {
        if (const auto address = anchor::Address::tryFromString(from)) return *address;
        return makeError(ErrorCode::Usage, "--from must be an address, 0x and 40 hex digits, not " + from);
    }
    if (trust.senders.size() == 1) return trust.senders.front();
    return makeError(ErrorCode::Usage, "the trust file " + evidenceSettings(session).trustFile.string() + " names " +
                                           std::to_string(trust.senders.size()) + " senders: say with --from which one sends");
}

}  // namespace

Result<ExitCode> runAnchor(Session& session)
{
    VCI_TRY(const integrity::Trust trusted, loadTrust(session));
    const anchor::ChainTrust trust = anchor::chainTrustOf(trusted);
    VCI_TRY(const anchor::Address from, senderOf(session, trust));
    VCI_TRY(const std::string store, session.storeName());
    VCI_TRY(const auto writer, app::openAnchorWriter(store));
    RandomIdSource ids;
    SystemClock clock;
    VCI_TRY(const auto done, anchor::ethereum::anchorCheckpoints(*writer, trust, from, ids, clock, session.stop()));
    for (const anchor::AnchorFinding& failure : done.sources) tell(failure.message);
    const auto members = static_cast<std::int64_t>(done.members);
    if (session.options().json) {
        JsonText& json = session.json();
        json.beginObject();
        json.member("tx_hash", done.txHash.toString());
        json.member("root", toHex(done.root));
        json.member("members", members);
        json.key("final");
        json.boolean(done.isFinal);
        json.end();
        return ExitCode::Fine;
    }
    session.out().write("transaction  " + done.txHash.toString() + (done.wasSent ? "  sent now\n" : "\n") + "root         " +
                        toHex(done.root) + "\ncheckpoints  " + grouped(members) + "\nfinal        " +
                        (done.isFinal ? "yes\n" : "not yet: run this again later\n"));
    return ExitCode::Fine;
}

}  // namespace vci::audit
