// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/store/postgres/postgresstore.h"
#include "core/store/postgres/qualify.h"
#include "tests/core/store/postgres/hardeneddatabase.h"

#include <QFile>
#include <QtTest>

using namespace vci;
using test::HardenedDatabase;

namespace {

/// The body of a function that makes its owner what whoever runs it is.
QString takesOver(const QString& answer)
{
    return QStringLiteral("LANGUAGE plpgsql AS $$ BEGIN ALTER ROLE app SUPERUSER; RETURN %1; END $$;").arg(answer);
}

}  // namespace

/// What somebody plants in a schema of the search_path of a login is neither run nor read when that login comes.
class TestSearchPath : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void qualifies_data();
    void qualifies();
    void runsNothingThatWasPlanted();
    void readsNoDecoy();
    void readsTheFirstStockStore();

private:
    void sql(const QString& statements)
    {
        const auto done = m_database->runSql(statements);
        QVERIFY2(done.ok(), done.ok() ? "" : done.error().message.c_str());
    }
    /// Reads and appends in most ways there are, as a superuser.
    void useEverything();
    std::unique_ptr<HardenedDatabase> m_database;
    RandomIdSource m_ids;
};

void TestSearchPath::initTestCase()
{
    if (!QFile::exists(QStringLiteral(VCI_SHARED_DIR "/stock/schema.sql"))) QSKIP("../shared is absent: stock");
    auto database = HardenedDatabase::make(200);
    QVERIFY2(database.ok(), database.ok() ? "" : database.error().message.c_str());
    m_database = std::move(database).value();
    sql(QStringLiteral("CREATE ROLE app LOGIN; GRANT CREATE ON SCHEMA public TO app"));
}

void TestSearchPath::qualifies_data()
{
    QTest::addColumn<QString>("sql");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char* name, const char* sql, const char* expected) {
        QTest::newRow(name) << QString::fromLatin1(sql) << QString::fromLatin1(expected);
    };
    row("a table", "SELECT 1 FROM event_store e", "SELECT 1 FROM \"a b\".event_store e");
    row("one that stands in a schema", "SELECT 1 FROM public.event_store e", "SELECT 1 FROM public.event_store e");
    row("a join", "FROM logs l LEFT JOIN log_heads h ON h.a = l.a",
        "FROM \"a b\".logs l LEFT JOIN \"a b\".log_heads h ON h.a = l.a");
    row("writing",
        "INSERT INTO event_log (a) SELECT 1; UPDATE log_heads SET size = 1; DELETE FROM event_queue q USING event_adoption a",
        "INSERT INTO \"a b\".event_log (a) SELECT 1; UPDATE \"a b\".log_heads SET size = 1; DELETE FROM \"a b\".event_queue q "
        "USING "
        "\"a b\".event_adoption a");
    row("a column of the name", "SELECT aggregates, a.logs FROM x", "SELECT aggregates, a.logs FROM x");
    row("another table", "FROM event_store_old, unnest(a) aggregates", "FROM event_store_old, unnest(a) aggregates");
    row("a function", "SELECT vci_pending_count(), vci_tenant", "SELECT \"a b\".vci_pending_count(), vci_tenant");
    row("a question", "SELECT has_table_privilege('logs', 'INSERT'), to_regprocedure('vci_my_tenants()'), to_regclass('mine')",
        "SELECT has_table_privilege('\"a b\".logs', 'INSERT'), to_regprocedure('\"a b\".vci_my_tenants()'), to_regclass('mine')");
    row("a literal", "SELECT ' FROM logs it''s FROM logs' FROM logs", "SELECT ' FROM logs it''s FROM logs' FROM \"a b\".logs");
    row("a literal without end", "SELECT ' FROM logs", "SELECT ' FROM logs");
    row("a body and a comment", "-- it's FROM logs\nDO $$ x'FROM logs $$; DELETE FROM logs",
        "-- it's FROM logs\nDO $$ x'FROM logs $$; DELETE FROM \"a b\".logs");
    row("a quoted name", "SELECT \"FROM logs\" FROM \"logs\"", "SELECT \"FROM logs\" FROM \"logs\"");
    row("nothing", "", "");
}

void TestSearchPath::qualifies()
{
    QFETCH(QString, sql);
    QFETCH(QString, expected);
    QCOMPARE(QString::fromStdString(store::postgres::qualified(sql.toStdString(), "\"a b\"")), expected);
}

void TestSearchPath::useEverything()
{
    const std::string uri = m_database->uri(QStringLiteral("postgres"));
    auto writer = store::postgres::openPostgresWriter(uri, m_ids);
    QVERIFY2(writer.ok(), writer.ok() ? "" : writer.error().message.c_str());
    const AggregateId aggregate = *AggregateId::tryFromString("00000001-0000-4000-8000-0000000000cc");
    for (int i = 0; i < 2; ++i) {
        const store::NewEvent event{.id = {},
                                    .aggregateId = aggregate,
                                    .aggregateType = "Call",
                                    .eventType = "CallOnHold",
                                    .eventVersion = 1,
                                    .eventData = "{\"reason\":\"music\"}",
                                    .metadata = "{}",
                                    .causationId = {},
                                    .correlationId = {},
                                    .expectedSequence = {},
                                    .sequence = {},
                                    .timestamp = {},
                                    .blockchainTxHash = {}};
        const auto appended = writer.value()->append(HardenedDatabase::tenant(), {&event, 1}, store::Stamping::ByStore);
        QVERIFY2(appended.ok(), appended.ok() ? "" : appended.error().message.c_str());
        QVERIFY(appended.value().sequenced);
    }
    auto reader = store::postgres::openPostgresReader(uri);
    QVERIFY2(reader.ok(), reader.ok() ? "" : reader.error().message.c_str());
    store::EventReader& open = *reader.value();
    QVERIFY(open.tenants().ok());
    const auto selected = open.selectTenant(HardenedDatabase::tenant());
    QVERIFY2(selected.ok(), selected.ok() ? "" : selected.error().message.c_str());
    store::AggregateQuery query;
    query.types = {"Call"};
    const auto page = open.aggregates(query, {}, {});
    QVERIFY2(page.ok(), page.ok() ? "" : page.error().message.c_str());
    QVERIFY(!page.value().rows.empty());
    const auto types = open.aggregateTypes({});
    QVERIFY2(types.ok(), types.ok() ? "" : types.error().message.c_str());
    QVERIFY(open.aggregate(aggregate, {}).ok());
    const auto events = open.events({}, {});
    QVERIFY2(events.ok(), events.ok() ? "" : events.error().message.c_str());
    QVERIFY(!events.value().events.empty());
    QVERIFY(open.statistics({}).ok());
    QVERIFY(open.log()->logs({}).ok());
    QVERIFY(open.anchors()->anchors({}, 10, {}).ok());
}

void TestSearchPath::runsNothingThatWasPlanted()
{
    sql(QStringLiteral("SET ROLE app; CREATE FUNCTION public.hashtextextended(text, integer) RETURNS bigint ") +
        takesOver(QStringLiteral("1")) +
        QStringLiteral("CREATE FUNCTION public.vci_pending(integer, integer) RETURNS TABLE (queue_number bigint, event_id uuid) "
                       "LANGUAGE plpgsql AS $$ BEGIN ALTER ROLE app SUPERUSER; END $$;"
                       "CREATE FUNCTION public.quote_ident(name) RETURNS text ") +
        takesOver(QStringLiteral("'x'")) + QStringLiteral("CREATE FUNCTION public.same(varchar, varchar) RETURNS boolean ") +
        takesOver(QStringLiteral("true")) +
        QStringLiteral("CREATE OPERATOR public.= (LEFTARG = varchar, RIGHTARG = varchar, FUNCTION = public.same)"));
    useEverything();
    QCOMPARE(m_database->value("SELECT rolsuper FROM pg_roles WHERE rolname = 'app'"), std::string("f"));
}

void TestSearchPath::readsNoDecoy()
{
    // As "$user" of the superuser's search_path it stands before public.
    sql(QStringLiteral("CREATE SCHEMA postgres AUTHORIZATION app"));
    for (const char* const table :
         {"event_store", "event_snapshots", "read_models", "event_log", "log_heads", "logs", "tenants"}) {
        sql(QStringLiteral("SET ROLE app; CREATE TABLE postgres.%1 (n int)").arg(QLatin1String(table)));
    }
    useEverything();
    auto reader = store::postgres::openPostgresReader(m_database->uri(QStringLiteral("postgres")));
    QVERIFY(reader.ok());
    std::string notices;
    for (const std::string& notice : reader.value()->info().notices) notices += notice;
    QVERIFY2(notices.find("in several schemas: public is read, not postgres.") != std::string::npos, notices.c_str());
    sql(QStringLiteral("DROP SCHEMA postgres CASCADE"));
}

void TestSearchPath::readsTheFirstStockStore()
{
    const auto loaded = m_database->cluster().loadStock(QStringLiteral("plain"), 200);
    QVERIFY2(loaded.ok(), loaded.ok() ? "" : loaded.error().message.c_str());
    const auto run = [&](const char* statements) {
        const auto done = m_database->cluster().runSql(QStringLiteral("plain"), QString::fromLatin1(statements));
        QVERIFY2(done.ok(), done.ok() ? "" : done.error().message.c_str());
    };
    run("ALTER SCHEMA public RENAME TO \"Voice core\"; ALTER DATABASE plain SET search_path = nowhere, \"Voice core\"");
    const auto reader = store::postgres::openPostgresReader(
        m_database->cluster().uri(QStringLiteral("plain"), QStringLiteral("plain_auditor")).toStdString());
    QVERIFY2(reader.ok(), reader.ok() ? "" : reader.error().message.c_str());
    QVERIFY(reader.value()->selectTenant(HardenedDatabase::tenant()).ok());
    const auto events = reader.value()->events({}, {});
    QVERIFY2(events.ok(), events.ok() ? "" : events.error().message.c_str());
    QVERIFY(!events.value().events.empty());
}

QTEST_APPLESS_MAIN(TestSearchPath)
#include "tst_searchpath.moc"
