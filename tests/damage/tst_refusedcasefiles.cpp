// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/store/sqlite/casefilestore.h"
#include "tests/damage/somecase.h"

#include <QDir>
#include <QTest>

#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include <thread>
#include <vector>

using namespace vci;

/// Each thing that is no readable case file has its own words and exit 3, for reading and for writing.
class TestRefusedCaseFiles : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cutShort_data();
    void cutShort();
    void somethingElse_data();
    void somethingElse();
    void damagedStructure_data();
    void damagedStructure();
    void lockedByAWriter();
    void workingDirectoryGone();
    void keptFromUs();

private:
    /// Reading and writing are refused alike, on one line that names the file, with the code on the JSON document.
    void verifyRefused(const QString& file, const QString& code, const QString& says);

    SomeCase m_case;
};

void TestRefusedCaseFiles::initTestCase()
{
    QVERIFY(m_case.make());
}

void TestRefusedCaseFiles::verifyRefused(const QString& file, const QString& code, const QString& says)
{
    for (const QStringList& words :
         {QStringList{QStringLiteral("stats")}, QStringList{QStringLiteral("state"), m_case.aggregate()},
          QStringList{QStringLiteral("generate"), QStringLiteral("--calls"), QStringLiteral("1"), QStringLiteral("--seed"),
                      QStringLiteral("1")}}) {
        const AuditRun run = auditOf(file, words + QStringList{QStringLiteral("--json")});
        QVERIFY2(!run.crashed && run.exitCode == 3, run.err.constData());
        QCOMPARE(run.errorCode(), code);
        const QString told = QString::fromUtf8(run.err);
        QVERIFY2(told.contains(says), run.err.constData());
        QVERIFY2(told.contains(file), run.err.constData());
        QCOMPARE(told.count(QLatin1Char('\n')), 1);
        QVERIFY(run.error().value(QStringLiteral("message")).toString().contains(says));
    }
}

void TestRefusedCaseFiles::cutShort_data()
{
    QTest::addColumn<qsizetype>("bytes");
    QTest::addColumn<QString>("code");
    QTest::addColumn<QString>("says");
    const QString damaged = QStringLiteral("damaged");
    const QString says = QStringLiteral("is cut short");
    QTest::newRow("empty") << qsizetype(0) << QStringLiteral("not_a_case_file") << QStringLiteral("is empty");
    for (const qsizetype bytes : {1, 15, 16, 99, 100, 512, 4095, 4096, 8192})
        QTest::addRow("%lld bytes", static_cast<long long>(bytes)) << bytes << damaged << says;
    QTest::newRow("half") << m_case.bytes().size() / 2 << damaged << says;
    QTest::newRow("without the last page") << m_case.bytes().size() - 4096 << damaged << says;
    QTest::newRow("without the last byte") << m_case.bytes().size() - 1 << damaged << says;
}

void TestRefusedCaseFiles::cutShort()
{
    QFETCH(qsizetype, bytes);
    QFETCH(QString, code);
    QFETCH(QString, says);
    verifyRefused(m_case.write(QStringLiteral("short.vcase"), m_case.bytes().left(bytes)), code, says);
}

void TestRefusedCaseFiles::somethingElse_data()
{
    QTest::addColumn<QString>("kind");
    QTest::addColumn<QString>("code");
    QTest::addColumn<QString>("says");
    const QString no = QStringLiteral("not_a_case_file");
    const auto row = [](const char* kind, const QString& code, const char* says) {
        QTest::newRow(kind) << QString::fromLatin1(kind) << code << QString::fromLatin1(says);
    };
    row("text", no, "is no case file: it does not start as an SQLite 3 file does");
    row("zeros", no, "is no case file: it does not start as an SQLite 3 file does");
    row("another application", no,
        "is an SQLite file of another application (application id 0x000004d2, a case file has 0x56434153)");
    row("no application", no, "is an SQLite file of another application (application id 0x00000000");
    row("newer version", QStringLiteral("newer_version"), "was made by a newer version of this program (schema version 99");
    row("nothing there", QStringLiteral("io"), "there is no file");
    row("folder", QStringLiteral("io"), "is a folder, not a case file");
    row("pipe", QStringLiteral("io"), "is no regular file");
}

void TestRefusedCaseFiles::somethingElse()
{
    QFETCH(QString, kind);
    QFETCH(QString, code);
    QFETCH(QString, says);
    QString file = m_case.copy(kind + QStringLiteral(".vcase"));
    if (kind == QLatin1String("text"))
        file = m_case.write(kind, "Dear auditor,\n\nplease find attached\n" + QByteArray(5000, ' '));
    if (kind == QLatin1String("zeros")) file = m_case.write(kind, QByteArray(8192, '\0'));
    if (kind == QLatin1String("another application")) QVERIFY(runSql(file, "PRAGMA application_id=1234"));
    if (kind == QLatin1String("no application")) QVERIFY(runSql(file, "PRAGMA application_id=0"));
    if (kind == QLatin1String("newer version")) QVERIFY(runSql(file, "PRAGMA user_version=99"));
    if (kind == QLatin1String("nothing there")) QVERIFY(QFile::remove(file));
    if (kind == QLatin1String("folder")) file = QFileInfo(file).absolutePath();
    if (kind == QLatin1String("pipe")) {
        file += QStringLiteral(".pipe");
        QCOMPARE(::mkfifo(file.toUtf8().constData(), 0600), 0);
    }
    verifyRefused(file, code, says);
}

void TestRefusedCaseFiles::damagedStructure_data()
{
    QTest::addColumn<QString>("sql");
    QTest::addColumn<QString>("says");
    const auto row = [](const char* name, const char* sql, const char* says) {
        QTest::newRow(name) << QString::fromLatin1(sql) << QString::fromLatin1(says);
    };
    row("version 0", "PRAGMA user_version=0", "its schema version is 0");
    row("a table is missing", "DROP TABLE logs", "reading its table logs failed (SQLite: no such table: logs)");
    row("a column is missing", "ALTER TABLE tenants DROP COLUMN domain", "reading its table tenants failed");
    row("a table has another name", "ALTER TABLE event_log RENAME TO log", "reading its table event_log failed");
    row("a view", "CREATE VIEW x AS SELECT 1", "it holds a view named \"x\"");
    row("a trigger", "CREATE TRIGGER x AFTER INSERT ON logs BEGIN SELECT 1; END", "it holds a trigger named \"x\"");
    row("no log", "DELETE FROM logs", "its table logs holds no log id");
    row("a log id that is none", "UPDATE logs SET log_id = 'x'", "holds a log id that is not 32 hex digits");
}

void TestRefusedCaseFiles::damagedStructure()
{
    QFETCH(QString, sql);
    QFETCH(QString, says);
    const QString file = m_case.copy(QStringLiteral("structure.vcase"));
    QVERIFY(runSql(file, sql.toUtf8().constData()));
    verifyRefused(file, QStringLiteral("damaged"), says);
}

void TestRefusedCaseFiles::workingDirectoryGone()
{
    const QString file = m_case.copy(QStringLiteral("beside.vcase"));
    const QString before = QDir::currentPath();
    const QString gone = m_case.path(QStringLiteral("gone"));
    QVERIFY(QDir().mkdir(gone) && QDir::setCurrent(gone) && QDir().rmdir(gone));
    // Only the relative name needs the directory.
    const AuditRun relative = auditOf(QStringLiteral("../beside.vcase"), {QStringLiteral("--json"), QStringLiteral("stats")});
    const AuditRun whole = auditOf(file, {QStringLiteral("stats")});
    QVERIFY(QDir::setCurrent(before));
    QCOMPARE(relative.errorCode(), QStringLiteral("io"));
    QCOMPARE(relative.exitCode, 3);
    QVERIFY2(relative.err.contains("whole path"), relative.err.constData());
    QCOMPARE(whole.exitCode, 0);
}

void TestRefusedCaseFiles::lockedByAWriter()
{
    struct Attempt {
        const char* lock;
        QStringList words;
        QString file;
        sqlite3* writer = nullptr;
        AuditRun run;
    };
    Attempt attempts[] = {{"BEGIN EXCLUSIVE", {QStringLiteral("stats"), QStringLiteral("--json")}, {}, nullptr, {}},
                          {"BEGIN IMMEDIATE",
                           {QStringLiteral("generate"), QStringLiteral("--calls"), QStringLiteral("1"), QStringLiteral("--seed"),
                            QStringLiteral("1"), QStringLiteral("--json")},
                           {},
                           nullptr,
                           {}}};
    for (Attempt& attempt : attempts) {
        attempt.file = m_case.copy(attempt.words.first() + QStringLiteral(".vcase"));
        QCOMPARE(sqlite3_open(attempt.file.toUtf8().constData(), &attempt.writer), SQLITE_OK);
        QCOMPARE(sqlite3_exec(attempt.writer, attempt.lock, nullptr, nullptr, nullptr), SQLITE_OK);
    }
    {
        // Each waits for some seconds before it gives up: both at once.
        std::vector<std::jthread> threads;
        for (Attempt& attempt : attempts)
            threads.emplace_back([&attempt] { attempt.run = auditOf(attempt.file, attempt.words); });
    }
    for (const Attempt& attempt : attempts) {
        sqlite3_close(attempt.writer);
        QCOMPARE(attempt.run.exitCode, 3);
        QCOMPARE(attempt.run.errorCode(), QStringLiteral("locked"));
        QVERIFY2(attempt.run.err.contains("is locked by another program that is writing to it"), attempt.run.err.constData());
        QVERIFY2(attempt.run.err.contains("try again"), attempt.run.err.constData());
        // And then it is fine.
        QCOMPARE(auditOf(attempt.file, attempt.words).exitCode, 0);
    }
}

void TestRefusedCaseFiles::keptFromUs()
{
    const QString file = m_case.copy(QStringLiteral("kept.vcase"));
    QCOMPARE(::chmod(file.toUtf8().constData(), 0), 0);
    // Nothing is kept from root.
    constexpr uid_t kNobody = 65534;
    const bool isRoot = ::geteuid() == 0;
    if (isRoot) QCOMPARE(::seteuid(kNobody), 0);
    const auto opened = store::sqlite::openCaseFileReader(file.toStdString());
    if (isRoot) QCOMPARE(::seteuid(0), 0);
    QVERIFY(!opened.ok());
    QCOMPARE(opened.error().code, ErrorCode::NotPermitted);
    QVERIFY2(opened.error().message.find("Permission denied") != std::string::npos, opened.error().message.c_str());
}

QTEST_GUILESS_MAIN(TestRefusedCaseFiles)
#include "tst_refusedcasefiles.moc"
