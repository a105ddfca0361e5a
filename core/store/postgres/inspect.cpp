// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/store/postgres/inspect.h"

#include "core/store/postgres/attest.h"
#include "core/store/postgres/place.h"
#include "core/store/postgres/postgresstore.h"
#include "core/store/postgres/rows.h"

#include <algorithm>

namespace vci::store::postgres {

namespace {

bool isTrue(const pqxx::row& row, int column)
{
    return text(row, column) == "t";
}

Error mayNotReadTenants(const Session& session)
{
    return makeError(ErrorCode::NotPermitted, "the login " + session.login() + " may not read the table tenants of " +
                                                  session.label() +
                                                  ", so the tenants cannot be listed: name one by its UUID, or let the owner run "
                                                  "GRANT SELECT ON tenants TO " +
                                                  session.login());
}

Result<void> checkTables(ReadTransaction& transaction, const Place& place, const Session& session)
{
    const pqxx::result rows = transaction.exec(
        "SELECT name FROM (VALUES (1, 'event_store'), (2, 'event_snapshots'), (3, 'read_models')) AS wanted(place, name) "
        "WHERE to_regclass(" +
        transaction.quote(place.table("")) + " || name) IS NULL ORDER BY place");
    std::string missing;
    for (const pqxx::row& row : rows) missing += (missing.empty() ? "" : ", ") + std::string(text(row, 0));
    if (missing.empty()) return {};
    return makeError(ErrorCode::NotSupported, session.label() +
                                                  " is no VoiceCore database at migration 009: it lacks the tables " + missing +
                                                  " (looked for by the search_path of the login " + session.login() +
                                                  "); in an empty one `voicecore-audit db migrate` makes them");
}

Result<void> checkMayRead(ReadTransaction& transaction, const Place& place, const Session& session)
{
    const pqxx::result rows = transaction.exec("SELECT has_table_privilege('event_store', 'SELECT')");
    if (isTrue(rows.front(), 0)) return {};
    return makeError(ErrorCode::NotPermitted, "the login " + session.login() + " may not read event_store of " + session.label() +
                                                  ": " + allowance(session.login(), place.isHardened && !place.isUnfinished));
}

/// Adds what a person should know of a hardened database. NotPermitted where the login lacks the role to read its log.
Result<void> inspectHardened(ReadTransaction& transaction, const Place& place, const Session& session, SourceInfo& info)
{
    if (!isTrue(transaction.exec("SELECT has_table_privilege('event_log', 'SELECT')").front(), 0)) {
        return makeError(ErrorCode::NotPermitted, "the login " + session.login() + " may read event_store of " + session.label() +
                                                      " but not its log: `voicecore-audit db member add " + session.login() +
                                                      " TENANT --role auditor` lets it");
    }
    if (transaction.exec("SELECT to_regprocedure(" + transaction.quote(place.table("vci_migrations()")) + ")")
            .front()[0]
            .is_null()) {
        info.notices.push_back("A migration of this database began and did not end: run voicecore-audit db migrate again.");
        return {};
    }
    const auto findings = compareAttestation(expectedAttestation(transaction, place), readAttestation(transaction, place));
    if (findings.empty()) return {};
    info.notices.push_back((findings.size() == 1 ? std::string("A protection of this database differs")
                                                 : std::to_string(findings.size()) + " protections of this database differ") +
                           " from what was shipped: " + findings.front().message + " voicecore-audit db status names each.");
    return {};
}

}  // namespace

Result<SourceInfo> inspect(Session& session, const std::string& uri)
{
    const Session::Call call(session, {});
    return session.read({}, [&](ReadTransaction& transaction) -> Result<SourceInfo> {
        VCI_TRY(const Place place, enterSchema(transaction, session));
        VCI_CHECK(checkTables(transaction, place, session));
        VCI_CHECK(checkMayRead(transaction, place, session));
        const pqxx::result rows = transaction.exec("SELECT c.relrowsecurity, row_security_active(c.oid), "
                                                   "has_column_privilege(c.oid, 'event_data', 'INSERT') "
                                                   "FROM pg_class c WHERE c.oid = to_regclass('event_store')");
        SourceInfo info{};
        info.kind = place.isHardened && !place.isUnfinished ? SourceKind::HardenedPostgres : SourceKind::StockPostgres;
        info.hasLog = info.sortsAggregates = info.kind == SourceKind::HardenedPostgres;
        info.canAppend = info.hasLog && isTrue(rows.front(), 2);
        info.label = session.label();
        info.uri = withoutPassword(uri);
        info.login = session.login();
        const bool hasPolicies = isTrue(rows.front(), 0);
        if (!hasPolicies) {
            info.notices.push_back("Row security is off for event_store: every login that may read it reads all tenants.");
        } else if (!isTrue(rows.front(), 1)) {
            info.notices.push_back("The login " + session.login() +
                                   " bypasses row security (as owner, superuser or by BYPASSRLS): only this program's own filter "
                                   "keeps tenants apart.");
        }
        if (!place.others.empty()) {
            info.notices.push_back("The search_path of the login " + session.login() + " finds event_store in several schemas: " +
                                   place.schema + " is read, not " + place.others + ".");
        }
        if (place.isUnfinished) {
            info.notices.push_back("A migration of this database began and did not end: it is read as the platform's own, and "
                                   "nothing is written, until voicecore-audit db migrate has been run again.");
        }
        if (info.hasLog) VCI_CHECK(inspectHardened(transaction, place, session, info));
        return info;
    });
}

Result<std::vector<Tenant>> readTenants(Session& session)
{
    return session.read({}, [&](ReadTransaction& transaction) -> Result<std::vector<Tenant>> {
        // A hardened database tells each login its own; the table may tell more than the login could open.
        VCI_TRY(const Place place, enterSchema(transaction, session));
        const bool tellsMine = place.isHardened && !place.isUnfinished;
        const pqxx::result may = transaction.exec(
            "SELECT to_regclass('tenants') IS NOT NULL, "
            "CASE WHEN to_regclass('tenants') IS NOT NULL THEN has_table_privilege('tenants', 'SELECT') ELSE false END");
        if (!isTrue(may.front(), 0)) {
            return makeError(ErrorCode::NotSupported, session.label() + " has no table tenants: name a tenant by its UUID");
        }
        if (!tellsMine && !isTrue(may.front(), 1)) return mayNotReadTenants(session);
        std::vector<Tenant> tenants;
        for (const pqxx::row& row :
             transaction.exec(tellsMine ? "SELECT id, name FROM vci_my_tenants()" : "SELECT id, name FROM tenants")) {
            VCI_TRY(const Uuid id, readUuid(row, 0));
            tenants.push_back(Tenant{TenantId(id), std::string(text(row, 1))});
        }
        std::sort(tenants.begin(), tenants.end(),
                  [](const Tenant& a, const Tenant& b) { return a.name != b.name ? a.name < b.name : a.id < b.id; });
        return tenants;
    });
}

Result<void> checkTenant(Session& session, TenantId tenant)
{
    auto listed = readTenants(session);
    if (listed.ok()) {
        const auto& tenants = listed.value();
        if (std::any_of(tenants.begin(), tenants.end(), [&](const Tenant& one) { return one.id == tenant; })) return {};
    } else if (listed.error().code != ErrorCode::NotPermitted && listed.error().code != ErrorCode::NotSupported) {
        return std::move(listed).error();
    }
    return session.read(tenant, [&](ReadTransaction& transaction) -> Result<void> {
        if (!transaction.exec("SELECT 1 FROM event_store WHERE tenant_id = " + literal(tenant.uuid()) + " LIMIT 1").empty())
            return {};
        return makeError(ErrorCode::NotFound,
                         "the login " + session.login() + " sees no tenant " + tenant.toString() + " in " + session.label());
    });
}

}  // namespace vci::store::postgres
