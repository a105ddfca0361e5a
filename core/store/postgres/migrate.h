// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/store/administration.h"
#include "core/store/postgres/session.h"

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace vci::store::postgres {

/// One numbered file of resources/sql/postgres. In its text `@schema@` stands for the quoted schema of event_store, and the line
/// `-- The platform waits while this runs.` marks one that takes ACCESS EXCLUSIVE on the platform's tables.
struct Migration {
    int version;
    std::string_view name;
    std::string_view checksum;  ///< SHA-256 of the file, hex
    std::string_view sql;

    [[nodiscard]] bool locksPlatform() const;
};

/// "vci migr" as a number, for pg_advisory_xact_lock(): two migrations of one database take turns, step by step.
inline constexpr const char* kMigrationLock = "7737397098046580594";

/// The step that makes the guard as it is now, from nothing, and can do so again. Whichever changes the guard next takes its
/// place.
inline constexpr int kGuardNow = 15;

/// What the guard needs beside the steps.
enum class GuardState {
    Sound,
    Stale,  ///< its list names other objects than there are, as after a restore or REINDEX CONCURRENTLY
    Weak,   ///< it belongs to a login that is no superuser or lacks its event triggers, and a superuser asks
};

/// All of them, by version, which grows but may leave numbers out.
[[nodiscard]] std::span<const Migration> migrations();
/// Null where this program knows no such version.
[[nodiscard]] const Migration* findMigration(int version);

/// What a database is before a migration, and what the login may do there.
struct MigrationPlan {
    std::string schema;  ///< where event_store is or will be
    std::string quotedSchema;
    std::vector<int> applied;        ///< versions that are recorded
    bool hasPlatform = false;        ///< event_store exists
    std::string owner;               ///< of event_store
    bool ownerIsPlainLogin = false;  ///< a login that is no superuser: the platform's, most likely
    std::int64_t events = 0;
    std::int64_t bytes = 0;                      ///< of event_store, without indexes
    std::vector<std::string> platformLogins;     ///< as asked for
    std::vector<std::string> newPlatformLogins;  ///< asked for and not members yet
    std::vector<std::string>
        writers;  ///< "login (INSERT, UPDATE)": others that hold rights on the platform's tables and lose them

    std::vector<std::string> readers;        ///< others that hold SELECT on event_store
    std::vector<std::string> tenantReaders;  ///< others that hold SELECT on tenants, which has no row security, and keep it

    bool isSpreadPending = false;  ///< asked for, and the tables are not spread yet
    GuardState guard = GuardState::Sound;

    [[nodiscard]] bool isApplied(int version) const;
    [[nodiscard]] bool isPending() const { return applied.size() < migrations().size(); }
};

/// Requires the step kGuardNow, and its search_path.
[[nodiscard]] GuardState readGuard(pqxx::transaction_base& transaction);

/// Looks, changes nothing. Errors: those of Administration::migrate() that can be known beforehand.
[[nodiscard]] Result<MigrationPlan> planMigration(Session& session, const MigrationRequest& request);

/// What stops working for the platform where something is pending, a sentence each.
[[nodiscard]] std::vector<std::string> consequences(const MigrationPlan& plan);

/// Takes turns with other migrations and tells the guard that this is one; both end with the transaction.
void beginMigration(pqxx::work& transaction, const MigrationPlan& plan);

/// Administration::migrate().
[[nodiscard]] Result<MigrationReport> migrate(Session& session, const MigrationRequest& request,
                                              const std::function<void(const MigrationStep&)>& onStep);

}  // namespace vci::store::postgres
