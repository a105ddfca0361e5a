// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/store/postgres/attest.h"
#include "core/store/postgres/distribute.h"
#include "core/store/postgres/migrate.h"
#include "core/store/postgres/rights.h"
#include "core/store/postgres/rows.h"

#include <algorithm>
#include <iterator>

namespace vci::store::postgres {

namespace {

using Transaction = pqxx::dbtransaction;

/// Tenants whose queue is asked for one by one; more would make this slow.
constexpr std::size_t kQueuesAsked = 1000;

bool isTrue(const pqxx::row& row, int column)
{
    return text(row, column) == "t";
}

/// What a function of ours answers; nothing where it may no longer ask what it asks, as after REASSIGN OWNED, which no event
/// trigger sees, or where what it asks for is gone: the attestation then names it.
std::optional<pqxx::result> answerOf(Transaction& transaction, const std::string& sql)
{
    try {
        pqxx::subtransaction attempt(transaction, "answer");
        pqxx::result rows = attempt.exec(sql);
        attempt.commit();
        return rows;
    } catch (const pqxx::insufficient_privilege&) {
        return std::nullopt;
    } catch (const pqxx::syntax_error&) {  // class 42: no such table, column or operator
        return std::nullopt;
    }
}

/// What the login may do. No writer of ours opens a database that was not migrated, whatever its tables grant.
void readRights(Transaction& transaction, const Place& place, DatabaseStatus& status)
{
    const std::string events = transaction.quote(place.table("event_store"));
    const auto may = [&](const std::string& condition) { return isTrue(transaction.exec("SELECT " + condition)[0], 0); };
    const Rights rights(transaction, place.table(""));
    status.mayRead = place.isHardened ? rights.read() : rights.readEvents();
    status.bypassesRowSecurity = !may("row_security_active(" + events + ")");
    status.mayMigrate =
        may("(SELECT rolsuper FROM pg_roles WHERE rolname = session_user) OR EXISTS (SELECT FROM pg_roles WHERE rolname = "
            "'vci_migrator' AND pg_has_role(session_user, oid, 'USAGE')) OR (SELECT pg_has_role(relowner, 'USAGE') FROM pg_class "
            "WHERE oid = " +
            events + "::regclass)");
    if (!status.isHardened) return;
    status.mayAppend = rights.append();
    status.mayWriteSnapshots = rights.writeSnapshots();
    status.mayWriteReadModels = rights.writeReadModels();
    status.maySequence = rights.sequence();
    status.mayAnchor = rights.keepCheckpoints() && rights.anchor();
    status.isPlatform =
        !status.mayRead && rights.readEvents() && may("has_column_privilege(" + events + ", 'event_data', 'INSERT')") &&
        may("EXISTS (SELECT FROM pg_roles WHERE rolname = 'vci_platform' AND pg_has_role(session_user, oid, 'USAGE'))");
}

void readTenantsOf(Transaction& transaction, const Place& place, DatabaseStatus& status)
{
    const std::string function = place.table("vci_my_tenants()");
    if (!isTrue(transaction.exec("SELECT has_function_privilege(" + transaction.quote(function) + ", 'EXECUTE')")[0], 0)) {
        status.tenants.emplace();  // only who has a role of ours is a member of any
        return;
    }
    const auto rows = answerOf(transaction, "SELECT id, name FROM " + function + " ORDER BY name, id");
    if (!rows) return;
    std::vector<Tenant>& tenants = status.tenants.emplace();
    for (const pqxx::row& row : *rows) {
        if (const auto id = TenantId::tryFromString(text(row, 0))) tenants.push_back({*id, std::string(text(row, 1))});
    }
}

void enterTenant(Transaction& transaction, TenantId tenant)
{
    transaction.exec("SET LOCAL app.current_tenant_id = '" + tenant.toString() + "'");
}

/// Rows found at migration that have no place in the log yet, of the tenant in force: those of the list that the first run of the
/// sequencer lays down, and all of them before that. They are in no queue.
std::optional<std::int64_t> countAdopted(Transaction& transaction, const Place& place, TenantId tenant)
{
    const std::string id = transaction.quote(tenant.toString()) + "::uuid";
    const std::string events = place.table("event_store");
    const auto rows =
        answerOf(transaction,
                 "SELECT CASE WHEN EXISTS (SELECT FROM " + place.table("log_heads") + " h WHERE h.tenant_id = " + id +
                     " AND h.log_id = (SELECT log_id FROM " + place.table("logs") +
                     " ORDER BY since DESC, log_id DESC LIMIT 1)) THEN (SELECT count(*) FROM " + place.table("event_adoption") +
                     " a JOIN " + events + " e ON e.tenant_id = a.tenant_id AND e.id = a.event_id WHERE a.tenant_id = " + id +
                     ") ELSE (SELECT count(*) FROM " + events + " e WHERE e.tenant_id = " + id + " AND e.adopted) END");
    if (!rows) return std::nullopt;
    return number(rows->front(), 0);
}

/// The whole queue where the login may read it, else that of its own tenants; with it what waits in no queue.
void readQueue(Transaction& transaction, const Place& place, DatabaseStatus& status)
{
    const std::string queue = place.table("event_queue");
    const std::string name = transaction.quote(queue);
    // Where the tables are spread, every reader may ask for the queue of the tenant in force.
    if (isTrue(
            transaction.exec("SELECT has_table_privilege(" + name + ", 'SELECT') AND NOT row_security_active(" + name + ")")[0],
            0)) {
        std::int64_t queued = number(transaction.exec("SELECT count(*) FROM " + queue)[0], 0);
        const auto tenants = answerOf(transaction, "SELECT id FROM " + place.table("tenants") + " ORDER BY id LIMIT " +
                                                       std::to_string(kQueuesAsked));
        if (!tenants) return;
        for (const pqxx::row& row : *tenants) {
            const auto tenant = TenantId::tryFromString(text(row, 0));
            if (!tenant) continue;
            enterTenant(transaction, *tenant);
            const auto adopted = countAdopted(transaction, place, *tenant);
            if (!adopted) return;
            queued += *adopted;
        }
        status.queued = queued;
        return;
    }
    const std::string function = place.table("vci_pending_count()");
    if (!isTrue(transaction.exec("SELECT has_function_privilege(" + transaction.quote(function) + ", 'EXECUTE')")[0], 0)) return;
    if (!status.tenants || (status.isPlatform && status.tenants->empty())) return;
    std::int64_t queued = 0;
    for (std::size_t i = 0; i < std::min(status.tenants->size(), kQueuesAsked); ++i) {
        const TenantId tenant = (*status.tenants)[i].id;
        enterTenant(transaction, tenant);
        const auto rows = answerOf(transaction, "SELECT " + function);
        const auto adopted = rows ? countAdopted(transaction, place, tenant) : std::nullopt;
        if (!adopted) return;
        queued += number(rows->front(), 0) + *adopted;
    }
    status.queued = queued;
}

void readLogId(Transaction& transaction, const Place& place, DatabaseStatus& status)
{
    const std::string logs = place.table("logs");
    if (!isTrue(transaction.exec("SELECT has_table_privilege(" + transaction.quote(logs) + ", 'SELECT')")[0], 0)) return;
    const pqxx::result rows = transaction.exec("SELECT log_id FROM " + logs + " ORDER BY since DESC, log_id DESC LIMIT 1");
    if (!rows.empty()) status.logId = text(rows.front(), 0);
}

/// The steps that are recorded; none where the function that tells them is not there yet. False where it may not be asked.
bool readVersion(Transaction& transaction, const Place& place, DatabaseStatus& status)
{
    const std::string function = place.table("vci_migrations()");
    if (transaction.exec("SELECT to_regprocedure(" + transaction.quote(function) + ")")[0][0].is_null()) return true;
    const auto rows = answerOf(transaction, "SELECT version, name, checksum FROM " + function + " ORDER BY version");
    if (!rows) return false;
    for (const pqxx::row& row : *rows) {
        const auto version = static_cast<int>(number(row, 0));
        status.version = std::max(status.version, version);
        const Migration* const known = findMigration(version);
        if (known != nullptr && text(row, 2) == known->checksum) continue;
        const std::string ours(known != nullptr ? known->checksum : "");
        status.findings.push_back(Finding{FindingKind::SchemaWeakened,
                                          Severity::Error,
                                          {},
                                          {},
                                          {},
                                          ours,
                                          std::string(text(row, 2)),
                                          "migration " + std::to_string(version) + " (" + std::string(text(row, 1)) +
                                              ") is recorded with another checksum than this program's."});
    }
    return true;
}

}  // namespace

Result<DatabaseStatus> readStatus(Session& session)
{
    return session.administer([&](pqxx::work& transaction) -> Result<DatabaseStatus> {
        VCI_TRY(const Place place, enterSchema(transaction, session));
        DatabaseStatus status;
        status.label = session.label();
        status.schema = place.schema;
        status.login = session.login();
        status.programVersion = migrations().back().version;
        if (!place.hasPlatform) {
            return makeError(ErrorCode::NotSupported, session.label() + " holds no event_store where the login " +
                                                          session.login() + " looks (its search_path): db migrate makes it");
        }
        status.settings = readSettings(transaction);
        const bool isVersionKnown = !place.isHardened || readVersion(transaction, place, status);
        status.isHardened = status.version >= 1 || !isVersionKnown;
        // What an unfinished migration lacks is no weakening.
        status.isUnfinished = place.isHardened && !status.isHardened;
        readRights(transaction, place, status);
        if (!status.isHardened) return status;
        status.isDistributed = isDistributed(transaction, place);
        readLogId(transaction, place, status);
        readTenantsOf(transaction, place, status);
        readQueue(transaction, place, status);
        for (auto& finding : compareAttestation(expectedAttestation(transaction, place), readAttestation(transaction, place))) {
            status.findings.push_back(std::move(finding));
        }
        for (auto& finding : settingFindings(status.settings)) status.findings.push_back(std::move(finding));
        return status;
    });
}

}  // namespace vci::store::postgres
