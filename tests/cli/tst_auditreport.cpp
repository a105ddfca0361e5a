// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/damage/somecase.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QTest>

/// `report` and `recheck` on case files: what is written, what is hidden, and what is found out.
class TestAuditReport : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void writes_data();
    void writes();
    void carriesWhatVerifyTells();
    void masksPersonalData_data();
    void masksPersonalData();
    void hasNoScriptAndNoFormula();
    void keepsWhatIsThere();
    void tellsOfFindings();
    void rechecksTheSame_data();
    void rechecksTheSame();
    void findsAChangedReport_data();
    void findsAChangedReport();
    void findsAChangedSource_data();
    void findsAChangedSource();

private:
    [[nodiscard]] AuditRun report(const QString& name, const QStringList& more = {}) const
    {
        return auditOf(m_file, QStringList{QStringLiteral("--json"), QStringLiteral("report"), file(name)} + more);
    }
    [[nodiscard]] AuditRun recheck(const QString& name) const
    {
        return auditOf(m_file, {QStringLiteral("--json"), QStringLiteral("recheck"), file(name)});
    }
    [[nodiscard]] QString file(const QString& name) const { return m_folder + QLatin1Char('/') + name; }
    [[nodiscard]] QByteArray bytes(const QString& name) const;
    void write(const QString& name, const QByteArray& content) const;
    [[nodiscard]] QStringList chosen() const
    {
        return {QStringLiteral("--aggregate"), m_call, QStringLiteral("--correlation"), m_correlation};
    }

    SomeCase m_case;
    QString m_call;
    QString m_correlation;
    QByteArray m_caller;
    QString m_folder;
    QString m_file;
    int m_copies = 0;
};

void TestAuditReport::initTestCase()
{
    // The user's own trust and pins play no part here.
    QVERIFY(m_case.make());
    qputenv("HOME", m_case.path(QStringLiteral("home")).toUtf8());
    qputenv("XDG_STATE_HOME", m_case.path(QStringLiteral("state")).toUtf8());
    qputenv("XDG_CONFIG_HOME", m_case.path(QStringLiteral("config")).toUtf8());
    const QString sound = m_case.copy(QStringLiteral("look.vcase"));
    const AuditRun events = auditOf(sound, {QStringLiteral("events"), QStringLiteral("--format"), QStringLiteral("jsonl")});
    for (const QByteArray& line : events.lines()) {
        const QJsonObject event = QJsonDocument::fromJson(line).object();
        if (event.value(QStringLiteral("event_type")) != QLatin1String("CallInitiated")) continue;
        m_call = event.value(QStringLiteral("aggregate_id")).toString();
        m_correlation = event.value(QStringLiteral("correlation_id")).toString();
        m_caller =
            event.value(QStringLiteral("event_data")).toObject().value(QStringLiteral("caller_number")).toString().toUtf8();
        break;
    }
    QVERIFY(m_call.size() == 36 && m_correlation.size() == 36 && m_caller.size() > 5);
}

void TestAuditReport::init()
{
    m_folder = m_case.path(QStringLiteral("own%1").arg(++m_copies));
    QVERIFY(QDir().mkpath(m_folder));
    m_file = m_case.copy(QStringLiteral("own%1/a.vcase").arg(m_copies));
}

QByteArray TestAuditReport::bytes(const QString& name) const
{
    QFile one(file(name));
    return one.open(QIODevice::ReadOnly) ? one.readAll() : QByteArray();
}

void TestAuditReport::write(const QString& name, const QByteArray& content) const
{
    QFile one(file(name));
    QVERIFY(one.open(QIODevice::WriteOnly | QIODevice::Truncate));
    QCOMPARE(one.write(content), content.size());
}

void TestAuditReport::writes_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("begins");
    QTest::addColumn<QString>("read");  // a command that prints the text of $F
    QTest::newRow("json") << "r.json" << QByteArray("{\"aggregates\":[") << "cat $F";
    QTest::newRow("html") << "r.html" << QByteArray("<!DOCTYPE html>") << "cat $F";
    QTest::newRow("html in capitals") << "R.HTML" << QByteArray("<!DOCTYPE html>") << "cat $F";
    QTest::newRow("csv") << "r.csv" << QByteArray("Audit report,") << "cat $F";
    QTest::newRow("xlsx") << "r.xlsx" << QByteArray("PK\x03\x04") << "python3 -m zipfile -e $F $F.d && cat $F.d/xl/*.xml";
#ifdef VCI_HAS_PDF
    QTest::newRow("pdf") << "r.pdf" << QByteArray("%PDF-1.4")
                         << "pdfinfo $F | grep 'PDF subtype: *PDF/A-1b' && pdffonts $F && pdftotext -layout $F - | tee $F.txt && "
                            "grep -q 'page 1 of' $F.txt";
#endif
}

void TestAuditReport::writes()
{
    QFETCH(QString, name);
    QFETCH(QByteArray, begins);
    QFETCH(QString, read);
    const AuditRun run = report(name, chosen());
    QVERIFY2(run.exitCode == 0, run.err.constData());
    const QByteArray content = bytes(name);
    QVERIFY(content.startsWith(begins));
    const QJsonObject told = run.json();
    QCOMPARE(told.value(QStringLiteral("sha256")).toString().toUtf8(),
             QCryptographicHash::hash(content, QCryptographicHash::Sha256).toHex());
    QCOMPARE(told.value(QStringLiteral("badge")).toString(), QStringLiteral("self_consistent"));
    QCOMPARE(told.value(QStringLiteral("personal_data")).toString(), QStringLiteral("masked"));
    const AuditRun text =
        runShell(QStringLiteral("F='%1'; ").arg(file(name)) + read.replace(QLatin1String("$F"), QLatin1String("\"$F\"")));
    QVERIFY2(text.exitCode == 0, text.err + text.out.left(2000));
    for (const QByteArray& word : {m_call.toUtf8(), told.value(QStringLiteral("digest")).toString().toUtf8().left(30),
                                   QByteArray("CallInitiated"), QByteArray("initiated")})
        QVERIFY2(text.out.contains(word), word.constData());
}

void TestAuditReport::carriesWhatVerifyTells()
{
    QCOMPARE(report(QStringLiteral("r.json"), {QStringLiteral("--aggregate"), m_call}).exitCode, 0);
    const QJsonObject document = QJsonDocument::fromJson(bytes(QStringLiteral("r.json"))).object();
    const QJsonObject verified = auditOf(m_file, {QStringLiteral("--json"), QStringLiteral("verify"), m_call}).json();
    const QJsonObject carried = document.value(QStringLiteral("verification")).toObject();
    for (const char* member : {"tenant_id", "origin", "events", "aggregates", "badge", "reason", "coverage", "checkpoint"})
        QCOMPARE(carried.value(QLatin1String(member)), verified.value(QLatin1String(member)));
    const QJsonObject history = document.value(QStringLiteral("aggregates")).toArray().first().toObject();
    QCOMPARE(history.value(QStringLiteral("events")).toArray().size(), carried.value(QStringLiteral("events")).toInt());
    // The leaf hashes are those that `leaf` computes.
    const AuditRun leaves =
        runShell(QStringLiteral("$AUDIT --store '%1' events %2 --format jsonl | $AUDIT --json leaf -").arg(m_file, m_call));
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
    QCOMPARE(report(name, chosen()).exitCode, 0);
    const QString revealed = QStringLiteral("all-") + name;
    QCOMPARE(report(revealed, chosen() + QStringList{QStringLiteral("--reveal")}).exitCode, 0);
    QVERIFY(!bytes(name).contains(m_caller));
    QVERIFY(bytes(name).contains("(masked)"));
    QVERIFY(bytes(revealed).contains(m_caller));
    QVERIFY(!bytes(revealed).contains("(masked)"));
}

void TestAuditReport::hasNoScriptAndNoFormula()
{
    write(QStringLiteral("e.jsonl"),
          eventLine(kCallA, "CallEnded", R"({"end_reason":"<script>alert(1)</script></pre>","x":"=1+1","y":"@SUM(A1)","z":"a\u202eb"})"));
    QCOMPARE(auditOf(m_file, {QStringLiteral("append"), file(QStringLiteral("e.jsonl"))}).exitCode, 0);
const QStringList of = {QStringLiteral("--aggregate"), QString::fromLatin1(kCallA)};
for (const char* name : {"r.html", "r.csv", "r.xlsx"}) QVERIFY2(report(QString::fromLatin1(name), of).exitCode == 0, name);
const QByteArray html = bytes(QStringLiteral("r.html"));
for (const char* active : {"<script", "javascript:", "onload", "src=", "http:", "https:", "@import", "url("})
    QVERIFY2(!html.contains(active), active);
QVERIFY(html.contains("&lt;script&gt;"));
QVERIFY(html.left(html.indexOf("voicecore-report")).contains("U+202E"));
const QByteArray csv = bytes(QStringLiteral("r.csv"));
QVERIFY(csv.contains("'=1+1"));
QVERIFY(csv.contains("'@SUM(A1)"));
QVERIFY(!csv.contains(",=1") && !csv.contains("\n=1"));
const AuditRun sheets = runShell(
    QStringLiteral("python3 -m zipfile -e '%1' '%1.d' && cat '%1.d'/xl/worksheets/*.xml").arg(file(QStringLiteral("r.xlsx"))));
QVERIFY2(sheets.exitCode == 0, sheets.err.constData());
QVERIFY(!sheets.out.contains("<f>") && !sheets.out.contains("<f "));
QVERIFY(sheets.out.contains("<v>"));
QCOMPARE(recheck(QStringLiteral("r.html")).exitCode, 0);
}

void TestAuditReport::keepsWhatIsThere()
{
    write(QStringLiteral("r.json"), "mine");
    const AuditRun run = report(QStringLiteral("r.json"));
    QCOMPARE(run.exitCode, 2);
    QCOMPARE(run.errorCode(), QStringLiteral("already_exists"));
    QCOMPARE(bytes(QStringLiteral("r.json")), QByteArray("mine"));
    // What was begun and failed is not left behind.
    const AuditRun unknown = report(QStringLiteral("n.json"), {QStringLiteral("--aggregate"), QString::fromLatin1(kCallB)});
    QCOMPARE(unknown.exitCode, 2);
    QCOMPARE(unknown.errorCode(), QStringLiteral("not_found"));
    QVERIFY(!QFile::exists(file(QStringLiteral("n.json"))));
}

void TestAuditReport::tellsOfFindings()
{
    QCOMPARE(report(QStringLiteral("weak.json"), {QStringLiteral("--require"), QStringLiteral("signed")}).exitCode, 5);
    QVERIFY(runSql(
        m_file,
        "DROP TRIGGER IF EXISTS event_store_no_update; "
        "UPDATE event_store SET event_data = replace(event_data, 'inbound', 'forged') WHERE event_type = 'CallInitiated'"));
    const AuditRun run = report(QStringLiteral("r.html"), {QStringLiteral("--aggregate"), m_call});
    QVERIFY2(run.exitCode == 1, run.err + run.out);
    QVERIFY(bytes(QStringLiteral("r.html")).contains("event_altered"));
    QVERIFY(bytes(QStringLiteral("r.html")).contains("class=\"badge mismatch\""));
}

void TestAuditReport::rechecksTheSame_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QStringList>("more");
    const QString instant = QStringLiteral("2026-02-02T12:00:00Z");
    QTest::newRow("json") << "r.json" << chosen();
    QTest::newRow("html") << "r.html" << chosen();
    QTest::newRow("the whole tenant") << "r.json" << QStringList();
    QTest::newRow("revealed") << "r.html" << (chosen() + QStringList{QStringLiteral("--reveal")});
    QTest::newRow("at instants") << "r.html"
                                 << (chosen() + QStringList{QStringLiteral("--at-time"), instant, QStringLiteral("--at-time"),
                                                            QStringLiteral("1999-01-01T00:00:00Z")});
    QTest::newRow("a stretch of time") << "r.json"
                                       << (chosen() + QStringList{QStringLiteral("--from"), instant, QStringLiteral("--to"),
                                                                  QStringLiteral("2026-02-03T12:00:00+02:00")});
}

void TestAuditReport::rechecksTheSame()
{
    QFETCH(QString, name);
    QFETCH(QStringList, more);
    QCOMPARE(report(name, more).exitCode, 0);
    const AuditRun run = recheck(name);
    QVERIFY2(run.exitCode == 0, run.err + run.out);
    QCOMPARE(run.json().value(QStringLiteral("same")).toBool(), true);
    QCOMPARE(run.json().value(QStringLiteral("intact")).toBool(), true);
    QVERIFY(run.json().value(QStringLiteral("differs")).toArray().isEmpty());
}

void TestAuditReport::findsAChangedReport_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<QByteArray>("after");
    QTest::addColumn<QString>("path");
    QTest::newRow("a visible word of HTML") << "r.html" << QByteArray("<td>CallInitiated</td>")
                                            << QByteArray("<td>CallFailed</td>") << "file line ";
    QTest::newRow("the visible badge") << "r.html" << QByteArray("<strong>Self-consistent only</strong>")
                                       << QByteArray("<strong>Verified</strong>") << "file line ";
    QTest::newRow("a style that hides") << "r.html" << QByteArray("</style>") << QByteArray("td{display:none}</style>")
                                        << "file line ";
    QTest::newRow("what HTML carries") << "r.html" << QByteArray("&quot;badge&quot;:&quot;self_consistent&quot;")
                                       << QByteArray("&quot;badge&quot;:&quot;verified&quot;") << "/digest";
    QTest::newRow("a value of JSON") << "r.json" << QByteArray("\"badge\":\"self_consistent\"")
                                     << QByteArray("\"badge\":\"verified\"") << "/digest";
    QTest::newRow("a second name in JSON") << "r.json" << QByteArray("\"badge\":\"self_consistent\"")
                                           << QByteArray("\"badge\":\"verified\",\"badge\":\"self_consistent\"") << "file line ";
    QTest::newRow("a sentence of JSON") << "r.json" << QByteArray("\"unchecked\":[") << QByteArray("\"unchecked\":[\"Nothing.\",")
                                        << "/unchecked/0";
    QTest::newRow("when it was made") << "r.json" << QByteArray("\"made\":{\"at\":\"20") << QByteArray("\"made\":{\"at\":\"19")
                                      << "/digest";
}

void TestAuditReport::findsAChangedReport()
{
    QFETCH(QString, name);
    QFETCH(QByteArray, before);
    QFETCH(QByteArray, after);
    QFETCH(QString, path);
    QCOMPARE(report(name, chosen()).exitCode, 0);
    QByteArray content = bytes(name);
    const qsizetype place = content.indexOf(before);
    QVERIFY2(place >= 0, before.constData());
    write(name, content.replace(place, before.size(), after));
    const AuditRun run = recheck(name);
    QVERIFY2(run.exitCode == 1, run.err + run.out);
    QCOMPARE(run.json().value(QStringLiteral("same")).toBool(true), false);
    QCOMPARE(run.json().value(QStringLiteral("intact")).toBool(true), false);
    bool found = false;
    for (const QJsonValue& one : run.json().value(QStringLiteral("differs")).toArray())
        found = found || one.toObject().value(QStringLiteral("path")).toString().startsWith(path);
    QVERIFY2(found, run.out.constData());
}

void TestAuditReport::findsAChangedSource_data()
{
    QTest::addColumn<QByteArray>("sql");
    QTest::addColumn<QString>("path");
    QTest::newRow("a word of an event")
        << QByteArray("UPDATE event_store SET event_data = replace(event_data, 'inbound', 'forged') WHERE aggregate_id = 'CALL'")
        << "/aggregates/0/events/0/leaf_hash";
    QTest::newRow("a masked number") << QByteArray("UPDATE event_store SET event_data = replace(event_data, '+', '+9') WHERE "
                                                   "aggregate_id = 'CALL' AND sequence_number = 1")
                                     << "/aggregates/0/events/0/leaf_hash";
    QTest::newRow("an event less") << QByteArray("DELETE FROM event_store WHERE aggregate_id = 'CALL' AND sequence_number = 2")
                                   << "/verification/badge";
    QTest::newRow("the aggregate is gone") << QByteArray("DELETE FROM event_store WHERE aggregate_id = 'CALL'")
                                           << "/aggregates/0/missing";
}

void TestAuditReport::findsAChangedSource()
{
    QFETCH(QByteArray, sql);
    QFETCH(QString, path);
    QCOMPARE(report(QStringLiteral("r.html"), {QStringLiteral("--aggregate"), m_call}).exitCode, 0);
    // A forger takes the protection off first.
    const AuditRun triggers = runShell(
        QStringLiteral(
            "sqlite3 '%1' \"SELECT 'DROP TRIGGER ' || name || ';' FROM sqlite_master WHERE type = 'trigger'\" | sqlite3 '%1'")
            .arg(m_file));
    QVERIFY2(triggers.exitCode == 0, triggers.err.constData());
    QVERIFY(runSql(m_file, sql.replace("CALL", m_call.toUtf8()).constData()));
    const AuditRun run = recheck(QStringLiteral("r.html"));
    QVERIFY2(run.exitCode == 1, run.err + run.out);
    const QJsonObject told = run.json();
    QCOMPARE(told.value(QStringLiteral("intact")).toBool(), true);
    QCOMPARE(told.value(QStringLiteral("source_same")).toBool(true), false);
    bool found = false;
    for (const QJsonValue& one : told.value(QStringLiteral("differs")).toArray())
        found = found || one.toObject().value(QStringLiteral("path")).toString() == path;
    QVERIFY2(found, run.out.left(4000).constData());
}

QTEST_GUILESS_MAIN(TestAuditReport)
#include "tst_auditreport.moc"
