// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/cli/reportcase.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

/// What an examiner wrote into a case, in its reports: told, masked, let go on, and found out where it is another text.
class TestReportNotes : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(m_case.make()); }
    void init() { QVERIFY(m_case.renew()); }
    void tellsThem_data();
    void tellsThem();
    void masksThem();
    void tellsThoseOfTheScope();
    void letsPeopleWriteOn();
    void findsAnotherText();
    void repeatsAReportOfAnEarlierEdition_data();
    void repeatsAReportOfAnEarlierEdition();

private:
    [[nodiscard]] bool note(const QString& text, const QStringList& more = {}) const
    {
        return auditOf(m_case.store(), QStringList{QStringLiteral("casefile"), QStringLiteral("note"), text} + more).exitCode ==
               0;
    }
    [[nodiscard]] QStringList ofTheCall() const { return {QStringLiteral("--aggregate"), m_case.call()}; }

    ReportCase m_case;
};

void TestReportNotes::tellsThem_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("read");  // a command that prints the text of $F
    QTest::newRow("json") << "r.json"
                          << "cat $F";
    QTest::newRow("html") << "r.html"
                          << "cat $F";
    QTest::newRow("csv") << "r.csv"
                         << "cat $F";
    QTest::newRow("xlsx") << "r.xlsx"
                          << "python3 -m zipfile -e $F $F.d && cat $F.d/xl/*.xml";
#ifdef VCI_HAS_PDF
    QTest::newRow("pdf") << "r.pdf"
                         << "pdftotext -layout $F -";
#endif
}

void TestReportNotes::tellsThem()
{
    QFETCH(QString, name);
    QFETCH(QString, read);
    QVERIFY(note(QStringLiteral("charged twice"), {QStringLiteral("--finding"), QStringLiteral("--aggregate"), m_case.call()}));
    QVERIFY(note(QStringLiteral("ticket 4711")));
    const AuditRun run = m_case.report(name, m_case.chosen());
    QVERIFY2(run.exitCode == 0, run.err.constData());
    const AuditRun text =
        runShell(QStringLiteral("F='%1'; ").arg(m_case.file(name)) + read.replace(QLatin1String("$F"), QLatin1String("\"$F\"")));
    QVERIFY2(text.exitCode == 0, text.err.constData());
    for (const char* words : {"charged twice", "ticket 4711"}) QVERIFY2(text.out.contains(words), words);
    if (!name.endsWith(QLatin1String("json"))) {
        QVERIFY(text.out.contains("Notes of the examiner"));
        QVERIFY(text.out.contains("The program found nothing"));
        QVERIFY(!text.out.contains("Nothing was found"));
        QVERIFY(text.out.contains("1 finding, 1 note"));
    }
    QCOMPARE(m_case.recheck(name).exitCode, 0);
}

void TestReportNotes::masksThem()
{
    QVERIFY(note(QStringLiteral("called back +15551230000")));
    QCOMPARE(m_case.report(QStringLiteral("r.csv")).exitCode, 0);
    QVERIFY(m_case.bytes(QStringLiteral("r.csv")).contains("called back (masked)"));
    QVERIFY(m_case.bytes(QStringLiteral("r.csv")).contains(",\"note 1, SHA-256 (masked)\","));
    QCOMPARE(m_case.recheck(QStringLiteral("r.csv")).exitCode, 0);
    QCOMPARE(m_case.report(QStringLiteral("all.csv"), {QStringLiteral("--reveal")}).exitCode, 0);
    QVERIFY(m_case.bytes(QStringLiteral("all.csv")).contains("called back +15551230000"));
    QVERIFY(!m_case.bytes(QStringLiteral("all.csv")).contains("SHA-256 (masked)"));
    // Where a note is another one, the finding quotes what its record holds.
    QVERIFY(runSql(m_case.store(), "UPDATE case_notes SET text = 'other'"));
    QCOMPARE(m_case.report(QStringLiteral("new.json")).exitCode, 1);
    const QByteArray told = m_case.bytes(QStringLiteral("new.json"));
    QVERIFY(told.contains("custody_broken"));
    for (const char digit : QByteArrayLiteral("0123456789abcdef"))
        QVERIFY2(!told.contains(QByteArrayLiteral("note 1, SHA-256 ") + digit), told.constData());
}

void TestReportNotes::tellsThoseOfTheScope()
{
    QVERIFY(note(QStringLiteral("of the call"), {QStringLiteral("--aggregate"), m_case.call()}));
    QVERIFY(note(QStringLiteral("of all")));
    const AuditRun aggregates = auditOf(m_case.store(), {QStringLiteral("--json"), QStringLiteral("aggregates")});
    QString other;
    for (const QJsonValue& one : aggregates.json().value(QLatin1String("aggregates")).toArray()) {
        const QString id = one.toObject().value(QLatin1String("aggregate_id")).toString();
        if (id != m_case.call()) other = id;
    }
    QVERIFY(note(QStringLiteral("of another"), {QStringLiteral("--aggregate"), other}));
    const auto told = [this](const char* name, const QStringList& more) {
        if (m_case.report(QString::fromLatin1(name), more).exitCode != 0) return QJsonObject();
        return QJsonDocument::fromJson(m_case.bytes(QString::fromLatin1(name))).object().value(QLatin1String("notes")).toObject();
    };
    const QJsonObject ofOne = told("one.json", ofTheCall());
    QCOMPARE(ofOne.value(QLatin1String("items")).toArray().size(), 2);
    QCOMPARE(ofOne.value(QLatin1String("elsewhere")).toInt(), 1);
    QCOMPARE(told("all.json", {}).value(QLatin1String("items")).toArray().size(), 3);
}

void TestReportNotes::letsPeopleWriteOn()
{
    QVERIFY(note(QStringLiteral("first")));
    QCOMPARE(m_case.report(QStringLiteral("r.html"), ofTheCall()).exitCode, 0);
    QVERIFY(note(QStringLiteral("second")));
    QCOMPARE(m_case.recheck(QStringLiteral("r.html")).exitCode, 0);
}

void TestReportNotes::findsAnotherText()
{
    QVERIFY(note(QStringLiteral("first")));
    QCOMPARE(m_case.report(QStringLiteral("r.xlsx"), ofTheCall()).exitCode, 0);
    const AuditRun forged = runShell(
        QStringLiteral("sqlite3 '%1' \"SELECT 'DROP TRIGGER ' || name || ';' FROM sqlite_master WHERE type = 'trigger'\" | "
                       "sqlite3 '%1' && sqlite3 '%1' \"UPDATE case_notes SET text = 'other'\"")
            .arg(m_case.store()));
    QVERIFY2(forged.exitCode == 0, forged.err.constData());
    const AuditRun run = m_case.recheck(QStringLiteral("r.xlsx"));
    QCOMPARE(run.exitCode, 1);
    QVERIFY2(run.out.contains("/notes/items/0/text"), run.out.constData());
    // The case itself tells it, too: the record of its writing holds the hash of the text.
    QCOMPARE(m_case.report(QStringLiteral("new.csv"), {}).exitCode, 1);
    QVERIFY(m_case.bytes(QStringLiteral("new.csv")).contains("its text, time or tenant is not what custody record"));
}

/// A report that says nothing of what later versions tell is held against what it does say. A document that holds its request
/// alone is told by recheck all that it lacks: that makes one of an earlier edition.
void TestReportNotes::repeatsAReportOfAnEarlierEdition_data()
{
    QTest::addColumn<QString>("edition");  // Python: what becomes of the request r
    QTest::addColumn<QString>("members");
    QTest::newRow("the first") << "r.pop('edition')"
                               << "aggregates catalog_sha256 chains checked custody digest format made request source unchecked "
                                  "verification";
    QTest::newRow("the second") << "r['edition'] = 2"
                                << "aggregates catalog_sha256 chains checked custody digest format made notes request seal "
                                   "source trust unchecked verification";
}

void TestReportNotes::repeatsAReportOfAnEarlierEdition()
{
    QFETCH(QString, edition);
    QFETCH(QString, members);
    QVERIFY(note(QStringLiteral("first")));
    QCOMPARE(m_case.report(QStringLiteral("r.json"), m_case.chosen()).exitCode, 0);
    QVERIFY(m_case.write(QStringLiteral("old.py"),
                         "import hashlib, json, sys\n"
                         "new, told, out = sys.argv[1:]\n"
                         "d = json.load(open(new, encoding='utf-8'))\n"
                         "old = {k: d[k] for k in ('format', 'made', 'source', 'request')}\n"
                         "r = old['request']\n"
                         "assert r['edition'] == 3\n" +
                             edition.toUtf8() +
                             "\n"
                             "if told != '-':\n"
                             "    for one in json.load(open(told, encoding='utf-8'))['differs']:\n"
                             "        name = one['path'][1:]\n"
                             "        if '/' not in name and name != 'digest': old[name] = one['is']\n"
                             "text = lambda v: json.dumps(v, sort_keys=True, separators=(',', ':'), ensure_ascii=False)\n"
                             "old['digest'] = hashlib.sha256(text(old).encode()).hexdigest()\n"
                             "open(out, 'w', encoding='utf-8').write(text(old) + '\\n')\n"));
    const auto make = [this](const QString& told, const char* out) {
        return runShell(QStringLiteral("cd '%1' && python3 old.py r.json %2 %3")
                            .arg(m_case.file(QString()), told, QString::fromLatin1(out)))
                   .exitCode == 0;
    };
    QVERIFY(make(QStringLiteral("-"), "bare.json"));
    const AuditRun bare = m_case.recheck(QStringLiteral("bare.json"));
    QCOMPARE(bare.exitCode, 1);
    QVERIFY(m_case.write(QStringLiteral("told.json"), bare.out));
    QVERIFY(make(QStringLiteral("told.json"), "old.json"));
    const QJsonObject old = QJsonDocument::fromJson(m_case.bytes(QStringLiteral("old.json"))).object();
    QCOMPARE(old.keys().join(QLatin1Char(' ')), members);
    QVERIFY(!old.value(QLatin1String("verification")).toObject().contains(QLatin1String("events_digest")));
    const AuditRun run = m_case.recheck(QStringLiteral("old.json"));
    QVERIFY2(run.exitCode == 0, run.out.constData());
    QCOMPARE(run.json().value(QLatin1String("same")).toBool(), true);
    QCOMPARE(run.json().value(QLatin1String("this_edition")).toBool(true), false);
    const AuditRun words = auditOf(m_case.store(), {QStringLiteral("recheck"), m_case.file(QStringLiteral("old.json"))});
    QVERIFY2(words.out.contains("an earlier version made it, which told less"), words.out.constData());
    QVERIFY(!words.out.contains("laid it out"));
    // In a form that shows it, the document is sound and the layout is another one.
    QByteArray html = R"(<!DOCTYPE html><pre id="voicecore-report">)";
    html += QString::fromUtf8(m_case.bytes(QStringLiteral("old.json")).trimmed())
                .toHtmlEscaped()
                .replace(QLatin1Char('\''), QStringLiteral("&#39;"))
                .toUtf8();
    QVERIFY(m_case.write(QStringLiteral("old.html"), html + "</pre>"));
    const AuditRun shown = auditOf(m_case.store(), {QStringLiteral("recheck"), m_case.file(QStringLiteral("old.html"))});
    QCOMPARE(shown.exitCode, 1);
    QVERIFY2(shown.out.contains("the document that it carries says what the source holds"), shown.out.constData());
}

QTEST_GUILESS_MAIN(TestReportNotes)
#include "tst_reportnotes.moc"
