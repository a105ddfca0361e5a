// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/cli/auditrun.h"
#include "tests/support/privatepostgres.h"

#include <QFile>
#include <QTest>

using vci::test::PrivatePostgres;

namespace {

const QString kAcme = QStringLiteral("11111111-1111-4111-8111-111111111111");
constexpr int kSteps = 15;

/// Every column of the platform's tables, each row as text, in the order of its id.
const QString kDigest = QStringLiteral(
    "SELECT md5(string_agg(t::text, E'\\n' ORDER BY id)) FROM (SELECT id, name, domain, is_active, created_at FROM tenants) t;"
    "SELECT md5(string_agg(t::text, E'\\n' ORDER BY id)) FROM (SELECT id, aggregate_id, aggregate_type, event_type, "
    "event_version, "
    "event_data, metadata, \"timestamp\", sequence_number, causation_id, correlation_id, blockchain_tx_hash, tenant_id FROM "
    "event_store) t;"
    "SELECT md5(string_agg(t::text, E'\\n' ORDER BY id)) FROM (SELECT id, aggregate_id, aggregate_type, snapshot_data, "
    "snapshot_version, last_event_sequence, last_event_id, created_at, tenant_id FROM event_snapshots) t;"
    "SELECT md5(string_agg(t::text, E'\\n' ORDER BY id)) FROM (SELECT id, model_type, model_id, data, version, last_event_id, "
    "last_event_sequence, created_at, updated_at, tenant_id, is_deleted FROM read_models) t;"
    "SELECT pg_relation_filenode('tenants'), pg_relation_filenode('event_store'), pg_relation_filenode('event_snapshots'), "
    "pg_relation_filenode('read_models')");

/// All there is in the catalogues that a migration could change, roles included.
const QString kCatalogue = QStringLiteral(
    "SELECT md5(string_agg(t, ',' ORDER BY t)) FROM (SELECT 'class' || c::text AS t FROM pg_class c WHERE relnamespace = "
    "'public'::regnamespace UNION ALL SELECT 'role' || rolname FROM pg_roles UNION ALL SELECT 'proc' || p::text FROM pg_proc p "
    "WHERE pronamespace = 'public'::regnamespace UNION ALL SELECT 'con' || conname FROM pg_constraint UNION ALL SELECT 'member' "
    "|| "
    "roleid || member FROM pg_auth_members) all_of_them");

QStringList states(const QJsonObject& report)
{
    QStringList names;
    for (const QJsonValue& step : report.value(QStringLiteral("steps")).toArray()) {
        names << step.toObject().value(QStringLiteral("state")).toString();
    }
    names.removeDuplicates();
    return names;
}

QString insertInto(const QString& sequence)
{
    return QStringLiteral("INSERT INTO event_store (id, aggregate_id, aggregate_type, event_type, event_version, event_data, "
                          "\"timestamp\", sequence_number, tenant_id) SELECT gen_random_uuid(), aggregate_id, aggregate_type, "
                          "event_type, 1, '{}', now(), %1, tenant_id FROM event_store ORDER BY id LIMIT 1")
        .arg(sequence);
}

}  // namespace

/// `db migrate` on stock databases of a private cluster, by the real program.
class TestAuditMigrate : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void migratesInPlace();
    void migratesNothing();
    void migratesTwoAtOnce();
    void migratesByTheOwner();
    void dryRunChangesNothing();
    void refuses_data();
    void refuses();
    void aFailedStepLeavesNothing_data();
    void aFailedStepLeavesNothing();
    void namesTheOtherRecord();
    void worksInAnotherSchema();

private:
    /// A copy of the stock database, its tables owned by a plain login `app_<database>` as a platform has it.
    void loadStock(const QString& database, const QString& original = QStringLiteral("small"))
    {
        sql(QStringLiteral("postgres"), QStringLiteral("CREATE DATABASE %1 TEMPLATE %2").arg(database, original));
        sql(database,
            QStringLiteral("CREATE ROLE app_%1 LOGIN; ALTER DATABASE %1 OWNER TO app_%1; ALTER TABLE tenants OWNER TO "
                           "app_%1; ALTER TABLE event_store OWNER TO app_%1; ALTER TABLE event_snapshots OWNER TO app_%1; "
                           "ALTER TABLE read_models OWNER TO app_%1; ALTER FUNCTION check_event_sequence OWNER TO app_%1")
                .arg(database));
    }
    void sql(const QString& database, const QString& statements)
    {
        const auto done = m_cluster->runSql(database, statements);
        QVERIFY2(done.ok(), done.ok() ? "" : done.error().message.c_str());
    }
    [[nodiscard]] QString ask(const QString& database, const QString& statements,
                              const QString& login = QStringLiteral("postgres"))
    {
        const auto answer = m_cluster->query(database, statements, login);
        return answer.ok() ? answer.value() : QStringLiteral("error: ") + QString::fromStdString(answer.error().message);
    }
    [[nodiscard]] AuditRun migrate(const QString& database, const QStringList& more = {},
                                   const QString& login = QStringLiteral("postgres"))
    {
        return runAudit(QStringList{QStringLiteral("--json"), QStringLiteral("--store"), m_cluster->uri(database, login),
                                    QStringLiteral("db"), QStringLiteral("migrate")} +
                        more);
    }

    /// What the program tells this login of Acme's events; its words where it tells none.
    [[nodiscard]] QByteArray events(const QString& database, const QString& login)
    {
        const AuditRun run = runAudit({QStringLiteral("--store"), m_cluster->uri(database, login), QStringLiteral("--tenant"),
                                       kAcme, QStringLiteral("events"), QStringLiteral("--limit"), QStringLiteral("50")});
        return run.exitCode == 0 ? run.out : run.err;
    }

    std::unique_ptr<PrivatePostgres> m_cluster;
};

void TestAuditMigrate::initTestCase()
{
    if (!QFile::exists(QStringLiteral(VCI_SHARED_DIR "/stock/schema.sql"))) QSKIP("../shared is absent: stock");
    auto cluster = PrivatePostgres::start();
    QVERIFY2(cluster.ok(), cluster.ok() ? "" : cluster.error().message.c_str());
    m_cluster = std::move(cluster).value();
    for (const auto& [name, calls] : {std::pair("small", 200), std::pair("large", 2000)}) {
        const auto loaded = m_cluster->loadStock(QLatin1String(name), calls);
        QVERIFY2(loaded.ok(), loaded.ok() ? "" : loaded.error().message.c_str());
    }
}

void TestAuditMigrate::migratesInPlace()
{
    loadStock(QStringLiteral("place"), QStringLiteral("large"));
    const QString before = ask(QStringLiteral("place"), kDigest);
    QCOMPARE(before.count(QLatin1Char('\n')), 4);
    const QStringList platform = {QStringLiteral("--platform-login"), QStringLiteral("app_place")};
    const AuditRun run = migrate(QStringLiteral("place"), platform);
    QVERIFY2(run.exitCode == 0, run.err.constData());
    QCOMPARE(states(run.json()), QStringList{QStringLiteral("applied")});
    QCOMPARE(run.json().value(QStringLiteral("steps")).toArray().size(), kSteps);
    QVERIFY(run.json().value(QStringLiteral("exclusive_seconds")).toDouble() > 0);
    QVERIFY(run.json().value(QStringLiteral("warnings")).toArray().isEmpty());
    // Neither a value nor, but for new keys, a page of the tables has changed.
    QCOMPARE(ask(QStringLiteral("place"), kDigest), before);
    QCOMPARE(ask(QStringLiteral("place"), QStringLiteral("SELECT bool_and(adopted) FROM event_store")), QStringLiteral("t"));
    QCOMPARE(ask(QStringLiteral("place"), QStringLiteral("SELECT count(*) FROM event_queue")), QStringLiteral("0"));

    const AuditRun again = migrate(QStringLiteral("place"), platform);
    QCOMPARE(again.exitCode, 0);
    QCOMPARE(again.json().value(QStringLiteral("complete")).toBool(), true);
    QCOMPARE(states(again.json()), QStringList{QStringLiteral("present")});
    QVERIFY(again.json().value(QStringLiteral("platform_logins")).toArray().isEmpty());
    const AuditRun words = runAudit(
        {QStringLiteral("--store"), m_cluster->uri(QStringLiteral("place")), QStringLiteral("db"), QStringLiteral("migrate")});
    QVERIFY2(words.out.contains("nothing to do"), words.out.constData());
}

void TestAuditMigrate::migratesNothing()
{
    QVERIFY(m_cluster->createDatabase(QStringLiteral("blank")).ok());
    const AuditRun run = migrate(QStringLiteral("blank"));
    QVERIFY2(run.exitCode == 0, run.err.constData());
    QVERIFY(run.json().value(QStringLiteral("changes")).toArray().isEmpty());
    QCOMPARE(ask(QStringLiteral("blank"), QStringLiteral("SELECT count(*), bool_and(log_id ~ '^[0-9a-f]{32}$') FROM logs")),
             QStringLiteral("1|t"));
    QCOMPARE(ask(QStringLiteral("blank"), QStringLiteral("SELECT string_agg(DISTINCT tableowner, ',') FROM pg_tables WHERE "
                                                         "schemaname = 'public' AND tablename <> 'tenants'")),
             QStringLiteral("vci_owner"));
}

void TestAuditMigrate::migratesTwoAtOnce()
{
    loadStock(QStringLiteral("two"), QStringLiteral("large"));
    const AuditRun run = runShell(QStringLiteral("M=\"$AUDIT --json --store %1 db migrate --platform-login app_two\"\n"
                                                 "$M > \"$0.a\" 2>&1 & first=$!\n$M; second=$?\nwait $first || exit 9\n"
                                                 "cat \"$0.a\" >&2; rm \"$0.a\"; exit $second")
                                      .arg(m_cluster->uri(QStringLiteral("two")))
                                      .replace(QStringLiteral("$0"), QStringLiteral("/tmp/vci-two-at-once-$$")));
    QVERIFY2(run.exitCode == 0, run.err.constData());
    const QJsonArray here = run.json().value(QStringLiteral("steps")).toArray();
    const QJsonArray there = QJsonDocument::fromJson(run.err).object().value(QStringLiteral("steps")).toArray();
    QCOMPARE(here.size(), kSteps);
    QCOMPARE(there.size(), kSteps);
    for (int i = 0; i < kSteps; ++i) {
        QStringList both = {here[i].toObject().value(QStringLiteral("state")).toString(),
                            there[i].toObject().value(QStringLiteral("state")).toString()};
        both.sort();
        QCOMPARE(both, (QStringList{QStringLiteral("applied"), QStringLiteral("present")}));
    }
    QCOMPARE(ask(QStringLiteral("two"), QStringLiteral("SELECT count(*) FROM schema_migrations")), QString::number(kSteps));
}

void TestAuditMigrate::migratesByTheOwner()
{
    loadStock(QStringLiteral("mine"));
    const QStringList platform = {QStringLiteral("--platform-login"), QStringLiteral("app_mine")};
    const AuditRun refused = migrate(QStringLiteral("mine"), platform, QStringLiteral("app_mine"));
    QCOMPARE(refused.exitCode, 4);
    QVERIFY2(refused.err.contains("ALTER ROLE app_mine CREATEROLE"), refused.err.constData());

    sql(QStringLiteral("mine"), QStringLiteral("ALTER ROLE app_mine CREATEROLE"));
    const AuditRun run = migrate(QStringLiteral("mine"), platform, QStringLiteral("app_mine"));
    QVERIFY2(run.exitCode == 0, run.err.constData());
    QVERIFY2(run.out.contains("may not make event triggers"), run.out.constData());
    QCOMPARE(ask(QStringLiteral("mine"), QStringLiteral("SELECT count(*) FROM pg_event_trigger")), QStringLiteral("0"));
    // The platform's login is left without the role by which it could act as the owner of the tables.
    QVERIFY2(run.out.contains("GRANT vci_migrator TO \\\"app_mine\\\""), run.out.constData());
    const QString asOwner =
        ask(QStringLiteral("mine"), QStringLiteral("SET ROLE vci_owner; ALTER TABLE event_store DISABLE TRIGGER USER"),
            QStringLiteral("app_mine"));
    QVERIFY2(asOwner.contains(QLatin1String("permission denied to set role")), qPrintable(asOwner));
    const QString status = QString::fromUtf8(runAudit({QStringLiteral("--store"), m_cluster->uri(QStringLiteral("mine")),
                                                       QStringLiteral("--json"), QStringLiteral("db"), QStringLiteral("status")})
                                                 .out);
    QVERIFY2(!status.contains(QLatin1String("membership app_mine")), qPrintable(status));
    sql(QStringLiteral("mine"), QStringLiteral("GRANT vci_migrator TO app_mine"));
    const AuditRun weaker = runAudit({QStringLiteral("--store"), m_cluster->uri(QStringLiteral("mine")), QStringLiteral("--json"),
                                      QStringLiteral("db"), QStringLiteral("status")});
    QVERIFY2(weaker.out.contains("membership app_mine in vci_migrator was added"), weaker.out.constData());
    // Being able to migrate opens no other tenant.
    QCOMPARE(
        ask(QStringLiteral("mine"),
            QStringLiteral("BEGIN; SET LOCAL app.current_tenant_id = '%1'; SELECT count(DISTINCT tenant_id) FROM event_store")
                .arg(kAcme),
            QStringLiteral("app_mine")),
        QStringLiteral("1"));
    QCOMPARE(ask(QStringLiteral("mine"), QStringLiteral("SELECT count(DISTINCT tenant_id) FROM event_store"),
                 QStringLiteral("app_mine")),
             QStringLiteral("2"));
}

void TestAuditMigrate::dryRunChangesNothing()
{
    loadStock(QStringLiteral("dry"));
    sql(QStringLiteral("dry"), QStringLiteral("CREATE ROLE importer LOGIN; GRANT SELECT, INSERT ON event_store TO importer"));
    const QString before = ask(QStringLiteral("dry"), kCatalogue);
    const AuditRun run = migrate(QStringLiteral("dry"), {QStringLiteral("--dry-run")});
    QVERIFY2(run.exitCode == 0, run.err.constData());
    QCOMPARE(states(run.json()), QStringList{QStringLiteral("pending")});
    QVERIFY(run.json().value(QStringLiteral("exclusive_seconds")).toDouble() > 0);
    QVERIFY(run.json().value(QStringLiteral("events")).toInt() > 1000);
    QString changes;
    for (const QJsonValue& one : run.json().value(QStringLiteral("changes")).toArray()) changes += one.toString();
    for (const char* const said :
         {"ON CONFLICT (id)", "Deleting a tenant that has events", "own migrations of event_store",
          "The login app_dry owns the tables", "importer (INSERT)", "db member add small_auditor TENANT --role auditor",
          "REVOKE SELECT ON tenants FROM small_auditor"}) {
        QVERIFY2(changes.contains(QLatin1String(said)), said);
    }
    QCOMPARE(ask(QStringLiteral("dry"), kCatalogue), before);
}

void TestAuditMigrate::refuses_data()
{
    QTest::addColumn<QString>("prepare");
    QTest::addColumn<QString>("arguments");
    QTest::addColumn<int>("exitCode");
    QTest::addColumn<QString>("says");
    const QString platform = QStringLiteral("--platform-login app_no");
    QTest::newRow("no platform login") << QString() << QString() << 2 << QStringLiteral("db migrate --platform-login app_no");
    QTest::newRow("unknown login") << QString() << QStringLiteral("--platform-login nobody") << 2
                                   << QStringLiteral("there is no login nobody");
    QTest::newRow("role without login") << QStringLiteral("CREATE ROLE crowd") << QStringLiteral("--platform-login crowd") << 2
                                        << QStringLiteral("crowd is a role that cannot log in");
    QTest::newRow("distributed without Citus")
        << QString() << platform + QStringLiteral(" --distributed") << 2 << QStringLiteral("needs the extension citus");
    QTest::newRow("a table of a name of ours") << QStringLiteral("CREATE TABLE aggregates (n int)") << platform << 2
                                               << QStringLiteral("another program's: public.aggregates; rename");
    QTest::newRow("a foreign key onto the old key")
        << QStringLiteral("CREATE TABLE notes (event uuid CONSTRAINT notes_event REFERENCES event_store (id))") << platform << 2
        << QStringLiteral("notes_event of table public.notes (refers to public.event_store)");
    QTest::newRow("another program's record") << QStringLiteral("CREATE TABLE schema_migrations (version text)") << platform << 2
                                              << QStringLiteral("schema_migrations of no@localhost is another program's");
    QTest::newRow("a column is missing") << QStringLiteral("ALTER TABLE event_store DROP COLUMN causation_id") << platform << 3
                                         << QStringLiteral("lacks event_store.causation_id");
    QTest::newRow("a view") << QStringLiteral("ALTER TABLE read_models RENAME TO models; CREATE VIEW read_models AS TABLE models")
                            << platform << 3 << QStringLiteral("read_models (a view)");
}

void TestAuditMigrate::refuses()
{
    QFETCH(QString, prepare);
    QFETCH(QString, arguments);
    QFETCH(int, exitCode);
    QFETCH(QString, says);
    sql(QStringLiteral("postgres"), QStringLiteral("DROP DATABASE IF EXISTS no (FORCE)"));
    sql(QStringLiteral("postgres"), QStringLiteral("DROP ROLE IF EXISTS app_no, crowd"));
    loadStock(QStringLiteral("no"));
    if (!prepare.isEmpty()) sql(QStringLiteral("no"), prepare);
    const QString before = ask(QStringLiteral("no"), kCatalogue);
    const AuditRun run = migrate(QStringLiteral("no"), arguments.split(QLatin1Char(' '), Qt::SkipEmptyParts));
    QCOMPARE(run.exitCode, exitCode);
    QVERIFY2(QString::fromUtf8(run.err).contains(says), run.err.constData());
    QVERIFY(!run.errorCode().isEmpty());
    QCOMPARE(ask(QStringLiteral("no"), kCatalogue), before);
}

void TestAuditMigrate::aFailedStepLeavesNothing_data()
{
    QTest::addColumn<QString>("obstacle");
    QTest::addColumn<QString>("mend");
    QTest::addColumn<QString>("says");
    QTest::newRow("keys") << QStringLiteral("CREATE INDEX event_snapshots_newest ON event_snapshots (created_at)")
                          << QStringLiteral("DROP INDEX event_snapshots_newest")
                          << QStringLiteral("step 5 (keys) left nothing behind: relation \"event_snapshots_newest\" already "
                                            "exists; rename or drop");
    // Of the steps that change the platform's tables, none stays without the others.
    QTest::newRow("search") << QStringLiteral("CREATE FUNCTION vci_find_payload(text, timestamp, uuid, integer) RETURNS integer "
                                              "LANGUAGE sql AS 'SELECT 1'")
                            << QStringLiteral("DROP FUNCTION vci_find_payload(text, timestamp, uuid, integer)")
                            << QStringLiteral("step 8 (search) left nothing behind: ");
}

void TestAuditMigrate::aFailedStepLeavesNothing()
{
    QFETCH(QString, obstacle);
    QFETCH(QString, mend);
    QFETCH(QString, says);
    const QString half = QStringLiteral("half_") + QString::fromUtf8(QTest::currentDataTag());
    const QString app = QStringLiteral("app_") + half;
    const QString auditor = QStringLiteral("small_auditor");
    loadStock(half);
    sql(half, obstacle);
    const QString before = ask(half, kDigest);
    const QByteArray seen = events(half, auditor);
    QVERIFY2(seen.count('\n') >= 50, seen.constData());
    const QStringList platform = {QStringLiteral("--platform-login"), app};
    const AuditRun run = migrate(half, platform);
    QCOMPARE(run.exitCode, 2);
    QVERIFY2(QString::fromUtf8(run.err).contains(says), run.err.constData());
    QCOMPARE(ask(half, QStringLiteral("SELECT max(version) FROM schema_migrations")), QStringLiteral("4"));
    QCOMPARE(ask(half, kDigest), before);
    QCOMPARE(ask(half, QStringLiteral("SELECT count(*) FROM pg_attribute WHERE attrelid = 'event_store'::regclass AND attname = "
                                      "'adopted'")),
             QStringLiteral("0"));
    // Who read, reads the same: an auditor, the owner, a superuser.
    for (const QString& login : {auditor, app, QStringLiteral("postgres")}) QCOMPARE(events(half, login), seen);
    const AuditRun tenants = runAudit({QStringLiteral("--store"), m_cluster->uri(half, auditor), QStringLiteral("db"),
                                       QStringLiteral("tenant"), QStringLiteral("list")});
    QVERIFY2(tenants.out.contains(kAcme.toUtf8()), (tenants.out + tenants.err).constData());
    // Nobody writes past the log that is not there yet.
    const AuditRun append = runAudit({QStringLiteral("--store"), m_cluster->uri(half), QStringLiteral("--tenant"), kAcme,
                                      QStringLiteral("append"), QStringLiteral("-")},
                                     eventLine(kCallA, "CallInitiated", "{}"));
    QCOMPARE(append.exitCode, 4);
    QVERIFY2(append.err.contains("db migrate"), append.err.constData());
    // The platform goes on as before, as owner and by its own keys.
    QCOMPARE(ask(half, insertInto(QStringLiteral("900001")) + QStringLiteral(" ON CONFLICT (id) DO NOTHING"), app), QString());

    sql(half, mend);
    const AuditRun mended = migrate(half, platform);
    QVERIFY2(mended.exitCode == 0, mended.err.constData());
    QCOMPARE(ask(half, insertInto(QStringLiteral("900002")), app), QString());
    QCOMPARE(ask(half, QStringLiteral("SELECT count(*) FROM event_queue")), QStringLiteral("1"));
}

void TestAuditMigrate::namesTheOtherRecord()
{
    QVERIFY(m_cluster->createDatabase(QStringLiteral("record")).ok());
    QCOMPARE(migrate(QStringLiteral("record")).exitCode, 0);
    const QString change =
        QStringLiteral("BEGIN; SELECT set_config('vci.migrating', pg_current_xact_id()::text, true); %1; COMMIT");
    sql(QStringLiteral("record"),
        change.arg(QStringLiteral("UPDATE schema_migrations SET checksum = repeat('0', 64) WHERE version = 3")));
    const AuditRun other = migrate(QStringLiteral("record"));
    QCOMPARE(other.exitCode, 3);
    QVERIFY2(other.err.contains("recorded as tables with checksum 000000"), other.err.constData());
    sql(QStringLiteral("record"), QStringLiteral("INSERT INTO schema_migrations VALUES (999, 'later', repeat('0', 64))"));
    sql(QStringLiteral("record"), QStringLiteral("DELETE FROM schema_migrations WHERE version = 3"));
    const AuditRun newer = migrate(QStringLiteral("record"));
    QCOMPARE(newer.exitCode, 3);
    QCOMPARE(newer.errorCode(), QStringLiteral("newer_version"));

    sql(QStringLiteral("record"), QStringLiteral("CREATE ROLE visitor LOGIN"));
    const AuditRun visitor = migrate(QStringLiteral("record"), {}, QStringLiteral("visitor"));
    QCOMPARE(visitor.exitCode, 4);
    QVERIFY2(visitor.err.contains("GRANT vci_migrator TO visitor"), visitor.err.constData());
}

void TestAuditMigrate::worksInAnotherSchema()
{
    QVERIFY(m_cluster->createDatabase(QStringLiteral("named")).ok());
    sql(QStringLiteral("named"),
        QStringLiteral("CREATE SCHEMA \"Voice core\"; ALTER DATABASE named SET search_path = \"Voice core\""));
    const AuditRun run = migrate(QStringLiteral("named"));
    QVERIFY2(run.exitCode == 0, run.err.constData());
    QCOMPARE(run.json().value(QStringLiteral("schema")).toString(), QStringLiteral("Voice core"));
    QCOMPARE(ask(QStringLiteral("named"), QStringLiteral("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'")),
             QStringLiteral("0"));
    sql(QStringLiteral("named"), QStringLiteral("INSERT INTO tenants (id, name) VALUES ('%1', 'Acme')").arg(kAcme));
    QCOMPARE(ask(QStringLiteral("named"), QStringLiteral("INSERT INTO event_store (id, aggregate_id, aggregate_type, event_type, "
                                                         "event_data, sequence_number, tenant_id) VALUES (gen_random_uuid(), "
                                                         "gen_random_uuid(), 'Call', 'CallInitiated', '{}', 1, '%1'); "
                                                         "SELECT count(*) FROM event_queue")
                                              .arg(kAcme)),
             QStringLiteral("1"));
}

QTEST_APPLESS_MAIN(TestAuditMigrate)
#include "tst_auditmigrate.moc"
