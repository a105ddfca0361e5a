// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/cli/reportcase.h"

#include <QCryptographicHash>
#include <QFile>
#include <QTest>

/// `report` of case files: what is written, and what is hidden.
class TestAuditReport : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(m_case.make()); }
    void init() { QVERIFY(m_case.renew()); }
    void writes_data();
    void writes();
    void carriesWhatVerifyTells();
    void masksPersonalData_data();
    void masksPersonalData();
    void hasNoScriptAndNoFormula();
    void keepsWhatIsThere();
    void tellsOfFindings();
    void namesTheEventOfItsReason();
    void refusesATimeThatEndsBeforeItBegins();

private:
    ReportCase m_case;
};

void TestAuditReport::writes_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("begins");
    QTest::addColumn<QString>("read");  // a command that prints the text of $F
    QTest::newRow("json") << "r.json" << QByteArray("{\"aggregates\":[") << "cat $F";
    QTest::newRow("html") << "r.html" << QByteArray("<!DOCTYPE html>") << "cat $F";
    QTest::newRow("html in capitals") << "R.HTML" << QByteArray("<!DOCTYPE html>") << "cat $F";
    QTest::newRow("csv") << "r.csv"
                         << QByteArray("\xEF\xBB\xBF"
                                       "Audit report,")
                         << "cat $F";
    QTest::newRow("xlsx") << "r.xlsx" << QByteArray("PK\x03\x04") << "python3 -m zipfile -e $F $F.d && cat $F.d/xl/*.xml";
#ifdef VCI_HAS_PDF
    QTest::newRow("pdf") << "r.pdf" << QByteArray("%PDF-1.4")
                         << "grep -aq 'pdfaid:part=\"1\" pdfaid:conformance=\"B\"' $F && grep -aq /OutputIntents $F && "
                            "pdftotext -layout $F - | tee $F.txt && grep -q 'page 1 of' $F.txt";
#endif
}

void TestAuditReport::writes()
{
    QFETCH(QString, name);
    QFETCH(QByteArray, begins);
    QFETCH(QString, read);
    const AuditRun run = m_case.report(name, m_case.chosen());
    QVERIFY2(run.exitCode == 0, run.err.constData());
    const QByteArray content = m_case.bytes(name);
    QVERIFY(content.startsWith(begins));
    const QJsonObject told = run.json();
    QCOMPARE(told.value(QStringLiteral("sha256")).toString().toUtf8(),
             QCryptographicHash::hash(content, QCryptographicHash::Sha256).toHex());
    QCOMPARE(told.value(QStringLiteral("badge")).toString(), QStringLiteral("self_consistent"));
    QCOMPARE(told.value(QStringLiteral("personal_data")).toString(), QStringLiteral("masked"));
    const AuditRun text =
        runShell(QStringLiteral("F='%1'; ").arg(m_case.file(name)) + read.replace(QLatin1String("$F"), QLatin1String("\"$F\"")));
    QVERIFY2(text.exitCode == 0, text.err + text.out.left(2000));
    for (const QByteArray& word : {m_case.call().toUtf8(), told.value(QStringLiteral("digest")).toString().toUtf8().left(30),
                                   QByteArray("CallInitiated"), QByteArray("initiated")})
        QVERIFY2(text.out.contains(word), word.constData());
}

void TestAuditReport::carriesWhatVerifyTells()
{
    QCOMPARE(m_case.report(QStringLiteral("r.json"), {QStringLiteral("--aggregate"), m_case.call()}).exitCode, 0);
    const QJsonObject document = QJsonDocument::fromJson(m_case.bytes(QStringLiteral("r.json"))).object();
    const QJsonObject verified =
        auditOf(m_case.store(), {QStringLiteral("--json"), QStringLiteral("verify"), m_case.call()}).json();
    QVERIFY(auditOf(m_case.store(), {QStringLiteral("verify"), m_case.call()}).out.contains(" in 1 aggregate\n"));
    const QJsonObject carried = document.value(QStringLiteral("verification")).toObject();
    for (const char* member : {"tenant_id", "origin", "events", "aggregates", "badge", "reason", "coverage", "checkpoint"})
        QCOMPARE(carried.value(QLatin1String(member)), verified.value(QLatin1String(member)));
    const QJsonObject history = document.value(QStringLiteral("aggregates")).toArray().first().toObject();
    QCOMPARE(history.value(QStringLiteral("events")).toArray().size(), carried.value(QStringLiteral("events")).toInt());
    // The leaf hashes are those that `leaf` computes.
    const AuditRun leaves = runShell(
        QStringLiteral("$AUDIT --store '%1' events %2 --format jsonl | $AUDIT --json leaf -").arg(m_case.store(), m_case.call()));
    const QJsonArray expected = leaves.json().value(QStringLiteral("leaves")).toArray();
    const QJsonArray told = history.value(QStringLiteral("events")).toArray();
    QCOMPARE(told.size(), expected.size());
    for (int i = 0; i < told.size(); ++i)
        QCOMPARE(told[i].toObject().value(QStringLiteral("leaf_hash")),
                 expected[i].toObject().value(QStringLiteral("leaf_hash")));
}

void TestAuditReport::masksPersonalData_data()
{
    QTest::addColumn<QString>("name");
    for (const char* name : {"r.json", "r.html", "r.csv"}) QTest::newRow(name) << QString::fromLatin1(name);
}

void TestAuditReport::masksPersonalData()
{
    QFETCH(QString, name);
    QCOMPARE(m_case.report(name, m_case.chosen()).exitCode, 0);
    const QString revealed = QStringLiteral("all-") + name;
    QCOMPARE(m_case.report(revealed, m_case.chosen() + QStringList{QStringLiteral("--reveal")}).exitCode, 0);
    QVERIFY(!m_case.bytes(name).contains(m_case.caller()));
    QVERIFY(m_case.bytes(name).contains("(masked)"));
    QVERIFY(m_case.bytes(revealed).contains(m_case.caller()));
    QVERIFY(!m_case.bytes(revealed).contains("(masked)"));
}

void TestAuditReport::hasNoScriptAndNoFormula()
{
    QVERIFY(m_case.write(
        QStringLiteral("e.jsonl"),
        eventLine(kCallA, "CallEnded",
                  R"x({"end_reason":"<script>alert(1)</script></pre>","x":"=1+1","y":"@SUM(A1)","z":"a\u202eb"})x")));
    QCOMPARE(auditOf(m_case.store(), {QStringLiteral("append"), m_case.file(QStringLiteral("e.jsonl"))}).exitCode, 0);
    const QStringList of = {QStringLiteral("--aggregate"), QString::fromLatin1(kCallA)};
    for (const char* name : {"r.html", "r.csv", "r.xlsx"})
        QVERIFY2(m_case.report(QString::fromLatin1(name), of).exitCode == 0, name);
    const QByteArray html = m_case.bytes(QStringLiteral("r.html"));
    for (const char* active : {"<script", "javascript:", "onload", "src=", "http:", "https:", "@import", "url("})
        QVERIFY2(!html.contains(active), active);
    QVERIFY(html.contains("<th scope=\"col\" class=\"number\">No.</th>"));
    QVERIFY(html.contains("&lt;script&gt;"));
    QVERIFY(html.left(html.indexOf("voicecore-report")).contains("U+202E"));
    const QByteArray csv = m_case.bytes(QStringLiteral("r.csv"));
    QVERIFY(csv.contains("'=1+1"));
    QVERIFY(csv.contains("'@SUM(A1)"));
    QVERIFY(!csv.contains(",=1") && !csv.contains("\n=1"));
    const AuditRun sheets = runShell(QStringLiteral("python3 -m zipfile -e '%1' '%1.d' && cat '%1.d'/xl/worksheets/*.xml")
                                         .arg(m_case.file(QStringLiteral("r.xlsx"))));
    QVERIFY2(sheets.exitCode == 0, sheets.err.constData());
    QVERIFY(!sheets.out.contains("<f>") && !sheets.out.contains("<f "));
    QVERIFY(sheets.out.contains("<v>"));
    QCOMPARE(m_case.recheck(QStringLiteral("r.html")).exitCode, 0);
}

void TestAuditReport::keepsWhatIsThere()
{
    QVERIFY(m_case.write(QStringLiteral("r.json"), "mine"));
    const AuditRun run = m_case.report(QStringLiteral("r.json"));
    QCOMPARE(run.exitCode, 2);
    QCOMPARE(run.errorCode(), QStringLiteral("already_exists"));
    QCOMPARE(m_case.bytes(QStringLiteral("r.json")), QByteArray("mine"));
    // What was begun and failed is not left behind.
    const AuditRun unknown =
        m_case.report(QStringLiteral("n.json"), {QStringLiteral("--aggregate"), QString::fromLatin1(kCallB)});
    QCOMPARE(unknown.exitCode, 2);
    QCOMPARE(unknown.errorCode(), QStringLiteral("not_found"));
    QVERIFY(!QFile::exists(m_case.file(QStringLiteral("n.json"))));
}

void TestAuditReport::tellsOfFindings()
{
    QCOMPARE(m_case.report(QStringLiteral("weak.json"), {QStringLiteral("--require"), QStringLiteral("signed")}).exitCode, 5);
    QVERIFY(runSql(
        m_case.store(),
        "DROP TRIGGER IF EXISTS event_store_no_update; "
        "UPDATE event_store SET event_data = replace(event_data, 'inbound', 'forged') WHERE event_type = 'CallInitiated'"));
    const AuditRun run = m_case.report(QStringLiteral("r.html"), {QStringLiteral("--aggregate"), m_case.call()});
    QVERIFY2(run.exitCode == 1, run.err + run.out);
    QVERIFY(m_case.bytes(QStringLiteral("r.html")).contains("event_altered"));
    QVERIFY(m_case.bytes(QStringLiteral("r.html")).contains("class=\"badge mismatch\""));
}

/// Of one aggregate its own altered event is the reason, not what nobody can tell of another that is gone.
void TestAuditReport::namesTheEventOfItsReason()
{
    const AuditRun forged =
        runShell(QStringLiteral(
                     "sqlite3 '%1' \"SELECT 'DROP TRIGGER ' || name || ';' FROM sqlite_master WHERE type = 'trigger'\" | sqlite3 "
                     "'%1' && sqlite3 '%1' \"DELETE FROM event_store WHERE id = (SELECT event_id FROM event_log l JOIN "
                     "event_store e ON e.id = l.event_id WHERE e.aggregate_id <> '%2' ORDER BY log_index LIMIT 1); UPDATE "
                     "event_store SET event_data = replace(event_data, 'inbound', 'forged') WHERE aggregate_id = '%2' AND "
                     "sequence_number = 1\"")
                     .arg(m_case.store(), m_case.call()));
    QVERIFY2(forged.exitCode == 0, forged.err.constData());
    const auto reason = [](const AuditRun& run) { return run.json().value(QStringLiteral("reason")).toString(); };
    const QString place = QStringLiteral("its leaf hash is another (event 1 of aggregate ") + m_case.call() + QLatin1Char(')');
    const QString ofOne = reason(m_case.report(QStringLiteral("r.html"), {QStringLiteral("--aggregate"), m_case.call()}));
    QVERIFY2(ofOne.contains(place), qPrintable(ofOne));
    QVERIFY(m_case.bytes(QStringLiteral("r.html")).contains(place.toUtf8()));
    QCOMPARE(m_case.recheck(QStringLiteral("r.html")).exitCode, 0);
}

void TestAuditReport::refusesATimeThatEndsBeforeItBegins()
{
    const QStringList times{QStringLiteral("--from"), QStringLiteral("2026-02-03T00:00:00Z"), QStringLiteral("--to"),
                            QStringLiteral("2026-02-02T00:00:00Z")};
    const AuditRun report = m_case.report(QStringLiteral("r.json"), times);
    const AuditRun verified = auditOf(m_case.store(), QStringList{QStringLiteral("--json"), QStringLiteral("verify")} + times);
    for (const AuditRun* run : {&report, &verified}) {
        QCOMPARE(run->exitCode, 2);
        QVERIFY2(run->out.contains("--to must be later than --from"), run->out.constData());
    }
    QVERIFY(!QFile::exists(m_case.file(QStringLiteral("r.json"))));
}

QTEST_GUILESS_MAIN(TestAuditReport)
#include "tst_auditreport.moc"
