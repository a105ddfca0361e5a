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
    void tamperedAfterARestore_data();
    void tamperedAfterARestore();
    void checkpointSignedSince();
    void saysWhatIsNotKept();
    void exported_data();
    void exported();
    void partOfAnotherLog_data();
    void partOfAnotherLog();

private:
    /// Loses what was signed last, as many times: each time a new log is begun, signed and looked at.
    void recover(int times);
    /// A key of the log in force, trusted beside the others, that signs from now on.
    void trustNewKey(const QString& name);
    void generate(int seed) const;
    [[nodiscard]] AuditRun audit(const QStringList& words) const
    {
        return runAudit(QStringList{QStringLiteral("--store"), m_file} + words, {}, m_env);
    }
    [[nodiscard]] AuditRun sign() const { return audit({QStringLiteral("log"), QStringLiteral("checkpoint")}); }
    [[nodiscard]] static int sizeOf(const AuditRun& checkpoint) { return checkpoint.out.split('\n').value(1).toInt(); }

    std::unique_ptr<SomeCase> m_case;
    QString m_file;
    QStringList m_env;
    QByteArrayList m_keys;
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
    m_keys.clear();
    trustNewKey(QStringLiteral("log.key"));
}

void TestVerifyOlderLog::trustNewKey(const QString& name)
{
    const QString file = m_case->path(name);
    m_env.last() = QStringLiteral("VCI_KEY=") + file;
    const AuditRun key = audit({QStringLiteral("log"), QStringLiteral("key"), QStringLiteral("generate"), file});
    QVERIFY2(key.exitCode == 0, key.err.constData());
    m_keys << '"' + key.out.trimmed() + '"';
    QVERIFY(!m_case->write(QStringLiteral("trust.json"), "{\"keys\":[" + m_keys.join(',') + "]}").isEmpty());
}

void TestVerifyOlderLog::generate(int seed) const
{
    const AuditRun tenant = audit({QStringLiteral("verify"), QStringLiteral("--json")});
    const AuditRun more =
        audit({QStringLiteral("generate"), QStringLiteral("--calls"), QStringLiteral("5"), QStringLiteral("--seed"),
               QString::number(seed), QStringLiteral("--tenant"), tenant.json().value(QStringLiteral("tenant_id")).toString()});
    QVERIFY2(more.exitCode == 0, more.err.constData());
}

void TestVerifyOlderLog::recover(int times)
{
    QCOMPARE(sign().exitCode, 0);
    for (int i = 1; i <= times; ++i) {
        const QString backup = m_case->path(QStringLiteral("backup%1.vcase").arg(i));
        QVERIFY(QFile::copy(m_file, backup));
        generate(90 + i);
        QCOMPARE(sign().exitCode, 0);
        m_file = backup;
        const AuditRun adopted =
            audit({QStringLiteral("db"), QStringLiteral("adopt"), QStringLiteral("--reason"), QStringLiteral("disk lost")});
        QVERIFY2(adopted.exitCode == 0, adopted.err.constData());
        trustNewKey(QStringLiteral("log%1.key").arg(i));
        QCOMPARE(sign().exitCode, 0);
        const AuditRun sound = audit({QStringLiteral("verify")});
        QVERIFY2(sound.exitCode == 0 && sound.out.contains("recovered"), sound.err + sound.out);
    }
}

void TestVerifyOlderLog::tellsWhatARestoreCoveredUp()
{
    const QString older = m_case->copy(QStringLiteral("older.vcase"));
    const int rows = audit({QStringLiteral("stats"), QStringLiteral("--json")}).json().value(QStringLiteral("events")).toInt();
    generate(99);
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

void TestVerifyOlderLog::tamperedAfterARestore_data()
{
    // FIRST and SECOND are the oldest logs, LAST the newest.
    const QByteArray swapped = "UPDATE logs SET since = since + 1000000000 WHERE log_id = %1; ";
    const QByteArray onlyIn = "DELETE FROM event_store WHERE id IN (SELECT event_id FROM event_log WHERE log_id = LAST) AND id "
                              "NOT IN (SELECT event_id FROM event_log WHERE log_id <> LAST); ";
    QTest::addColumn<int>("logs");
    QTest::addColumn<QByteArray>("sql");
    QTest::addColumn<QStringList>("roots");  ///< drift of the list of aggregates apart
    QTest::addColumn<QByteArray>("says");
    const QString truncated = QStringLiteral("log_truncated");
    QTest::newRow("the log before put in force, with nothing left of the last")
        << 2 << onlyIn + "DELETE FROM event_log WHERE log_id = LAST; " + QByteArray(swapped).replace("%1", "FIRST")
        << QStringList{truncated} << QByteArray("over which the checkpoint of size");
    QTest::newRow("the second of three put in force")
        << 3 << onlyIn + QByteArray(swapped).replace("%1", "SECOND") << QStringList{truncated}
        << QByteArray("it was put in the place of that one");
    QTest::newRow("a log put in that never was")
        << 2 << QByteArray("INSERT INTO logs SELECT 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa', min(since) - 1 FROM logs")
        << QStringList{truncated} << QByteArray("does not record that it follows the log aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa");
    QTest::newRow("the end of the older log taken away")
        << 2 << QByteArray("DELETE FROM event_log WHERE log_id = FIRST AND log_index >= 100") << QStringList{truncated}
        << QByteArray("its end was taken away since");
    QTest::newRow("all of the older log taken away")
        << 2 << QByteArray("DELETE FROM event_log WHERE log_id = FIRST") << QStringList{truncated} << QByteArray("has 0 entries");
    QTest::newRow("an entry of the older log taken away")
        << 2 << QByteArray("DELETE FROM event_log WHERE log_id = FIRST AND log_index = 50")
        << QStringList{QStringLiteral("log_gap")} << QByteArray("The log lacks 1 entry, at 50");
    QTest::newRow("an entry's place in the older log as a fraction")
        << 2 << QByteArray("UPDATE event_log SET log_index = 39.5 WHERE log_id = FIRST AND log_index = 39")
        << QStringList{QStringLiteral("event_altered")} << QByteArray("Its event_log.log_index in the log before the restore");
    QTest::newRow("a checkpoint of the older log")
        << 2 << QByteArray("UPDATE checkpoints SET note = 'x' WHERE log_id = FIRST")
        << QStringList{QStringLiteral("checkpoint_signature_invalid")} << QByteArray("holds no signed checkpoint");
    QTest::newRow("the root beside a checkpoint of the older log")
        << 2 << QByteArray("UPDATE checkpoints SET root_hash = zeroblob(32) WHERE log_id = FIRST")
        << QStringList{QStringLiteral("checkpoint_inconsistent")} << QByteArray("say another size or root");
    QTest::newRow("the checkpoints of an older log taken away")
        << 3 << QByteArray("DELETE FROM checkpoints WHERE log_id = SECOND") << QStringList{QStringLiteral("checkpoint_missing")}
        << QByteArray("that the source does not record any more");
    QTest::newRow("an event, since") << 3 << QByteArray("UPDATE event_store SET event_type = 'CallFailed' WHERE rowid = 40")
                                     << QStringList{QStringLiteral("event_altered")}
                                     << QByteArray("not the one that was put into the log");
}

void TestVerifyOlderLog::tamperedAfterARestore()
{
    QFETCH(int, logs);
    QFETCH(QByteArray, sql);
    QFETCH(QStringList, roots);
    QFETCH(QByteArray, says);
    recover(logs - 1);
    if (QTest::currentTestFailed()) return;
    // A journal that nobody keeps would be one witness too many for a test of pins.
    m_env.removeIf([](const QString& one) { return one.startsWith(QLatin1String("VCI_JOURNAL")); });
    const auto lost = [this] {
        return audit({QStringLiteral("verify"), QStringLiteral("--json")}).json().value(QStringLiteral("lost_events")).toInt();
    };
    const int lostBefore = lost();
    // Asked for once, before their order is another.
    QByteArray names = "CREATE TABLE named AS SELECT log_id, row_number() OVER (ORDER BY since) AS n FROM logs; ";
    sql.replace("FIRST", "(SELECT log_id FROM named WHERE n = 1)").replace("SECOND", "(SELECT log_id FROM named WHERE n = 2)");
    sql.replace("LAST", "(SELECT log_id FROM named ORDER BY n DESC LIMIT 1)");
    QVERIFY(runSql(m_file, (names + sql).constData()));
    const AuditRun run = audit({QStringLiteral("verify"), QStringLiteral("--json")});
    QVERIFY2(run.exitCode == 1, run.err + run.out);
    QVERIFY2(run.out.contains(says), run.out);
    QStringList found;
    for (const QJsonValue& value : run.json().value(QStringLiteral("findings")).toArray()) {
        const QJsonObject one = value.toObject();
        const bool isRoot =
            one.value(QStringLiteral("severity")) == QLatin1String("error") && one.value(QStringLiteral("caused_by")).isNull();
        if (isRoot) found << one.value(QStringLiteral("kind")).toString();
    }
    found.removeAll(QStringLiteral("read_model_drift"));
    QCOMPARE(found, roots);
    if (!sql.contains("UPDATE logs")) QCOMPARE(lost(), lostBefore);
}

void TestVerifyOlderLog::checkpointSignedSince()
{
    // The copy was made between the entries and the checkpoint over them: that one is lost, and was taken away by nobody.
    const QString older = m_case->copy(QStringLiteral("older.vcase"));
    QCOMPARE(sign().exitCode, 0);
    generate(99);
    QCOMPARE(sign().exitCode, 0);
    m_file = older;
    QCOMPARE(
        audit({QStringLiteral("db"), QStringLiteral("adopt"), QStringLiteral("--reason"), QStringLiteral("disk lost")}).exitCode,
        0);
    trustNewKey(QStringLiteral("second.key"));
    QCOMPARE(sign().exitCode, 0);
    const AuditRun run = audit({QStringLiteral("verify")});
    QVERIFY2(run.exitCode == 0, run.err + run.out);
}

void TestVerifyOlderLog::saysWhatIsNotKept()
{
    recover(1);
    if (QTest::currentTestFailed()) return;
    const QByteArray first = "(SELECT log_id FROM logs ORDER BY since LIMIT 1); ";
    QVERIFY(runSql(m_file, ("DELETE FROM event_log WHERE log_id = " + first + "DELETE FROM checkpoints WHERE log_id = " + first +
                            "DELETE FROM log_heads WHERE log_id = " + first + "DELETE FROM logs WHERE log_id = " + first)
                               .constData()));
    const AuditRun run = audit({QStringLiteral("verify"), QStringLiteral("--json")});
    QVERIFY2(run.exitCode == 0, run.err + run.out);
    const QString reason = run.json().value(QStringLiteral("reason")).toString();
    QVERIFY2(reason.contains(QStringLiteral("which the source does not have: whether something was altered before")),
             qPrintable(reason));
    QCOMPARE(run.json().value(QStringLiteral("recovered")), QJsonValue(false));
}

void TestVerifyOlderLog::exported_data()
{
    QTest::addColumn<QStringList>("selection");
    QTest::newRow("whole") << QStringList();
    QTest::newRow("a part") << QStringList{QStringLiteral("--type"), QStringLiteral("CallEnded")};
}

void TestVerifyOlderLog::exported()
{
    QFETCH(QStringList, selection);
    recover(2);
    if (QTest::currentTestFailed()) return;
    const QString file = m_case->path(QStringLiteral("export.vcase"));
    const AuditRun made = audit(QStringList{QStringLiteral("export"), file} + selection);
    QVERIFY2(made.exitCode == 0, made.err.constData());
    m_file = file;
    const AuditRun run = audit({QStringLiteral("verify"), QStringLiteral("--json")});
    QVERIFY2(run.exitCode == 0, run.err + run.out);
    QVERIFY2(!run.out.contains("does not have the log"), run.out);
}

void TestVerifyOlderLog::partOfAnotherLog_data()
{
    QTest::addColumn<bool>("isKnown");
    QTest::newRow("by a key that nobody trusts") << false;
    QTest::newRow("by a trusted key") << true;
}

void TestVerifyOlderLog::partOfAnotherLog()
{
    QFETCH(bool, isKnown);
    QCOMPARE(sign().exitCode, 0);
    QCOMPARE(audit({QStringLiteral("verify")}).exitCode, 0);
    // Another log over the same tenant, of which a part tells neither that it follows the one that was seen nor that it does not.
    QVERIFY(runSql(m_file, "UPDATE logs SET log_id = 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'; UPDATE log_heads SET log_id = "
                           "'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'; UPDATE event_log SET log_id = "
                           "'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'; DELETE FROM checkpoints; UPDATE event_store SET event_type = "
                           "'CallFailed' WHERE rowid = 40"));
    if (isKnown) {
        trustNewKey(QStringLiteral("other.key"));
        QCOMPARE(sign().exitCode, 0);
    }
    const QString part = m_case->path(QStringLiteral("part.vcase"));
    const AuditRun made = audit({QStringLiteral("export"), part, QStringLiteral("--type"), QStringLiteral("CallEnded")});
    QVERIFY2(made.exitCode == 0, made.err.constData());
    m_file = part;
    const AuditRun run = audit({QStringLiteral("verify"), QStringLiteral("--json")});
    const QString reason = run.json().value(QStringLiteral("reason")).toString();
    QVERIFY2(reason.contains(QStringLiteral("does not have the log")) != isKnown, run.out + run.err);
    QVERIFY2(isKnown || reason.contains(QStringLiteral("nothing in the case tells")), run.out);
}

QTEST_GUILESS_MAIN(TestVerifyOlderLog)
#include "tst_verifyolderlog.moc"
