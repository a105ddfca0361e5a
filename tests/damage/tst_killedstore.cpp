// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/store/sqlite/casefilestore.h"
#include "tests/cli/auditrun.h"
#include "tests/core/store/postgres/hardeneddatabase.h"

#include <QDeadlineTimer>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <signal.h>

#include <chrono>
#include <random>
#include <set>
#include <thread>

using namespace vci;
using test::HardenedDatabase;
using test::PrivatePostgres;

namespace {

constexpr int kBatch = 5;
constexpr int kWaitMs = 60'000;

/// A process that appends without end, and what it was told is stored.
class Appender {
public:
    Appender(const std::string& store, const QByteArray& prefix)
    {
        m_process.start(QStringLiteral(VCI_APPENDER),
                        {QString::fromStdString(store), QString::fromStdString(HardenedDatabase::tenant().toString()),
                         QString::fromLatin1(prefix), QString::number(kBatch)});
    }
    ~Appender() { kill(); }
    Appender(const Appender&) = delete;
    Appender& operator=(const Appender&) = delete;

    /// False where it does not get so far.
    [[nodiscard]] bool waitForMore(std::size_t batches)
    {
        const std::size_t wanted = m_acknowledged.size() + batches;
        while (m_acknowledged.size() < wanted) {
            if (m_process.bytesAvailable() == 0 && !m_process.waitForReadyRead(kWaitMs)) return false;
            take();
        }
        return true;
    }
    void kill()
    {
        m_process.kill();
        m_process.waitForFinished();
        take();
    }
    [[nodiscard]] const std::set<QByteArray>& acknowledged() const { return m_acknowledged; }
    [[nodiscard]] const QList<QByteArray>& errors() const { return m_errors; }

private:
    void take()
    {
        while (m_process.canReadLine()) {
            const QByteArray line = m_process.readLine().trimmed();
            if (line.startsWith('!'))
                m_errors << line;
            else
                m_acknowledged.insert(line);
        }
    }

    QProcess m_process;
    std::set<QByteArray> m_acknowledged;
    QList<QByteArray> m_errors;
};

/// Where in a batch the blow falls is left to chance, but not to the speed of the pipe alone.
void waitALittle(std::mt19937& random)
{
    std::this_thread::sleep_for(std::chrono::microseconds(random() % 8000));
}

int roundsOf(int byDefault)
{
    const int asked = qEnvironmentVariableIntValue("VCI_KILL_ROUNDS");
    return asked > 0 ? asked : byDefault;
}

}  // namespace

/// What was acknowledged is stored, once, in order and whole, whatever is killed while it is appended. VCI_KILL_ROUNDS=200 makes
/// so many rounds of each kind.
class TestKilledStore : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void writerOfACaseFile();
    void whatIsKilled_data();
    void whatIsKilled();

private:
    void verify(const std::set<QByteArray>& acknowledged, const QByteArray& prefix);
    /// SIGKILL to the backends of the writer; the server then ends all others and starts anew. False where there is none.
    [[nodiscard]] bool killBackend();

    std::unique_ptr<HardenedDatabase> m_database;
};

void TestKilledStore::initTestCase()
{
    auto made = HardenedDatabase::make(200, PrivatePostgres::Durability::Full);
    if (!made.ok() && made.error().code == ErrorCode::NotFound) QSKIP(made.error().message.c_str());
    QVERIFY2(made.ok(), made.ok() ? "" : made.error().message.c_str());
    m_database = std::move(made).value();
}

void TestKilledStore::writerOfACaseFile()
{
    const QTemporaryDir folder;
    const std::string file = folder.filePath(QStringLiteral("killed.vcase")).toStdString();
    RandomIdSource ids;
    SystemClock clock;
    QVERIFY(store::sqlite::createCaseFile(file, ids, clock).ok());
    std::mt19937 random(20261125);
    std::set<QByteArray> acknowledged;
    for (int round = 0; round < roundsOf(10); ++round) {
        Appender appender(file, "000000aa");
        QVERIFY(appender.waitForMore(1 + random() % 8));
        waitALittle(random);
        appender.kill();
        acknowledged.insert(appender.acknowledged().begin(), appender.acknowledged().end());
    }
    const AuditRun listed = runAudit({QStringLiteral("--store"), QString::fromStdString(file), QStringLiteral("events")});
    QVERIFY2(listed.exitCode == 0, listed.err.constData());
    std::map<QByteArray, int> batches;
    std::map<QString, int> last;
    qint64 position = 0;
    for (const QByteArray& line : listed.lines()) {
        const QJsonObject event = QJsonDocument::fromJson(line).object();
        ++batches[event.value(QStringLiteral("correlation_id")).toString().toLatin1()];
        QCOMPARE(event.value(QStringLiteral("pos")).toInteger(-1), position++);
        QCOMPARE(event.value(QStringLiteral("sequence_number")).toInt(),
                 ++last[event.value(QStringLiteral("aggregate_id")).toString()]);
    }
    for (const auto& [batch, events] : batches) QCOMPARE(events, kBatch);
    for (const QByteArray& batch : acknowledged) QVERIFY2(batches.contains(batch), batch.constData());
    qInfo("%zu batches acknowledged, %zu stored", acknowledged.size(), batches.size());
}

void TestKilledStore::whatIsKilled_data()
{
    QTest::addColumn<QByteArray>("what");
    QTest::addColumn<int>("rounds");
    QTest::newRow("the writer") << QByteArrayLiteral("writer") << roundsOf(10);
    QTest::newRow("a backend") << QByteArrayLiteral("backend") << roundsOf(5);
    QTest::newRow("the whole server") << QByteArrayLiteral("server") << roundsOf(5);
}

void TestKilledStore::whatIsKilled()
{
    QFETCH(QByteArray, what);
    QFETCH(int, rounds);
    const QByteArray prefix = what == "writer" ? "000000a1" : what == "backend" ? "000000a2" : "000000a3";
    std::mt19937 random(20261126);
    std::set<QByteArray> acknowledged;
    qsizetype errors = 0;
    auto appender = std::make_unique<Appender>(m_database->uri(), prefix);
    for (int round = 0; round < rounds; ++round) {
        if (!appender) appender = std::make_unique<Appender>(m_database->uri(), prefix);
        QVERIFY2(appender->waitForMore(1 + random() % 8), qPrintable(QString::number(round)));
        waitALittle(random);
        if (what == "writer") {
            appender->kill();
            acknowledged.insert(appender->acknowledged().begin(), appender->acknowledged().end());
            appender.reset();
        } else if (what == "backend") {
            QVERIFY(killBackend());
        } else {
            m_database->cluster().kill();
            const auto started = m_database->cluster().startAgain();
            QVERIFY2(started.ok(), started.ok() ? "" : started.error().message.c_str());
        }
    }
    if (appender) {
        QVERIFY(appender->waitForMore(1));
        appender->kill();
        acknowledged.insert(appender->acknowledged().begin(), appender->acknowledged().end());
        errors = appender->errors().size();
        QVERIFY2(errors > 0, "nothing was hit: the test proves nothing");
        for (const QByteArray& error : appender->errors()) QVERIFY2(error.startsWith("! unreachable "), error.constData());
    }
    qInfo("%d rounds: %zu batches acknowledged, %lld errors", rounds, acknowledged.size(), static_cast<long long>(errors));
    verify(acknowledged, prefix);
}

bool TestKilledStore::killBackend()
{
    // The server may still be getting on its feet from the round before, and the writer be waiting for it.
    for (const QDeadlineTimer deadline(kWaitMs); !deadline.hasExpired(); QTest::qWait(20)) {
        const auto pid = m_database->cluster().query(
            QStringLiteral("stock"),
            QStringLiteral(
                "SELECT pid FROM pg_stat_activity WHERE usename = 'writer' AND backend_type = 'client backend' LIMIT 1"));
        // One that was seen may be gone by now, ended with the others.
        if (pid.ok() && !pid.value().isEmpty() && ::kill(pid.value().toInt(), SIGKILL) == 0) return true;
    }
    return false;
}

void TestKilledStore::verify(const std::set<QByteArray>& acknowledged, const QByteArray& prefix)
{
    // The backend of a dead writer may still be at the end of its transaction.
    QTRY_COMPARE_WITH_TIMEOUT(m_database->value("SELECT count(*) FROM pg_stat_activity WHERE usename = 'writer'"),
                              std::string("0"), kWaitMs);
    const AuditRun sequenced = runAudit(
        {QStringLiteral("--store"), QString::fromStdString(m_database->uri()), QStringLiteral("--tenant"),
         QString::fromStdString(HardenedDatabase::tenant().toString()), QStringLiteral("log"), QStringLiteral("sequence")});
    QVERIFY2(sequenced.exitCode == 0, sequenced.err.constData());
    const std::string ours = " FROM event_store WHERE aggregate_id::text LIKE '" + prefix.toStdString() + "%'";
    QCOMPARE(m_database->value("SELECT string_agg(format('%s: %s', correlation_id, n), ', ') FROM (SELECT correlation_id, "
                               "count(*) n" +
                               ours + " GROUP BY 1) s WHERE n <> " + std::to_string(kBatch)),
             std::string());
    std::string list;
    for (const QByteArray& batch : acknowledged) list += (list.empty() ? "'" : ", '") + batch.toStdString() + "'";
    QCOMPARE(m_database->value("SELECT count(DISTINCT correlation_id)" + ours + " AND correlation_id IN (" + list + ")"),
             std::to_string(acknowledged.size()));
    QCOMPARE(m_database->sequenceFaults(prefix.toStdString()), std::string());
    QCOMPARE(m_database->logFaults(), std::string());
}

QTEST_GUILESS_MAIN(TestKilledStore)
#include "tst_killedstore.moc"
