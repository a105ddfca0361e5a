// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/cli/reportcase.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

/// What reports of case files say beside what was stored: the seal, whom the maker trusts, what was checked and what was left
/// out.
class TestReportContent : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(m_case.make()); }
    void init();
    void tellsTheSeal_data();
    void tellsTheSeal();
    void letsACaseBeSealed();
    void saysWhatWasLeftOut_data();
    void saysWhatWasLeftOut();
    void marksWhatDoesNotAgree_data();
    void marksWhatDoesNotAgree();
    void laysNoSnapshotAtTheDoorOfEvents();
    void marksWhatLiesOutsideOfTheTime();
    void tellsTransactionsThatEventsName();
    void makesAWorkbookForPeople();

private:
    /// The report as CSV, without what it carries; empty where there is none.
    [[nodiscard]] QByteArray told(const QStringList& more) const
    {
        const QString name = QStringLiteral("told.csv");
        QFile::remove(m_case.file(name));
        if (m_case.report(name, more).exitCode > 1) return {};
        const QByteArray csv = m_case.bytes(name);
        return csv.left(csv.indexOf("Document, for programs"));
    }
    /// The default one of whoever runs the program.
    [[nodiscard]] static QString trustFile()
    {
        return qEnvironmentVariable("XDG_CONFIG_HOME") + QStringLiteral("/voicecore/trust.json");
    }
    [[nodiscard]] bool seal() const
    {
        return runShell(
                   QStringLiteral("cd '%1' && $AUDIT log key generate s.key --name voicecore/examiner/anna && $AUDIT casefile "
                                  "seal '%2' --key s.key")
                       .arg(m_case.file(QString()), m_case.store()))
                   .exitCode == 0;
    }
    [[nodiscard]] QByteArray sealKey() const
    {
        return runShell(QStringLiteral("cd '%1' && $AUDIT --json log key show --key s.key").arg(m_case.file(QString())))
            .json()
            .value(QLatin1String("verifier_key"))
            .toString()
            .toUtf8();
    }

    /// As a forger does it, who takes the protection off first. CALL stands for the call.
    [[nodiscard]] bool forge(QString sql) const
    {
        return runShell(QStringLiteral("sqlite3 '%1' \"SELECT 'DROP TRIGGER ' || name || ';' FROM sqlite_master WHERE type = "
                                       "'trigger'\" | sqlite3 '%1' && sqlite3 '%1' \"%2\"")
                            .arg(m_case.store(), sql.replace(QStringLiteral("CALL"), m_case.call())))
                   .exitCode == 0;
    }

    ReportCase m_case;
};

void TestReportContent::init()
{
    QVERIFY(m_case.renew());
    QFile::remove(trustFile());
}

void TestReportContent::tellsTheSeal_data()
{
    QTest::addColumn<bool>("isTrusted");
    QTest::newRow("a key that nobody knows") << false;
    QTest::newRow("a trusted key") << true;
}

void TestReportContent::tellsTheSeal()
{
    QFETCH(bool, isTrusted);
    QVERIFY(told({}).contains("not sealed"));
    QVERIFY(seal());
    const QByteArray key = sealKey();
    QVERIFY(key.startsWith("voicecore/examiner/anna+"));
    if (isTrusted) {
        QVERIFY(QDir().mkpath(QFileInfo(trustFile()).path()));
        QFile trust(trustFile());
        QVERIFY(trust.open(QIODevice::WriteOnly) && trust.write("{\"keys\":[\"" + key + "\"]}") > 0);
    }
    const QByteArray report = told({});
    QVERIFY2(report.contains("unbroken") && report.contains("sealed by anna at 20"), report.constData());
    QVERIFY(report.contains("byte for byte, the one that was sealed"));
    QVERIFY(report.contains("Key of the seal," + key));
    QVERIFY2(report.contains("which is trusted") == isTrusted, report.left(2500).constData());
    QCOMPARE(report.contains("Whether the seal is the examiner's"), !isTrusted);
    QCOMPARE(report.contains("which is not among the keys that the maker of this report trusts"), !isTrusted);
    QCOMPARE(m_case.recheck(QStringLiteral("told.csv")).exitCode, 0);
}

/// As work on a case is no difference, so is its end.
void TestReportContent::letsACaseBeSealed()
{
    QCOMPARE(m_case.report(QStringLiteral("r.json"), m_case.chosen()).exitCode, 0);
    QVERIFY(seal());
    const AuditRun run = m_case.recheck(QStringLiteral("r.json"));
    QVERIFY2(run.exitCode == 0, run.out.constData());
}

void TestReportContent::saysWhatWasLeftOut_data()
{
    QTest::addColumn<QStringList>("more");
    QTest::addColumn<QByteArrayList>("says");
    QTest::addColumn<QByteArrayList>("saysNot");
    const QByteArray snapshots = "Of every snapshot (stored state)";
    const QByteArray models = "Of every row of the read models";
    const QByteArray others = "Events of other aggregates, because";
    const QByteArray window = "because this report was asked for a stretch of time";
    QTest::newRow("all") << QStringList() << QByteArrayList{snapshots, models} << QByteArrayList{others, window};
    QTest::newRow("one aggregate") << QStringList{QStringLiteral("--aggregate"), QStringLiteral("CALL")}
                                   << QByteArrayList{snapshots + " of the aggregate", others, "Read models (stored summaries)"}
                                   << QByteArrayList{models, window};
    QTest::newRow("a stretch of time") << QStringList{QStringLiteral("--from"), QStringLiteral("2026-02-02T00:00:00Z")}
                                       << QByteArrayList{window, "Snapshots and read models", "Events before 2026-02-02"}
                                       << QByteArrayList{models, snapshots, others};
}

void TestReportContent::saysWhatWasLeftOut()
{
    QFETCH(QStringList, more);
    QFETCH(QByteArrayList, says);
    QFETCH(QByteArrayList, saysNot);
    more.replaceInStrings(QStringLiteral("CALL"), m_case.call());
    const QByteArray report = told(more);
    for (const QByteArray& words : says) QVERIFY2(report.contains(words), words.constData());
    for (const QByteArray& words : saysNot) QVERIFY2(!report.contains(words), words.constData());
}

/// What does not agree with the record stands nowhere without a mark.
void TestReportContent::marksWhatDoesNotAgree_data()
{
    QTest::addColumn<QString>("sql");
    QTest::addColumn<QByteArrayList>("says");
    QTest::newRow("nothing") << QString() << QByteArrayList{"events that the source holds of it, in the order"};
    QTest::newRow("an altered event")
        << "UPDATE event_store SET event_data = replace(event_data, 'inbound', 'forged') WHERE aggregate_id = 'CALL' AND "
           "sequence_number = 1"
        << QByteArrayList{",Mismatch,event altered\r\n", "set by event 1, which is not what was recorded: event altered",
                          "CallInitiated,(masked) → (masked) · forged"};
    QTest::newRow("an event that is gone") << "DELETE FROM event_store WHERE aggregate_id = 'CALL' AND sequence_number = 2"
                                           << QByteArrayList{"which are not all that there were",
                                                             "Sequence 2 is missing before 3.",
                                                             "Why,Sequence 2 is missing before 3 (aggregate "};
    QTest::newRow("an event of another aggregate that is gone")
        << "DELETE FROM event_store WHERE aggregate_id <> 'CALL' AND sequence_number = 2 AND aggregate_id IN (SELECT "
           "aggregate_id "
           "FROM event_store WHERE sequence_number = 3)"
        << QByteArrayList{"events that the source holds of it, in the order",
                          "that no missing number gives to an aggregate: whether any was of this one, nobody can say"};
}

void TestReportContent::marksWhatDoesNotAgree()
{
    QFETCH(QString, sql);
    QFETCH(QByteArrayList, says);
    QVERIFY(sql.isEmpty() || forge(sql));
    const QByteArray report = told(m_case.chosen());
    for (const QByteArray& words : says) QVERIFY2(report.contains(words), words.constData());
    // What is known to be of this aggregate is told once.
    QCOMPARE(report.contains("The record names"), sql.contains(QLatin1String("<>")));
    if (sql.isEmpty()) QVERIFY(!report.contains("Remark") && !report.contains("which are not all"));
    // In the chain, those of the call were verified and others were not.
    const QByteArray chain = report.mid(report.indexOf("Chain of causes"));
    QVERIFY(chain.contains(",Badge") && chain.contains("not checked") && chain.contains("Self-consistent only"));
    QCOMPARE(chain.contains("Mismatch,event altered"), sql.contains(QLatin1String("forged")));
    QCOMPARE(m_case.recheck(QStringLiteral("told.csv")).exitCode, 0);
}

/// A snapshot that was altered is a finding of its own: its number is nobody's to read, and no event is in doubt by it.
void TestReportContent::laysNoSnapshotAtTheDoorOfEvents()
{
    QCOMPARE(auditOf(m_case.store(), {QStringLiteral("snapshot"), QStringLiteral("create"), m_case.call()}).exitCode, 0);
    QVERIFY(forge(QStringLiteral("UPDATE event_snapshots SET snapshot_data = json_set(snapshot_data, '$.caller_number', "
                                 "491711234567) WHERE aggregate_id = 'CALL'")
                      .replace(QLatin1Char('$'), QStringLiteral("\\$"))));
    const AuditRun run = m_case.report(QStringLiteral("r.csv"), {QStringLiteral("--aggregate"), m_case.call()});
    QCOMPARE(run.exitCode, 1);
    QVERIFY2(run.out.contains("/caller_number is (masked), replay gives (masked)"), run.out.constData());
    const QByteArray report = m_case.bytes(QStringLiteral("r.csv"));
    QVERIFY(report.contains("snapshot mismatch"));
    QVERIFY(!report.contains("491711234567") && !run.out.contains("491711234567"));
    QVERIFY(!report.contains("which is not what was recorded"));
}

void TestReportContent::marksWhatLiesOutsideOfTheTime()
{
    const QStringList ofTheCall{QStringLiteral("--aggregate"), m_case.call()};
    QVERIFY(!told(ofTheCall).contains("outside of the checked time"));
    QVERIFY(told(ofTheCall + QStringList{QStringLiteral("--from"), QStringLiteral("2100-01-01T00:00:00Z")})
                .contains("set by event 1, outside of the checked time"));
}

void TestReportContent::tellsTransactionsThatEventsName()
{
    const QByteArray hash = "0x" + QByteArray(64, 'a');
    QVERIFY(
        forge(QStringLiteral("UPDATE event_store SET blockchain_tx_hash = '%1' WHERE aggregate_id = 'CALL' AND "
                             "sequence_number = 1; UPDATE event_store SET blockchain_tx_hash = 'pending' WHERE aggregate_id = "
                             "'CALL' AND sequence_number = 2; UPDATE event_store SET blockchain_tx_hash = 'Jane Doe' WHERE "
                             "aggregate_id = 'CALL' AND sequence_number = 3")
                  .arg(QString::fromLatin1(hash))));
    const QByteArray report = told(m_case.chosen());
    QVERIFY(report.contains("1," + hash + ",not looked up\r\n"));
    QVERIFY(report.contains("2,pending,not looked up: it is no hash of a transaction\r\n"));
    QVERIFY(report.contains("changes no badge"));
    // What is wrong can be understood, and nobody's name gets out.
    QVERIFY(report.contains("The recorded transaction hash \"\"pending\"\" is no transaction hash (0x and 64 hex digits)"));
    QVERIFY(report.contains("0x and 64 hex digits,pending,"));
    QVERIFY(!report.contains("Jane"));
    QVERIFY(report.contains("invalid transaction hash") && !report.contains("invalid_tx_hash"));
    QCOMPARE(m_case.recheck(QStringLiteral("told.csv")).exitCode, 0);
}

/// Values that are numbers are numbers, heads stay in sight, and what is for programs is out of it.
void TestReportContent::makesAWorkbookForPeople()
{
    QVERIFY(m_case.write(QStringLiteral("e.jsonl"),
                         eventLine(kCallA, "CallEnded", R"({"total_duration_seconds":287,"end_reason":"42"})")));
    QCOMPARE(auditOf(m_case.store(), {QStringLiteral("append"), m_case.file(QStringLiteral("e.jsonl"))}).exitCode, 0);
    QCOMPARE(m_case.report(QStringLiteral("r.xlsx"), {QStringLiteral("--aggregate"), QString::fromLatin1(kCallA)}).exitCode, 0);
    const auto part = [this](const char* name) {
        return runShell(QStringLiteral("cd '%1' && python3 -m zipfile -e r.xlsx x && cat x/xl/%2")
                            .arg(m_case.file(QString()), QLatin1String(name)))
            .out;
    };
    const QByteArray book = part("workbook.xml");
    QVERIFY(book.contains("<sheet name=\"Summary\" sheetId=\"1\""));
    QVERIFY(book.contains("name=\"Timeline 1\"") && book.contains("name=\"State 1.1\""));
    const qsizetype hidden = book.indexOf("state=\"hidden\"");
    QVERIFY(hidden > 0 && hidden == book.lastIndexOf("state=\"hidden\"") &&
            hidden > book.lastIndexOf("<sheet name=\"Document\""));
    QVERIFY(book.contains("_xlnm.Print_Titles"));
    const QByteArray state = part("worksheets/sheet9.xml");
    QVERIFY2(state.contains("<v>287</v>") && !state.contains("<v>42</v>"), state.constData());
    QVERIFY(state.contains("state=\"frozen\""));
    QVERIFY(part("sharedStrings.xml").contains("<t>42</t>"));
    QCOMPARE(m_case.recheck(QStringLiteral("r.xlsx")).exitCode, 0);
}

QTEST_GUILESS_MAIN(TestReportContent)
#include "tst_reportcontent.moc"
