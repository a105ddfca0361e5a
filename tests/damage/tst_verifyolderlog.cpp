// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/damage/somecase.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonObject>
#include <QTest>

/// `verify` where the log in force is not the first one: what a restore lost, what it covers up, and what only looks like one.
class TestVerifyOlderLog : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void tellsWhatARestoreCoveredUp();
    void anotherLogIsNoFreshStart();

private:
    [[nodiscard]] AuditRun audit(const QStringList& words) const
    {
        return runAudit(QStringList{QStringLiteral("--store"), m_file} + words, {}, m_env);
    }
    [[nodiscard]] AuditRun sign() const { return audit({QStringLiteral("log"), QStringLiteral("checkpoint")}); }
    [[nodiscard]] static int sizeOf(const AuditRun& checkpoint) { return checkpoint.out.split('\n').value(1).toInt(); }

    std::unique_ptr<SomeCase> m_case;
    QString m_file;
    QStringList m_env;
};

void TestVerifyOlderLog::init()
{
    m_case = std::make_unique<SomeCase>();
    QVERIFY(m_case->make());
    m_file = m_case->copy(QStringLiteral("a.vcase"));
    QVERIFY(QDir().mkpath(m_case->path(QStringLiteral("journal"))));
    m_env = {QStringLiteral("VCI_PINS=") + m_case->path(QStringLiteral("pins")),
             QStringLiteral("VCI_TRUST=") + m_case->path(QStringLiteral("trust.json")),
             QStringLiteral("VCI_JOURNAL=") + m_case->path(QStringLiteral("journal")),
             QStringLiteral("VCI_KEY=") + m_case->path(QStringLiteral("log.key"))};
    const AuditRun key = audit(
        {QStringLiteral("log"), QStringLiteral("key"), QStringLiteral("generate"), m_case->path(QStringLiteral("log.key"))});
    QVERIFY2(key.exitCode == 0, key.err.constData());
    QVERIFY(!m_case->write(QStringLiteral("trust.json"), "{\"keys\":[\"" + key.out.trimmed() + "\"]}").isEmpty());
}

void TestVerifyOlderLog::tellsWhatARestoreCoveredUp()
{
    const QString older = m_case->copy(QStringLiteral("older.vcase"));
    const int rows = audit({QStringLiteral("stats"), QStringLiteral("--json")}).json().value(QStringLiteral("events")).toInt();
    const AuditRun more =
        audit({QStringLiteral("generate"), QStringLiteral("--calls"), QStringLiteral("5"), QStringLiteral("--seed"),
               QStringLiteral("99"), QStringLiteral("--tenant"),
               audit({QStringLiteral("verify"), QStringLiteral("--json")}).json().value(QStringLiteral("tenant_id")).toString()});
    QVERIFY2(more.exitCode == 0, more.err.constData());
    const AuditRun note = sign();
    QVERIFY2(note.exitCode == 0, note.err.constData());
    m_file = older;
    QVERIFY(runSql(m_file, "UPDATE event_store SET event_type = 'CallFailed' WHERE rowid = 40"));
    const AuditRun adopted =
        audit({QStringLiteral("db"), QStringLiteral("adopt"), QStringLiteral("--reason"), QStringLiteral("disk lost")});
    QVERIFY2(adopted.exitCode == 0, adopted.err.constData());
    const AuditRun run = audit({QStringLiteral("verify"), QStringLiteral("--json")});
    QVERIFY2(run.exitCode == 1, run.err + run.out);
    QJsonObject altered;
    for (const QJsonValue& one : run.json().value(QStringLiteral("findings")).toArray())
        if (one.toObject().value(QStringLiteral("kind")) == QLatin1String("event_altered")) altered = one.toObject();
    QVERIFY2(altered.value(QStringLiteral("message")).toString().contains(QStringLiteral("entry 39")), run.out);
    QCOMPARE(run.json().value(QStringLiteral("coverage")).toObject().value(QStringLiteral("mismatch")).toInt(), 1);
    // What was signed and did not come back is lost, though the older log that came back names it no more.
    QCOMPARE(run.json().value(QStringLiteral("lost_events")).toInt(), sizeOf(note) - rows);
}

void TestVerifyOlderLog::anotherLogIsNoFreshStart()
{
    QCOMPARE(sign().exitCode, 0);
    QCOMPARE(audit({QStringLiteral("verify")}).exitCode, 0);
    // The older log is left beside the new one, which tells of no recovery.
    QVERIFY(runSql(m_file, "INSERT INTO logs SELECT 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa', since + 1 FROM logs; INSERT INTO "
                           "log_heads SELECT tenant_id, 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa', size FROM log_heads; INSERT INTO "
                           "event_log (tenant_id, log_id, log_index, event_id, leaf_hash) SELECT tenant_id, "
                           "'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa', log_index, event_id, leaf_hash FROM event_log"));
    const AuditRun beside = audit({QStringLiteral("verify"), QStringLiteral("--require"), QStringLiteral("self")});
    QVERIFY2(beside.exitCode == 1 && beside.out.contains("does not record"), beside.err + beside.out);
    // The older log is gone; the pins remember it.
    QVERIFY(runSql(m_file, "DELETE FROM event_log WHERE log_id <> 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'; DELETE FROM logs WHERE "
                           "log_id <> 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'; DELETE FROM log_heads WHERE log_id <> "
                           "'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'; DELETE FROM checkpoints"));
    const AuditRun gone = audit({QStringLiteral("verify")});
    QVERIFY2(gone.exitCode == 5 && gone.out.contains("does not have the log"), gone.err + gone.out);
}

QTEST_GUILESS_MAIN(TestVerifyOlderLog)
#include "tst_verifyolderlog.moc"
