// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/store/postgres/postgresstore.h"
#include "tests/support/privatepostgres.h"

#include <QFile>
#include <QTest>

using namespace vci;
using namespace vci::store;
using vci::test::PrivatePostgres;

namespace {

const QString kDatabase = QStringLiteral("guarded");
const QString kAcme = QStringLiteral("11111111-1111-4111-8111-111111111111");
const QString kBorealis = QStringLiteral("22222222-2222-4222-8222-222222222222");
const QString kRefused = QStringLiteral("error: ");

}  // namespace

/// Who can do what on a hardened database: nothing that was recorded changes, and no tenant shows through to another's auditor.
class TestRowSecurity : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void changesAreRefused_data();
    void changesAreRefused();
    void theOwnerIsGuarded_data();
    void theOwnerIsGuarded();
    void theGuardStands_data();
    void theGuardStands();
    void theOwnerRewritesNoPayload();
    void otherApplicationsGoOn();
    void anAuditorSeesItsTenantOnly_data();
    void anAuditorSeesItsTenantOnly();
    void errorsTellNothing_data();
    void errorsTellNothing();
    void asksForTheTenantOnce();
    void membersComeAndGo();
    void tenantsComeAndClose();

private:
    void sql(const QString& statements)
    {
        const auto done = m_cluster->runSql(kDatabase, statements);
        QVERIFY2(done.ok(), done.ok() ? "" : done.error().message.c_str());
    }
    /// What psql prints, or "error: " and its words.
    [[nodiscard]] QString ask(const QString& statements, const QString& login = QStringLiteral("postgres"))
    {
        const auto answer = m_cluster->query(kDatabase, statements, login);
        return answer.ok() ? answer.value() : kRefused + QString::fromStdString(answer.error().message);
    }
    [[nodiscard]] QString inTenant(const QString& statements, const QString& tenant = kAcme) const
    {
        return QStringLiteral("BEGIN; SET LOCAL app.current_tenant_id = '%1'; %2; COMMIT").arg(tenant, statements);
    }
    /// Two events of each tenant, one adopted and one queued, and one of each in the log.
    [[nodiscard]] QString content()
    {
        return ask(QStringLiteral("SELECT md5(string_agg(e::text, ',' ORDER BY id)) FROM event_store e; SELECT count(*), "
                                  "md5(string_agg(l::text, ',' ORDER BY tenant_id, log_index)) FROM event_log l"));
    }

    std::unique_ptr<PrivatePostgres> m_cluster;
    std::unique_ptr<Administration> m_administration;
};

void TestRowSecurity::initTestCase()
{
    if (!QFile::exists(QStringLiteral(VCI_SHARED_DIR "/stock/schema.sql"))) QSKIP("../shared is absent: stock");
    auto cluster = PrivatePostgres::start();
    QVERIFY2(cluster.ok(), cluster.ok() ? "" : cluster.error().message.c_str());
    m_cluster = std::move(cluster).value();
    QVERIFY(m_cluster->loadStock(kDatabase, 200).ok());
    sql(QStringLiteral(
        "CREATE ROLE app LOGIN; ALTER DATABASE guarded OWNER TO app; ALTER TABLE event_store OWNER TO app; ALTER TABLE tenants "
        "OWNER TO app; ALTER TABLE "
        "event_snapshots OWNER TO app; ALTER TABLE read_models OWNER TO app; CREATE ROLE owner LOGIN; "
        "CREATE ROLE auditor LOGIN; CREATE ROLE writer LOGIN; CREATE ROLE operator LOGIN; CREATE ROLE sequencer LOGIN; "
        "CREATE ROLE anchor LOGIN"));
    auto administration = postgres::openPostgresAdministration(m_cluster->uri(kDatabase).toStdString());
    QVERIFY(administration.ok());
    m_administration = std::move(administration).value();
    MigrationRequest request;
    request.platformLogins = {"app"};
    const auto report = m_administration->migrate(request, {}, {});
    QVERIFY2(report.ok(), report.ok() ? "" : report.error().message.c_str());
    const auto acme = TenantId::tryFromString(kAcme.toStdString());
    for (const char* const role : {"auditor", "writer", "operator", "sequencer", "anchor"}) {
        const auto change = m_administration->addMember(role, acme, role);
        QVERIFY2(change.ok(), change.ok() ? "" : change.error().message.c_str());
        QVERIFY(change.value().changed);
        QVERIFY(change.value().missing.empty());
    }
    // Acts as the owner without being allowed to migrate.
    sql(QStringLiteral("GRANT vci_owner TO owner; GRANT CREATE ON SCHEMA public TO owner"));
    for (const QString& tenant : {kAcme, kBorealis}) {
        sql(QStringLiteral(
                "INSERT INTO event_store (id, aggregate_id, aggregate_type, event_type, event_data, event_version, "
                "sequence_number, tenant_id) VALUES (gen_random_uuid(), gen_random_uuid(), 'Call', 'CallInitiated', "
                "'{\"secret\": \"%1\"}', 1, 1, '%1'); INSERT INTO event_log SELECT '%1', log_id, 0, gen_random_uuid(), "
                "sha256('x') FROM logs; INSERT INTO log_heads SELECT '%1', log_id, 1 FROM logs")
                .arg(tenant));
    }
}

void TestRowSecurity::changesAreRefused_data()
{
    QTest::addColumn<QString>("login");
    QTest::addColumn<QString>("statement");
    const QStringList statements = {
        QStringLiteral("UPDATE %1 SET tenant_id = tenant_id"), QStringLiteral("DELETE FROM %1"), QStringLiteral("TRUNCATE %1"),
        QStringLiteral("INSERT INTO %1 SELECT * FROM %1 LIMIT 1 ON CONFLICT (%2) DO UPDATE SET tenant_id = EXCLUDED.tenant_id")};
    const QString columns = QStringLiteral("id, aggregate_id, aggregate_type, event_type, event_version, event_data, metadata, "
                                           "timestamp, sequence_number, tenant_id");
    for (const char* const login : {"app", "writer", "auditor", "operator", "sequencer", "anchor", "owner", "postgres"}) {
        QTest::addRow("%s: UPDATE of one column", login)
            << QString::fromLatin1(login) << QStringLiteral("UPDATE event_store SET blockchain_tx_hash = NULL");
        QTest::addRow("%s: UPSERT by the columns that a writer may give", login)
            << QString::fromLatin1(login)
            << QStringLiteral(
                   "INSERT INTO event_store (%1) SELECT %1 FROM event_store LIMIT 1 ON CONFLICT (tenant_id, id) DO UPDATE "
                   "SET event_data = '{}'")
                   .arg(columns);
        QTest::addRow("%s: MERGE", login) << QString::fromLatin1(login)
                                          << QStringLiteral(
                                                 "MERGE INTO event_store e USING (SELECT 1) s ON true WHEN MATCHED THEN DELETE");
        QTest::addRow("%s: as a replica", login)
            << QString::fromLatin1(login)
            << QStringLiteral("SET LOCAL session_replication_role = replica; DELETE FROM event_log");
        for (const QString& statement : statements) {
            for (const auto& [table, key] :
                 {std::pair("event_store", "tenant_id, id"), std::pair("event_log", "tenant_id, log_id, log_index")}) {
                const QString text = statement.arg(QLatin1String(table)).replace(QStringLiteral("%2"), QLatin1String(key));
                QTest::addRow("%s: %s %s", login, qPrintable(statement.section(QLatin1Char(' '), 0, 0)), table)
                    << QString::fromLatin1(login) << text;
            }
        }
    }
}

void TestRowSecurity::changesAreRefused()
{
    QFETCH(QString, login);
    QFETCH(QString, statement);
    const QString before = content();
    const QString answer = ask(inTenant(statement), login);
    QVERIFY2(answer.startsWith(kRefused), qPrintable(answer));
    const bool inWords = answer.contains(QLatin1String("permission denied")) ||
                         answer.contains(QLatin1String("is append-only")) || answer.contains(QLatin1String("row-level security"));
    QVERIFY2(inWords || answer.contains(QLatin1String("cannot insert")), qPrintable(answer));
    QCOMPARE(content(), before);
}

void TestRowSecurity::theOwnerIsGuarded_data()
{
    QTest::addColumn<QString>("statement");
    for (const char* const statement :
         {"ALTER TABLE event_store DISABLE TRIGGER vci_append_only_row",
          "ALTER TABLE event_store DISABLE TRIGGER USER",
          "CREATE RULE quiet AS ON INSERT TO event_log DO INSTEAD NOTHING",
          "DROP TRIGGER vci_after_insert ON event_store",
          "ALTER TABLE event_log ALTER COLUMN leaf_hash TYPE bytea USING sha256('')",
          "ALTER TABLE event_store ALTER COLUMN adopted TYPE boolean USING true",
          "DROP TABLE event_log CASCADE",
          "DROP FUNCTION vci_tenant() CASCADE",
          "DROP INDEX event_store_sequence",
          "ALTER TABLE event_store NO FORCE ROW LEVEL SECURITY",
          "DROP POLICY vci_tenant ON event_store",
          "CREATE POLICY open ON event_store USING (true)",
          "ALTER POLICY vci_tenant ON event_log USING (true)",
          "ALTER TABLE event_log RENAME TO away",
          "ALTER TABLE event_store DROP COLUMN metadata CASCADE",
          "ALTER TABLE event_store DROP CONSTRAINT event_store_tenant",
          "CREATE TABLE shadow () INHERITS (event_log)",
          "ALTER FUNCTION vci_refuse() SECURITY INVOKER",
          "CREATE OR REPLACE FUNCTION vci_refuse() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
          "CREATE TRIGGER odd BEFORE INSERT ON event_store FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger()",
          "CREATE INDEX slow ON event_store (event_data)",
          "ALTER INDEX event_store_sequence RENAME TO away",
          "ALTER TABLE event_store ENABLE REPLICA TRIGGER vci_append_only_row",
          "ALTER TABLE event_log ALTER COLUMN leaf_hash TYPE bytea USING '\\x00'",
          "ALTER TABLE event_log SET UNLOGGED",
          "ALTER TABLE event_log ADD COLUMN odd integer DEFAULT random()",
          "DROP TABLE event_store, event_log CASCADE",
          "DROP FUNCTION vci_refuse() CASCADE",
          "ALTER SEQUENCE event_queue_queue_number_seq RESTART",
          "DROP OWNED BY vci_owner",
          "DROP VIEW event_store_anchored"}) {
        QTest::newRow(statement) << QString::fromLatin1(statement);
    }
}

void TestRowSecurity::theOwnerIsGuarded()
{
    QFETCH(QString, statement);
    for (const char* const prepare : {"", "SELECT set_config('vci.migrating', pg_current_xact_id()::text, true); "}) {
        const QString answer = ask(QLatin1String(prepare) + statement, QStringLiteral("owner"));
        QVERIFY2(answer.contains(QLatin1String(" is guarded: ")), qPrintable(answer));
    }
}

void TestRowSecurity::theGuardStands_data()
{
    QTest::addColumn<QString>("login");
    QTest::addColumn<QString>("statement");
    QTest::addColumn<QString>("says");
    const auto row = [](const char* login, const char* statement, const char* says) {
        QTest::addRow("%s: %s", login, statement)
            << QString::fromLatin1(login) << QString::fromLatin1(statement) << QString::fromLatin1(says);
    };
    // The platform's login owns the database, and so the schema public.
    for (const char* const statement :
         {"DROP SCHEMA public CASCADE", "ALTER SCHEMA public RENAME TO away", "ALTER SCHEMA public OWNER TO app"})
        row("app", statement, "the schema public is guarded: ");
    row("app", "DROP TABLE event_store, event_log CASCADE", " is guarded: ");
    for (const char* const login : {"app", "owner"}) {
        row(login, "DROP SCHEMA vci_guard CASCADE", "must be owner of schema vci_guard");
        row(login, "DROP FUNCTION vci_guard.dropped() CASCADE", "must be owner of function vci_guard.dropped");
        row(login, "DROP EVENT TRIGGER vci_guard_drop", "must be owner of event trigger vci_guard_drop");
        row(login, "DELETE FROM vci_guard.guarded", "permission denied for table guarded");
        row(login, "TRUNCATE vci_guard.guarded", "permission denied for table guarded");
        row(login, "ALTER TABLE vci_guard.guarded DISABLE TRIGGER ALL", "must be owner of table guarded");
        row(login, "CREATE OR REPLACE FUNCTION vci_guard.may_migrate() RETURNS boolean LANGUAGE sql AS 'SELECT true'",
            "permission denied for schema vci_guard");
    }
    row("postgres", "DELETE FROM vci_guard.guarded", "append-only: DELETE is refused");
    row("postgres", "UPDATE vci_guard.guarded SET object_id = 0", "append-only: UPDATE is refused");
    row("postgres", "TRUNCATE vci_guard.guarded", "append-only: TRUNCATE is refused");
    row("postgres", "ALTER TABLE vci_guard.guarded DISABLE TRIGGER ALL", "guarded is guarded: ALTER TABLE is refused");
    row("postgres", "DROP TABLE vci_guard.guarded", "whose guard lost its list");
    row("postgres", "DROP SCHEMA public CASCADE", "the schema public is guarded: ");
}

void TestRowSecurity::theGuardStands()
{
    QFETCH(QString, login);
    QFETCH(QString, statement);
    QFETCH(QString, says);
    const QString before = content();
    const QString answer = ask(statement, login);
    QVERIFY2(answer.contains(says), qPrintable(answer));
    QCOMPARE(content(), before);
    QCOMPARE(ask(QStringLiteral("SELECT count(*) FROM vci_guard.unguarded()")), QStringLiteral("0"));
    // What is nobody's business passes.
    QCOMPARE(ask(QStringLiteral("COMMENT ON SCHEMA public IS 'ours'"), QStringLiteral("app")), QString());
}

void TestRowSecurity::theOwnerRewritesNoPayload()
{
    // The view on the events refuses before the guard is asked.
    const QString answer =
        ask(QStringLiteral("ALTER TABLE event_store ALTER COLUMN event_data TYPE jsonb USING '{}'"), QStringLiteral("owner"));
    QVERIFY2(answer.contains(QLatin1String("used by a view or rule")), qPrintable(answer));
}

void TestRowSecurity::otherApplicationsGoOn()
{
    sql(QStringLiteral("CREATE SCHEMA other AUTHORIZATION owner"));
    for (const char* const statement :
         {"CREATE TABLE other.event_store (id int PRIMARY KEY, n int)",
          "CREATE RULE r AS ON DELETE TO other.event_store DO INSTEAD NOTHING",
          "ALTER TABLE other.event_store ALTER COLUMN n TYPE text USING n::text",
          "CREATE INDEX event_log_event ON other.event_store (n)",
          "CREATE TRIGGER vci_append_only_row BEFORE UPDATE ON other.event_store FOR EACH ROW EXECUTE FUNCTION "
          "suppress_redundant_updates_trigger()",
          "ALTER TABLE other.event_store DISABLE TRIGGER ALL", "DROP TRIGGER vci_append_only_row ON other.event_store",
          "CREATE FUNCTION other.vci_tenant() RETURNS int LANGUAGE sql AS 'SELECT 1'", "DROP FUNCTION other.vci_tenant()",
          "CREATE TABLE other.child () INHERITS (other.event_store)", "DROP TABLE other.event_store CASCADE",
          "CREATE TABLE mine (a int)", "DROP TABLE mine", "CREATE TEMP TABLE event_store (a int)", "DROP SCHEMA other CASCADE"}) {
        const QString answer = ask(QString::fromLatin1(statement), QStringLiteral("owner"));
        QVERIFY2(!answer.startsWith(kRefused), qPrintable(QLatin1String(statement) + QStringLiteral(": ") + answer));
    }
}

void TestRowSecurity::anAuditorSeesItsTenantOnly_data()
{
    sql(QStringLiteral("ANALYZE"));
    QTest::addColumn<QString>("statements");
    const QString count = QStringLiteral("SELECT count(*) FROM %1 WHERE %1::text LIKE '%%2%'");
    for (const char* const table : {"event_store", "event_log", "log_heads", "event_snapshots", "read_models", "aggregates",
                                    "aggregate_activity", "event_store_anchored"}) {
        const QString query = count.arg(QLatin1String(table)).replace(QStringLiteral("%2"), kBorealis.left(8));
        QTest::addRow("%s, own tenant", table) << inTenant(query, kAcme);
        QTest::addRow("%s, the other tenant", table) << inTenant(query, kBorealis);
        QTest::addRow("%s, no tenant", table) << query;
        QTest::addRow("%s, no UUID", table) << inTenant(query, QStringLiteral("no uuid"));
        QTest::addRow("%s, empty", table) << inTenant(query, QString());
        QTest::addRow("%s, as role", table) << QStringLiteral("SET ROLE vci_auditor; ") + inTenant(query, kBorealis);
    }
    QTest::newRow("list of tenants") << QStringLiteral("SELECT count(*) FROM vci_my_tenants() WHERE id = '%1'").arg(kBorealis);
    // Statistics hold samples of the rows: those of tables under row security are not shown.
    QTest::newRow("statistics") << QStringLiteral("SELECT count(*) FROM pg_stats WHERE tablename IN ('event_store', 'event_log', "
                                                  "'event_snapshots', 'read_models', 'aggregates')");
    QTest::newRow("an id of the other tenant is free") << inTenant(
        QStringLiteral("SELECT count(*) FROM event_store e WHERE EXISTS (SELECT FROM event_log l WHERE l.event_id = e.id "
                       "AND l.tenant_id <> e.tenant_id)"));
    QTest::newRow("queue") << inTenant(QStringLiteral("SELECT count(*) FROM vci_pending(-1, 100)"), kBorealis);
    QTest::newRow("length of the queue") << inTenant(QStringLiteral("SELECT vci_pending_count()"), kBorealis);
    QTest::newRow("search") << inTenant(
        QStringLiteral("SELECT count(*) FROM vci_find_payload('2222', '-infinity', '%1', 100)").arg(kAcme), kBorealis);
    QTest::newRow("search in the own tenant")
        << inTenant(QStringLiteral("SELECT count(*) FROM vci_find_payload('%1', '-infinity', '%1', 100)").arg(kBorealis));
    // An operator of the reader's own runs behind the policy and is shown nothing of others.
    QTest::newRow("a function that talks") << inTenant(QStringLiteral(
        "CREATE FUNCTION pg_temp.tell(jsonb) RETURNS boolean LANGUAGE plpgsql COST 0.0001 AS $$ BEGIN IF $1::text LIKE "
        "'%22222222%' THEN RAISE EXCEPTION 'seen'; END IF; RETURN false; END $$; SELECT count(*) FROM event_store "
        "WHERE pg_temp.tell(event_data)"));
}

void TestRowSecurity::anAuditorSeesItsTenantOnly()
{
    QFETCH(QString, statements);
    QCOMPARE(ask(statements, QStringLiteral("auditor")), QStringLiteral("0"));
}

void TestRowSecurity::errorsTellNothing_data()
{
    QTest::addColumn<QString>("login");
    QTest::addColumn<QString>("statements");
    const auto row = [](const char* name, const char* login, const QString& statements) {
        QTest::newRow(name) << QString::fromLatin1(login) << statements;
    };
    const QString all = QStringLiteral("SELECT * FROM event_store");
    row("row security off", "auditor", QStringLiteral("SET row_security = off; ") + inTenant(all));
    row("another session user", "auditor", QStringLiteral("SET SESSION AUTHORIZATION app; ") + inTenant(all, kBorealis));
    row("the owner's role", "auditor", QStringLiteral("SET ROLE vci_owner; ") + inTenant(all, kBorealis));
    row("the search's role", "auditor", QStringLiteral("SET ROLE vci_search; ") + inTenant(all, kBorealis));
    row("a payload that is no number", "auditor",
        inTenant(QStringLiteral("SELECT (event_data->>'secret')::int FROM event_store WHERE event_data ? 'secret'")));
    for (const char* const table :
         {"event_queue", "tenant_members", "vci_guard.guarded", "schema_migrations", "pg_statistic", "pg_authid"})
        row(table, "auditor", inTenant(QStringLiteral("SELECT * FROM %1").arg(QLatin1String(table))));
    row("to write a snapshot of the other tenant", "operator",
        inTenant(
            QStringLiteral("INSERT INTO event_snapshots SELECT (json_populate_record(NULL::event_snapshots, '{\"tenant_id\": "
                           "\"%1\"}')).*")
                .arg(kBorealis)));
    row("to append to the other tenant", "writer",
        inTenant(
            QStringLiteral("INSERT INTO event_store (id, aggregate_id, aggregate_type, event_type, event_version, event_data, "
                           "sequence_number, tenant_id) VALUES (gen_random_uuid(), gen_random_uuid(), 'Call', 'X', 1, '{}', 1, "
                           "'%1')")
                .arg(kBorealis)));
    // A number that an adopted row of the other tenant holds, and one that none holds: the same answer.
    row("to ask by an append which numbers the other tenant has", "writer",
        inTenant(
            QStringLiteral("INSERT INTO event_store (id, aggregate_id, aggregate_type, event_type, event_version, event_data, "
                           "sequence_number, tenant_id) VALUES (gen_random_uuid(), '%1', 'Call', 'X', 1, '{}', %2, '%3')")
                .arg(ask(QStringLiteral("SELECT aggregate_id FROM event_store WHERE adopted AND tenant_id = '%1' ORDER BY id "
                                        "LIMIT 1")
                             .arg(kBorealis)),
                     ask(QStringLiteral("SELECT sequence_number FROM event_store WHERE adopted AND tenant_id = '%1' ORDER BY id "
                                        "LIMIT 1")
                             .arg(kBorealis)),
                     kBorealis)));
    row("to give the queue away", "auditor", inTenant(QStringLiteral("SELECT vci_dequeue('{1}')"), kBorealis));
}

/// Refused, in words that hold nothing of the other tenant but what the statement itself named.
void TestRowSecurity::errorsTellNothing()
{
    QFETCH(QString, login);
    QFETCH(QString, statements);
    const QString answer = ask(statements, login);
    QVERIFY2(answer.startsWith(kRefused), qPrintable(answer));
    QVERIFY2(statements.contains(kBorealis) || !answer.contains(kBorealis), qPrintable(answer));
    QVERIFY2(!answer.contains(QLatin1String("DETAIL")), qPrintable(answer));
    QVERIFY2(!answer.contains(QLatin1String("is taken")), qPrintable(answer));
}

void TestRowSecurity::asksForTheTenantOnce()
{
    const QString plan = ask(inTenant(QStringLiteral("EXPLAIN (COSTS OFF) SELECT * FROM event_store ORDER BY id LIMIT 10")),
                             QStringLiteral("auditor"));
    QVERIFY2(plan.contains(QLatin1String("InitPlan")), qPrintable(plan));
    QVERIFY2(!plan.contains(QLatin1String("vci_tenant()")), qPrintable(plan));
    QVERIFY2(!plan.contains(QLatin1String("SubPlan")), qPrintable(plan));
    QCOMPARE(ask(inTenant(QStringLiteral("SELECT count(*) > 100, count(DISTINCT tenant_id) FROM event_store")),
                 QStringLiteral("auditor")),
             QStringLiteral("t|1"));
}

void TestRowSecurity::membersComeAndGo()
{
    sql(QStringLiteral("CREATE ROLE guest LOGIN"));
    const auto acme = TenantId::tryFromString(kAcme.toStdString());
    const auto added = m_administration->addMember("guest", acme, "");
    QVERIFY(added.ok());
    QCOMPARE(QString::fromStdString(added.value().missing.at(0)), QStringLiteral("GRANT vci_auditor TO \"guest\""));
    const auto again = m_administration->addMember("guest", acme, "auditor");
    QVERIFY(again.ok());
    QVERIFY(!again.value().changed);
    QCOMPARE(again.value().granted.size(), std::size_t(1));
    QVERIFY(again.value().missing.empty());
    QCOMPARE(m_administration->members("guest").value().at(0).roles, std::vector<std::string>{"vci_auditor"});
    const QString events = inTenant(QStringLiteral("SELECT count(*) > 0 FROM event_store"));
    QCOMPARE(ask(events, QStringLiteral("guest")), QStringLiteral("t"));
    QVERIFY(m_administration->removeMember("guest", acme).value().changed);
    QVERIFY(!m_administration->removeMember("guest", acme).value().changed);
    QCOMPARE(ask(events, QStringLiteral("guest")), QStringLiteral("f"));

    QCOMPARE(m_administration->addMember("nobody", {}, "").error().code, ErrorCode::NotFound);
    QCOMPARE(m_administration->addMember("vci_auditor", {}, "").error().code, ErrorCode::NotFound);
    QCOMPARE(
        m_administration->addMember("guest", TenantId::tryFromString("00000000-0000-4000-8000-000000000000"), "").error().code,
        ErrorCode::NotFound);
    QCOMPARE(m_administration->addMember("guest", {}, "owner").error().code, ErrorCode::Usage);
    auto asAuditor = postgres::openPostgresAdministration(m_cluster->uri(kDatabase, QStringLiteral("auditor")).toStdString());
    QVERIFY(asAuditor.ok());
    QCOMPARE(asAuditor.value()->addMember("auditor", {}, "").error().code, ErrorCode::NotPermitted);
    QCOMPARE(asAuditor.value()->members("").error().code, ErrorCode::NotPermitted);
}

void TestRowSecurity::tenantsComeAndClose()
{
    const auto added = m_administration->addTenant({}, "Third");
    QVERIFY2(added.ok(), added.ok() ? "" : added.error().message.c_str());
    QCOMPARE(m_administration->addTenant(added.value().id, "Third").error().code, ErrorCode::AlreadyExists);
    QCOMPARE(m_administration->tenants().value().size(), std::size_t(3));
    // Each login is told its own, the platform all.
    for (const auto& [login, count] : {std::pair("auditor", 1), std::pair("owner", 0), std::pair("app", 3)}) {
        auto asLogin = postgres::openPostgresAdministration(m_cluster->uri(kDatabase, QString::fromLatin1(login)).toStdString());
        QVERIFY(asLogin.ok());
        const auto listed = asLogin.value()->tenants();
        QVERIFY2(listed.ok(), listed.ok() ? "" : listed.error().message.c_str());
        QCOMPARE(listed.value().size(), std::size_t(count));
    }
    const auto closed = m_administration->closeTenant(added.value().id);
    QVERIFY(closed.ok());
    QVERIFY(!closed.value().isActive);
    QCOMPARE(m_administration->tenants().value().size(), std::size_t(3));
    // The platform may delete a tenant that has nothing, and no other.
    QCOMPARE(ask(QStringLiteral("DELETE FROM tenants WHERE id = '%1'").arg(QString::fromStdString(added.value().id.toString())),
                 QStringLiteral("app")),
             QString());
    const QString refused = ask(QStringLiteral("DELETE FROM tenants WHERE id = '%1'").arg(kAcme), QStringLiteral("app"));
    QVERIFY2(refused.contains(QLatin1String("violates foreign key constraint")), qPrintable(refused));
}

QTEST_APPLESS_MAIN(TestRowSecurity)
#include "tst_rowsecurity.moc"
