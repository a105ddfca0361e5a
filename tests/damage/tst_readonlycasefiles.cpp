// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/damage/somecase.h"

#include <QDir>
#include <QStandardPaths>
#include <QTest>

#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

/// Files and folders that may not be written to are read, with a notice; only writing exits 3. Where a file beside holds what
/// the case file lacks and cannot be read along, nothing is answered.
class TestReadOnlyCaseFiles : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void isReadWithANotice_data();
    void isReadWithANotice();
    void readsALogBeside();
    void namesTheFileBeside_data();
    void namesTheFileBeside();
    void ignoresWhatHoldsNothing_data();
    void ignoresWhatHoldsNothing();

private:
    enum class Folder { Writable, ReadOnly };

    /// Permissions do not bind root: the program then runs as one whom they bind.
    [[nodiscard]] AuditRun auditUnprivileged(const QString& file, const QString& words) const;
    /// A fresh folder with a copy of the case that may only be read.
    [[nodiscard]] QString fresh(Folder folder);
    /// Puts a file beside it, read only too.
    void putBeside(const QString& file, const char* ending, const QByteArray& content);
    void close(Folder folder, const QString& file);

    SomeCase m_case;
    QString m_program;
    QString m_prefix;
    QByteArray m_walOfOneMoreTenant;
    QByteArray m_bytesBeforeIt;
    int m_folders = 0;
};

void TestReadOnlyCaseFiles::initTestCase()
{
    QVERIFY(m_case.make());
    m_program = QStringLiteral(VCI_AUDIT_BINARY);
    if (::geteuid() == 0) {
        if (QStandardPaths::findExecutable(QStringLiteral("setpriv")).isEmpty())
            QSKIP("setpriv is not installed, and permissions do not bind root");
        m_prefix = QStringLiteral("setpriv --reuid=65534 --regid=65534 --clear-groups ");
        // The build may lie where nobody may look.
        m_program = m_case.path(QStringLiteral("voicecore-audit"));
        QVERIFY(QFile::copy(QStringLiteral(VCI_AUDIT_BINARY), m_program));
        QCOMPARE(::chmod(m_program.toUtf8().constData(), 0755), 0);
        QCOMPARE(::chmod(m_case.path(QString()).toUtf8().constData(), 0755), 0);
    }
    // What a writer that is still at work leaves in a log beside the file: one more tenant.
    const QString file = m_case.copy(QStringLiteral("writing.vcase"));
    sqlite3* writer = nullptr;
    QCOMPARE(sqlite3_open(file.toUtf8().constData(), &writer), SQLITE_OK);
    QCOMPARE(sqlite3_exec(writer,
                          "PRAGMA journal_mode=WAL; PRAGMA wal_autocheckpoint=0; "
                          "INSERT INTO tenants (id, name, is_active, created_at) "
                          "VALUES ('99999999-9999-4999-8999-999999999999', 'Late', 1, 0)",
                          nullptr, nullptr, nullptr),
             SQLITE_OK);
    QFile wal(file + QStringLiteral("-wal"));
    QFile main(file);
    QVERIFY(wal.open(QIODevice::ReadOnly) && main.open(QIODevice::ReadOnly));
    m_walOfOneMoreTenant = wal.readAll();
    m_bytesBeforeIt = main.readAll();
    sqlite3_close(writer);
    QVERIFY(m_walOfOneMoreTenant.size() > 4096);
}

AuditRun TestReadOnlyCaseFiles::auditUnprivileged(const QString& file, const QString& words) const
{
    return runShell(m_prefix + QStringLiteral("'%1' --store '%2' %3").arg(m_program, file, words));
}

QString TestReadOnlyCaseFiles::fresh(Folder folder)
{
    const QString path = m_case.path(QString::number(++m_folders));
    if (!QDir().mkpath(path)) return {};
    if (folder == Folder::Writable && ::chmod(path.toUtf8().constData(), 0777) != 0) return {};
    const QString file = m_case.write(QString::number(m_folders) + QStringLiteral("/a.vcase"), m_case.bytes());
    return ::chmod(file.toUtf8().constData(), 0444) == 0 ? file : QString();
}

void TestReadOnlyCaseFiles::putBeside(const QString& file, const char* ending, const QByteArray& content)
{
    QFile beside(file + QLatin1String(ending));
    QVERIFY(beside.open(QIODevice::WriteOnly));
    QCOMPARE(beside.write(content), content.size());
    beside.close();
    QCOMPARE(::chmod(beside.fileName().toUtf8().constData(), 0444), 0);
}

void TestReadOnlyCaseFiles::close(Folder folder, const QString& file)
{
    if (folder == Folder::ReadOnly) QCOMPARE(::chmod(QFileInfo(file).absolutePath().toUtf8().constData(), 0555), 0);
}

void TestReadOnlyCaseFiles::isReadWithANotice_data()
{
    QTest::addColumn<int>("folder");
    QTest::addColumn<bool>("inWal");
    QTest::newRow("a file") << static_cast<int>(Folder::Writable) << false;
    QTest::newRow("a folder") << static_cast<int>(Folder::ReadOnly) << false;
    QTest::newRow("a folder, as a writer at work left the file") << static_cast<int>(Folder::ReadOnly) << true;
}

void TestReadOnlyCaseFiles::isReadWithANotice()
{
    QFETCH(int, folder);
    QFETCH(bool, inWal);
    const QString file = fresh(static_cast<Folder>(folder));
    QVERIFY(!file.isEmpty());
    if (inWal) {
        // The header says that there is a log; none lies beside, so nothing is missing.
        QVERIFY(QFile::remove(file));
        putBeside(file, "", m_bytesBeforeIt);
    }
    close(static_cast<Folder>(folder), file);
    const AuditRun read = auditUnprivileged(file, QStringLiteral("stats --json"));
    QVERIFY2(read.exitCode == 0, read.err.constData());
    QCOMPARE(read.out, m_case.stats());
    QVERIFY2(read.err.startsWith("note: ") && read.err.contains("read"), read.err.constData());
    const AuditRun written = auditUnprivileged(file, QStringLiteral("generate --calls 1 --seed 1 --json"));
    QCOMPARE(written.exitCode, 3);
    QCOMPARE(written.errorCode(), QStringLiteral("read_only"));
    QVERIFY2(written.err.contains("copy it to a place where you may write"), written.err.constData());
    QCOMPARE(auditUnprivileged(file, QStringLiteral("stats --json")).out, m_case.stats());
}

void TestReadOnlyCaseFiles::readsALogBeside()
{
    // In a folder where an index of the log may be made, what stands in the log is part of the case.
    const QString file = fresh(Folder::Writable);
    QVERIFY(QFile::remove(file));
    putBeside(file, "", m_bytesBeforeIt);
    putBeside(file, "-wal", m_walOfOneMoreTenant);
    const AuditRun run = auditUnprivileged(file, QStringLiteral("stats --json"));
    QCOMPARE(run.exitCode, 2);
    QCOMPARE(run.errorCode(), QStringLiteral("tenant_required"));
    QVERIFY2(run.err.contains("Late"), run.err.constData());
}

void TestReadOnlyCaseFiles::namesTheFileBeside_data()
{
    QTest::addColumn<QByteArray>("ending");
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<int>("folder");
    const QByteArray garbage(5000, 'x');
    const int readOnly = static_cast<int>(Folder::ReadOnly);
    QTest::newRow("a live log") << QByteArray("-wal") << m_walOfOneMoreTenant << readOnly;
    QTest::newRow("a log that is none") << QByteArray("-wal") << garbage << readOnly;
    QTest::newRow("a journal") << QByteArray("-journal") << garbage << readOnly;
    QTest::newRow("a journal, folder writable") << QByteArray("-journal") << garbage << static_cast<int>(Folder::Writable);
}

void TestReadOnlyCaseFiles::namesTheFileBeside()
{
    QFETCH(QByteArray, ending);
    QFETCH(QByteArray, content);
    QFETCH(int, folder);
    const QString file = fresh(static_cast<Folder>(folder));
    if (content == m_walOfOneMoreTenant) {
        QVERIFY(QFile::remove(file));
        putBeside(file, "", m_bytesBeforeIt);
    }
    putBeside(file, ending.constData(), content);
    close(static_cast<Folder>(folder), file);
    const AuditRun run = auditUnprivileged(file, QStringLiteral("stats --json"));
    QVERIFY2(run.exitCode == 3, run.err.constData());
    QCOMPARE(run.errorCode(), QStringLiteral("io"));
    QVERIFY2(run.err.contains((file + QString::fromLatin1(ending)).toUtf8()), run.err.constData());
    QVERIFY2(run.err.contains("copy both to a place where you may write"), run.err.constData());
}

void TestReadOnlyCaseFiles::ignoresWhatHoldsNothing_data()
{
    QTest::addColumn<QByteArray>("ending");
    QTest::addColumn<QByteArray>("content");
    QTest::newRow("an empty log") << QByteArray("-wal") << QByteArray();
    QTest::newRow("an empty journal") << QByteArray("-journal") << QByteArray();
    QTest::newRow("a journal that was finished") << QByteArray("-journal") << QByteArray(512, '\0');
    QTest::newRow("an index without a log") << QByteArray("-shm") << QByteArray(32'768, 'x');
}

void TestReadOnlyCaseFiles::ignoresWhatHoldsNothing()
{
    QFETCH(QByteArray, ending);
    QFETCH(QByteArray, content);
    for (const Folder folder : {Folder::Writable, Folder::ReadOnly}) {
        const QString file = fresh(folder);
        putBeside(file, ending.constData(), content);
        close(folder, file);
        const AuditRun run = auditUnprivileged(file, QStringLiteral("stats --json"));
        QVERIFY2(run.exitCode == 0, run.err.constData());
        QCOMPARE(run.out, m_case.stats());
    }
}

QTEST_GUILESS_MAIN(TestReadOnlyCaseFiles)
#include "tst_readonlycasefiles.moc"
