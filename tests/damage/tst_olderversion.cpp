// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/damage/somecase.h"

#include <QFile>
#include <QTest>

/// A case file of schema version 1 is read as it is, and upgraded by the first command that writes (DESIGN 2).
class TestOlderVersion : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void readAsItIs();
    void upgradedByTheFirstWriter();
    void upgradedFromTheSecond();
    void missingTableOfItsVersion();

private:
    [[nodiscard]] QString olderCopy(const QString& name) const;

    SomeCase m_case;
};

void TestOlderVersion::initTestCase()
{
    QVERIFY(m_case.make());
}

QString TestOlderVersion::olderCopy(const QString& name) const
{
    QString file = m_case.copy(name);
    const bool done = runSql(
        file, "DROP TABLE event_snapshots; DROP TABLE read_models; DROP TABLE projection_checkpoints; DROP TABLE checkpoints; "
              "DROP TABLE checkpoint_timestamps; "
              "DROP TABLE anchors; DROP TABLE anchor_members; DROP TABLE anchor_blocks; DROP TABLE event_proofs; "
              "DROP TABLE custody; DROP TABLE case_notes; "
              "ALTER TABLE \"case\" DROP COLUMN origin; ALTER TABLE \"case\" DROP COLUMN selection; "
              "ALTER TABLE \"case\" DROP COLUMN custody_count; ALTER TABLE \"case\" DROP COLUMN custody_head; "
              "ALTER TABLE \"case\" DROP COLUMN sealed_at; ALTER TABLE \"case\" DROP COLUMN sealed_by; "
              "ALTER TABLE \"case\" RENAME TO case_info; PRAGMA user_version=1");
    return done ? file : QString();
}

void TestOlderVersion::readAsItIs()
{
    const QString file = olderCopy(QStringLiteral("older.vcase"));
    QVERIFY(!file.isEmpty());
    QFile before(file);
    QVERIFY(before.open(QIODevice::ReadOnly));
    const QByteArray bytes = before.readAll();

    const AuditRun stats = auditOf(file, {QStringLiteral("stats"), QStringLiteral("--json")});
    QCOMPARE(stats.exitCode, 0);
    QCOMPARE(stats.out, m_case.stats());
    QCOMPARE(auditOf(file, {QStringLiteral("state"), m_case.aggregate()}).exitCode, 0);

    QFile after(file);
    QVERIFY(after.open(QIODevice::ReadOnly));
    QCOMPARE(after.readAll(), bytes);
}

void TestOlderVersion::upgradedByTheFirstWriter()
{
    const QString file = olderCopy(QStringLiteral("upgraded.vcase"));
    QVERIFY(!file.isEmpty());
    const QStringList generate = {QStringLiteral("generate"), QStringLiteral("--calls"), QStringLiteral("20"),
                                  QStringLiteral("--seed"),   QStringLiteral("7"),       QStringLiteral("--json")};
    const AuditRun written = auditOf(file, generate);
    QVERIFY2(written.exitCode == 0, written.err.constData());
    QCOMPARE(written.json().value(QStringLiteral("appended")).toInt(), 0);  // all of it is there
    QCOMPARE(auditOf(file, {QStringLiteral("stats"), QStringLiteral("--json")}).out, m_case.stats());
    QVERIFY(runSql(file, "SELECT custody_count, sealed_by FROM \"case\""));
    QVERIFY(!runSql(file, "SELECT 1 FROM case_info"));
    QCOMPARE(auditOf(file, generate).exitCode, 0);
}

void TestOlderVersion::upgradedFromTheSecond()
{
    const QString file = m_case.copy(QStringLiteral("second.vcase"));
    QVERIFY(runSql(file, "DROP TABLE checkpoint_timestamps; PRAGMA user_version=2"));
    const AuditRun verified = auditOf(file, {QStringLiteral("verify"), QStringLiteral("--json")});
    QVERIFY2(verified.json().value(QStringLiteral("timestamps")).isArray(), verified.err.constData());
    QVERIFY(!runSql(file, "SELECT token FROM checkpoint_timestamps"));
    const AuditRun written = auditOf(file, {QStringLiteral("generate"), QStringLiteral("--calls"), QStringLiteral("20"),
                                            QStringLiteral("--seed"), QStringLiteral("7")});
    QVERIFY2(written.exitCode == 0, written.err.constData());
    QVERIFY(runSql(file, "SELECT tenant_id, log_id, tree_size, token_hash, token FROM checkpoint_timestamps"));
    QCOMPARE(auditOf(file, {QStringLiteral("stats"), QStringLiteral("--json")}).out, m_case.stats());
}

void TestOlderVersion::missingTableOfItsVersion()
{
    const QString file = m_case.copy(QStringLiteral("without.vcase"));
    QVERIFY(runSql(file, "DROP TABLE custody"));
    const AuditRun run = auditOf(file, {QStringLiteral("stats"), QStringLiteral("--json")});
    QCOMPARE(run.exitCode, 3);
    QCOMPARE(run.errorCode(), QStringLiteral("damaged"));
    QVERIFY2(run.err.contains("reading its table custody failed"), run.err.constData());
}

QTEST_GUILESS_MAIN(TestOlderVersion)

#include "tst_olderversion.moc"
