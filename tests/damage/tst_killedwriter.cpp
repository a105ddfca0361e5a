// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/store/sqlite/casefilestore.h"
#include "tests/damage/somecase.h"

#include <QFileInfo>
#include <QProcess>
#include <QTest>

#include <sqlite3.h>

#include <random>

namespace {

constexpr int kNewEvents = 500;

QByteArray recordedLine(int n)
{
    return eventLine(kCallA, "CallOnHold", R"({"reason":"lookup"})",
                     "\"sequence_number\":" + QByteArray::number(n) + ",\"timestamp\":\"2026-03-01T10:00:00.000001Z\"");
}

QByteArray contentOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

int eventsOf(const AuditRun& stats)
{
    return stats.json().value(QStringLiteral("events")).toInt(-1);
}

}  // namespace

/// A writer that is killed leaves all of a batch or nothing, and a file that opens.
class TestKilledWriter : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void killedInTheMiddleOfItsInput();
    void logCutAnywhere();
    void logDamagedAnywhere();
    void journalIsRolledBack();

private:
    /// Appends in this process and takes both files as they stand before the log is folded into the case.
    void takeFilesOfAnAppend();
    [[nodiscard]] AuditRun statsOf(const QByteArray& log) const;

    SomeCase m_case;
    int m_before = 0;
    QString m_tenant;
    QByteArray m_main;
    QByteArray m_log;
};

void TestKilledWriter::initTestCase()
{
    QVERIFY(m_case.make());
    m_before = eventsOf(auditOf(m_case.path(QStringLiteral("sound.vcase")), {QStringLiteral("stats"), QStringLiteral("--json")}));
    QVERIFY(m_before > 300);
    takeFilesOfAnAppend();
}

void TestKilledWriter::takeFilesOfAnAppend()
{
    using namespace vci;
    const QString file = m_case.copy(QStringLiteral("taken.vcase"));
    RandomIdSource ids;
    SystemClock clock;
    const auto reader = store::sqlite::openCaseFileReader(file.toStdString());
    QVERIFY(reader.ok());
    const auto tenants = reader.value()->tenants();
    QVERIFY(tenants.ok());
    m_tenant = QString::fromStdString(tenants.value().front().id.toString());
    auto writer = store::sqlite::openCaseFileWriter(file.toStdString(), ids, clock);
    QVERIFY(writer.ok());
    std::vector<store::NewEvent> events;
    for (int i = 0; i < kNewEvents; ++i) {
        events.push_back(store::NewEvent{.id = std::nullopt,
                                         .aggregateId = *AggregateId::tryFromString(kCallA.toStdString()),
                                         .aggregateType = "Call",
                                         .eventType = "CallOnHold",
                                         .eventVersion = 1,
                                         .eventData = R"({"reason":"lookup"})",
                                         .metadata = "{}",
                                         .causationId = std::nullopt,
                                         .correlationId = std::nullopt,
                                         .expectedSequence = std::nullopt,
                                         .sequence = std::nullopt,
                                         .timestamp = std::nullopt,
                                         .blockchainTxHash = std::nullopt});
    }
    const auto appended = writer.value()->append(tenants.value().front().id, events, store::Stamping::ByStore);
    QVERIFY(appended.ok());
    m_main = contentOf(file);
    m_log = contentOf(file + QStringLiteral("-wal"));
    QVERIFY(m_log.size() > 100'000);
}

AuditRun TestKilledWriter::statsOf(const QByteArray& log) const
{
    const QString file = m_case.write(QStringLiteral("crashed.vcase"), m_main);
    QFile::remove(file + QStringLiteral("-shm"));
    if (m_case.write(QStringLiteral("crashed.vcase-wal"), log).isEmpty()) return {};
    return auditOf(file, {QStringLiteral("stats"), QStringLiteral("--json")});
}

void TestKilledWriter::killedInTheMiddleOfItsInput()
{
    const QString file = m_case.copy(QStringLiteral("killed.vcase"));
    QProcess writer;
    // With the tenant named the first lines are stored while the rest is still to come.
    const QStringList words = {QStringLiteral("--store"),       file,
                               QStringLiteral("--tenant"),      m_tenant,
                               QStringLiteral("append"),        QStringLiteral("-"),
                               QStringLiteral("--as-recorded"), QStringLiteral("--json")};
    writer.start(QStringLiteral(VCI_AUDIT_BINARY), words);
    QVERIFY(writer.waitForStarted());
    QByteArray lines;
    for (int i = 1; i <= 20'000; ++i) lines += recordedLine(i);
    writer.write(lines);
    // Its input goes on: it has taken most of what was written and holds the transaction open.
    QTRY_VERIFY_WITH_TIMEOUT(writer.bytesToWrite() < 1'000'000 && QFile::exists(file + QStringLiteral("-wal")), 60'000);
    writer.kill();
    QVERIFY(writer.waitForFinished());
    QCOMPARE(writer.exitStatus(), QProcess::CrashExit);

    const AuditRun stats = auditOf(file, {QStringLiteral("stats"), QStringLiteral("--json")});
    QVERIFY2(stats.exitCode == 0, stats.err.constData());
    QCOMPARE(stats.out, m_case.stats());
    // The same batch, whole, goes in; and at rest the case is one file again.
    const AuditRun again = runAudit(words, lines);
    QVERIFY2(again.exitCode == 0, again.err.constData());
    QCOMPARE(again.json().value(QStringLiteral("appended")).toInt(), 20'000);
    QCOMPARE(eventsOf(auditOf(file, {QStringLiteral("stats"), QStringLiteral("--json")})), m_before + 20'000);
    for (const char* const ending : {"-wal", "-shm", "-journal"}) QVERIFY2(!QFile::exists(file + QLatin1String(ending)), ending);
}

void TestKilledWriter::logCutAnywhere()
{
    std::mt19937 random(20260301);
    QList<qsizetype> lengths = {
        0, 1, 31, 32, 33, 32 + 24, 32 + 24 + 4096, m_log.size() / 2, m_log.size() - 4096, m_log.size() - 1};
    for (int i = 0; i < 10; ++i) lengths << static_cast<qsizetype>(random() % static_cast<std::uint64_t>(m_log.size()));
    for (const qsizetype length : lengths) {
        const AuditRun stats = statsOf(m_log.left(length));
        QVERIFY2(stats.exitCode == 0, stats.err.constData());
        QVERIFY2(stats.out == m_case.stats(), QByteArray::number(length).constData());
    }
    const AuditRun whole = statsOf(m_log);
    QCOMPARE(eventsOf(whole), m_before + kNewEvents);
}

void TestKilledWriter::logDamagedAnywhere()
{
    // A frame that does not agree with its checksum ends the log: the batch is one transaction, so nothing of it counts.
    std::mt19937 random(20260302);
    for (int i = 0; i < 20; ++i) {
        QByteArray log = m_log;
        const auto byte = static_cast<qsizetype>(random() % static_cast<std::uint64_t>(log.size()));
        log[byte] = static_cast<char>(log[byte] ^ (1 << (random() % 8)));
        const AuditRun stats = statsOf(log);
        QVERIFY2(stats.exitCode == 0, stats.err.constData());
        QVERIFY2(stats.out == m_case.stats(), QByteArray::number(byte).constData());
    }
}

void TestKilledWriter::journalIsRolledBack()
{
    // Without WAL a writer changes the file itself and keeps what stood there in a journal; killed, it leaves both.
    const QString file = m_case.copy(QStringLiteral("writing.vcase"));
    sqlite3* writer = nullptr;
    QCOMPARE(sqlite3_open(file.toUtf8().constData(), &writer), SQLITE_OK);
    QCOMPARE(sqlite3_exec(writer,
                          "PRAGMA journal_mode=DELETE; PRAGMA cache_size=2; PRAGMA cache_spill=1; BEGIN IMMEDIATE; "
                          "UPDATE event_store SET event_data = '{\"altered\":true}', metadata = '{}'; DELETE FROM event_log",
                          nullptr, nullptr, nullptr),
             SQLITE_OK);
    const QByteArray torn = contentOf(file);
    const QByteArray journal = contentOf(file + QStringLiteral("-journal"));
    sqlite3_close(writer);
    QVERIFY(torn != m_case.bytes());
    QVERIFY(journal.size() > 4096);

    const QString left = m_case.write(QStringLiteral("left.vcase"), torn);
    QVERIFY(!m_case.write(QStringLiteral("left.vcase-journal"), journal).isEmpty());
    const AuditRun stats = auditOf(left, {QStringLiteral("stats"), QStringLiteral("--json")});
    QVERIFY2(stats.exitCode == 0, stats.err.constData());
    QCOMPARE(stats.out, m_case.stats());
    QVERIFY2(stats.err.contains("was taken back"), stats.err.constData());
    QVERIFY(!QFile::exists(left + QStringLiteral("-journal")));
    const AuditRun events = auditOf(left, {QStringLiteral("events")});
    QVERIFY(!events.out.contains("altered"));
    QCOMPARE(events.lines().size(), m_before);
}

QTEST_GUILESS_MAIN(TestKilledWriter)
#include "tst_killedwriter.moc"
