// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/audit/dbcommands.h"
#include "app/audit/texttable.h"
#include "app/audit/trustsettings.h"
#include "app/source/opensource.h"
#include "core/base/base64.h"
#include "core/integrity/logtree.h"
#include "core/integrity/signing.h"
#include "core/json/read.h"

#include <map>
#include <optional>
#include <utility>
#include <vector>

namespace vci::audit {

namespace {

using integrity::Checkpoint;

/// What the journal knows of one tenant's log.
struct Known {
    std::optional<Checkpoint> last;
    bool isLost = false;  ///< the source does not hold what was signed
};

/// The key that signed the log: of --key, else the trusted one.
Result<std::optional<integrity::VerifierKey>> keyOf(const Session& session, const std::string& name)
{
    if (!session.options().key.empty()) {
        auto key = signerKey(session);
        if (!key.ok()) return std::move(key).error();
        if (key.value().verifierKey().name() == name) return std::optional(key.value().verifierKey());
    }
    VCI_TRY(const auto trust, loadTrust(session));
    const integrity::VerifierKey* const key = trust.keyNamed(name);
    return key == nullptr ? std::optional<integrity::VerifierKey>() : std::optional(*key);
}

class Adoption {
public:
    Adoption(Session& session, integrity::NoteFolder journal)
        : m_session(session)
        , m_journal(std::move(journal))
    {
    }

    /// Looks at every tenant. Errors: Usage where no tenant lost anything: a new log is for those that did.
    [[nodiscard]] Result<void> look(store::EventReader& source);
    [[nodiscard]] Result<store::RecoveredLog> describe(TenantId tenant, const store::LogHead& old) const;

private:
    [[nodiscard]] Result<Known> lookAt(store::EventReader& source, TenantId tenant) const;

    Session& m_session;
    integrity::NoteFolder m_journal;
    std::map<TenantId, Known> m_known;
};

Result<Known> Adoption::lookAt(store::EventReader& source, TenantId tenant) const
{
    VCI_CHECK(source.selectTenant(tenant));
    store::LogReader& log = *source.log();
    VCI_TRY(const auto heads, log.logs(m_session.stop()));
    if (heads.empty()) return makeError(ErrorCode::Damaged, source.info().label + " names no log");
    const integrity::Origin origin{heads.front().id, tenant};
    const std::string name = integrity::keyNameOf(origin.logId);
    VCI_TRY(const auto files, m_journal.list());
    bool isThere = false;
    for (const integrity::NoteFileName& file : files) isThere = isThere || file.origin == origin;
    if (!isThere) return Known{};
    VCI_TRY(const auto key, keyOf(m_session, name));
    if (!key)
        return makeError(ErrorCode::Usage, "the journal's notes of " + origin.toString() + " can be read only with the key " +
                                               name + ": give --key, or name it in the trust file");
    VCI_TRY(const auto notes, m_journal.notes(origin, *key));
    if (notes.empty()) return Known{};
    Known known{notes.back().checkpoint, false};
    if (known.last->treeSize > heads.front().size) {
        known.isLost = true;
        return known;
    }
    auto tree = integrity::LogTree::read(log, origin.logId, known.last->treeSize, {}, m_session.stop());
    if (!tree.ok() && tree.error().code != ErrorCode::Damaged) return std::move(tree).error();
    known.isLost = !tree.ok() || tree.value().root() != known.last->root;
    return known;
}

Result<void> Adoption::look(store::EventReader& source)
{
    if (source.log() == nullptr)
        return makeError(ErrorCode::NotSupported, source.info().label + " has no log: `voicecore-audit db migrate` gives it one");
    VCI_TRY(const auto tenants, source.tenants());
    bool isLost = false;
    for (const Tenant& tenant : tenants) {
        VCI_TRY(const Known known, lookAt(source, tenant.id));
        isLost = isLost || known.isLost;
        m_known.emplace(tenant.id, known);
    }
    if (isLost) return {};
    return makeError(ErrorCode::Usage, source.info().label + " holds everything that the journal " + m_journal.path().string() +
                                           " says was signed: there is nothing to recover from");
}

Result<store::RecoveredLog> Adoption::describe(TenantId tenant, const store::LogHead& old) const
{
    store::RecoveredLog log{integrity::Origin{old.id, tenant}.toString(), std::nullopt, {}, old.size};
    const auto known = m_known.find(tenant);
    if (known == m_known.end() || !known->second.last) return log;
    if (known->second.last->origin != log.oldOrigin)
        return makeError(ErrorCode::Locked, "somebody else has started a new log at this moment: look again");
    log.signedSize = known->second.last->treeSize;
    log.signedRoot = toBase64(bytesOf(known->second.last->root));
    return log;
}

struct DescribedTenant {
    TenantId id;
    store::RecoveredLog old;
    store::BesideOldLog beside;
};
using Described = std::vector<DescribedTenant>;

/// Of events that nobody can say anything of: how many, and the first of them.
std::string wordsOfUnlogged(const store::BesideOldLog& beside)
{
    std::string words = "  " + grouped(beside.unlogged) + (beside.unlogged == 1 ? " event stands" : " events stand") +
                        " in neither the old log nor its queue: put there past the writer, or the entry was taken away. The new "
                        "log takes over what is there; verify will say so:\n";
    for (const EventId id : beside.some) words += "    " + id.toString() + "\n";
    if (std::cmp_less(beside.some.size(), beside.unlogged)) words += "    …\n";
    return words;
}

void writeAdoption(Session& session, const LogId& log, const Described& tenants, const std::optional<std::int64_t>& sequenced)
{
    if (!session.options().json) {
        session.out().write("new log  " + log.toString() + "\n");
        for (const auto& [tenant, old, beside] : tenants) {
            session.out().write(tenant.toString() + ": " + (old.signedSize ? grouped(*old.signedSize) : std::string("nothing")) +
                                " signed, " + grouped(old.recoveredSize) + " entries of the old log are there\n");
            if (beside.unlogged > 0) session.out().write(wordsOfUnlogged(beside));
        }
        session.out().write(
            sequenced ? "Generate a key for the new log (log key generate) and sign it (log checkpoint).\n"
                      : "The events wait for their places: run log sequence for each tenant, then generate a key and sign.\n");
        return;
    }
    JsonText& json = session.json();
    json.beginObject();
    json.member("log_id", log.toString());
    json.key("tenants");
    json.beginArray();
    for (const auto& [tenant, old, beside] : tenants) {
        json.beginObject();
        json.member("tenant_id", tenant.toString());
        json.member("old_origin", old.oldOrigin);
        json.key("signed_size");
        old.signedSize ? json.integer(*old.signedSize) : json.null();
        json.key("signed_root");
        old.signedSize ? json.string(old.signedRoot) : json.null();
        json.member("recovered_size", old.recoveredSize);
        json.member("unlogged", beside.unlogged);
        json.key("unlogged_events");
        json.beginArray();
        for (const EventId id : beside.some) json.string(id.toString());
        json.end();
        json.end();
    }
    json.end();
    json.key("sequenced");
    sequenced ? json.integer(*sequenced) : json.null();
    json.end();
}

/// A reason is part of an event: what the gate of append takes as a string, and something to read.
Result<void> checkReason(const std::string& reason)
{
    constexpr std::size_t kMostBytes = 10'000;
    std::string quoted;
    json::appendQuoted(quoted, reason);
    if (reason.find_first_not_of(" \t\r\n") != std::string::npos && reason.size() <= kMostBytes && json::readStrict(quoted).ok())
        return {};
    return makeError(ErrorCode::Usage, "--reason must be words for people, at most 10,000 bytes of UTF-8");
}

}  // namespace

Result<ExitCode> runAdopt(Session& session)
{
    VCI_CHECK(checkReason(session.options().reason));
    VCI_TRY(const std::string store, session.storeName());
    VCI_TRY(auto journal, openJournal(session));
    Adoption adoption(session, std::move(journal));
    {
        VCI_TRY(const auto source, app::openSource(store));
        VCI_CHECK(adoption.look(*source));
    }
    RandomIdSource ids;
    SystemClock clock;
    Described tenants;
    VCI_TRY(const auto writer, app::openLogWriter(store, ids, clock));
    const auto describe = [&](TenantId tenant, const store::LogHead& old,
                              const store::BesideOldLog& beside) -> Result<store::RecoveredLog> {
        VCI_TRY(store::RecoveredLog log, adoption.describe(tenant, old));
        tenants.push_back({tenant, log, beside});
        return log;
    };
    VCI_TRY(const LogId log, writer->startRecoveredLog(session.options().reason, describe, session.stop()));
    VCI_TRY(const auto sequenced, sequenceAll(session));
    writeAdoption(session, log, tenants, sequenced);
    return ExitCode::Fine;
}

}  // namespace vci::audit
