// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/cli/auditrun.h"

#include <QElapsedTimer>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

/// How answers leave the program: formats, full disks, closed pipes, Ctrl+C, and text that tries to be something else.
class TestAuditOutput : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void csvIsSafe();
    void csvQuotes();
    void refusedListingIsEmpty_data();
    void refusedListingIsEmpty();
    void tableShowsControlsAsTokens();
    void stateShowsControlsAsTokens();
    void choosesFormat();
    void fullDisk_data();
    void fullDisk();
    void fullDiskAfterAppending();
    void closedOutput();
    void closedPipe();
    void interrupted();
    void damagedFiles_data();
    void damagedFiles();

private:
    QTemporaryDir m_dir;
    QString m_case;
};

namespace {

/// True once the process has a handler for SIGINT.
bool catchesInterrupt(qint64 pid)
{
    QFile status(QStringLiteral("/proc/%1/status").arg(pid));
    if (!status.open(QIODevice::ReadOnly)) return false;
    for (const QByteArray& line : status.readAll().split('\n')) {
        if (line.startsWith("SigCgt:")) return (line.mid(7).trimmed().toULongLong(nullptr, 16) & (1ULL << (SIGINT - 1))) != 0;
    }
    return false;
}

}  // namespace

void TestAuditOutput::initTestCase()
{
    QVERIFY(m_dir.isValid());
    m_case = m_dir.filePath(QStringLiteral("output.vcase"));
    QCOMPARE(runAudit({QStringLiteral("init"), m_case}).exitCode, 0);
    QVERIFY(runAudit(
                {QStringLiteral("--store"), m_case, QStringLiteral("generate"), QStringLiteral("--calls"), QStringLiteral("150")})
                .exitCode == 0);
}

void TestAuditOutput::csvIsSafe()
{
    const QString store = m_dir.filePath(QStringLiteral("csv.vcase"));
    QCOMPARE(runAudit({QStringLiteral("init"), store}).exitCode, 0);
    QByteArray input;
    int n = 0;
    for (const char* type :
         {"=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(A1)", "\\tTAB", "\\rCR", "+12025550123", "-12.5", "Call"}) {
        QByteArray line = eventLine(kCallA.left(35) + QByteArray::number(n++), "CallInitiated", "{}");
        input += line.replace("\"aggregate_type\":\"Call\"", QByteArray("\"aggregate_type\":\"") + type + "\"");
    }
    const AuditRun appended = runAudit({QStringLiteral("--store"), store, QStringLiteral("append"), QStringLiteral("-")}, input);
    QVERIFY2(appended.exitCode == 0, appended.err.constData());
    const AuditRun run =
        runAudit({QStringLiteral("--store"), store, QStringLiteral("events"), QStringLiteral("--format"), QStringLiteral("csv")});
    QVERIFY(run.out.startsWith("id,tenant_id,aggregate_id,aggregate_type,event_type,"));
    for (const char* cell : {",'=cmd|' /C calc'!A0,", ",'+1+1,", ",'-2+3,", ",'@SUM(A1),", ",'\tTAB,", ",\"'\rCR\",",
                             ",+12025550123,", ",-12.5,", ",Call,"}) {
        QVERIFY2(run.out.contains(cell), cell);
    }
    QCOMPARE(run.out.count("\r\n"), n + 1);
}

void TestAuditOutput::csvQuotes()
{
    const AuditRun run = runAudit({QStringLiteral("--store"), m_case, QStringLiteral("events"), QStringLiteral("--format"),
                                   QStringLiteral("csv"), QStringLiteral("--limit"), QStringLiteral("1")});
    QVERIFY(run.out.contains(",\"{\"\""));
    QVERIFY2(run.err.contains("--after "), "tells how to go on");
}

void TestAuditOutput::refusedListingIsEmpty_data()
{
    QTest::addColumn<QString>("format");
    for (const char* format : {"csv", "jsonl", "table"}) QTest::newRow(format) << QString::fromLatin1(format);
}

void TestAuditOutput::refusedListingIsEmpty()
{
    QFETCH(QString, format);
    const AuditRun run = runAudit({QStringLiteral("--store"), m_case, QStringLiteral("events"),
                                   QStringLiteral("00000000-0000-4000-8000-000000000000"), QStringLiteral("--format"), format});
    QCOMPARE(run.exitCode, 2);
    QCOMPARE(run.out, QByteArray());
    QVERIFY2(run.err.contains("no aggregate"), run.err.constData());
}

void TestAuditOutput::tableShowsControlsAsTokens()
{
    const QString store = m_dir.filePath(QStringLiteral("bidi.vcase"));
    QCOMPARE(runAudit({QStringLiteral("init"), store}).exitCode, 0);
    const QByteArray line = eventLine(kCallA, "CallInitiated", R"({"caller_number":"\u202Etxt.exe\u001b[31m\n"})");
    QCOMPARE(runAudit({QStringLiteral("--store"), store, QStringLiteral("append"), QStringLiteral("-")}, line).exitCode, 0);
    const AuditRun run = runAudit(
        {QStringLiteral("--store"), store, QStringLiteral("events"), QStringLiteral("--format"), QStringLiteral("table")});
    QVERIFY2(run.out.contains("⟨U+202E⟩"), run.out.constData());
    QVERIFY(!run.out.contains('\x1b') && !run.out.contains("\xE2\x80\xAE"));
    QCOMPARE(run.out.count('\n'), 2);
}

void TestAuditOutput::stateShowsControlsAsTokens()
{
    const AuditRun run = runAudit({QStringLiteral("--store"), m_dir.filePath(QStringLiteral("bidi.vcase")),
                                   QStringLiteral("state"), QString::fromUtf8(kCallA)});
    QVERIFY(run.out.contains("⟨U+202E⟩"));
    QVERIFY(!run.out.contains('\x1b') && !run.out.contains("\xE2\x80\xAE"));
}

void TestAuditOutput::choosesFormat()
{
    const AuditRun piped =
        runAudit({QStringLiteral("--store"), m_case, QStringLiteral("events"), QStringLiteral("--limit"), QStringLiteral("1")});
    QVERIFY2(piped.out.startsWith("{\"id\":"), "JSON Lines where standard output is no terminal");
    const AuditRun terminal =
        runShell(QStringLiteral("script -qec \"'$AUDIT' --store '%1' events --limit 1\" /dev/null").arg(m_case));
    if (terminal.exitCode == 127) QSKIP("script(1) is absent");
    QVERIFY2(terminal.out.contains("SEQ  TIME"), terminal.out.constData());
}

void TestAuditOutput::fullDisk_data()
{
    QTest::addColumn<QString>("words");
    for (const char* words : {"types", "types --json", "stats", "events --format jsonl", "events --json", "events --format csv",
                              "aggregates", "--help", "--version"}) {
        QTest::newRow(words) << QString::fromUtf8(words);
    }
}

void TestAuditOutput::fullDisk()
{
    QFETCH(QString, words);
    const AuditRun run = runShell(QStringLiteral("\"$AUDIT\" --store '%1' %2 > /dev/full").arg(m_case, words));
    QCOMPARE(run.exitCode, 3);
    QVERIFY(run.err.contains("No space left on device"));
}

void TestAuditOutput::fullDiskAfterAppending()
{
    const QString file = m_dir.filePath(QStringLiteral("stored.vcase"));
    QCOMPARE(runAudit({QStringLiteral("init"), file}).exitCode, 0);
    const AuditRun run = runShell(QStringLiteral("\"$AUDIT\" --store '%1' generate --calls 1 > /dev/full").arg(file));
    QCOMPARE(run.exitCode, 3);
    QVERIFY2(run.err.contains("what was appended is stored"), run.err.constData());
}

void TestAuditOutput::closedOutput()
{
    const AuditRun run = runShell(QStringLiteral("\"$AUDIT\" --store '%1' stats >&-").arg(m_case));
    QCOMPARE(run.exitCode, 3);
    QCOMPARE(runAudit({QStringLiteral("--store"), m_case, QStringLiteral("stats")}).exitCode, 0);
}

void TestAuditOutput::closedPipe()
{
    const AuditRun run =
        runShell(QStringLiteral("\"$AUDIT\" --store '%1' events --format jsonl | head -n 1 > /dev/null; echo ${PIPESTATUS[0]}")
                     .arg(m_case));
    QCOMPARE(run.out, QByteArray("0\n"));
    QVERIFY2(run.err.isEmpty(), run.err.constData());
}

void TestAuditOutput::interrupted()
{
    QProcess process;
    process.start(QStringLiteral(VCI_AUDIT_BINARY),
                  {QStringLiteral("--json"), QStringLiteral("--store"), m_case, QStringLiteral("append"), QStringLiteral("-")});
    QVERIFY(process.waitForStarted());
    QTRY_VERIFY(catchesInterrupt(process.processId()));
    QCOMPARE(::kill(static_cast<pid_t>(process.processId()), SIGINT), 0);
    QVERIFY2(process.waitForFinished(10'000), "an interrupt ends the wait for input");
    QCOMPARE(process.exitStatus(), QProcess::NormalExit);
    QCOMPARE(process.exitCode(), 130);
    QVERIFY(process.readAllStandardOutput().contains("\"code\":\"cancelled\""));
}

void TestAuditOutput::damagedFiles_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QString>("code");
    QFile file(m_case);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray whole = file.readAll();
    QByteArray newer = whole;
    newer[60] = '\x7f';  // user_version: bytes 60–63, big-endian
    QByteArray other = whole;
    other[68] = '\x01';  // application_id: bytes 68–71
    QTest::newRow("empty") << QByteArray() << "not_a_case_file";
    QTest::newRow("text") << QByteArray("this is no database, whatever its name says\n").repeated(100) << "not_a_case_file";
    QTest::newRow("another application's") << other << "not_a_case_file";
    QTest::newRow("newer version") << newer << "newer_version";
    QTest::newRow("truncated") << whole.left(whole.size() / 2) << "damaged";
}

void TestAuditOutput::damagedFiles()
{
    QFETCH(QByteArray, content);
    QFETCH(QString, code);
    const QString path = m_dir.filePath(QStringLiteral("damaged.vcase"));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
    file.write(content);
    file.close();
    const AuditRun run = runAudit({QStringLiteral("--json"), QStringLiteral("--store"), path, QStringLiteral("events")});
    QCOMPARE(run.exitCode, 3);
    QCOMPARE(run.errorCode(), code);
}

QTEST_GUILESS_MAIN(TestAuditOutput)
#include "tst_auditoutput.moc"
