// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/cli/auditrun.h"
#include "tests/support/privatepostgres.h"

#include <QFile>
#include <QTest>

#include <memory>

using vci::test::PrivatePostgres;

/// A server that does not let a login in is told from one that is not there: exit 4, and what to check.
class TestRefusedLogins : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void refuses_data();
    void refuses();

private:
    [[nodiscard]] static QString stock() { return QStringLiteral("stock"); }
    std::unique_ptr<PrivatePostgres> m_cluster;
};

void TestRefusedLogins::initTestCase()
{
    if (!QFile::exists(QStringLiteral(VCI_SHARED_DIR "/stock/schema.sql"))) QSKIP("../shared is absent: stock");
    auto cluster = PrivatePostgres::start();
    QVERIFY2(cluster.ok(), cluster.ok() ? "" : cluster.error().message.c_str());
    m_cluster = std::move(cluster).value();
    QVERIFY(m_cluster->loadSchema(stock()).ok());
    const auto done = m_cluster->runSql(
        stock(), QStringLiteral("CREATE ROLE group_only NOLOGIN; CREATE ROLE barred LOGIN; "
                                "CREATE ROLE careful LOGIN PASSWORD 'known'; "
                                "DO $$ BEGIN EXECUTE format('COPY (VALUES (''local all careful scram-sha-256''), "
                                "(''local all barred reject''), (''local all all trust'')) TO %L', current_setting('hba_file')); "
                                "END $$; SELECT pg_reload_conf()"));
    QVERIFY2(done.ok(), done.ok() ? "" : done.error().message.c_str());
    const auto isRead = [&] { return !m_cluster->query(stock(), QStringLiteral("SELECT 1"), QStringLiteral("barred")).ok(); };
    QVERIFY(QTest::qWaitFor(isRead, 20'000));
}

void TestRefusedLogins::refuses_data()
{
    QTest::addColumn<QString>("login");
    QTest::addColumn<QString>("password");
    QTest::addColumn<QByteArray>("words");
    const QString careful = QStringLiteral("careful");
    QTest::newRow("no such login") << QStringLiteral("nobody_here") << QString() << QByteArray("does not exist");
    QTest::newRow("no login") << QStringLiteral("group_only") << QString() << QByteArray("not permitted to log in");
    QTest::newRow("wrong password") << careful << QStringLiteral("guessed") << QByteArray("password authentication failed");
    QTest::newRow("no password") << careful << QString() << QByteArray("no password supplied");
    QTest::newRow("rejected by rule") << QStringLiteral("barred") << QString() << QByteArray("pg_hba.conf");
    QTest::newRow("let in, without rights") << careful << QStringLiteral("known") << QByteArray("may not read");
}

void TestRefusedLogins::refuses()
{
    QFETCH(QString, login);
    QFETCH(QString, password);
    QFETCH(QByteArray, words);
    QStringList env;
    if (!password.isEmpty()) env.append(QStringLiteral("PGPASSWORD=") + password);
    const AuditRun run = runAudit(
        {QStringLiteral("--store"), m_cluster->uri(stock(), login), QStringLiteral("--json"), QStringLiteral("stats")}, {}, env);
    QCOMPARE(run.exitCode, 4);
    QCOMPARE(run.errorCode(), QStringLiteral("not_permitted"));
    QVERIFY2(run.err.contains(words), run.err.constData());
    QVERIFY2(password.isEmpty() || !run.err.contains(password.toUtf8()), run.err.constData());
}

QTEST_GUILESS_MAIN(TestRefusedLogins)
#include "tst_refusedlogins.moc"
