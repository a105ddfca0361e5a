// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/casefile/seal.h"
#include "core/casefile/sidelog.h"
#include "core/store/sqlite/casefilestore.h"
#include "tests/damage/sealedcase.h"
#include "tests/damage/somecase.h"

#include <QFile>
#include <QTest>

using namespace vci;

/// The custody log beside a case that is sealed, or that could not be written: what was done to it is named by the line.
class TestCustodyBeside : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void namesTheLine_data();
    void namesTheLine();
    void aLogWithoutItsHeadIsDoubted();

private:
    /// A copy of the case, sealed or not, with a log of five records beside it.
    void writeLog(bool isSealed, QString& file);
    /// `verify` and `casefile custody` say these things of the log and nothing else.
    void verifySays(const QString& file, const QStringList& says);

    SomeCase m_case;
    QString m_key;
    int m_files = 0;
};

void TestCustodyBeside::initTestCase()
{
    QVERIFY(m_case.make());
    m_key = m_case.path(QStringLiteral("anna.key"));
    QVERIFY(writeKey(m_key, examinerKey()));
}

void TestCustodyBeside::namesTheLine_data()
{
    QTest::addColumn<bool>("isSealed");
    QTest::addColumn<QString>("damage");  ///< of the shell; L is the log
    QTest::addColumn<QStringList>("says");
    const auto row = [](const char* name, const char* damage, const QStringList& says) {
        QTest::addRow("sealed: %s", name) << true << QString::fromLatin1(damage) << says;
        QTest::addRow("not sealed: %s", name) << false << QString::fromLatin1(damage) << says;
    };
    const auto s = [](const char* text) { return QString::fromLatin1(text); };
    row("untouched", "true", {});
    row("the first changed", "sed -i '1s/opened/closed/' L", {s("line 1 was changed")});
    row("one changed", "sed -i '3s/event 3/event 4/' L", {s("line 3 was changed")});
    row("the last changed", "sed -i '5s/event 5/event 4/' L", {s("line 5 was changed")});
    row("the last torn", "sed -i '5s/.\\{9\\}$//' L", {s("line 5 was changed")});
    row("the first removed", "sed -i 1d L", {s("line 1 is missing")});
    row("one removed", "sed -i 3d L", {s("line 3 is missing")});
    row("the last removed", "sed -i 5d L", {s("line 5 is missing")});
    row("emptied", "truncate -s 0 L", {s("lines 1 to 5 are missing")});
    row("removed", "rm L", {s("lines 1 to 5 are missing")});
    row("two swapped", "sed -i '2{h;d};3G' L", {s("line 2 stands at place 3"), s("line 3 stands at place 2")});
    row("the last two swapped", "sed -i '4{h;d};5G' L", {s("line 4 stands at place 5"), s("line 5 stands at place 4")});
    row("the first and the last swapped", "(sed -n 5p L; sed -n 2,4p L; sed -n 1p L) > L2 && mv L2 L",
        {s("line 1 stands at place 5"), s("line 5 stands at place 1")});
    row("one put in", "sed -i '3{p;s/event 3/event 9/}' L",
        {s("lines 4 to 5 stand at places 5 to 6"), s("line 4 belongs to nothing")});
    row("one put behind", "sed -i '5{p;s/event 5/event 9/}' L", {s("line 6 belongs to nothing")});
    row("one changed, and the head removed", "sed -i '3s/event 3/event 4/' L && rm L.head",
        {s("line 3 was changed"), s("line 5 is the last one that is there, but")});
    row("emptied, and the head removed", "truncate -s 0 L && rm L.head", {s("line 1 is missing: the log is empty")});
    row("the head changed", "sed -i 3d L.head", {s("line 5 is the last one that is there, but")});
    row("the head taken back", "sed -i '3s/5/4/' L.head", {s("line 5 is the last one that its head names")});
}

void TestCustodyBeside::writeLog(bool isSealed, QString& file)
{
    file = m_case.copy(QStringLiteral("copy%1.vcase").arg(++m_files));
    if (isSealed) {
        QCOMPARE(auditOf(file, {QStringLiteral("casefile"), QStringLiteral("seal"), QStringLiteral("--key"), m_key}).exitCode, 0);
    }
    const auto path = file.toStdString();
    SystemClock clock;
    // A case that only somebody else may write has its log beside it, too.
    auto reader = store::sqlite::openCaseFileReader(path);
    const auto seal = store::sqlite::caseOf(*reader.value())->seal();
    auto log = isSealed ? store::sqlite::openCustodyLog(path, seal, {"anna", "1.0"}, clock)
                        : casefile::openSideLog(path, casefile::measureFile(path, {}).value().hash, {"anna", "1.0"}, clock);
    QVERIFY(log.ok());
    QCOMPARE(log.value()->append("opened", "").value().n, 1);
    for (int n = 2; n <= 5; ++n) QCOMPARE(log.value()->append("revealed", "event " + std::to_string(n)).value().n, n);
}

void TestCustodyBeside::aLogWithoutItsHeadIsDoubted()
{
    QString file;
    writeLog(true, file);
    QVERIFY(QFile::remove(file + QStringLiteral(".custody.jsonl.head")));
    const QStringList verify = {QStringLiteral("verify"), QStringLiteral("--require"), QStringLiteral("self")};
    const AuditRun run = auditOf(file, verify + QStringList{QStringLiteral("--json")});
    QVERIFY2(run.exitCode == 0, run.err + run.out);
    const QJsonObject finding = run.json().value(QStringLiteral("findings")).toArray().first().toObject();
    QCOMPARE(finding.value(QStringLiteral("kind")).toString(), QStringLiteral("custody_broken"));
    QCOMPARE(finding.value(QStringLiteral("severity")).toString(), QStringLiteral("warning"));
    QVERIFY2(run.out.contains("line 5 is the last one that is there, but"), run.out);
    QCOMPARE(auditOf(file, verify + QStringList{QStringLiteral("--strict")}).exitCode, 1);
    QCOMPARE(auditOf(file, {QStringLiteral("casefile"), QStringLiteral("custody")}).exitCode, 1);
}

void TestCustodyBeside::namesTheLine()
{
    QFETCH(bool, isSealed);
    QFETCH(QString, damage);
    QFETCH(QStringList, says);
    QString file;
    writeLog(isSealed, file);
    const QString log = file + QStringLiteral(".custody.jsonl");
    QCOMPARE(runShell(QString(damage).replace(QLatin1Char('L'), log)).exitCode, 0);
    verifySays(file, says);
    // The case itself is as good as before.
    QCOMPARE(auditOf(file, {QStringLiteral("stats"), QStringLiteral("--json")}).out, m_case.stats());
}

void TestCustodyBeside::verifySays(const QString& file, const QStringList& says)
{
    const AuditRun custody = auditOf(file, {QStringLiteral("casefile"), QStringLiteral("custody"), QStringLiteral("--json")});
    const AuditRun verified =
        auditOf(file, {QStringLiteral("verify"), QStringLiteral("--require"), QStringLiteral("self"), QStringLiteral("--json")});
    for (const AuditRun& run : {custody, verified}) {
        QVERIFY2(run.exitCode == (says.isEmpty() ? 0 : 1), run.err.constData());
        const QJsonArray findings = run.json().value(QStringLiteral("findings")).toArray();
        QVERIFY2(findings.size() == says.size(), run.out.constData());
        for (const QJsonValue& finding : findings)
            QCOMPARE(finding.toObject().value(QStringLiteral("kind")).toString(), QStringLiteral("custody_broken"));
        for (const QString& one : says)
            QVERIFY2(run.out.contains((QStringLiteral("beside the file, ") + one).toUtf8()), run.out.constData());
    }
}

QTEST_GUILESS_MAIN(TestCustodyBeside)
#include "tst_custodybeside.moc"
