// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/store/postgres/migrate.h"

#include "core/store/postgres/attest.h"
#include "core/store/postgres/distribute.h"
#include "core/store/postgres/place.h"
#include "core/store/postgres/rows.h"

#include <algorithm>
#include <chrono>
#include <utility>

namespace vci::store::postgres {

namespace {

constexpr int kLockTimeoutSeconds = 20;
/// The steps that make the platform's tables ours are one transaction, or a failure between two of them would leave tables that
/// neither the platform nor its auditors can use. The first adds the column adopted, which tells a Place that they are done.
constexpr int kTakeoverBegin = 5;
constexpr int kTakeoverEnd = 10;
constexpr int kAttempts = 3;
/// Measured on 257,088 stock events; a slow disk takes several times as long.
constexpr double kSecondsPerMillionEvents = 12;

/// True where the step was done here, false where another migration did it in the meantime.
Result<bool> apply(pqxx::work& transaction, const MigrationPlan& plan, const Migration& migration, double& heldSeconds)
{
    beginMigration(transaction, plan);
    const std::string table = plan.quotedSchema + ".schema_migrations";
    const pqxx::result recorded =
        transaction.exec("SELECT checksum FROM " + table + " WHERE version = " + std::to_string(migration.version));
    if (!recorded.empty()) {
        if (text(recorded.front(), 0) == migration.checksum) return false;
        return makeError(ErrorCode::Damaged, "another program migrates this database at this moment, by other steps: its step " +
                                                 std::to_string(migration.version) + " has checksum " +
                                                 std::string(text(recorded.front(), 0)) + ", ours " +
                                                 std::string(migration.checksum));
    }
    if (migration.locksPlatform()) {
        transaction.exec("LOCK TABLE " + plan.quotedSchema + ".event_store, " + plan.quotedSchema + ".event_snapshots, " +
                         plan.quotedSchema + ".read_models IN ACCESS EXCLUSIVE MODE");
    }
    const auto locked = std::chrono::steady_clock::now();
    transaction.exec(withSchema(migration.sql, plan.quotedSchema));
    transaction.exec("INSERT INTO " + table + " (version, name, checksum) VALUES (" + std::to_string(migration.version) + ", " +
                     transaction.quote(std::string(migration.name)) + ", " + transaction.quote(std::string(migration.checksum)) +
                     ")");
    if (migration.locksPlatform()) {
        heldSeconds += std::chrono::duration<double>(std::chrono::steady_clock::now() - locked).count();
    }
    return true;
}

std::string cure(const Error& error)
{
    switch (error.code) {
    case ErrorCode::Locked:
        return "event_store is in use: stop the platform (pg_stat_activity lists its sessions) and run db migrate again";
    case ErrorCode::AlreadyExists:
        return "rename or drop the object named above and run db migrate again";
    case ErrorCode::NotPermitted:
        return "migrate as the owner of the tables or as a superuser";
    case ErrorCode::Unreachable:
    case ErrorCode::Io:
        return "run db migrate again: it goes on where it stopped";
    default:
        return "mend what is named above and run db migrate again";
    }
}

Error stepFailed(const Migration& migration, Error error)
{
    if (error.isCancelled()) return error;
    error.message = "step " + std::to_string(migration.version) + " (" + std::string(migration.name) +
                    ") left nothing behind: " + error.message + "; " + cure(error);
    if (migration.version > 1 && migration.version < kTakeoverEnd)
        error.message += "; what the steps before " + std::to_string(std::min(migration.version, kTakeoverBegin)) +
                         " made stays, and changes nothing for the platform";
    return error;
}

Result<void> addPlatformLogins(Session& session, const MigrationPlan& plan)
{
    if (plan.newPlatformLogins.empty()) return {};
    return session.administer([&](pqxx::work& transaction) -> Result<void> {
        beginMigration(transaction, plan);
        for (const std::string& login : plan.newPlatformLogins) {
            transaction.exec("GRANT vci_platform TO " + transaction.quote_name(login));
            transaction.exec("INSERT INTO " + plan.quotedSchema + ".tenant_members (login) VALUES (" + transaction.quote(login) +
                             ") ON CONFLICT (login) WHERE tenant_id IS NULL DO NOTHING");
        }
        return {};
    });
}

bool isTakeover(const Migration& migration)
{
    return migration.version >= kTakeoverBegin && migration.version < kTakeoverEnd;
}

/// The steps of one transaction, from the first of `left` on.
std::span<const Migration> stepsTogether(std::span<const Migration> left)
{
    std::size_t count = 1;
    if (isTakeover(left.front()))
        while (count < left.size() && isTakeover(left[count])) ++count;
    return left.first(count);
}

/// Those of one transaction, tried again where another database of the server changed the same roles at the same moment.
Result<void> applyTogether(Session& session, const MigrationPlan& plan, std::span<const Migration> together, MigrationStep* steps,
                           const std::function<void(const MigrationStep&)>& onStep, double& heldSeconds)
{
    for (int attempt = 1;; ++attempt) {
        const Migration* failing = &together.front();
        auto applied = session.administer([&](pqxx::work& transaction) -> Result<void> {
            for (std::size_t i = 0; i < together.size(); ++i) {
                if (plan.isApplied(together[i].version)) continue;
                failing = &together[i];
                if (onStep && attempt == 1) onStep(steps[i]);
                const auto begun = std::chrono::steady_clock::now();
                VCI_TRY(const bool isOurs, apply(transaction, plan, together[i], heldSeconds));
                steps[i].seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
                steps[i].state = isOurs ? MigrationStep::State::Applied : MigrationStep::State::Present;
            }
            return {};
        });
        if (applied.ok()) return applied;
        const bool collided = applied.error().message.find("tuple concurrently ") != std::string::npos;
        if (!collided || attempt == kAttempts) return stepFailed(*failing, std::move(applied).error());
    }
}

/// Step 2 makes whoever migrates a vci_migrator, who may act as the owner of the tables: no state for a login by which the
/// platform connects.
Result<void> leaveMigrators(Session& session, const MigrationRequest& request, const MigrationPlan& plan, MigrationReport& report)
{
    const auto& platform = request.platformLogins;
    if (std::find(platform.begin(), platform.end(), session.login()) == platform.end()) return {};
    return session.administer([&](pqxx::work& transaction) -> Result<void> {
        beginMigration(transaction, plan);
        if (transaction
                .exec("SELECT FROM pg_auth_members WHERE roleid = 'vci_migrator'::regrole AND member = (SELECT oid FROM pg_roles "
                      "WHERE rolname = session_user)")
                .empty())
            return {};
        const std::string login = transaction.quote_name(session.login());
        transaction.exec("REVOKE vci_migrator FROM " + login);
        report.warnings.push_back("the login " + session.login() +
                                  " is the platform's and no longer a member of vci_migrator, as which it could undo the "
                                  "protection of the tables: before it migrates or keeps members again, GRANT vci_migrator TO " +
                                  login);
        return {};
    });
}

MigrationReport reportOf(const Session& session, const MigrationRequest& request, const MigrationPlan& plan)
{
    MigrationReport report;
    report.label = session.label();
    report.schema = plan.schema;
    report.platformLogins = plan.newPlatformLogins;
    report.changes = consequences(plan);
    report.events = plan.events;
    report.isComplete = !plan.isPending() && !plan.isSpreadPending && plan.guard == GuardState::Sound;
    for (const Migration& migration : migrations()) {
        const auto state = plan.isApplied(migration.version) ? MigrationStep::State::Present : MigrationStep::State::Pending;
        report.steps.push_back(MigrationStep{migration.version, std::string(migration.name), state});
    }
    if (request.spread == MigrationRequest::Spread::Distributed) {
        const auto state = plan.isSpreadPending ? MigrationStep::State::Pending : MigrationStep::State::Present;
        report.distribution = MigrationStep{0, "distribution", state};
    }
    return report;
}

std::string guardSentence(GuardState guard, bool isDone)
{
    const std::string was = isDone ? " was " : " would be ";
    if (guard == GuardState::Weak)
        return "the guard" + was +
               "made anew, with its event triggers, as a superuser's: the owner of what it watches cannot undo it";
    return "the guard's list" + was +
           "renewed: it named objects of another database or of before, as after a restore or REINDEX CONCURRENTLY";
}

/// In one transaction, and nothing where another migration did it in the meantime.
Result<void> mendGuard(Session& session, const MigrationPlan& plan, MigrationReport& report)
{
    if (plan.guard == GuardState::Sound) return {};
    VCI_TRY(const GuardState mended, session.administer([&](pqxx::work& transaction) -> Result<GuardState> {
        beginMigration(transaction, plan);
        const GuardState guard = readGuard(transaction);
        if (guard == GuardState::Weak)
            transaction.exec(withSchema(findMigration(kGuardNow)->sql, plan.quotedSchema));
        else if (guard == GuardState::Stale)
            transaction.exec("SELECT vci_guard.refill()");
        return guard;
    }));
    if (mended != GuardState::Sound) report.warnings.push_back(guardSentence(mended, true));
    return {};
}

bool locksSomething(const MigrationPlan& plan)
{
    if (plan.isSpreadPending) return true;
    const auto all = migrations();
    return std::any_of(all.begin(), all.end(),
                       [&](const Migration& one) { return one.locksPlatform() && !plan.isApplied(one.version); });
}

}  // namespace

void beginMigration(pqxx::work& transaction, const MigrationPlan& plan)
{
    // A message of its own: Citus repeats to its workers the whole message that a SET LOCAL stands in, and a worker that was told
    // to take this lock over two connections would wait for itself without end.
    transaction.exec("SET LOCAL search_path = pg_catalog, pg_temp");
    transaction.exec(std::string("SELECT pg_advisory_xact_lock(") + kMigrationLock +
                     "), set_config('vci.migrating', pg_current_xact_id()::text, true), set_config('lock_timeout', '" +
                     std::to_string(kLockTimeoutSeconds) + "s', true)");
    const std::string table = plan.quotedSchema + ".schema_migrations";
    // From the catalogue itself: to_regclass() may remember from before the lock that there is none.
    if (!transaction
             .exec("SELECT FROM pg_class WHERE relname = 'schema_migrations' AND relnamespace = " +
                   transaction.quote(plan.quotedSchema) + "::regnamespace")
             .empty())
        return;
    transaction.exec("CREATE TABLE " + table +
                     " (version integer PRIMARY KEY, name text NOT NULL, checksum text NOT NULL, "
                     "applied_at timestamp NOT NULL DEFAULT (clock_timestamp() AT TIME ZONE 'UTC'))");
}

Result<MigrationReport> migrate(Session& session, const MigrationRequest& request,
                                const std::function<void(const MigrationStep&)>& onStep)
{
    VCI_TRY(const MigrationPlan plan, planMigration(session, request));
    MigrationReport report = reportOf(session, request, plan);
    if (request.mode == MigrationRequest::Mode::DryRun) {
        if (plan.guard != GuardState::Sound) report.warnings.push_back(guardSentence(plan.guard, false));
        if (locksSomething(plan)) {
            report.exclusiveSeconds = 0.2 + static_cast<double>(plan.events) * kSecondsPerMillionEvents / 1e6;
        }
        return report;
    }
    bool membersAdded = false;
    MigrationStep* steps = report.steps.data();
    for (std::span<const Migration> left = migrations(); !left.empty();) {
        const auto together = stepsTogether(left);
        left = left.subspan(together.size());
        MigrationStep* const first = std::exchange(steps, steps + together.size());
        if (std::all_of(together.begin(), together.end(), [&](const Migration& one) { return plan.isApplied(one.version); }))
            continue;
        // The platform's logins must be members before its tables change hands.
        if (together.front().version >= kTakeoverBegin && !std::exchange(membersAdded, true)) {
            VCI_CHECK(addPlatformLogins(session, plan));
        }
        VCI_CHECK(applyTogether(session, plan, together, first, onStep, report.exclusiveSeconds));
        for (const std::string& warning : session.warnings()) report.warnings.push_back(warning);
    }
    if (!membersAdded) VCI_CHECK(addPlatformLogins(session, plan));
    VCI_CHECK(mendGuard(session, plan, report));
    if (report.distribution) {
        MigrationStep& step = *report.distribution;
        if (onStep) onStep(step);
        const auto begun = std::chrono::steady_clock::now();
        VCI_TRY(const bool spread, distribute(session, plan, report.exclusiveSeconds));
        step.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
        step.state = spread ? MigrationStep::State::Applied : MigrationStep::State::Present;
    }
    if (plan.isPending()) VCI_CHECK(leaveMigrators(session, request, plan, report));
    return report;
}

}  // namespace vci::store::postgres
