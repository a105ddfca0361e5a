// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/store/postgres/postgresstore.h"
#include "tests/support/privatepostgres.h"

#include <QFile>
#include <QTest>

#include <functional>

using namespace vci;
using namespace vci::store;
using vci::test::PrivatePostgres;

namespace {

const QString kStock = QStringLiteral("stock");

QString messages(const DatabaseStatus& status)
{
    QStringList all;
    for (const Finding& finding : status.findings) {
        // A private cluster's settings are never fit for real work.
        if (!finding.message.starts_with("setting ")) all << QString::fromStdString(finding.message);
    }
    return all.join(QLatin1Char('\n'));
}

const QString kStale = QStringLiteral("the guard's list is of another database or of before (a restore, REINDEX CONCURRENTLY): "
                                      "run db migrate.");

}  // namespace

/// The guard after its objects got other oids, and after somebody else than a superuser made it.
class TestRestored : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void aRestoredDatabase_data();
    void aRestoredDatabase();
    void aStaleRowIsNobodysBusiness();
    void anIndexBuiltAnew();
    void aGuardOfTheOwner();
    void thePlatformReadsTheView();

private:
    enum class Mode { Apply, DryRun };
    [[nodiscard]] Result<MigrationReport> migrate(PrivatePostgres& cluster, const QString& database,
                                                  const QString& login = QStringLiteral("postgres"), Mode mode = Mode::Apply)
    {
        MigrationRequest request;
        if (mode == Mode::DryRun) request.mode = MigrationRequest::Mode::DryRun;
        if (login != QLatin1String("postgres")) request.platformLogins = {login.toStdString()};
        VCI_TRY(auto administration, postgres::openPostgresAdministration(cluster.uri(database, login).toStdString()));
        return administration->migrate(request, {}, {});
    }
    [[nodiscard]] QString status(PrivatePostgres& cluster, const QString& database)
    {
        auto administration = postgres::openPostgresAdministration(cluster.uri(database).toStdString());
        if (!administration.ok()) return QString::fromStdString(administration.error().message);
        const auto found = administration.value()->status({});
        return found.ok() ? messages(found.value()) : QString::fromStdString(found.error().message);
    }
    /// What psql prints, or its words.
    [[nodiscard]] static QString ask(PrivatePostgres& cluster, const QString& database, const QString& statements,
                                     const QString& login = QStringLiteral("postgres"))
    {
        const auto answer = cluster.query(database, statements, login);
        return answer.ok() ? answer.value() : QString::fromStdString(answer.error().message);
    }
    void sql(PrivatePostgres& cluster, const QString& database, const QString& statements)
    {
        const auto done = cluster.runSql(database, statements);
        QVERIFY2(done.ok(), done.ok() ? "" : done.error().message.c_str());
    }
    /// The owner of our tables against the guard, and another application beside it.
    void theGuardJudges(PrivatePostgres& cluster, const QString& database);
    void runs(const std::function<Result<MigrationReport>()>& once, const QString& says);

    std::unique_ptr<PrivatePostgres> m_cluster;
    std::unique_ptr<PrivatePostgres> m_other;
};

void TestRestored::initTestCase()
{
    if (!QFile::exists(QStringLiteral(VCI_SHARED_DIR "/stock/schema.sql"))) QSKIP("../shared is absent: stock");
    for (auto* const cluster : {&m_cluster, &m_other}) {
        auto started = PrivatePostgres::start();
        QVERIFY2(started.ok(), started.ok() ? "" : started.error().message.c_str());
        *cluster = std::move(started).value();
    }
    QVERIFY(m_cluster->loadStock(kStock, 200).ok());
    const auto report = migrate(*m_cluster, kStock);
    QVERIFY2(report.ok(), report.ok() ? "" : report.error().message.c_str());
    QCOMPARE(status(*m_cluster, kStock), QString());
}

void TestRestored::theGuardJudges(PrivatePostgres& cluster, const QString& database)
{
    for (const char* const statement :
         {"ALTER TABLE event_store DISABLE TRIGGER USER", "ALTER TABLE event_log RENAME TO away", "DROP TABLE event_log CASCADE",
          "ALTER TABLE event_log SET SCHEMA elsewhere", "ALTER TABLE event_log OWNER TO CURRENT_USER",
          "DROP INDEX event_store_id", "ALTER INDEX event_store_id RENAME TO away",
          "ALTER FUNCTION vci_refuse() RENAME TO vci_allow", "DROP TRIGGER vci_append_only_row ON event_store",
          "CREATE INDEX slow ON event_store (event_data)", "CREATE RULE quiet AS ON INSERT TO event_log DO INSTEAD NOTHING",
          "CREATE TABLE shadow () INHERITS (event_log)", "ALTER SCHEMA public RENAME TO away", "DROP SCHEMA public CASCADE",
          "DROP VIEW event_store_anchored"}) {
        const QString answer = ask(cluster, database, QString::fromLatin1(statement));
        QVERIFY2(answer.contains(QLatin1String(" is guarded: ")), qPrintable(QLatin1String(statement) + answer));
    }
    for (const char* const statement :
         {"CREATE TABLE app (a int PRIMARY KEY, b text)", "ALTER TABLE app ADD COLUMN c int DEFAULT 1",
          "ALTER TABLE app ALTER COLUMN b TYPE varchar USING b::varchar",
          "CREATE FUNCTION mine() RETURNS int LANGUAGE sql AS 'SELECT 1'", "ALTER FUNCTION mine() RENAME TO my_own",
          "DROP FUNCTION my_own()", "ALTER TABLE app SET SCHEMA elsewhere", "ALTER SCHEMA elsewhere RENAME TO nowhere",
          "ALTER SCHEMA nowhere RENAME TO elsewhere", "DROP TABLE elsewhere.app"}) {
        const auto passed = cluster.runSql(database, QString::fromLatin1(statement));
        QVERIFY2(passed.ok(), passed.ok() ? "" : passed.error().message.c_str());
    }
}

/// Says it, and the second time that there is nothing to do.
void TestRestored::runs(const std::function<Result<MigrationReport>()>& once, const QString& says)
{
    const auto report = once();
    QVERIFY2(report.ok(), report.ok() ? "" : report.error().message.c_str());
    QVERIFY(!report.value().isComplete);
    QCOMPARE(report.value().warnings.size(), std::size_t(1));
    QVERIFY2(QString::fromStdString(report.value().warnings[0]).contains(says), report.value().warnings[0].c_str());
    const auto again = once();
    QVERIFY2(again.ok(), again.ok() ? "" : again.error().message.c_str());
    QVERIFY(again.value().isComplete);
    QVERIFY(again.value().warnings.empty());
}

void TestRestored::aRestoredDatabase_data()
{
    QTest::addColumn<bool>("isOtherCluster");
    QTest::newRow("the same cluster") << false;
    QTest::newRow("another cluster") << true;
}

void TestRestored::aRestoredDatabase()
{
    QFETCH(bool, isOtherCluster);
    PrivatePostgres& cluster = isOtherCluster ? *m_other : *m_cluster;
    const QString database = QStringLiteral("restored");
    if (isOtherCluster) {
        const auto roles = m_cluster->runAsServer(
            QStringLiteral("sh"),
            {QStringLiteral("-c"),
             QStringLiteral("pg_dumpall --roles-only -d '%1' | grep -v 'ROLE postgres' | psql -X -q -v ON_ERROR_STOP=1 -d '%2'")
                 .arg(m_cluster->uri(QStringLiteral("postgres")), cluster.uri(QStringLiteral("postgres")))});
        QVERIFY2(roles.ok(), roles.ok() ? "" : roles.error().message.c_str());
    }
    QVERIFY(cluster.createDatabase(database, QStringLiteral("TEMPLATE template0")).ok());
    // Another application was there first and has the oids that ours had in a new cluster.
    sql(cluster, database, QStringLiteral("CREATE SCHEMA elsewhere; CREATE TABLE elsewhere.first (a int PRIMARY KEY)"));
    const auto restored = m_cluster->runAsServer(
        QStringLiteral("sh"),
        {QStringLiteral("-c"), QStringLiteral("pg_dump -d '%1' | psql -X -q -v ON_ERROR_STOP=1 -d '%2' > restored.log")
                                   .arg(m_cluster->uri(kStock), cluster.uri(database))});
    QVERIFY2(restored.ok(), restored.ok() ? "" : restored.error().message.c_str());

    theGuardJudges(cluster, database);
    QCOMPARE(status(cluster, database), kStale);
    const auto dry = migrate(cluster, database, QStringLiteral("postgres"), Mode::DryRun);
    QVERIFY(dry.ok() && dry.value().warnings.size() == 1);
    QVERIFY2(dry.value().warnings[0].starts_with("the guard's list would be renewed"), dry.value().warnings[0].c_str());
    QCOMPARE(status(cluster, database), kStale);

    runs([&] { return migrate(cluster, database); }, QStringLiteral("the guard's list was renewed"));
    QCOMPARE(status(cluster, database), QString());
    theGuardJudges(cluster, database);
}

/// A list whose oids are another application's by now.
void TestRestored::aStaleRowIsNobodysBusiness()
{
    const QString database = QStringLiteral("coincidence");
    QVERIFY(m_cluster->createDatabase(database, QStringLiteral("TEMPLATE stock")).ok());
    sql(*m_cluster, database,
        QStringLiteral(
            "CREATE SCHEMA elsewhere; CREATE TABLE elsewhere.theirs (a int); CREATE FUNCTION elsewhere.theirs() RETURNS "
            "int LANGUAGE sql AS 'SELECT 1'"));
    sql(*m_cluster, database,
        QStringLiteral("SELECT set_config('vci.migrating', pg_current_xact_id()::text, true); "
                       "UPDATE vci_guard.guarded SET object_id = CASE class_id WHEN 'pg_class'::regclass THEN "
                       "'elsewhere.theirs'::regclass::oid WHEN 'pg_proc'::regclass THEN 'elsewhere.theirs()'::regprocedure::oid "
                       "ELSE 'elsewhere'::regnamespace::oid END"));
    for (const char* const statement :
         {"ALTER TABLE elsewhere.theirs ADD COLUMN b int", "ALTER TABLE elsewhere.theirs ALTER COLUMN a TYPE bigint",
          "ALTER TABLE elsewhere.theirs RENAME TO others", "DROP TABLE elsewhere.others", "DROP FUNCTION elsewhere.theirs()",
          "ALTER SCHEMA elsewhere RENAME TO nowhere", "DROP SCHEMA nowhere", "CREATE SCHEMA elsewhere"}) {
        const auto passed = m_cluster->runSql(database, QString::fromLatin1(statement));
        QVERIFY2(passed.ok(), passed.ok() ? "" : passed.error().message.c_str());
    }
    theGuardJudges(*m_cluster, database);
    QCOMPARE(status(*m_cluster, database), kStale);
}

void TestRestored::anIndexBuiltAnew()
{
    sql(*m_cluster, kStock, QStringLiteral("CREATE SCHEMA IF NOT EXISTS elsewhere"));
    sql(*m_cluster, kStock, QStringLiteral("REINDEX INDEX CONCURRENTLY event_store_id"));
    QCOMPARE(status(*m_cluster, kStock), kStale);
    theGuardJudges(*m_cluster, kStock);
    runs([&] { return migrate(*m_cluster, kStock); }, QStringLiteral("the guard's list was renewed"));
    QCOMPARE(status(*m_cluster, kStock), QString());
    theGuardJudges(*m_cluster, kStock);
}

void TestRestored::aGuardOfTheOwner()
{
    const QString database = QStringLiteral("mine");
    QVERIFY(m_cluster->loadStock(database, 200).ok());
    sql(*m_cluster, database,
        QStringLiteral(
            "CREATE ROLE app LOGIN CREATEROLE; ALTER DATABASE mine OWNER TO app; ALTER TABLE tenants OWNER TO app; ALTER "
            "TABLE event_store OWNER TO app; ALTER TABLE event_snapshots OWNER TO app; ALTER TABLE read_models OWNER TO "
            "app; ALTER FUNCTION check_event_sequence OWNER TO app; CREATE SCHEMA elsewhere"));
    const auto byOwner = migrate(*m_cluster, database, QStringLiteral("app"));
    QVERIFY2(byOwner.ok(), byOwner.ok() ? "" : byOwner.error().message.c_str());
    QVERIFY(status(*m_cluster, database).contains(QLatin1String("event trigger vci_guard_command is missing.")));
    // What a superuser takes over runs with a superuser's rights: nothing that the owner put there may stay.
    sql(*m_cluster, database,
        QStringLiteral("SET ROLE vci_owner; CREATE OR REPLACE FUNCTION vci_guard.stale() RETURNS TABLE (stale bigint, listed "
                       "bigint) LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION $q$planted$q$; END'; CREATE FUNCTION "
                       "vci_guard.planted() RETURNS integer LANGUAGE sql AS 'SELECT 1'"));
    runs([&] { return migrate(*m_cluster, database); }, QStringLiteral("the guard was made anew"));
    QCOMPARE(status(*m_cluster, database), QString());
    theGuardJudges(*m_cluster, database);
}

void TestRestored::thePlatformReadsTheView()
{
    const QString ours = QStringLiteral("SELECT count(*) > 0, count(DISTINCT tenant_id) FROM event_store_anchored");
    const QString tenant =
        QStringLiteral("BEGIN; SET LOCAL app.current_tenant_id = '11111111-1111-4111-8111-111111111111'; %1; COMMIT").arg(ours);
    QCOMPARE(ask(*m_cluster, QStringLiteral("mine"), tenant, QStringLiteral("app")), QStringLiteral("t|1"));
    for (const char* const hidden : {"SELECT leaf_hash FROM event_log", "SELECT note FROM anchor_members", "TABLE log_heads"})
        QVERIFY(ask(*m_cluster, QStringLiteral("mine"), QString::fromLatin1(hidden), QStringLiteral("app"))
                    .contains(QLatin1String("permission denied")));
}

QTEST_APPLESS_MAIN(TestRestored)
#include "tst_restored.moc"
