// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/cli/reportcase.h"

#include <QTest>

/// `recheck` of reports of case files: what is found out.
class TestAuditRecheck : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(m_case.make()); }
    void init() { QVERIFY(m_case.renew()); }
    void rechecksTheSame_data();
    void rechecksTheSame();
    void findsAChangedReport_data();
    void findsAChangedReport();
    void findsAChangedWorkbook_data();
    void findsAChangedWorkbook();
    void findsAChangedPage();
    void refusesOtherFiles_data();
    void refusesOtherFiles();
    void tellsOfOtherBytes();
    void findsAChangedSource_data();
    void findsAChangedSource();
    void findsAnEventThatWasRewrittenWithItsEntry();
    void takesNoWordsForANameOfTheFile_data();
    void takesNoWordsForANameOfTheFile();
    void letsARecordGoOn();
    void saysWhichKeyIsNotTrustedNow();

private:
    ReportCase m_case;
};

void TestAuditRecheck::rechecksTheSame_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QStringList>("more");
    const QString instant = QStringLiteral("2026-02-02T12:00:00Z");
    QTest::newRow("json") << "r.json" << m_case.chosen();
    QTest::newRow("html") << "r.html" << m_case.chosen();
    QTest::newRow("csv") << "r.csv" << m_case.chosen();
    QTest::newRow("xlsx") << "r.xlsx" << m_case.chosen();
    QTest::newRow("csv, the whole tenant") << "r.csv" << QStringList();
    QTest::newRow("xlsx, revealed") << "r.xlsx" << (m_case.chosen() + QStringList{QStringLiteral("--reveal")});
#ifdef VCI_HAS_PDF
    QTest::newRow("pdf") << "r.pdf" << m_case.chosen();
    QTest::newRow("pdf, revealed") << "r.pdf" << (m_case.chosen() + QStringList{QStringLiteral("--reveal")});
#endif
    QTest::newRow("the whole tenant") << "r.json" << QStringList();
    QTest::newRow("revealed") << "r.html" << (m_case.chosen() + QStringList{QStringLiteral("--reveal")});
    QTest::newRow("at instants") << "r.html"
                                 << (m_case.chosen() + QStringList{QStringLiteral("--at-time"), instant,
                                                                   QStringLiteral("--at-time"),
                                                                   QStringLiteral("1999-01-01T00:00:00Z")});
    QTest::newRow("a stretch of time") << "r.json"
                                       << (m_case.chosen() + QStringList{QStringLiteral("--from"), instant,
                                                                         QStringLiteral("--to"),
                                                                         QStringLiteral("2026-02-03T12:00:00+02:00")});
}

void TestAuditRecheck::rechecksTheSame()
{
    QFETCH(QString, name);
    QFETCH(QStringList, more);
    QCOMPARE(m_case.report(name, more).exitCode, 0);
    const AuditRun run = m_case.recheck(name);
    QVERIFY2(run.exitCode == 0, run.err + run.out);
    QCOMPARE(run.json().value(QStringLiteral("same")).toBool(), true);
    QCOMPARE(run.json().value(QStringLiteral("intact")).toBool(), true);
    QVERIFY(run.json().value(QStringLiteral("differs")).toArray().isEmpty());
}

void TestAuditRecheck::findsAChangedReport_data()
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
    QTest::newRow("a cell of CSV") << "r.csv" << QByteArray(",CallInitiated,") << QByteArray(",CallFailed,") << "file line ";
    QTest::newRow("a line end of CSV") << "r.csv" << QByteArray("\r\n") << QByteArray("\n") << "file line 1";
    QTest::newRow("a sentence of CSV") << "r.csv" << QByteArray("Leave it as it is.") << QByteArray("Change it.") << "file line ";
    // "selX in place of "self_consistent" somewhere in the document, as base64 has it.
    QTest::newRow("what CSV carries") << "r.csv" << QByteArray("InNlbGZf") << QByteArray("InNlbFhf") << "/digest";
#ifdef VCI_HAS_PDF
    QTest::newRow("what PDF carries") << "r.pdf" << QByteArray("InNlbGZf") << QByteArray("InNlbFhf") << "/digest";
    QTest::newRow("the order of pages") << "r.pdf" << QByteArray("\n6 0 R\n7 0 R\n") << QByteArray("\n7 0 R\n6 0 R\n") << "file";
    QTest::newRow("the date of a PDF") << "r.pdf" << QByteArray("/CreationDate (D:20") << QByteArray("/CreationDate (D:19")
                                       << "file";
    QTest::newRow("the title of a PDF") << "r.pdf" << QByteArray("Self-consistent only</rdf:li>")
                                        << QByteArray("Verified</rdf:li>") << "file";
    QTest::newRow("behind the end of a PDF") << "r.pdf" << QByteArray("%%EOF\n") << QByteArray("%%EOF\n1 0 obj\n") << "file";
#endif
}

void TestAuditRecheck::findsAChangedReport()
{
    QFETCH(QString, name);
    QFETCH(QByteArray, before);
    QFETCH(QByteArray, after);
    QFETCH(QString, path);
    QCOMPARE(m_case.report(name, m_case.chosen()).exitCode, 0);
    QByteArray content = m_case.bytes(name);
    const qsizetype place = content.indexOf(before);
    QVERIFY2(place >= 0, before.constData());
    QVERIFY(m_case.write(name, content.replace(place, before.size(), after)));
    const AuditRun run = m_case.recheck(name);
    QVERIFY2(run.exitCode == 1, run.err + run.out);
    QCOMPARE(run.json().value(QStringLiteral("same")).toBool(true), false);
    QCOMPARE(run.json().value(QStringLiteral("intact")).toBool(true), false);
    bool found = false;
    for (const QJsonValue& one : run.json().value(QStringLiteral("differs")).toArray())
        found = found || one.toObject().value(QStringLiteral("path")).toString().startsWith(path);
    QVERIFY2(found, run.out.constData());
}

void TestAuditRecheck::findsAChangedWorkbook_data()
{
    QTest::addColumn<QString>("part");
    QTest::addColumn<QString>("content");  // Python: of the part, out of its old one, c
    QTest::addColumn<QString>("path");
    QTest::newRow("a text") << "xl/sharedStrings.xml"
                            << "c.replace(b'CallInitiated', b'CallFailed')"
                            << "file part xl/sharedStrings.xml";
    QTest::newRow("a number") << "xl/worksheets/sheet1.xml"
                              << "c.replace(b'<v>1</v>', b'<v>2</v>')"
                              << "file part xl/worksheets/sheet1.xml";
    QTest::newRow("a hidden sheet") << "xl/workbook.xml"
                                    << "c.replace(b'<sheet name=', b'<sheet state=\"hidden\" name=', 1)"
                                    << "file part xl/workbook.xml";
    QTest::newRow("a part less") << "xl/worksheets/sheet3.xml"
                                 << "None"
                                 << "file part xl/worksheets/sheet3.xml";
    QTest::newRow("a part more") << "xl/media/image1.png"
                                 << "b'PNG'"
                                 << "file part xl/media/image1.png";
    QTest::newRow("what it carries") << "xl/sharedStrings.xml"
                                     << "c.replace(b'InNlbGZf', b'InNlbFhf', 1)"
                                     << "/digest";
    QTest::newRow("packed anew") << ""
                                 << "c"
                                 << "file container";
}

void TestAuditRecheck::findsAChangedWorkbook()
{
    QFETCH(QString, part);
    QFETCH(QString, content);
    QFETCH(QString, path);
    QCOMPARE(m_case.report(QStringLiteral("r.xlsx"), m_case.chosen()).exitCode, 0);
    QVERIFY(m_case.write(QStringLiteral("repack.py"),
                         QStringLiteral("import sys, zipfile\n"
                                        "with zipfile.ZipFile(sys.argv[1]) as f: parts = {n: f.read(n) for n in f.namelist()}\n"
                                        "c = parts.get('%1')\n"
                                        "if '%1': parts['%1'] = %2\n"
                                        "with zipfile.ZipFile(sys.argv[1], 'w', zipfile.ZIP_DEFLATED) as f:\n"
                                        "    [f.writestr(n, p) for n, p in parts.items() if p is not None]\n")
                             .arg(part, content)
                             .toUtf8()));
    const AuditRun packed = runShell(
        QStringLiteral("python3 '%1' '%2'").arg(m_case.file(QStringLiteral("repack.py")), m_case.file(QStringLiteral("r.xlsx"))));
    QVERIFY2(packed.exitCode == 0, packed.err.constData());
    const AuditRun run = m_case.recheck(QStringLiteral("r.xlsx"));
    QVERIFY2(run.exitCode == 1, run.err + run.out);
    QCOMPARE(run.json().value(QStringLiteral("intact")).toBool(true), false);
    QCOMPARE(run.json().value(QStringLiteral("differs")).toArray().first().toObject().value(QStringLiteral("path")).toString(),
             path);
}

/// One sign is another one on a page of a PDF that is sound. A build of the core alone writes none.
void TestAuditRecheck::findsAChangedPage()
{
#ifdef VCI_HAS_PDF
    QCOMPARE(m_case.report(QStringLiteral("r.pdf"), m_case.chosen()).exitCode, 0);
    QByteArray pdf = m_case.bytes(QStringLiteral("r.pdf"));
    const QByteArray read = QByteArrayLiteral("pdftotext '") + m_case.file(QStringLiteral("r.pdf")).toUtf8() + "' -";
    const AuditRun before = runShell(QString::fromUtf8(read));
    const QByteArray start = "0 R\n/Filter /FlateDecode\n>>\nstream\n";
    qsizetype page = -1;
    QByteArray content;
    for (qsizetype at = pdf.indexOf(start); at >= 0 && page < 0; at = pdf.indexOf(start, at + 1)) {
        const qsizetype begin = at + start.size();
        const QByteArray packed = pdf.mid(begin, pdf.indexOf("\nendstream", begin) - begin);
        const char sizeHint[] = {0, 16, 0, 0};
        content = qUncompress(QByteArray(sizeHint, 4) + packed);
        if (!content.contains("<0001> Tj")) continue;
        page = begin;
        content.replace(content.indexOf("<0001> Tj"), 6, "<0002>");
        const QByteArray changed = qCompress(content, 9).mid(4);
        QVERIFY(changed.size() <= packed.size());
        pdf.replace(begin, packed.size(), changed.leftJustified(packed.size(), '\0'));
    }
    QVERIFY(page > 0);
    QVERIFY(m_case.write(QStringLiteral("r.pdf"), pdf));
    const AuditRun after = runShell(QString::fromUtf8(read));
    QCOMPARE(after.exitCode, 0);
    QVERIFY(after.out != before.out && after.err.isEmpty());
    const AuditRun run = m_case.recheck(QStringLiteral("r.pdf"));
    QVERIFY2(run.exitCode == 1, run.err + run.out);
    QCOMPARE(run.json().value(QStringLiteral("differences")).toInt(), 1);
    const AuditRun text = auditOf(m_case.store(), {QStringLiteral("recheck"), m_case.file(QStringLiteral("r.pdf"))});
    QVERIFY2(text.out.contains("not what this program lays out") && text.out.contains("or with other fonts"),
             text.out.constData());
#endif
}

void TestAuditRecheck::refusesOtherFiles_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("make");  // a command that makes $F, out of the report $R
    QTest::addColumn<int>("exitCode");
    for (const char* name : {"r.json", "r.html", "r.csv", "r.xlsx", "r.pdf"}) {
#ifndef VCI_HAS_PDF
        if (QByteArray(name) == "r.pdf") continue;
#endif
        const auto row = [name](const char* what, const char* make, int exitCode) {
            QTest::addRow("%s: %s", name, what) << QString::fromLatin1(name) << QString::fromLatin1(make) << exitCode;
        };
        row("empty", ": > $F", 2);
        row("text", "echo nothing > $F", 2);
        row("a pipe", "mkfifo $F", 3);
        row("a tenth of it", "head -c $(($(stat -c %s $R) / 10)) $R > $F", 2);
    }
    QTest::newRow("a workbook called CSV") << "r.csv"
                                           << "python3 -c \"import zipfile; zipfile.ZipFile('$F', 'w').writestr('a', 'b')\"" << 2;
}

void TestAuditRecheck::refusesOtherFiles()
{
    QFETCH(QString, name);
    QFETCH(QString, make);
    QFETCH(int, exitCode);
    QCOMPARE(m_case.report(name, m_case.chosen()).exitCode, 0);
    const QString other = QStringLiteral("other-") + name;
    const AuditRun made = runShell(QStringLiteral("R='%1'; F='%2'; ").arg(m_case.file(name), m_case.file(other)) + make);
    QVERIFY2(made.exitCode == 0, made.err.constData());
    const AuditRun run = m_case.recheck(other);
    QVERIFY2(run.exitCode == exitCode, run.err + run.out);
    QCOMPARE(run.errorCode(), exitCode == 2 ? QStringLiteral("usage") : QStringLiteral("io"));
}

/// A case file is another one, byte for byte, once somebody worked on it: that is said, and is no difference.
void TestAuditRecheck::tellsOfOtherBytes()
{
    QCOMPARE(m_case.report(QStringLiteral("r.csv"), m_case.chosen()).exitCode, 0);
    const auto told = [this] {
        return auditOf(m_case.store(), {QStringLiteral("recheck"), m_case.file(QStringLiteral("r.csv"))});
    };
    QCOMPARE(told().out, QByteArray("same: the report says what the source holds\n"));
    QCOMPARE(auditOf(m_case.store(), {QStringLiteral("casefile"), QStringLiteral("note"), QStringLiteral("paid twice")}).exitCode,
             0);
    const AuditRun run = told();
    QVERIFY2(run.exitCode == 0, run.err.constData());
    QVERIFY2(run.out.startsWith("same: the report says what the source holds\nthe case file's bytes are not those"),
             run.out.constData());
    QCOMPARE(m_case.recheck(QStringLiteral("r.csv")).json().value(QStringLiteral("source_same")).toBool(true), false);
}

void TestAuditRecheck::findsAChangedSource_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("sql");
    QTest::addColumn<QString>("path");
    for (const char* name : {"r.json", "r.html", "r.csv", "r.xlsx", "r.pdf"}) {
#ifndef VCI_HAS_PDF
        if (QByteArray(name) == "r.pdf") continue;
#endif
        QTest::addRow("a word of an event, %s", name)
            << QString::fromLatin1(name)
            << QByteArray(
                   "UPDATE event_store SET event_data = replace(event_data, 'inbound', 'forged') WHERE aggregate_id = 'CALL'")
            << "/aggregates/0/events/0/leaf_hash";
    }
    QTest::newRow("a masked number") << "r.html"
                                     << QByteArray("UPDATE event_store SET event_data = replace(event_data, '+', '+9') WHERE "
                                                   "aggregate_id = 'CALL' AND sequence_number = 1")
                                     << "/aggregates/0/events/0/leaf_hash";
    QTest::newRow("an event less") << "r.html"
                                   << QByteArray("DELETE FROM event_store WHERE aggregate_id = 'CALL' AND sequence_number = 2")
                                   << "/verification/badge";
    QTest::newRow("the aggregate is gone") << "r.html" << QByteArray("DELETE FROM event_store WHERE aggregate_id = 'CALL'")
                                           << "/aggregates/0/missing";
}

void TestAuditRecheck::findsAChangedSource()
{
    QFETCH(QString, name);
    QFETCH(QByteArray, sql);
    QFETCH(QString, path);
    QCOMPARE(m_case.report(name, {QStringLiteral("--aggregate"), m_case.call()}).exitCode, 0);
    // A forger takes the protection off first.
    const AuditRun triggers = runShell(
        QStringLiteral(
            "sqlite3 '%1' \"SELECT 'DROP TRIGGER ' || name || ';' FROM sqlite_master WHERE type = 'trigger'\" | sqlite3 '%1'")
            .arg(m_case.store()));
    QVERIFY2(triggers.exitCode == 0, triggers.err.constData());
    QVERIFY(runSql(m_case.store(), sql.replace("CALL", m_case.call().toUtf8()).constData()));
    const AuditRun run = m_case.recheck(name);
    QVERIFY2(run.exitCode == 1, run.err + run.out);
    const QJsonObject told = run.json();
    QCOMPARE(told.value(QStringLiteral("intact")).toBool(), true);
    QCOMPARE(told.value(QStringLiteral("source_same")).toBool(true), false);
    bool found = false;
    for (const QJsonValue& one : told.value(QStringLiteral("differs")).toArray())
        found = found || one.toObject().value(QStringLiteral("path")).toString() == path;
    QVERIFY2(found, run.out.left(4000).constData());
}

QStringList pathsOf(const AuditRun& run)
{
    QStringList paths;
    for (const QJsonValue& one : run.json().value(QStringLiteral("differs")).toArray())
        paths += one.toObject().value(QStringLiteral("path")).toString();
    return paths;
}

/// An untrusted log is made to fit a changed event that the report does not list: nothing else of the source tells.
void TestAuditRecheck::findsAnEventThatWasRewrittenWithItsEntry()
{
    const QStringList ofOne{QStringLiteral("--aggregate"), m_case.call()};
    QCOMPARE(m_case.report(QStringLiteral("all.html"), {}).exitCode, 0);
    QCOMPARE(m_case.report(QStringLiteral("one.json"), ofOne).exitCode, 0);
    const AuditRun forged = runShell(
        QStringLiteral(
            "set -e; F='%1'; sqlite3 $F \"SELECT 'DROP TRIGGER ' || name || ';' FROM sqlite_master WHERE type = "
            "'trigger'\" | sqlite3 $F; ID=$(sqlite3 $F \"SELECT id FROM event_store WHERE event_data LIKE '%inbound%' "
            "AND aggregate_id <> '%2' LIMIT 1\"); sqlite3 $F \"UPDATE event_store SET event_data = "
            "replace(event_data, 'inbound', 'forged') WHERE id = '$ID'\"; LEAF=$($AUDIT --store $F events --format "
            "jsonl | grep -F \"\\\"$ID\\\"\" | grep forged | $AUDIT --json leaf - | grep -o '\"leaf_hash\": *\"[0-9a-f]*' "
            "| grep -o '[0-9a-f]*$'); sqlite3 $F \"UPDATE event_log SET leaf_hash = x'$LEAF' WHERE event_id = '$ID'\"")
            .arg(m_case.store(), m_case.call()));
    QVERIFY2(forged.exitCode == 0, forged.err.constData());
    // The source agrees with itself again.
    const AuditRun verified = auditOf(m_case.store(), {QStringLiteral("--json"), QStringLiteral("verify")});
    QCOMPARE(verified.json().value(QStringLiteral("badge")).toString(), QStringLiteral("self_consistent"));
    const AuditRun all = m_case.recheck(QStringLiteral("all.html"));
    QCOMPARE(all.exitCode, 1);
    QCOMPARE(pathsOf(all),
             (QStringList{QStringLiteral("/verification/events_digest"), QStringLiteral("/verification/log/root")}));
    // Of one aggregate that is as it was, only the record is another.
    QCOMPARE(pathsOf(m_case.recheck(QStringLiteral("one.json"))), QStringList{QStringLiteral("/verification/log/root")});
    // Nor does it become the same because more was recorded since.
    const QString tenant = verified.json().value(QStringLiteral("tenant_id")).toString();
    const AuditRun grown = auditOf(m_case.store(), {QStringLiteral("--tenant"), tenant, QStringLiteral("generate"),
                                                    QStringLiteral("--calls"), QStringLiteral("1")});
    QVERIFY2(grown.exitCode == 0, grown.err.constData());
    QCOMPARE(pathsOf(m_case.recheck(QStringLiteral("one.json"))), QStringList{QStringLiteral("/verification/log/root")});
}

/// What a report calls its file is the word of whoever hands it over.
void TestAuditRecheck::takesNoWordsForANameOfTheFile_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("label");
    QTest::newRow("of one letter") << "a"
                                   << "ZZZ";
    QTest::newRow("of one letter, with an ending") << "a"
                                                   << "ZZZ.vcase";
    QTest::newRow("a part of a sentence") << "pay.vcase"
                                          << "the head of another case (this one is whole), pay2.vcase";
    QTest::newRow("a file") << "pay.vcase"
                            << "pay2.vcase";
}

void TestAuditRecheck::takesNoWordsForANameOfTheFile()
{
    QFETCH(QString, file);
    QFETCH(QString, label);
    const QString store = m_case.file(file);
    QVERIFY(QFile::copy(m_case.store(), store));
    // A log beside the case that something was taken from: its message names the file.
    const AuditRun beside = runShell(QStringLiteral("set -e; cd '%1'; $AUDIT --store '%2' casefile note one > /dev/null; echo "
                                                    "'{}' > '%2.custody.jsonl'; $AUDIT --store '%2' report r.json > "
                                                    "/dev/null || true")
                                         .arg(m_case.file(QString()), file));
    QVERIFY2(beside.exitCode == 0, beside.err.constData());
    QVERIFY(m_case.bytes(QStringLiteral("r.json")).contains("that file back beside the log"));
    QVERIFY(m_case.write(QStringLiteral("forge.py"),
                         "import hashlib, json, sys\n"
                         "path, file, label = sys.argv[1:]\n"
                         "d = json.load(open(path, encoding='utf-8'))\n"
                         "def forged(v):\n"
                         "    if isinstance(v, str): return v.replace(file, label)\n"
                         "    if isinstance(v, list): return [forged(i) for i in v]\n"
                         "    return {k: forged(i) for k, i in v.items()} if isinstance(v, dict) else v\n"
                         "d['source']['label'] = label\n"
                         "d['verification'] = forged(d['verification'])\n"
                         "d['custody']['problems'] = forged(d['custody']['problems'])\n"
                         "del d['digest']\n"
                         "text = lambda v: json.dumps(v, sort_keys=True, separators=(',', ':'), ensure_ascii=False)\n"
                         "d['digest'] = hashlib.sha256(text(d).encode()).hexdigest()\n"
                         "open(path, 'w', encoding='utf-8').write(text(d) + '\\n')\n"));
    const AuditRun forged =
        runShell(QStringLiteral("cd '%1' && python3 forge.py r.json '%2' '%3'").arg(m_case.file(QString()), file, label));
    QVERIFY2(forged.exitCode == 0, forged.err.constData());
    const AuditRun run =
        auditOf(store, {QStringLiteral("--json"), QStringLiteral("recheck"), m_case.file(QStringLiteral("r.json"))});
    const bool isFile = label == QLatin1String("pay2.vcase");
    QVERIFY2(run.exitCode == (isFile ? 0 : 1), run.out.left(4000).constData());
    QCOMPARE(pathsOf(run).filter(QStringLiteral("/custody/problems/")).isEmpty(), isFile);
}

/// More is recorded, and signed: of an aggregate that is as it was nothing differs, as long as what was signed then is held.
void TestAuditRecheck::letsARecordGoOn()
{
    const auto shell = [this](const char* script) {
        return runShell(QStringLiteral("set -e; cd '%1'; A='%2'; ").arg(m_case.file(QString()), m_case.call()) +
                        QString::fromLatin1(script));
    };
    const AuditRun made = shell("mkdir j; $AUDIT --store a.vcase log key generate a.key > key; $AUDIT --store a.vcase log "
                                "checkpoint --key a.key --journal j > /dev/null; echo "
                                "\"{\\\"keys\\\":[\\\"$(cat key)\\\"]}\" > t.json; $AUDIT --store a.vcase "
                                "report r.json --aggregate $A --trust t.json > /dev/null");
    QVERIFY2(made.exitCode == 0, made.err.constData());
    const auto recheck = [&shell] { return shell("$AUDIT --store a.vcase --json recheck r.json --trust t.json"); };
    QCOMPARE(
        shell("T=$(sqlite3 a.vcase 'SELECT tenant_id FROM event_store LIMIT 1'); $AUDIT --store a.vcase --tenant $T generate "
              "--calls 1 > /dev/null")
            .exitCode,
        0);
    QCOMPARE(pathsOf(recheck()), QStringList());
    QCOMPARE(shell("$AUDIT --store a.vcase log checkpoint --key a.key --journal j > /dev/null").exitCode, 0);
    const AuditRun run = recheck();
    QCOMPARE(pathsOf(run), QStringList());
    QCOMPARE(run.json().value(QStringLiteral("same")).toBool(), true);
    // Without the one that the report tells.
    QCOMPARE(shell("sqlite3 a.vcase \"SELECT 'DROP TRIGGER ' || name || ';' FROM sqlite_master WHERE type = 'trigger'\" | "
                   "sqlite3 a.vcase; sqlite3 a.vcase 'DELETE FROM checkpoints WHERE tree_size = (SELECT min(tree_size) FROM "
                   "checkpoints)'; rm -r j")
                 .exitCode,
             0);
    QCOMPARE(recheck().exitCode, 1);
}

void TestAuditRecheck::saysWhichKeyIsNotTrustedNow()
{
    const AuditRun made =
        runShell(QStringLiteral("set -e; cd '%1'; mkdir j; $AUDIT --store a.vcase log key generate a.key > key; $AUDIT "
                                "--store a.vcase log checkpoint --key a.key --journal j > /dev/null; echo "
                                "\"{\\\"keys\\\":[\\\"$(cat key)\\\"]}\" > t.json; $AUDIT --store a.vcase "
                                "report r.json --trust t.json > /dev/null")
                     .arg(m_case.file(QString())));
    QVERIFY2(made.exitCode == 0, made.err.constData());
    const AuditRun trusting =
        runShell(QStringLiteral("cd '%1'; $AUDIT --store a.vcase recheck r.json --trust t.json").arg(m_case.file(QString())));
    QVERIFY2(trusting.exitCode == 0, trusting.out + trusting.err);
    const AuditRun run = auditOf(m_case.store(), {QStringLiteral("recheck"), m_case.file(QStringLiteral("r.json"))});
    QCOMPARE(run.exitCode, 1);
    QVERIFY2(run.out.startsWith("your trust file does not name what this report trusts: the key "), run.out.constData());
    QVERIFY(run.out.contains("--trust"));
    QVERIFY(runAudit({QStringLiteral("trust"), QStringLiteral("show")}).out.contains("  not there: nobody is trusted\n"));
    // What the key found good differs, and no sentence that only moved.
    const QJsonObject told = m_case.recheck(QStringLiteral("r.json")).json();
    QCOMPARE(told.value(QStringLiteral("untrusted")).toArray().size(), 1);
    for (const QJsonValue& one : told.value(QStringLiteral("differs")).toArray()) {
        const QJsonObject difference = one.toObject();
        QVERIFY2(difference.value(QStringLiteral("was")) != difference.value(QStringLiteral("is")), run.out.constData());
    }
    QVERIFY2(told.value(QStringLiteral("differences")).toInt() < 20, run.out.constData());
}

QTEST_GUILESS_MAIN(TestAuditRecheck)
#include "tst_auditrecheck.moc"
