// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/store/postgres/distribute.h"
#include "core/store/postgres/migrate.h"
#include "core/store/postgres/place.h"
#include "core/store/postgres/rows.h"

#include <algorithm>

namespace vci::store::postgres {

namespace {

using Transaction = pqxx::transaction_base;

constexpr int kRolesStep = 2;
constexpr int kTablesStep = 3;
constexpr int kKeysStep = 5;
constexpr int kGuardStep = 13;

/// Whose the guard is. Catalogues alone: what a login that is no superuser made, a superuser does not run.
constexpr const char* kGuardOwners =
    "SELECT (SELECT rolsuper FROM pg_roles WHERE rolname = session_user), coalesce((SELECT bool_and(rolsuper) FROM (SELECT "
    "nspowner AS owner FROM pg_namespace WHERE nspname = 'vci_guard' UNION ALL SELECT proowner FROM pg_proc WHERE pronamespace = "
    "to_regnamespace('vci_guard') UNION ALL SELECT relowner FROM pg_class WHERE relnamespace = to_regnamespace('vci_guard')) AS "
    "held JOIN pg_roles ON pg_roles.oid = owner), false), (SELECT count(*) FROM pg_event_trigger JOIN pg_proc ON pg_proc.oid = "
    "evtfoid WHERE pronamespace = to_regnamespace('vci_guard')) >= 3, to_regprocedure('vci_guard.stale()') IS NOT NULL AND "
    "to_regprocedure('vci_guard.unguarded()') IS NOT NULL AND to_regprocedure('vci_guard.refill()') IS NOT NULL";

bool isTrue(const pqxx::row& row, int column)
{
    return text(row, column) == "t";
}

/// "a, b and more" of the first column; empty where there is no row.
std::string joined(const pqxx::result& rows)
{
    std::string names;
    for (const pqxx::row& row : rows) names += (names.empty() ? "" : ", ") + std::string(text(row, 0));
    return names;
}

std::string arrayOf(Transaction& transaction, const std::vector<std::string>& names)
{
    std::string array = "ARRAY[";
    for (const std::string& name : names) array += (array.size() > 6 ? "," : "") + transaction.quote(name);
    return array + "]::text[]";
}

/// The versions recorded, each checked against ours.
Result<std::vector<int>> readApplied(Transaction& transaction, const Place& place, const Session& session)
{
    const std::string table = transaction.quote(place.quotedSchema + ".schema_migrations");
    const pqxx::result state =
        transaction.exec("SELECT to_regclass(" + table + ") IS NOT NULL, coalesce(has_table_privilege(to_regclass(" + table +
                         "), 'SELECT'), false), (SELECT count(*) FROM pg_attribute WHERE attrelid = to_regclass(" + table +
                         ") AND attname IN ('version', 'name', 'checksum', 'applied_at')) = 4");
    std::vector<int> applied;
    if (!isTrue(state.front(), 0)) return applied;
    if (!isTrue(state.front(), 2)) {
        return makeError(ErrorCode::AlreadyExists, "the table " + place.quotedSchema + ".schema_migrations of " +
                                                       session.label() +
                                                       " is another program's: rename it, then run db migrate again");
    }
    if (!isTrue(state.front(), 1)) {
        return makeError(ErrorCode::NotPermitted, "the login " + session.login() + " may not migrate " + session.label() +
                                                      ": it needs the role vci_migrator (GRANT vci_migrator TO " +
                                                      session.login() + ") or a superuser");
    }
    for (const pqxx::row& row :
         transaction.exec("SELECT version, name, checksum FROM " + place.quotedSchema + ".schema_migrations ORDER BY version")) {
        const auto version = static_cast<int>(number(row, 0));
        const int newest = migrations().back().version;
        if (version > newest) {
            return makeError(ErrorCode::NewerVersion, session.label() +
                                                          " was migrated by a newer version of this program (schema version " +
                                                          std::to_string(version) + ", this one knows up to " +
                                                          std::to_string(newest) + "): use that one");
        }
        const Migration* const ours = findMigration(version);
        if (ours == nullptr || text(row, 1) != ours->name || text(row, 2) != ours->checksum) {
            return makeError(ErrorCode::Damaged,
                             "step " + std::to_string(version) + " of " + session.label() + " is recorded as " +
                                 std::string(text(row, 1)) + " with checksum " + std::string(text(row, 2)) +
                                 ", this program has " +
                                 (ours == nullptr ? std::string("none of that number")
                                                  : std::string(ours->name) + " with checksum " + std::string(ours->checksum)) +
                                 ": use the program that migrated it, or restore its record");
        }
        applied.push_back(version);
    }
    return applied;
}

/// The tables must be those of migration 009.
Result<void> checkPlatformTables(Transaction& transaction, const Place& place, const Session& session)
{
    const pqxx::result odd = transaction.exec(
        "SELECT relname || ' (' || CASE relkind WHEN 'v' THEN 'a view' WHEN 'm' THEN 'a materialized view' WHEN 'p' THEN "
        "'partitioned' WHEN 'f' THEN 'a foreign table' ELSE 'no table' END || ')' FROM pg_class WHERE relnamespace = " +
        transaction.quote(place.quotedSchema) +
        "::regnamespace AND relname IN ('event_store', 'event_snapshots', 'read_models', 'tenants') AND relkind <> 'r'");
    if (!odd.empty()) {
        return makeError(ErrorCode::NotSupported, session.label() + " cannot be migrated: " + joined(odd) +
                                                      "; plain tables are wanted, as the platform's migration 009 leaves them");
    }
    const pqxx::result missing = transaction.exec(
        "SELECT wanted.t || '.' || wanted.c FROM (VALUES ('tenants','id'), ('tenants','name'), ('tenants','is_active'), "
        "('event_store','id'), ('event_store','aggregate_id'), ('event_store','aggregate_type'), ('event_store','event_type'), "
        "('event_store','event_version'), ('event_store','event_data'), ('event_store','metadata'), ('event_store','timestamp'), "
        "('event_store','sequence_number'), ('event_store','causation_id'), ('event_store','correlation_id'), "
        "('event_store','blockchain_tx_hash'), ('event_store','tenant_id'), ('event_snapshots','id'), "
        "('event_snapshots','aggregate_id'), ('event_snapshots','last_event_sequence'), ('event_snapshots','created_at'), "
        "('event_snapshots','tenant_id'), ('read_models','id'), ('read_models','model_type'), ('read_models','model_id'), "
        "('read_models','created_at'), ('read_models','updated_at'), ('read_models','tenant_id')) AS wanted(t, c) "
        "WHERE NOT EXISTS (SELECT FROM pg_attribute WHERE attrelid = to_regclass(" +
        transaction.quote(place.quotedSchema) + " || '.' || wanted.t) AND attname = wanted.c AND NOT attisdropped)");
    if (!missing.empty()) {
        return makeError(ErrorCode::NotSupported,
                         session.label() + " is no VoiceCore database at migration 009: it lacks " + joined(missing));
    }
    return {};
}

/// What would make a step fail, found before any step is done.
Result<void> checkObstacles(Transaction& transaction, const Place& place, const MigrationPlan& plan, const Session& session)
{
    if (!plan.isApplied(kTablesStep)) {
        const pqxx::result taken = transaction.exec(
            "SELECT oid::regclass FROM pg_class WHERE relnamespace = to_regnamespace(" + transaction.quote(place.quotedSchema) +
            ") AND relname IN ('logs', 'event_queue', 'event_log', 'log_heads', 'event_adoption', 'aggregates', "
            "'aggregate_activity', 'projection_checkpoints', 'checkpoints', 'checkpoint_timestamps', 'anchors', "
            "'anchor_members', "
            "'anchor_blocks', 'tenant_members', 'vci_guarded', 'event_store_anchored') ORDER BY relname");
        if (!taken.empty()) {
            return makeError(ErrorCode::AlreadyExists,
                             "the names of these are needed, and they are another program's: " + joined(taken) +
                                 "; rename them (ALTER TABLE … RENAME TO …) and run " + "db migrate again, nothing was changed");
        }
    }
    if (!plan.isApplied(kGuardStep) && !transaction.exec("SELECT FROM pg_namespace WHERE nspname = 'vci_guard'").empty()) {
        return makeError(ErrorCode::AlreadyExists,
                         "the name of the schema vci_guard is needed, and it is another program's: rename "
                         "it (ALTER SCHEMA … RENAME TO …) and run db migrate again, nothing was changed");
    }
    if (plan.isApplied(kKeysStep) || !place.hasPlatform) return {};
    const pqxx::result keys = transaction.exec(
        "SELECT conname || ' of table ' || conrelid::regclass || ' (refers to ' || confrelid::regclass || ')' FROM pg_constraint "
        "WHERE contype = 'f' AND confrelid IN (" +
        place.platformTables() + ") ORDER BY 1");
    if (!keys.empty()) {
        return makeError(ErrorCode::AlreadyExists,
                         "foreign keys stand on a key that changes to (tenant_id, id): " + joined(keys) +
                             "; drop each with ALTER TABLE … DROP CONSTRAINT … and run db migrate again, nothing was changed");
    }
    for (const char* const table : {"event_store", "event_snapshots", "read_models"}) {
        const std::string name = place.quotedSchema + "." + table;
        const pqxx::result nullable = transaction.exec("SELECT 1 FROM pg_attribute WHERE attrelid = " + transaction.quote(name) +
                                                       "::regclass AND attname = 'tenant_id' AND NOT attnotnull");
        if (nullable.empty()) continue;
        const pqxx::result rows = transaction.exec("SELECT id FROM " + name + " WHERE tenant_id IS NULL LIMIT 1");
        if (rows.empty()) continue;
        return makeError(ErrorCode::Damaged, "rows of " + name + " on " + session.label() + " belong to no tenant, such as " +
                                                 std::string(text(rows.front(), 0)) +
                                                 ": give them one, then run db migrate again");
    }
    return {};
}

/// Whether this login can do all that the steps do.
Result<void> checkMayMigrate(Transaction& transaction, const Place& place, const MigrationPlan& plan, const Session& session)
{
    const pqxx::row may = transaction.exec(
        "SELECT login.rolsuper, login.rolcreaterole, (SELECT count(*) FROM pg_roles WHERE rolname IN ('vci_owner', "
        "'vci_auditor', "
        "'vci_writer', 'vci_operator', 'vci_sequencer', 'vci_anchor', 'vci_platform', 'vci_migrator')) = 8, "
        "EXISTS (SELECT FROM pg_roles AS migrator WHERE migrator.rolname = 'vci_migrator' AND "
        "pg_has_role(session_user, migrator.oid, 'USAGE')), has_schema_privilege(" +
        transaction.quote(place.schema) +
        ", 'CREATE WITH GRANT OPTION'), has_database_privilege(current_database(), 'CREATE') FROM pg_roles AS login WHERE "
        "rolname = session_user")[0];
    if (isTrue(may, 0)) return {};
    const std::string refused = "the login " + session.login() + " may not migrate " + session.label() + ": ";
    const pqxx::result foreign = transaction.exec(
        "SELECT relname || ' belongs to ' || pg_get_userbyid(relowner) FROM pg_class WHERE oid IN (" + place.platformTables() +
        ", to_regclass(" + transaction.quote(place.quotedSchema + ".tenants") + ")) AND NOT pg_has_role(relowner, 'USAGE')");
    if (!foreign.empty()) {
        return makeError(ErrorCode::NotPermitted,
                         refused + joined(foreign) + "; migrate as the owner of the tables or as a superuser");
    }
    if (!isTrue(may, 1) && !(isTrue(may, 2) && isTrue(may, 3) && plan.isApplied(kRolesStep))) {
        return makeError(ErrorCode::NotPermitted, refused +
                                                      "it cannot make the roles of the schema; a superuser can allow it with "
                                                      "ALTER ROLE " +
                                                      session.login() + " CREATEROLE");
    }
    if (!isTrue(may, 4)) {
        return makeError(ErrorCode::NotPermitted,
                         refused + "the schema " + place.quotedSchema +
                             " is not its own; a superuser can allow it with GRANT USAGE, CREATE ON SCHEMA " +
                             place.quotedSchema + " TO " + session.login() + " WITH GRANT OPTION");
    }
    if (plan.isApplied(kGuardStep) && isTrue(transaction.exec(kGuardOwners)[0], 1)) {
        return makeError(ErrorCode::NotPermitted,
                         refused + "the guard belongs to the superuser who migrated it; migrate as a superuser");
    }
    if (!isTrue(may, 5) && !plan.isApplied(kGuardStep)) {
        return makeError(ErrorCode::NotPermitted, refused +
                                                      "it cannot make the schema of the guard; a superuser can allow it with "
                                                      "GRANT CREATE ON DATABASE " +
                                                      transaction.quote_name(transaction.conn().dbname()) + " TO " +
                                                      session.login());
    }
    return {};
}

Result<void> checkPlatformLogins(Transaction& transaction, const Place& place, const MigrationRequest& request,
                                 const Session& session, MigrationPlan& plan)
{
    for (const std::string& login : request.platformLogins) {
        const pqxx::result rows =
            transaction.exec("SELECT rolcanlogin, rolsuper FROM pg_roles WHERE rolname = " + transaction.quote(login));
        if (rows.empty()) {
            return makeError(ErrorCode::Usage, "there is no login " + login + " on " + session.label() +
                                                   ": --platform-login takes the name by which the platform connects");
        }
        if (!isTrue(rows.front(), 0)) {
            return makeError(ErrorCode::Usage, login + " is a role that cannot log in: --platform-login takes the name by which "
                                                       "the platform connects");
        }
        const bool known = plan.isApplied(kTablesStep) &&
                           !transaction
                                .exec("SELECT 1 FROM " + place.quotedSchema +
                                      ".tenant_members WHERE tenant_id IS NULL AND login = " + transaction.quote(login) +
                                      " AND pg_has_role(login, 'vci_platform', 'MEMBER')")
                                .empty();
        if (!known &&
            std::find(plan.newPlatformLogins.begin(), plan.newPlatformLogins.end(), login) == plan.newPlatformLogins.end()) {
            plan.newPlatformLogins.push_back(login);
        }
    }
    const bool wanted = plan.isPending() && plan.ownerIsPlainLogin && request.platformLogins.empty();
    if (!wanted || request.mode == MigrationRequest::Mode::DryRun) return {};
    return makeError(ErrorCode::Usage, "event_store of " + session.label() + " belongs to the login " + plan.owner +
                                           ", by which the platform most likely connects and which loses the tables: name every "
                                           "login of the platform, as in db migrate --platform-login " +
                                           plan.owner + " (--dry-run tells what changes for it)");
}

void readPlatform(Transaction& transaction, const Place& place, const MigrationRequest& request, MigrationPlan& plan)
{
    const std::string table = place.quotedSchema + ".event_store";
    const pqxx::row row =
        transaction.exec("SELECT pg_get_userbyid(relowner), rolcanlogin AND NOT rolsuper, reltuples::bigint, "
                         "pg_relation_size(pg_class.oid) FROM pg_class JOIN pg_roles ON pg_roles.oid = relowner "
                         "WHERE pg_class.oid = " +
                         transaction.quote(table) + "::regclass")[0];
    plan.owner = text(row, 0);
    plan.ownerIsPlainLogin = isTrue(row, 1);
    plan.events = number(row, 2);
    plan.bytes = number(row, 3);
    // A table that was never analysed has no estimate. Only the owner, whom the stock policies do not bind, gets this far.
    if (plan.events < 0 && plan.isPending()) plan.events = number(transaction.exec("SELECT count(*) FROM " + table)[0], 0);
    plan.events = std::max<std::int64_t>(plan.events, 0);
    if (plan.isApplied(migrations().back().version)) return;
    const std::string tenants = transaction.quote(place.table("tenants"));
    for (const pqxx::row& writer : transaction.exec(
             "SELECT coalesce(grantee.rolname, 'PUBLIC') || ' (' || string_agg(DISTINCT rights.privilege_type, ', ') || ')' "
             "FROM (SELECT relowner, (aclexplode(relacl)).* FROM pg_class WHERE oid IN (" +
             place.platformTables() +
             ") UNION ALL SELECT relowner, (aclexplode(attacl)).* FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid "
             "WHERE attrelid IN (" +
             place.platformTables() +
             ") AND NOT attisdropped) AS rights LEFT JOIN pg_roles AS grantee ON grantee.oid = rights.grantee "
             "WHERE rights.privilege_type <> 'SELECT' AND rights.grantee <> rights.relowner AND "
             "coalesce(grantee.rolname, 'PUBLIC') !~ '^vci_' AND coalesce(grantee.rolname, 'PUBLIC') <> ALL (" +
             arrayOf(transaction, request.platformLogins) + ") GROUP BY grantee.rolname ORDER BY 1")) {
        plan.writers.emplace_back(text(writer, 0));
    }
    for (const pqxx::row& reader : transaction.exec(
             "SELECT DISTINCT grantee.rolname FROM (SELECT relowner, (aclexplode(relacl)).* FROM pg_class WHERE oid = " +
             transaction.quote(table) +
             "::regclass) AS rights JOIN pg_roles AS grantee ON grantee.oid = rights.grantee WHERE rights.privilege_type = "
             "'SELECT' "
             "AND rights.grantee <> rights.relowner AND grantee.rolname !~ '^vci_' AND grantee.rolname <> ALL (" +
             arrayOf(transaction, request.platformLogins) + ") ORDER BY 1")) {
        plan.readers.emplace_back(text(reader, 0));
    }
    for (const pqxx::row& reader : transaction.exec(
             "SELECT DISTINCT coalesce(grantee.rolname, 'PUBLIC') FROM (SELECT relowner, (aclexplode(relacl)).* FROM pg_class "
             "WHERE oid = to_regclass(" +
             tenants +
             ") UNION ALL SELECT relowner, (aclexplode(attacl)).* FROM pg_attribute JOIN pg_class ON pg_class.oid = "
             "attrelid WHERE attrelid = to_regclass(" +
             tenants +
             ") AND NOT attisdropped) AS rights LEFT JOIN pg_roles AS grantee ON grantee.oid = rights.grantee WHERE "
             "rights.privilege_type = 'SELECT' AND rights.grantee <> rights.relowner AND "
             "coalesce(grantee.rolname, 'PUBLIC') !~ '^vci_' AND coalesce(grantee.rolname, 'PUBLIC') <> ALL (" +
             arrayOf(transaction, request.platformLogins) + ") ORDER BY 1")) {
        plan.tenantReaders.emplace_back(text(reader, 0));
    }
}

}  // namespace

bool Migration::locksPlatform() const
{
    return sql.find("-- The platform waits while this runs.\n") != std::string_view::npos;
}

const Migration* findMigration(int version)
{
    const auto all = migrations();
    const auto found = std::find_if(all.begin(), all.end(), [&](const Migration& one) { return one.version == version; });
    return found == all.end() ? nullptr : &*found;
}

GuardState readGuard(Transaction& transaction)
{
    const pqxx::row row = transaction.exec(kGuardOwners)[0];
    const bool isSuperuser = isTrue(row, 0);
    if (isSuperuser && !(isTrue(row, 1) && isTrue(row, 2) && isTrue(row, 3))) return GuardState::Weak;
    if (!isTrue(row, 3)) return GuardState::Sound;
    const pqxx::result list =
        transaction.exec("SELECT stale > 0 OR EXISTS (SELECT FROM vci_guard.unguarded()) FROM vci_guard.stale()");
    return isTrue(list.front(), 0) ? GuardState::Stale : GuardState::Sound;
}

bool MigrationPlan::isApplied(int version) const
{
    return std::find(applied.begin(), applied.end(), version) != applied.end();
}

Result<MigrationPlan> planMigration(Session& session, const MigrationRequest& request)
{
    return session.administer([&](pqxx::work& transaction) -> Result<MigrationPlan> {
        // Between two steps of another migration, not within one: what is recorded and what is there must agree.
        transaction.exec(std::string("SELECT pg_advisory_xact_lock(") + kMigrationLock + ")");
        VCI_TRY(const Place place, enterSchema(transaction, session));
        MigrationPlan plan;
        plan.schema = place.schema;
        plan.quotedSchema = place.quotedSchema;
        plan.hasPlatform = place.hasPlatform;
        plan.platformLogins = request.platformLogins;
        VCI_TRY(plan.applied, readApplied(transaction, place, session));
        if (request.spread == MigrationRequest::Spread::Distributed) {
            VCI_CHECK(checkCluster(transaction, session));
            plan.isSpreadPending = !isDistributed(transaction, place);
        }
        if (place.hasPlatform) {
            if (plan.isPending()) VCI_CHECK(checkPlatformTables(transaction, place, session));
            if (plan.isPending()) VCI_CHECK(checkMayMigrate(transaction, place, plan, session));
            readPlatform(transaction, place, request, plan);
        } else {
            VCI_CHECK(checkMayMigrate(transaction, place, plan, session));
        }
        VCI_CHECK(checkPlatformLogins(transaction, place, request, session, plan));
        VCI_CHECK(checkObstacles(transaction, place, plan, session));
        if (plan.isApplied(kGuardNow)) plan.guard = readGuard(transaction);
        return plan;
    });
}

std::vector<std::string> consequences(const MigrationPlan& plan)
{
    if (!plan.isPending() || !plan.hasPlatform) return {};
    // NOLINTBEGIN(bugprone-suspicious-missing-comma): sentences, some on several lines
    std::vector<std::string> changes = {
        "INSERT … ON CONFLICT (id) on event_store, event_snapshots and read_models fails: their keys become (tenant_id, id).",
        "UPDATE, DELETE and TRUNCATE of event_store are refused to everybody, blockchain_tx_hash included; an anchor's hash is "
        "read from the view event_store_anchored, with app.current_tenant_id set.",
        "Deleting a tenant that has events, snapshots or read models fails instead of deleting them: close it with is_active = "
        "false.",
        "The platform's own migrations of event_store, event_snapshots and read_models fail: these tables belong to vci_owner "
        "and "
        "change through db migrate only. Its other tables, tenants included, stay its own.",
        "The trigger ensure_unique_sequence is replaced by a unique index; a sequence number taken twice fails with SQLSTATE "
        "23505.",
        "Row security binds the platform's logins too: with app.current_tenant_id set they see that tenant, without it all.",
    };
    // NOLINTEND(bugprone-suspicious-missing-comma)
    if (plan.ownerIsPlainLogin &&
        std::find(plan.platformLogins.begin(), plan.platformLogins.end(), plan.owner) == plan.platformLogins.end()) {
        changes.push_back("The login " + plan.owner +
                          " owns the tables now and loses every right to them: name it with --platform-login " + plan.owner +
                          " if the platform connects by it.");
    }
    for (const std::string& writer : plan.writers) {
        changes.push_back("Rights other than SELECT on the three tables are taken from " + writer +
                          ": name the login with --platform-login, or give it a role of the schema afterwards.");
    }
    for (const std::string& reader : plan.readers) {
        changes.push_back(reader + " reads event_store now and sees nothing until it is a member: db member add " + reader +
                          " TENANT --role auditor.");
    }
    for (const std::string& reader : plan.tenantReaders) {
        changes.push_back(reader +
                          " reads the table tenants and goes on reading the names of all of them, its own or not: REVOKE "
                          "SELECT ON tenants FROM " +
                          reader + "; a login is told its own without it.");
    }
    return changes;
}

}  // namespace vci::store::postgres
