// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/store/postgres/distribute.h"

#include "core/store/postgres/attest.h"
#include "core/store/postgres/rows.h"

#include <chrono>
#include <utility>

namespace vci::store::postgres {

namespace {

using Transaction = pqxx::transaction_base;

bool holds(Transaction& transaction, const std::string& condition)
{
    return text(transaction.exec("SELECT " + condition)[0], 0) == "t";
}

/// The statements of our own file one by one: of a message, Citus passes the whole text on, whichever of its statements it means.
/// Each ends with a line's ; outside of $$.
std::vector<std::string_view> statements(std::string_view sql)
{
    std::vector<std::string_view> all;
    bool isQuoted = false;
    std::size_t begun = 0;
    for (std::size_t at = 0; at + 1 < sql.size(); ++at) {
        const std::string_view two = sql.substr(at, 2);
        if (two == "$$") {
            isQuoted = !isQuoted;
            ++at;
        } else if (!isQuoted && two == ";\n") {
            all.push_back(sql.substr(begun, at - begun));
            begun = at + 2;
        }
    }
    return all;
}

Result<bool> spread(Session& session, const MigrationPlan& plan, double& heldSeconds)
{
    return session.administer([&](pqxx::work& transaction) -> Result<bool> {
        beginMigration(transaction, plan);
        const Place place{plan.schema, plan.quotedSchema, true, true, false};
        if (isDistributed(transaction, place)) return false;
        transaction.exec("LOCK TABLE " + place.table("event_store") + ", " + place.table("event_snapshots") + ", " +
                         place.table("read_models") + " IN ACCESS EXCLUSIVE MODE");
        const auto locked = std::chrono::steady_clock::now();
        const std::string sql = withSchema(distributionSql(), plan.quotedSchema);
        for (const std::string_view statement : statements(sql)) transaction.exec(std::string(statement));
        heldSeconds += std::chrono::duration<double>(std::chrono::steady_clock::now() - locked).count();
        return true;
    });
}

}  // namespace

bool isDistributed(Transaction& transaction, const Place& place)
{
    // No server without Citus has the catalogue that the second question names.
    return holds(transaction, "to_regclass('pg_catalog.pg_dist_partition') IS NOT NULL") &&
           holds(transaction, "EXISTS (SELECT FROM pg_dist_partition WHERE logicalrelid = to_regclass(" +
                                  transaction.quote(place.table("event_store")) + ") AND partmethod = 'h')");
}

std::string readDistribution(Transaction& transaction, const Place& place)
{
    std::string out;
    for (const pqxx::row& row :
         transaction.exec("SELECT relname, CASE partmethod WHEN 'n' THEN 'on every node' ELSE 'by ' || "
                          "column_to_column_name(logicalrelid, partkey) || CASE WHEN colocationid = (SELECT colocationid FROM "
                          "pg_dist_partition WHERE logicalrelid = to_regclass(" +
                          transaction.quote(place.table("event_store")) +
                          ")) THEN ', with event_store' ELSE ', apart from event_store' END END FROM pg_dist_partition JOIN "
                          "pg_class ON pg_class.oid = logicalrelid WHERE relnamespace = " +
                          transaction.quote(place.quotedSchema) +
                          "::regnamespace AND (pg_get_userbyid(relowner) = 'vci_owner' OR relname = 'tenants') ORDER BY 1")) {
        out.append("distribution\t").append(text(row, 0)).append("\t").append(text(row, 1)).append("\n");
    }
    return out;
}

Result<void> checkCluster(Transaction& transaction, const Session& session)
{
    const auto missing = [&](const std::string& what, const std::string& cure) {
        return makeError(ErrorCode::Usage, "--distributed needs " + what + ": " + cure + "; or leave --distributed away");
    };
    if (!holds(transaction, "EXISTS (SELECT FROM pg_extension WHERE extname = 'citus')")) {
        const bool available = holds(transaction, "EXISTS (SELECT FROM pg_available_extensions WHERE name = 'citus')");
        return missing(
            "the extension citus, and " + session.label() + " has none",
            available ? "run CREATE EXTENSION citus on this database and on every worker and name the workers with citus_add_node"
                      : "install Citus on this server and its workers, add it to shared_preload_libraries, restart, run "
                        "CREATE EXTENSION citus and name the workers with citus_add_node");
    }
    if (!holds(transaction, "citus_is_coordinator()"))
        return missing("the coordinator, and " + session.label() + " is a worker", "name the coordinator with --store");
    if (!holds(transaction, "EXISTS (SELECT FROM pg_dist_node WHERE groupid = 0)"))
        return missing("the coordinator to be known to its workers, and " + session.label() + " is not",
                       "run SELECT citus_set_coordinator_host('the name by which its workers reach it')");
    if (!holds(transaction, "EXISTS (SELECT FROM pg_dist_node WHERE shouldhaveshards AND isactive AND noderole = 'primary')"))
        return missing("a node that takes shards, and " + session.label() + " knows none",
                       "name the workers with SELECT citus_add_node('host', 5432)");
    if (!holds(transaction, "(SELECT rolsuper FROM pg_roles WHERE rolname = session_user)"))
        return makeError(ErrorCode::NotPermitted, "the login " + session.login() + " may not spread the tables of " +
                                                      session.label() +
                                                      " over its nodes: run db migrate --distributed as a superuser");
    return {};
}

Result<bool> distribute(Session& session, const MigrationPlan& plan, double& heldSeconds)
{
    auto done = spread(session, plan, heldSeconds);
    if (!done.ok()) {
        Error error = std::move(done).error();
        if (!error.isCancelled())
            error.message = "the tables stay on the coordinator, as they were: " + error.message +
                            "; mend what is named above and run db migrate --distributed again";
        return error;
    }
    // A transaction of its own: the roles that own the table of members may be new to the nodes. A statement of no row sets the
    // trigger off.
    auto told = session.administer([&](pqxx::work& transaction) -> Result<void> {
        beginMigration(transaction, plan);
        transaction.exec("UPDATE " + plan.quotedSchema + ".tenant_members SET login = login WHERE false");
        return {};
    });
    if (told.ok()) return done;
    Error error = std::move(told).error();
    if (!error.isCancelled())
        error.message = "the tables are spread, but no login sees a row on a node without members: " + error.message;
    return error;
}

}  // namespace vci::store::postgres
