// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/store/postgres/attest.h"
#include "core/store/postgres/postgresstore.h"
#include "tests/support/privatepostgres.h"

#include <QFile>
#include <QTest>

using namespace vci;
using namespace vci::store;
using vci::test::PrivatePostgres;

namespace {

QString messages(const std::vector<Finding>& findings)
{
    QStringList all;
    for (const Finding& finding : findings) all << QString::fromStdString(finding.message);
    return all.join(QLatin1Char('\n'));
}

/// Those of the schema; the private cluster's settings are never fit for real work.
std::vector<Finding> schemaFindings(const DatabaseStatus& status)
{
    std::vector<Finding> findings;
    for (const Finding& finding : status.findings) {
        if (!finding.message.starts_with("setting ")) findings.push_back(finding);
    }
    return findings;
}

}  // namespace

/// What attestation says of a database as it was shipped, and of one with one protection less.
class TestAttestation : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void aFreshDatabaseIsAsShipped();
    void aStockDatabaseBecomesAsShipped();
    void anotherSchemaIsAsShipped();
    void namesTheSettings();
    void namesWhatWasWeakened_data();
    void namesWhatWasWeakened();
    void tellsWhatThePlatformMay();
    void seesItAsAnyLogin();

private:
    void migrate(const QString& database)
    {
        auto administration = postgres::openPostgresAdministration(m_cluster->uri(database).toStdString());
        QVERIFY(administration.ok());
        const auto report = administration.value()->migrate({}, {}, {});
        QVERIFY2(report.ok(), report.ok() ? "" : report.error().message.c_str());
    }
    [[nodiscard]] Result<DatabaseStatus> status(const QString& database, const QString& login = QStringLiteral("postgres"))
    {
        VCI_TRY(auto administration, postgres::openPostgresAdministration(m_cluster->uri(database, login).toStdString()));
        return administration->status({});
    }
    void sql(const QString& database, const QString& statements)
    {
        const auto done = m_cluster->runSql(database, statements);
        QVERIFY2(done.ok(), done.ok() ? "" : done.error().message.c_str());
    }

    std::unique_ptr<PrivatePostgres> m_cluster;
};

void TestAttestation::initTestCase()
{
    auto cluster = PrivatePostgres::start();
    QVERIFY2(cluster.ok(), cluster.ok() ? "" : cluster.error().message.c_str());
    m_cluster = std::move(cluster).value();
    QVERIFY(m_cluster->createDatabase(QStringLiteral("fresh")).ok());
    migrate(QStringLiteral("fresh"));
}

/// Writes what it found beside the build, from where it becomes the shipped list after a change that is meant.
void TestAttestation::aFreshDatabaseIsAsShipped()
{
    auto session = postgres::Session::open(m_cluster->uri(QStringLiteral("fresh")).toStdString());
    QVERIFY(session.ok());
    postgres::Session& open = *session.value();
    const auto found = open.administer([&](pqxx::work& transaction) -> Result<std::string> {
        VCI_TRY(const auto place, postgres::enterSchema(transaction, open));
        return postgres::readAttestation(transaction, place);
    });
    QVERIFY2(found.ok(), found.ok() ? "" : found.error().message.c_str());
    QFile file(QStringLiteral(VCI_BINARY_DIR "/attestation.txt"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(QByteArray::fromStdString(found.value()));
    file.close();
    QVERIFY(found.value().size() > 10'000);
    const QString differences = messages(postgres::compareAttestation(postgres::shippedAttestation(), found.value()));
    QCOMPARE(differences, QString());
    QVERIFY(found.value() == postgres::shippedAttestation());
}

void TestAttestation::aStockDatabaseBecomesAsShipped()
{
    if (!QFile::exists(QStringLiteral(VCI_SHARED_DIR "/stock/schema.sql"))) QSKIP("../shared is absent: stock");
    QVERIFY(m_cluster->loadSchema(QStringLiteral("stock")).ok());
    sql(QStringLiteral("stock"), QStringLiteral("CREATE ROLE importer LOGIN; GRANT ALL ON event_store, read_models TO importer; "
                                                "GRANT UPDATE (event_data) ON event_store TO importer"));
    migrate(QStringLiteral("stock"));
    const auto found = status(QStringLiteral("stock"));
    QVERIFY2(found.ok(), found.ok() ? "" : found.error().message.c_str());
    QCOMPARE(messages(schemaFindings(found.value())), QString());
    QCOMPARE(found.value().version, found.value().programVersion);
    QCOMPARE(found.value().logId.size(), std::size_t(32));
}

void TestAttestation::anotherSchemaIsAsShipped()
{
    QVERIFY(m_cluster->createDatabase(QStringLiteral("named")).ok());
    sql(QStringLiteral("named"),
        QStringLiteral("CREATE SCHEMA \"Voice core\"; ALTER DATABASE named SET search_path = \"Voice core\""));
    migrate(QStringLiteral("named"));
    const auto found = status(QStringLiteral("named"));
    QVERIFY(found.ok());
    QCOMPARE(messages(schemaFindings(found.value())), QString());
}

void TestAttestation::namesTheSettings()
{
    const auto found = status(QStringLiteral("fresh"));
    QVERIFY(found.ok());
    // As the private cluster is started.
    QCOMPARE(messages(found.value().findings), QStringLiteral("setting fsync is off.\nsetting full_page_writes is off.\nsetting "
                                                              "synchronous_commit is off.\nsetting data_checksums is off."));
    QCOMPARE(kindName(found.value().findings.front().kind), std::string_view("schema_weakened"));
}

void TestAttestation::namesWhatWasWeakened_data()
{
    QTest::addColumn<QString>("change");
    QTest::addColumn<QString>("says");
    const auto row = [](const char* name, const char* change, const char* says) {
        QTest::newRow(name) << QString::fromLatin1(change) << QString::fromLatin1(says);
    };
    row("a trigger disabled", "ALTER TABLE event_store DISABLE TRIGGER vci_append_only_row",
        "trigger event_store.vci_append_only_row is not as shipped.");
    row("a trigger no longer for replicas", "ALTER TABLE event_log ENABLE TRIGGER vci_append_only_truncate",
        "trigger event_log.vci_append_only_truncate is not as shipped.");
    row("a trigger dropped", "DROP TRIGGER vci_after_insert ON event_store", "trigger event_store.vci_after_insert is missing.");
    row("a trigger added", "CREATE TRIGGER odd BEFORE INSERT ON event_store FOR EACH ROW EXECUTE FUNCTION vci_before_insert()",
        "trigger event_store.odd was added.");
    row("a foreign key disabled", "ALTER TABLE tenants DISABLE TRIGGER ALL; ALTER TABLE read_models DISABLE TRIGGER ALL",
        "trigger read_models.read_models_tenant (foreign key) was added.");
    row("an event trigger dropped", "DROP EVENT TRIGGER vci_guard_drop", "event trigger vci_guard_drop is missing.");
    row("an event trigger disabled", "ALTER EVENT TRIGGER vci_guard_rewrite DISABLE",
        "event trigger vci_guard_rewrite is not as shipped.");
    row("the guard's list emptied", "DELETE FROM vci_guard.guarded WHERE name = 'event_log'", "guard event_log was added.");
    row("the guard dropped", "DROP SCHEMA vci_guard CASCADE", "event trigger vci_guard_command is missing.");
    row("the guard's owner", "ALTER FUNCTION vci_guard.dropped() OWNER TO stranger",
        "function vci_guard.dropped() is not as shipped.");
    row("the guard's list given away", "GRANT DELETE ON vci_guard.guarded TO stranger", "grant guarded to stranger was added.");
    row("a function beside ours", "CREATE FUNCTION vci_pending(integer, integer) RETURNS integer LANGUAGE sql AS 'SELECT 1'",
        "function vci_pending(integer, integer) was added.");
    row("a policy changed", "ALTER POLICY vci_tenant ON event_store USING (true)",
        "policy event_store.vci_tenant is not as shipped.");
    row("a policy dropped", "DROP POLICY vci_tenant ON read_models", "policy read_models.vci_tenant is missing.");
    row("a policy added", "CREATE POLICY open ON event_store USING (true)", "policy event_store.open was added.");
    row("row security off", "ALTER TABLE event_log DISABLE ROW LEVEL SECURITY", "table event_log is not as shipped.");
    row("row security not forced", "ALTER TABLE event_store NO FORCE ROW LEVEL SECURITY", "table event_store is not as shipped.");
    row("UPDATE granted", "GRANT UPDATE ON event_store TO vci_writer", "grant event_store to vci_writer was added.");
    row("UPDATE granted by column", "GRANT UPDATE (event_data) ON event_store TO stranger",
        "grant event_store to stranger, column event_data was added.");
    row("the queue shown to all", "GRANT SELECT ON event_queue TO PUBLIC", "grant event_queue to PUBLIC was added.");
    row("a function given to all", "GRANT EXECUTE ON FUNCTION vci_dequeue TO PUBLIC",
        "grant function vci_dequeue(numbers bigint[]) to PUBLIC was added.");
    row("a function replaced",
        "CREATE OR REPLACE FUNCTION vci_refuse() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, "
        "pg_temp AS 'BEGIN RETURN NEW; END'",
        "function vci_refuse() is not as shipped.");
    row("a function's search_path", "ALTER FUNCTION vci_tenant() RESET search_path", "function vci_tenant() is not as shipped.");
    row("a function's owner", "ALTER FUNCTION vci_pending_count() OWNER TO postgres",
        "function vci_pending_count() is not as shipped.");
    row("a function by its invoker", "ALTER FUNCTION vci_after_insert() SECURITY INVOKER",
        "function vci_after_insert() is not as shipped.");
    row("the unique index dropped", "DROP INDEX event_store_sequence", "index event_store.event_store_sequence is missing.");
    row("a unique index across tenants", "CREATE UNIQUE INDEX nosy ON event_store (id)", "index event_store.nosy was added.");
    row("a foreign key that deletes",
        "ALTER TABLE event_snapshots DROP CONSTRAINT event_snapshots_tenant, ADD CONSTRAINT event_snapshots_tenant FOREIGN KEY "
        "(tenant_id) REFERENCES tenants (id) ON DELETE CASCADE",
        "constraint event_snapshots.event_snapshots_tenant is not as shipped.");
    row("a check dropped", "ALTER TABLE event_log DROP CONSTRAINT event_log_leaf_hash_check",
        "constraint event_log.event_log_leaf_hash_check is missing.");
    row("a rule", "CREATE RULE swallow AS ON INSERT TO event_log DO INSTEAD NOTHING", "rule event_log.swallow was added.");
    row("the view changed", "ALTER VIEW event_store_anchored RESET (security_invoker)",
        "view event_store_anchored is not as shipped.");
    row("a child table", "CREATE TABLE shadow () INHERITS (event_log)", "inheritance event_log of schema.shadow was added.");
    row("an owner", "ALTER TABLE logs OWNER TO postgres", "table logs is not as shipped.");
    row("all that the owner has", "REASSIGN OWNED BY vci_owner TO stranger", "table logs is not as shipped.");
    row("unlogged", "ALTER TABLE log_heads SET UNLOGGED", "table log_heads is not as shipped.");
    row("a type", "ALTER TABLE aggregates ALTER COLUMN event_count TYPE integer",
        "column aggregates.event_count is not as shipped.");
    row("the default of adopted", "ALTER TABLE event_store ALTER COLUMN adopted SET DEFAULT true",
        "column event_store.adopted is not as shipped.");
    row("a login that acts as the owner", "GRANT vci_owner TO stranger", "membership stranger in vci_owner was added.");
    row("a role that logs in", "ALTER ROLE vci_auditor BYPASSRLS", "role vci_auditor is not as shipped.");
}

void TestAttestation::namesWhatWasWeakened()
{
    QFETCH(QString, change);
    QFETCH(QString, says);
    sql(QStringLiteral("postgres"), QStringLiteral("DROP DATABASE IF EXISTS weak"));
    sql(QStringLiteral("postgres"), QStringLiteral("DROP ROLE IF EXISTS stranger"));
    sql(QStringLiteral("postgres"), QStringLiteral("CREATE ROLE stranger LOGIN"));
    sql(QStringLiteral("postgres"), QStringLiteral("CREATE DATABASE weak TEMPLATE fresh"));
    // As a superuser who knows the way round the guard.
    sql(QStringLiteral("weak"),
        QStringLiteral("SELECT set_config('vci.migrating', pg_current_xact_id()::text, true); %1").arg(change));
    const auto found = status(QStringLiteral("weak"));
    sql(QStringLiteral("postgres"), QStringLiteral("ALTER ROLE vci_auditor NOBYPASSRLS"));
    QVERIFY2(found.ok(), found.ok() ? "" : found.error().message.c_str());
    const QString all = messages(schemaFindings(found.value()));
    QVERIFY2(all.split(QLatin1Char('\n')).contains(says), qPrintable(all));
    for (const Finding& finding : schemaFindings(found.value())) QVERIFY(finding.expected != finding.found);
}

void TestAttestation::tellsWhatThePlatformMay()
{
    sql(QStringLiteral("fresh"), QStringLiteral("CREATE ROLE platform_login LOGIN; GRANT vci_platform TO platform_login"));
    const auto found = status(QStringLiteral("fresh"), QStringLiteral("platform_login"));
    QVERIFY2(found.ok(), found.ok() ? "" : found.error().message.c_str());
    QVERIFY(found.value().isPlatform);
    QVERIFY(!found.value().mayRead && !found.value().mayAppend);
    QVERIFY2(!found.value().queued, "it was counted for no tenant");
    QVERIFY(!status(QStringLiteral("fresh")).value().isPlatform);
}

void TestAttestation::seesItAsAnyLogin()
{
    sql(QStringLiteral("fresh"), QStringLiteral("CREATE ROLE passer_by LOGIN"));
    const auto found = status(QStringLiteral("fresh"), QStringLiteral("passer_by"));
    QVERIFY2(found.ok(), found.ok() ? "" : found.error().message.c_str());
    QCOMPARE(messages(schemaFindings(found.value())), QString());
    QVERIFY(!found.value().mayRead);
    QVERIFY(!found.value().mayMigrate);
    QVERIFY(!found.value().queued);
    QVERIFY(found.value().tenants && found.value().tenants->empty());
}

QTEST_APPLESS_MAIN(TestAttestation)
#include "tst_attestation.moc"
