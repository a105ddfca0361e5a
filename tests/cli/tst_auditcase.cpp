// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/cli/auditrun.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <sqlite3.h>

namespace {

bool runSql(const QString& file, const QString& sql)
{
    sqlite3* database = nullptr;
    const bool done = sqlite3_open(file.toUtf8().constData(), &database) == SQLITE_OK &&
                      sqlite3_exec(database, sql.toUtf8().constData(), nullptr, nullptr, nullptr) == SQLITE_OK;
    sqlite3_close(database);
    return done;
}

QStringList column(const QString& file, const char* sql)
{
    QStringList values;
    sqlite3* database = nullptr;
    sqlite3_stmt* statement = nullptr;
    if (sqlite3_open_v2(file.toUtf8().constData(), &database, SQLITE_OPEN_READONLY, nullptr) == SQLITE_OK &&
        sqlite3_prepare_v2(database, sql, -1, &statement, nullptr) == SQLITE_OK) {
        while (sqlite3_step(statement) == SQLITE_ROW) {
            const auto* const text = static_cast<const void*>(sqlite3_column_text(statement, 0));
            values << QString::fromUtf8(static_cast<const char*>(text));
        }
    }
    sqlite3_finalize(statement);
    sqlite3_close(database);
    return values;
}

}  // namespace

/// The commands of `casefile` and `export`, as a person gives them.
class TestAuditCase : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void writesNotes();
    void namesTheCustodyRecord_data();
    void namesTheCustodyRecord();
    void exports_data();
    void exports();
    void exportIsWholeOrNotThere();
    void exportKeepsOddRows();
    void exportIsNotAppendedTo();
    void aSealerIsKnownByTheKey();

private:
    [[nodiscard]] QString path(const char* name) const { return m_dir.filePath(QString::fromLatin1(name)); }
    [[nodiscard]] AuditRun audit(const QString& words) const;
    /// A case with four custody records; its path.
    [[nodiscard]] QString noted(const char* name) const;

    QTemporaryDir m_dir;
    QString m_source;
    QString m_event;
    QString m_aggregate;
    QString m_correlation;
};

AuditRun TestAuditCase::audit(const QString& words) const
{
    return runShell(QStringLiteral("cd '%1' && \"$AUDIT\" %2 --json").arg(m_dir.path(), words));
}

void TestAuditCase::initTestCase()
{
    m_source = path("source.vcase");
    QCOMPARE(audit(QStringLiteral("init source.vcase")).exitCode, 0);
    QCOMPARE(audit(QStringLiteral("--store source.vcase generate --calls 30 --seed 5")).exitCode, 0);
    m_event = column(m_source, "SELECT id FROM event_store WHERE correlation_id IS NOT NULL LIMIT 1").value(0);
    m_aggregate = column(m_source, "SELECT aggregate_id FROM aggregates ORDER BY event_count DESC LIMIT 1").value(0);
    m_correlation = column(m_source, "SELECT correlation_id FROM event_store WHERE correlation_id IS NOT NULL LIMIT 1").value(0);
    QVERIFY(m_event.size() == 36 && m_aggregate.size() == 36 && m_correlation.size() == 36);
}

void TestAuditCase::writesNotes()
{
    QVERIFY(QFile::copy(m_source, path("notes.vcase")));
    QCOMPARE(audit(QStringLiteral("casefile note notes.vcase 'paid twice' --finding --event ") + m_event).exitCode, 0);
    QCOMPARE(audit(QStringLiteral("--store notes.vcase casefile note 'whole call' --aggregate ") + m_aggregate).exitCode, 0);
    QCOMPARE(audit(QStringLiteral("casefile bookmark notes.vcase %1 'see here'").arg(m_event)).exitCode, 0);
    const QJsonArray notes = audit(QStringLiteral("casefile note notes.vcase")).json().value(QStringLiteral("notes")).toArray();
    QCOMPARE(notes.size(), 3);
    const QJsonObject first = notes.at(0).toObject();
    QCOMPARE(first.value(QStringLiteral("kind")).toString(), QStringLiteral("finding"));
    QCOMPARE(first.value(QStringLiteral("event_id")).toString(), m_event);
    QCOMPARE(first.value(QStringLiteral("aggregate_id")).toString().size(), 36);
    QCOMPARE(first.value(QStringLiteral("text")).toString(), QStringLiteral("paid twice"));
    QCOMPARE(notes.at(2).toObject().value(QStringLiteral("kind")).toString(), QStringLiteral("bookmark"));
    const AuditRun custody = audit(QStringLiteral("casefile custody notes.vcase"));
    QCOMPARE(custody.exitCode, 0);
    QCOMPARE(custody.json().value(QStringLiteral("records")).toArray().size(), 3);
    QVERIFY(!QFile::exists(path("notes.vcase-wal")));
}

QString TestAuditCase::noted(const char* name) const
{
    const QString file = QString::fromLatin1(name);
    if (audit(QStringLiteral("casefile new ") + file).exitCode != 0) return {};
    for (int i = 1; i <= 3; ++i)
        if (audit(QStringLiteral("casefile note %1 'note %2'").arg(file).arg(i)).exitCode != 0) return {};
    return path(name);
}

void TestAuditCase::namesTheCustodyRecord_data()
{
    QTest::addColumn<QString>("sql");
    QTest::addColumn<QString>("says");
    const auto row = [](const char* name, const char* sql, const char* says) {
        QTest::newRow(name) << QString::fromLatin1(sql) << QString::fromLatin1(says);
    };
    row("changed", "UPDATE custody SET record = replace(record, 'note 1', 'note 9') WHERE n = 2", "Custody record 2 was changed");
    row("removed", "DELETE FROM custody WHERE n = 3", "Custody record 3 is missing");
    row("the first removed", "DELETE FROM custody WHERE n = 1", "Custody record 1 is missing");
    row("the last removed", "DELETE FROM custody WHERE n = 4", "Custody record 4 is missing");
    row("the last removed and uncounted", "DELETE FROM custody WHERE n = 4; UPDATE \"case\" SET custody_count = 3",
        "Custody record 3 was changed, or what followed it was removed");
    row("reordered",
        "UPDATE custody SET n = 9 WHERE n = 2; UPDATE custody SET n = 2 WHERE n = 3; UPDATE custody SET n = 3 WHERE n = 9",
        "Custody record 2 stands at place 3");
    row("all removed", "DELETE FROM custody; UPDATE \"case\" SET custody_count = 0", "Custody record");
    row("one removed and uncounted", "DELETE FROM custody WHERE n = 3; UPDATE \"case\" SET custody_count = 3",
        "Custody record 3 is missing");
    row("all removed, count and head cleared", "DELETE FROM custody; UPDATE \"case\" SET custody_count = 0, custody_head = NULL",
        "Note 1 has no custody record");
    row("a note removed", "DELETE FROM case_notes WHERE n = 2",
        "Custody record 3 says that \\\"note 2\\\" was written, but the case holds no such note any more");
    row("a note put in", "INSERT INTO case_notes (n, kind, written_at, author, text) VALUES (4, 'bookmark', 1, 'x', 'y')",
        "Bookmark 4 has no custody record");
    row("another author of a note", "UPDATE case_notes SET author = 'bert' WHERE n = 2",
        "Note 2 was changed: custody record 3 says");
    row("the text of a note", "UPDATE case_notes SET text = 'other' WHERE n = 2",
        "Note 2 was changed: its text, time or tenant is not what custody record 3 holds the hash of");
    row("the time of a note", "UPDATE case_notes SET written_at = written_at - 1 WHERE n = 2",
        "Note 2 was changed: its text, time or tenant");
    row("the tenant of a note", "UPDATE case_notes SET tenant_id = '00000000-0000-4000-8000-000000000001' WHERE n = 2",
        "Note 2 was changed: its text, time or tenant");
    row("head changed", "UPDATE \"case\" SET custody_head = zeroblob(32)", "Custody record 4");
}

void TestAuditCase::namesTheCustodyRecord()
{
    QFETCH(QString, sql);
    QFETCH(QString, says);
    QFile::remove(path("custody.vcase"));
    const QString file = noted("custody.vcase");
    QCOMPARE(audit(QStringLiteral("casefile custody custody.vcase")).exitCode, 0);
    QVERIFY(runSql(file, sql));
    const AuditRun run = audit(QStringLiteral("casefile custody custody.vcase"));
    QCOMPARE(run.exitCode, 1);
    const QJsonArray findings = run.json().value(QStringLiteral("findings")).toArray();
    QVERIFY(!findings.isEmpty());
    for (const QJsonValue& finding : findings)
        QCOMPARE(finding.toObject().value(QStringLiteral("kind")).toString(), QStringLiteral("custody_broken"));
    QVERIFY2(run.out.contains(says.toUtf8()), run.out.constData());
}

void TestAuditCase::exports_data()
{
    QTest::addColumn<QString>("arguments");
    QTest::addColumn<QString>("condition");
    QTest::addColumn<bool>("whole");
    QTest::newRow("all") << QString() << QStringLiteral("1") << true;
    QTest::newRow("an aggregate") << QStringLiteral("--aggregate AGGREGATE") << QStringLiteral("aggregate_id = 'AGGREGATE'")
                                  << true;
    QTest::newRow("a correlation") << QStringLiteral("--correlation CORRELATION")
                                   << QStringLiteral("correlation_id = 'CORRELATION'") << false;
    QTest::newRow("both") << QStringLiteral("--correlation CORRELATION --aggregate AGGREGATE")
                          << QStringLiteral("correlation_id = 'CORRELATION' OR aggregate_id = 'AGGREGATE'") << false;
    QTest::newRow("types") << QStringLiteral("--type CallEnded --type CallInitiated")
                           << QStringLiteral("event_type IN ('CallEnded', 'CallInitiated')") << false;
    QTest::newRow("nothing at all") << QStringLiteral("--to 1990-01-01T00:00:00Z") << QStringLiteral("0") << false;
}

void TestAuditCase::exports()
{
    QFETCH(QString, arguments);
    QFETCH(QString, condition);
    QFETCH(bool, whole);
    for (QString* const text : {&arguments, &condition})
        text->replace(QStringLiteral("AGGREGATE"), m_aggregate).replace(QStringLiteral("CORRELATION"), m_correlation);
    QFile::remove(path("out.vcase"));
    const AuditRun run = audit(QStringLiteral("--store source.vcase export out.vcase ") + arguments);
    QVERIFY2(run.exitCode == 0, run.err.constData());
    const QString out = path("out.vcase");
    const QByteArray where = " WHERE " + condition.toUtf8();
    const QByteArray rows = "SELECT id || aggregate_id || aggregate_type || event_type || event_version || timestamp || "
                            "sequence_number || ifnull(causation_id, '-') || ifnull(correlation_id, '-') || "
                            "ifnull(blockchain_tx_hash, '-') || adopted || event_data || metadata FROM event_store" +
                            where + " ORDER BY id";
    const QByteArray log =
        "SELECT log_id || log_index || event_id || hex(leaf_hash) FROM event_log WHERE event_id IN (SELECT id FROM "
        "event_store" +
        where + ") ORDER BY log_index";
    QCOMPARE(column(out, rows.constData()), column(m_source, rows.constData()));
    QCOMPARE(column(out, log.constData()), column(m_source, log.constData()));
    QCOMPARE(column(out, "SELECT count(*) FROM event_log"), column(out, "SELECT count(*) FROM event_store"));
    const QByteArray aggregates =
        "SELECT count(*) || aggregate_id FROM event_store" + where + " GROUP BY aggregate_id ORDER BY 1";
    QCOMPARE(column(out, "SELECT event_count || aggregate_id FROM aggregates ORDER BY 1"),
             column(m_source, aggregates.constData()));
    const QJsonObject selection =
        QJsonDocument::fromJson(column(out, "SELECT selection FROM \"case\"").value(0).toUtf8()).object();
    QCOMPARE(selection.value(QStringLiteral("whole_aggregates")).toBool(!whole), whole);
    QCOMPARE(selection.value(QStringLiteral("events")).toInt(-1), run.json().value(QStringLiteral("events")).toInt(-2));
    QVERIFY(column(out, "SELECT origin FROM \"case\"").value(0).startsWith(QStringLiteral("voicecore/")));
    const QJsonArray custody =
        audit(QStringLiteral("casefile custody out.vcase")).json().value(QStringLiteral("records")).toArray();
    QCOMPARE(custody.size(), 1);
    QCOMPARE(custody.at(0).toObject().value(QStringLiteral("action")).toString(), QStringLiteral("exported"));
    QCOMPARE(audit(QStringLiteral("--store out.vcase stats")).exitCode, 0);
}

void TestAuditCase::exportIsWholeOrNotThere()
{
    QFile::remove(path("none.vcase"));
    const QString unknown = QStringLiteral("5f0c3b0e-6a54-4b6e-9d0c-2f1f0c6a7e11");
    for (const QString& words : {QStringLiteral("--aggregate %1").arg(unknown), QStringLiteral("--correlation %1").arg(unknown),
                                 QStringLiteral("--aggregate %1 --aggregate %2").arg(m_aggregate, unknown)}) {
        const AuditRun run = audit(QStringLiteral("--store source.vcase export none.vcase ") + words);
        QCOMPARE(run.exitCode, 2);
        QCOMPARE(run.errorCode(), QStringLiteral("not_found"));
        QVERIFY(QDir(m_dir.path()).entryList({QStringLiteral("none.vcase*")}).isEmpty());
    }
    QFile there(path("there.vcase"));
    QVERIFY(there.open(QIODevice::WriteOnly));
    QCOMPARE(audit(QStringLiteral("--store source.vcase export there.vcase")).errorCode(), QStringLiteral("already_exists"));
    QCOMPARE(there.size(), 0);
}

void TestAuditCase::exportKeepsOddRows()
{
    QFile::remove(path("odd.vcase"));
    QVERIFY(QFile::copy(m_source, path("odd.vcase")));
    QVERIFY(runSql(
        path("odd.vcase"),
        QStringLiteral("UPDATE event_store SET adopted = 1; "
                       "UPDATE event_store SET sequence_number = 1 WHERE aggregate_id = '%1'; "
                       "UPDATE event_store SET timestamp = '-infinity' WHERE id = '%2'; "
                       "UPDATE event_store SET event_data = '{ \"b\": 1.10, \"a\": [] }', metadata = 'null' WHERE rowid = 3; "
                       "UPDATE event_store SET event_data = '\"text\"', blockchain_tx_hash = 'odd' WHERE rowid = 4; "
                       "DELETE FROM event_log WHERE rowid = 5")
            .arg(m_aggregate, m_event)));
    QFile::remove(path("oddout.vcase"));
    const AuditRun run = audit(QStringLiteral("--store odd.vcase export oddout.vcase"));
    QVERIFY2(run.exitCode == 0, run.err.constData());
    for (const char* const sql :
         {"SELECT id || sequence_number || timestamp || typeof(timestamp) || adopted || event_data || metadata || "
          "ifnull(blockchain_tx_hash, '-') FROM event_store ORDER BY id",
          "SELECT log_index || event_id || hex(leaf_hash) FROM event_log ORDER BY log_index"})
        QCOMPARE(column(path("oddout.vcase"), sql), column(path("odd.vcase"), sql));
    const QString leaves = QStringLiteral("--store %1 events --format jsonl | sed 's/,\"pos\":[^}]*}/}/' | sort | sha256sum");
    QCOMPARE(
        runShell(QStringLiteral("cd '%1' && \"$AUDIT\" ").arg(m_dir.path()) + leaves.arg(QStringLiteral("odd.vcase"))).out,
        runShell(QStringLiteral("cd '%1' && \"$AUDIT\" ").arg(m_dir.path()) + leaves.arg(QStringLiteral("oddout.vcase"))).out);
}

void TestAuditCase::exportIsNotAppendedTo()
{
    QFile::remove(path("end.vcase"));
    QCOMPARE(audit(QStringLiteral("--store source.vcase export end.vcase --aggregate ") + m_aggregate).exitCode, 0);
    const AuditRun run = audit(QStringLiteral("--store end.vcase generate --calls 1"));
    QCOMPARE(run.exitCode, 4);
    QCOMPARE(run.errorCode(), QStringLiteral("not_permitted"));
    QCOMPARE(audit(QStringLiteral("casefile note end.vcase 'still noted'")).exitCode, 0);
}

void TestAuditCase::aSealerIsKnownByTheKey()
{
    QFile::remove(path("honest.vcase"));
    QVERIFY(QFile::copy(m_source, path("honest.vcase")));
    QVERIFY(QFile::copy(m_source, path("forged.vcase")));
    for (const char* const who : {"honest", "forged"}) {
        const QString name = QString::fromLatin1(who);
        QCOMPARE(audit(QStringLiteral("log key generate %1.key --name voicecore/examiner/anna").arg(name)).exitCode, 0);
        QCOMPARE(audit(QStringLiteral("casefile seal %1.vcase --key %1.key").arg(name)).exitCode, 0);
    }
    const AuditRun shown = audit(QStringLiteral("log key show --key honest.key"));
    const QString key = shown.json().value(QStringLiteral("verifier_key")).toString();
    QVERIFY2(key.startsWith(QStringLiteral("voicecore/examiner/anna+")), shown.out.constData());
    QFile trust(path("trust.json"));
    QVERIFY(trust.open(QIODevice::WriteOnly));
    trust.write(QStringLiteral("{\"keys\":[\"%1\"]}").arg(key).toUtf8());
    trust.close();
    const QString verify = QStringLiteral("--store %1.vcase verify --pins pins --require self");
    const AuditRun honest = audit(verify.arg(QStringLiteral("honest")) + QStringLiteral(" --trust trust.json"));
    QCOMPARE(honest.exitCode, 0);
    QVERIFY2(!honest.err.contains("sealed by"), honest.err.constData());
    const AuditRun forged = audit(verify.arg(QStringLiteral("forged")) + QStringLiteral(" --trust trust.json"));
    QCOMPARE(forged.exitCode, 1);
    QCOMPARE(forged.errorCode(), QStringLiteral("seal_broken"));
    QVERIFY2(forged.err.contains("another key of the name voicecore/examiner/anna"), forged.err.constData());
    QFile::remove(path("trust.json"));
    QVERIFY(trust.open(QIODevice::WriteOnly) && trust.write("{}") == 2);
    trust.close();
    const AuditRun unknown = audit(verify.arg(QStringLiteral("forged")) + QStringLiteral(" --trust trust.json"));
    QCOMPARE(unknown.exitCode, 0);
    QVERIFY2(unknown.err.contains("sealed by voicecore/examiner/anna"), unknown.err.constData());
}

QTEST_GUILESS_MAIN(TestAuditCase)
#include "tst_auditcase.moc"
