// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/cli/auditrun.h"
#include "tests/support/privatepostgres.h"

#include <QTest>

#include <memory>

namespace {

const QString kTenant = QStringLiteral("11111111-1111-4111-8111-111111111111");
const QString kHardened = QStringLiteral("hardened");
const QString kStock = QStringLiteral("stock");

QByteArray holds(int count, const QByteArray& aggregate)
{
    QByteArray lines;
    for (int n = 0; n < count; ++n) lines += eventLine(aggregate, "CallOnHold", "{}");
    return lines;
}

}  // namespace

/// What an operator meets on a database: what logins may do and are told that they may, snapshots after appends, tenants.
class TestAuditOperate final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void statusSaysWhatTheWritersDo_data();
    void statusSaysWhatTheWritersDo();
    void appendsMakeSnapshots();
    void aSnapshotThatMayNotBeMadeIsTold();
    void tenantsHaveNames_data();
    void tenantsHaveNames();
    void aClosedTenantTakesNothing();
    void aStrangerIsToldTheCure();
    void stockIsOnlyRead_data();
    void stockIsOnlyRead();
    void tellsRowsOfThePlatformFromOurs();
    void verifiesByFewConnections_data();
    void verifiesByFewConnections();

private:
    [[nodiscard]] AuditRun ask(const QString& database, const QString& login, const QString& words,
                               const QByteArray& input = {}) const
    {
        return runAudit(QStringList{QStringLiteral("--json"), QStringLiteral("--store"), m_cluster->uri(database, login)} +
                            words.split(QLatin1Char(' ')),
                        input);
    }
    void sql(const QString& database, const QString& statements)
    {
        const auto done = m_cluster->runSql(database, statements);
        QVERIFY2(done.ok(), done.ok() ? "" : done.error().message.c_str());
    }
    void addMember(const QString& login, const QString& roles)
    {
        for (const QString& role : roles.split(QLatin1Char(' '))) {
            const AuditRun run = ask(kHardened, QStringLiteral("postgres"),
                                     QStringLiteral("db member add %1 %2 --role %3").arg(login, kTenant, role));
            QVERIFY2(run.exitCode == 0, run.err.constData());
        }
    }

    std::unique_ptr<vci::test::PrivatePostgres> m_cluster;
};

void TestAuditOperate::initTestCase()
{
    auto cluster = vci::test::PrivatePostgres::start();
    if (!cluster.ok() && cluster.error().code == vci::ErrorCode::NotFound) QSKIP(cluster.error().message.c_str());
    QVERIFY2(cluster.ok(), cluster.ok() ? "" : cluster.error().message.c_str());
    m_cluster = std::move(cluster).value();
    const auto loaded = m_cluster->loadSchema(kStock);
    if (!loaded.ok() && loaded.error().code == vci::ErrorCode::NotFound) QSKIP(loaded.error().message.c_str());
    QVERIFY2(loaded.ok(), loaded.ok() ? "" : loaded.error().message.c_str());
    sql(kStock, QStringLiteral("INSERT INTO tenants (id, name) VALUES ('%1', 'Acme')").arg(kTenant));
    sql(kStock,
        QStringLiteral("CREATE ROLE platform LOGIN; CREATE ROLE writer LOGIN; CREATE ROLE operator LOGIN; CREATE ROLE "
                       "auditor LOGIN; CREATE ROLE stranger LOGIN; GRANT CREATE ON SCHEMA public TO platform; ALTER TABLE "
                       "event_store OWNER TO platform; ALTER TABLE event_snapshots OWNER TO platform; ALTER TABLE "
                       "read_models OWNER TO platform; ALTER TABLE tenants OWNER TO platform"));
    QVERIFY(m_cluster->createDatabase(kHardened).ok());
    const QString migrate = QStringLiteral("db migrate --platform-login platform");
    const AuditRun run = ask(kHardened, QStringLiteral("postgres"), migrate);
    QVERIFY2(run.exitCode == 0, run.err.constData());
    const AuditRun empty = ask(kHardened, QStringLiteral("postgres"), QStringLiteral("stats"));
    QCOMPARE(empty.errorCode(), QStringLiteral("tenant_required"));
    QVERIFY2(empty.err.contains("db tenant add --name"), empty.err.constData());
    const AuditRun tenant =
        ask(kHardened, QStringLiteral("postgres"), QStringLiteral("db tenant add %1 --name Acme").arg(kTenant));
    QVERIFY2(tenant.exitCode == 0, tenant.err.constData());
    addMember(QStringLiteral("auditor"), QStringLiteral("auditor"));
    addMember(QStringLiteral("writer"), QStringLiteral("auditor writer sequencer"));
    addMember(QStringLiteral("operator"), QStringLiteral("auditor operator sequencer"));
}

void TestAuditOperate::statusSaysWhatTheWritersDo_data()
{
    QTest::addColumn<QString>("database");
    QTest::addColumn<QString>("login");
    QTest::addColumn<QStringList>("may");
    const auto row = [](const QString& database, const char* login, const char* may) {
        QTest::addRow("%s, %s", qPrintable(database), login)
            << database << QString::fromLatin1(login) << QString::fromLatin1(may).split(QLatin1Char(' '), Qt::SkipEmptyParts);
    };
    row(kStock, "platform", "read");
    row(kStock, "postgres", "read");
    row(kHardened, "platform", "");
    row(kHardened, "auditor", "read");
    row(kHardened, "writer", "append read sequence");
    row(kHardened, "operator", "append read sequence write_read_models write_snapshots");
    row(kHardened, "postgres", "append read sequence write_read_models write_snapshots");
}

void TestAuditOperate::statusSaysWhatTheWritersDo()
{
    QFETCH(QString, database);
    QFETCH(QString, login);
    QFETCH(QStringList, may);
    const QJsonObject told = ask(database, login, QStringLiteral("db status")).json().value(QStringLiteral("may")).toObject();
    const struct {
        const char* right;
        const char* command;
    } doings[] = {{"append", "append -"},
                  {"read", "stats"},
                  {"sequence", "log sequence"},
                  {"write_read_models", "read-model catch-up DailyCallVolume"},
                  {"write_snapshots", "snapshot create --all-due"}};
    for (const auto& doing : doings) {
        const QString right = QString::fromLatin1(doing.right);
        QVERIFY2(told.value(right).toBool() == may.contains(right), doing.right);
        const AuditRun run =
            ask(database, login, QStringLiteral("--tenant %1 %2").arg(kTenant, QString::fromLatin1(doing.command)),
                holds(1, "7d1f6a52-0c1b-4d3c-9a53-6f0e3d7c5b22"));
        QVERIFY2(run.exitCode == (may.contains(right) ? 0 : 4), (QByteArray(doing.right) + ": " + run.err).constData());
    }
}

void TestAuditOperate::appendsMakeSnapshots()
{
    const AuditRun run = ask(kHardened, QStringLiteral("operator"), QStringLiteral("append -"), holds(100, kCallA));
    QVERIFY2(run.exitCode == 0, run.err.constData());
    QCOMPARE(run.json().value(QStringLiteral("snapshots")).toInt(-1), 1);
    QVERIFY(run.json().value(QStringLiteral("snapshot_failures")).toArray().isEmpty());
    const QJsonObject state =
        ask(kHardened, QStringLiteral("auditor"), QStringLiteral("state ") + QString::fromLatin1(kCallA)).json();
    QCOMPARE(state.value(QStringLiteral("from_snapshot")).toInt(), 100);
    QCOMPARE(state.value(QStringLiteral("events_applied")).toInt(), 100);
    const AuditRun generated = ask(kHardened, QStringLiteral("operator"),
                                   QStringLiteral("--tenant %1 generate --calls 20 --seed 7 --snapshot-every 10").arg(kTenant));
    QVERIFY2(generated.exitCode == 0, generated.err.constData());
    QVERIFY(generated.json().value(QStringLiteral("snapshots")).toInt() > 1);
    const QJsonObject audit = ask(kHardened, QStringLiteral("auditor"), QStringLiteral("snapshot audit")).json();
    QVERIFY(audit.value(QStringLiteral("checked")).toInt() > 2);
    QVERIFY(audit.value(QStringLiteral("findings")).toArray().isEmpty());
}

void TestAuditOperate::aSnapshotThatMayNotBeMadeIsTold()
{
    const AuditRun run = ask(kHardened, QStringLiteral("writer"), QStringLiteral("append -"), holds(100, kCallB));
    QVERIFY2(run.exitCode == 0, run.err.constData());
    QCOMPARE(run.json().value(QStringLiteral("appended")).toInt(), 100);
    QCOMPARE(run.json().value(QStringLiteral("snapshots")).toInt(-1), 0);
    const QJsonArray failures = run.json().value(QStringLiteral("snapshot_failures")).toArray();
    QCOMPARE(failures.size(), 1);
    QCOMPARE(failures.first()[QStringLiteral("aggregate_id")].toString(), QString::fromLatin1(kCallB));
    QVERIFY(failures.first()[QStringLiteral("reason")].toString().contains(QStringLiteral("GRANT vci_operator TO writer")));
    QVERIFY2(run.err.contains("the events are stored"), run.err.constData());
}

void TestAuditOperate::tenantsHaveNames_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<int>("exitCode");
    QTest::newRow("empty") << QString() << 2;
    QTest::newRow("blank") << QStringLiteral(" \t") << 2;
    QTest::newRow("300 characters") << QString(300, QLatin1Char('x')) << 2;
    QTest::newRow("255 characters") << QString(255, QChar(0xfc)) << 0;
}

void TestAuditOperate::tenantsHaveNames()
{
    QFETCH(QString, name);
    QFETCH(int, exitCode);
    const AuditRun run =
        runAudit({QStringLiteral("--json"), QStringLiteral("--store"), m_cluster->uri(kHardened), QStringLiteral("db"),
                  QStringLiteral("tenant"), QStringLiteral("add"), QStringLiteral("--name"), name});
    QVERIFY2(run.exitCode == exitCode, run.err.constData());
    if (exitCode == 0) return;
    QCOMPARE(run.errorCode(), QStringLiteral("usage"));
    QVERIFY2(run.err.contains("--name"), run.err.constData());
}

void TestAuditOperate::aClosedTenantTakesNothing()
{
    const QString closed = QStringLiteral("33333333-3333-4333-8333-333333333333");
    const auto ofClosed = [&](const QString& words, const QByteArray& input = {}) {
        return ask(kHardened, QStringLiteral("postgres"), QStringLiteral("--tenant %1 ").arg(closed) + words, input);
    };
    const auto db = [&](const QString& words) { return ask(kHardened, QStringLiteral("postgres"), words).exitCode; };
    QCOMPARE(db(QStringLiteral("db tenant add %1 --name Gone").arg(closed)), 0);
    // By a superuser, who is a member of none, and by a member.
    QCOMPARE(ofClosed(QStringLiteral("append -"), holds(1, kCallA)).exitCode, 0);
    QCOMPARE(db(QStringLiteral("db member add writer %1").arg(closed)), 0);
    QCOMPARE(db(QStringLiteral("db tenant close %1").arg(closed)), 0);
    const AuditRun member =
        ask(kHardened, QStringLiteral("writer"), QStringLiteral("--tenant %1 append -").arg(closed), holds(1, kCallA));
    for (const AuditRun& run :
         {ofClosed(QStringLiteral("append -"), holds(1, kCallA)), member, ofClosed(QStringLiteral("generate --calls 1"))}) {
        QCOMPARE(run.exitCode, 4);
        QCOMPARE(run.errorCode(), QStringLiteral("not_permitted"));
        QVERIFY2(run.err.contains("is closed"), run.err.constData());
    }
    QCOMPARE(ofClosed(QStringLiteral("stats")).json().value(QStringLiteral("events")).toInt(), 1);
    // As a member of all, the writer would go on seeing it.
    QCOMPARE(db(QStringLiteral("db member add writer all")), 0);
    const AuditRun kept = ask(kHardened, QStringLiteral("postgres"), QStringLiteral("db member remove writer %1").arg(closed));
    QCOMPARE(kept.exitCode, 2);
    QVERIFY2(kept.err.contains("db member remove writer all"), kept.err.constData());
    QCOMPARE(db(QStringLiteral("db member remove writer all")), 0);
    QCOMPARE(db(QStringLiteral("db member remove writer %1").arg(closed)), 0);
    QCOMPARE(db(QStringLiteral("db member list nobody")), 2);
}

void TestAuditOperate::aStrangerIsToldTheCure()
{
    sql(kHardened, QStringLiteral("GRANT vci_auditor TO stranger"));
    const AuditRun run = ask(kHardened, QStringLiteral("stranger"), QStringLiteral("stats"));
    QCOMPARE(run.exitCode, 2);
    QCOMPARE(run.errorCode(), QStringLiteral("tenant_required"));
    QVERIFY2(run.err.contains("db member add stranger TENANT"), run.err.constData());
}

void TestAuditOperate::stockIsOnlyRead_data()
{
    QTest::addColumn<QString>("words");
    for (const char* words :
         {"append -", "generate --calls 1", "log sequence", "snapshot create --all-due", "read-model catch-up"})
        QTest::newRow(words) << QString::fromLatin1(words);
}

void TestAuditOperate::stockIsOnlyRead()
{
    QFETCH(QString, words);
    const AuditRun run = ask(kStock, QStringLiteral("platform"), words);
    QCOMPARE(run.exitCode, 4);
    QCOMPARE(run.errorCode(), QStringLiteral("not_permitted"));
    QVERIFY2(run.err.contains("voicecore-audit db migrate"), run.err.constData());
}

void TestAuditOperate::tellsRowsOfThePlatformFromOurs()
{
    const auto drift = [&] {
        return runAudit({QStringLiteral("--store"), m_cluster->uri(kHardened, QStringLiteral("auditor")),
                         QStringLiteral("read-model"), QStringLiteral("drift"), QStringLiteral("--foreign")});
    };
    QCOMPARE(
        ask(kHardened, QStringLiteral("operator"), QStringLiteral("append -"), holds(1, "a2b7c9d4-5e6f-4a1b-8c2d-3e4f5a6b7c44"))
            .exitCode,
        0);
    // Where the platform lost all of its rows, all are missing.
    const AuditRun lost = drift();
    QCOMPARE(lost.exitCode, 1);
    QVERIFY2(lost.out.contains("CallSummary") && lost.out.contains("missing"), lost.out.constData());
    QCOMPARE(ask(kHardened, QStringLiteral("operator"), QStringLiteral("read-model catch-up CallSummary")).exitCode, 0);
    sql(kHardened, QStringLiteral("INSERT INTO read_models (id, model_type, model_id, data, last_event_id, last_event_sequence, "
                                  "tenant_id) VALUES (gen_random_uuid(), 'CallSummary', 'a2b7c9d4-5e6f-4a1b-8c2d-3e4f5a6b7c44', "
                                  "'{}', gen_random_uuid(), 1, '%1')")
                       .arg(kTenant));
    const AuditRun shown = runAudit({QStringLiteral("--store"), m_cluster->uri(kHardened, QStringLiteral("auditor")),
                                     QStringLiteral("read-model"), QStringLiteral("show"), QStringLiteral("CallSummary")});
    QCOMPARE(shown.exitCode, 0);
    QStringList makers;
    for (const QByteArray& line : shown.lines())
        if (line.startsWith("a2b7c9d4-5e6f-4a1b-8c2d-3e4f5a6b7c44")) makers << QString::fromUtf8(line.mid(36, 16)).trimmed();
    makers.sort();
    QCOMPARE(makers.size(), 2);
    QVERIFY2(makers[0].startsWith(QStringLiteral("CallSummary@")), qPrintable(makers.join(QLatin1Char('|'))));
    QVERIFY2(makers[1].startsWith(QStringLiteral("the platform")), qPrintable(makers.join(QLatin1Char('|'))));

    // The platform writes a row with its event, which may still wait for its place in the log.
    const QString waiting = QStringLiteral("a2b7c9d4-5e6f-4a1b-8c2d-3e4f5a6b7c45");
    sql(kHardened, QStringLiteral("INSERT INTO event_store (id, aggregate_id, aggregate_type, event_type, event_data, metadata, "
                                  "sequence_number, tenant_id) VALUES (gen_random_uuid(), '%2', 'Call', 'CallOnHold', '{}', "
                                  "'{}', 1, '%1'); INSERT INTO read_models (id, model_type, model_id, data, last_event_id, "
                                  "last_event_sequence, tenant_id) VALUES (gen_random_uuid(), 'CallSummary', '%2', '{}', "
                                  "gen_random_uuid(), 1, '%1')")
                       .arg(kTenant, waiting));
    QCOMPARE(
        ask(kHardened, QStringLiteral("auditor"), QStringLiteral("stats")).json().value(QStringLiteral("unsequenced")).toInt(),
        1);
    const AuditRun found = ask(kHardened, QStringLiteral("auditor"), QStringLiteral("read-model drift CallSummary --foreign"));
    QCOMPARE(found.exitCode, 1);
    const QJsonArray extra = found.json().value(QStringLiteral("extra")).toArray();
    QVERIFY2(found.json().contains(QStringLiteral("extra")) && !extra.contains(waiting), found.out.constData());
}

void TestAuditOperate::verifiesByFewConnections_data()
{
    QTest::addColumn<int>("connections");
    QTest::newRow("none beside those that read the record") << 2;
    QTest::newRow("one beside them") << 3;
    QTest::newRow("enough") << 10;
}

/// Snapshots and read models are checked beside the record where the login has connections for it, and after it where not.
void TestAuditOperate::verifiesByFewConnections()
{
    QFETCH(int, connections);
    const AuditRun made = ask(kHardened, QStringLiteral("writer"), QStringLiteral("--tenant %1 generate --calls 5").arg(kTenant));
    QVERIFY2(made.exitCode == 0, made.err.constData());
    const QString words = QStringLiteral("--tenant %1 verify --require self").arg(kTenant);
    const AuditRun free = ask(kHardened, QStringLiteral("auditor"), words);
    sql(kHardened, QStringLiteral("ALTER ROLE auditor CONNECTION LIMIT %1").arg(connections));
    const AuditRun run = ask(kHardened, QStringLiteral("auditor"), words);
    sql(kHardened, QStringLiteral("ALTER ROLE auditor CONNECTION LIMIT -1"));
    if (connections == 2) {
        // Nobody can look at the schema.
        QCOMPARE(run.exitCode, 3);
        QVERIFY2(run.err.contains("too many connections"), run.err.constData());
        return;
    }
    QCOMPARE(run.exitCode, free.exitCode);
    QVERIFY(!run.json().isEmpty());
    QCOMPARE(run.json().value(QStringLiteral("findings")), free.json().value(QStringLiteral("findings")));
    QCOMPARE(run.json().value(QStringLiteral("events")), free.json().value(QStringLiteral("events")));
}

QTEST_GUILESS_MAIN(TestAuditOperate)
#include "tst_auditoperate.moc"
