// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/store/postgres/postgresstore.h"
#include "core/store/postgres/session.h"
#include "tests/core/store/postgres/hardeneddatabase.h"

#include <QDeadlineTimer>
#include <QFile>
#include <QtTest>

#include <thread>

using namespace vci;
using test::HardenedDatabase;

namespace {

const AggregateId kAggregate = *AggregateId::tryFromString("00000002-0000-4000-8000-0000000000cc");

}  // namespace

/// What a writer makes of a server that ends its statements: whom it retries for, and what it says.
class TestWriteFailures : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void triesAgain_data();
    void triesAgain();
    void saysWhoWasFaster_data();
    void saysWhoWasFaster();
    void saysThatNothingWasStored();
    void readsWhatOthersCommitted();
    void commitsToDisk_data();
    void commitsToDisk();
    void aWaitForALockCanBeStopped();
    void asksForTheEventsOfALostCommit_data();
    void asksForTheEventsOfALostCommit();
    void saysThatNothingWasStoredWhereTheServerIsKilled();

private:
    /// Makes the server answer each insert so, past the guard.
    void answer(const QString& body, const QString& table = QStringLiteral("event_store"))
    {
        const auto done = m_database->runSql(
            QStringLiteral(
                "SELECT set_config('vci.migrating', pg_current_xact_id()::text, true); CREATE OR REPLACE FUNCTION trouble() "
                "RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN %1; RETURN NEW; END $$; CREATE OR REPLACE TRIGGER trouble "
                "BEFORE INSERT ON %2 FOR EACH ROW EXECUTE FUNCTION trouble()")
                .arg(body, table));
        QVERIFY2(done.ok(), done.ok() ? "" : done.error().message.c_str());
    }
    [[nodiscard]] Result<store::AppendOutcome> append()
    {
        VCI_TRY(const auto writer, m_database->writer());
        return append(*writer, {});
    }
    [[nodiscard]] static Result<store::AppendOutcome> append(store::EventWriter& writer, const std::stop_token& stop)
    {
        const store::NewEvent event{.id = {},
                                    .aggregateId = kAggregate,
                                    .aggregateType = "Call",
                                    .eventType = "CallOnHold",
                                    .eventVersion = 1,
                                    .eventData = "{\"reason\":\"music\"}",
                                    .metadata = "{}",
                                    .causationId = {},
                                    .correlationId = {},
                                    .expectedSequence = {},
                                    .sequence = {},
                                    .timestamp = {},
                                    .blockchainTxHash = {}};
        return writer.append(HardenedDatabase::tenant(), {&event, 1}, store::Stamping::ByStore, stop);
    }
    /// False where nobody comes to wait so.
    [[nodiscard]] bool waitUntilOneWaits(const std::string& condition) const
    {
        const QDeadlineTimer deadline(60'000);
        const std::string sql = "SELECT count(*) FROM pg_stat_activity WHERE usename = 'writer' AND " + condition;
        while (m_database->value(sql) != "1")
            if (deadline.hasExpired()) return false;
        return true;
    }
    std::unique_ptr<HardenedDatabase> m_database;
};

void TestWriteFailures::initTestCase()
{
    if (!QFile::exists(QStringLiteral(VCI_SHARED_DIR "/stock/schema.sql"))) QSKIP("../shared is absent: stock");
    auto database = HardenedDatabase::make(200);
    QVERIFY2(database.ok(), database.ok() ? "" : database.error().message.c_str());
    m_database = std::move(database).value();
    QVERIFY(m_database->runSql(QStringLiteral("CREATE SEQUENCE tries; GRANT USAGE ON tries TO PUBLIC")).ok());
}

void TestWriteFailures::triesAgain_data()
{
    QTest::addColumn<QString>("code");
    QTest::newRow("deadlock") << QStringLiteral("40P01");
    QTest::newRow("serialization failure") << QStringLiteral("40001");
}

void TestWriteFailures::triesAgain()
{
    QFETCH(QString, code);
    // A sequence counts what is rolled back, too.
    QVERIFY(m_database->runSql(QStringLiteral("ALTER SEQUENCE tries RESTART")).ok());
    answer(QStringLiteral("IF nextval('public.tries') < 3 THEN RAISE EXCEPTION 'lost' USING ERRCODE = '%1'; END IF").arg(code));
    const auto appended = append();
    QVERIFY2(appended.ok(), appended.ok() ? "" : appended.error().message.c_str());
    QCOMPARE(m_database->value("SELECT last_value FROM tries"), std::string("3"));
}

void TestWriteFailures::saysWhoWasFaster_data()
{
    triesAgain_data();
}

void TestWriteFailures::saysWhoWasFaster()
{
    QFETCH(QString, code);
    answer(QStringLiteral("RAISE EXCEPTION 'lost' USING ERRCODE = '%1'").arg(code));
    const auto appended = append();
    QVERIFY(!appended.ok());
    QCOMPARE(appended.error().code, ErrorCode::Locked);
    QVERIFY2(appended.error().message.find("nothing was stored, try again") != std::string::npos,
             appended.error().message.c_str());
}

void TestWriteFailures::saysThatNothingWasStored()
{
    answer(QStringLiteral("PERFORM pg_sleep(5)"));
    QVERIFY(m_database->runSql(QStringLiteral("ALTER ROLE writer SET statement_timeout = '200ms'")).ok());
    const auto appended = append();
    QVERIFY(m_database->runSql(QStringLiteral("ALTER ROLE writer RESET statement_timeout")).ok());
    QVERIFY(!appended.ok());
    const std::string& message = appended.error().message;
    QVERIFY2(message.find("nothing was stored") != std::string::npos, message.c_str());
    QVERIFY2(message.find("statement timeout") != std::string::npos && message.find("page") == std::string::npos,
             message.c_str());
}

/// Under a stricter isolation, what another writer committed while this one waited for its lock would be unseen.
void TestWriteFailures::readsWhatOthersCommitted()
{
    answer(QStringLiteral(
        "IF current_setting('transaction_isolation') <> 'read committed' THEN RAISE EXCEPTION 'isolated'; END IF"));
    QVERIFY(m_database->runSql(QStringLiteral("ALTER ROLE writer SET default_transaction_isolation = 'serializable'")).ok());
    const auto appended = append();
    QVERIFY2(appended.ok(), appended.ok() ? "" : appended.error().message.c_str());
}

void TestWriteFailures::commitsToDisk_data()
{
    QTest::addColumn<QString>("ofLogin");
    QTest::addColumn<QString>("inForce");
    QTest::newRow("off is raised") << QStringLiteral("off") << QStringLiteral("on");
    QTest::newRow("local is on this disk") << QStringLiteral("local") << QStringLiteral("local");
    QTest::newRow("a standby's copy, too, stays asked for") << QStringLiteral("remote_apply") << QStringLiteral("remote_apply");
}

/// What was acknowledged survives a server that is killed, for a login that would not wait for the disk, too.
void TestWriteFailures::commitsToDisk()
{
    QFETCH(QString, ofLogin);
    QFETCH(QString, inForce);
    const QString body =
        QStringLiteral(
            "IF current_setting('synchronous_commit') <> '%1' THEN RAISE EXCEPTION '%', current_setting('synchronous_commit'); "
            "END IF")
            .arg(inForce);
    answer(body);
    answer(body, QStringLiteral("event_log"));
    QVERIFY(m_database->runSql(QStringLiteral("ALTER ROLE writer SET synchronous_commit = '%1'").arg(ofLogin)).ok());
    const auto appended = append();
    QVERIFY2(appended.ok(), appended.ok() ? "" : appended.error().message.c_str());
    QVERIFY(appended.value().sequenced);
    QVERIFY(m_database
                ->runSql(QStringLiteral("SELECT set_config('vci.migrating', pg_current_xact_id()::text, true); "
                                        "DROP TRIGGER trouble ON event_log; ALTER ROLE writer RESET synchronous_commit"))
                .ok());
}

void TestWriteFailures::aWaitForALockCanBeStopped()
{
    answer(QStringLiteral("NULL"));
    const auto writer = m_database->writer();
    QVERIFY2(writer.ok(), writer.ok() ? "" : writer.error().message.c_str());
    const std::string before = m_database->value("SELECT count(*) FROM event_store");
    std::stop_source source;
    Result<store::AppendOutcome> appended = makeError(ErrorCode::Internal, "not called");
    {
        pqxx::connection connection(m_database->uri(QStringLiteral("postgres")));
        pqxx::work transaction(connection);
        transaction.exec("LOCK TABLE event_store IN SHARE MODE");
        std::jthread stopper([&] {
            static_cast<void>(waitUntilOneWaits("wait_event_type = 'Lock'"));
            source.request_stop();
        });
        appended = append(*writer.value(), source.get_token());
    }
    QVERIFY(!appended.ok());
    QVERIFY2(appended.error().code == ErrorCode::Cancelled, appended.error().message.c_str());
    QCOMPARE(m_database->value("SELECT count(*) FROM event_store"), before);
    // Before it began, and then not at all.
    QCOMPARE(append(*writer.value(), source.get_token()).error().code, ErrorCode::Cancelled);
    const auto again = append(*writer.value(), {});
    QVERIFY2(again.ok(), again.ok() ? "" : again.error().message.c_str());
    QCOMPARE(again.value().appended, 1);
}

void TestWriteFailures::asksForTheEventsOfALostCommit_data()
{
    QTest::addColumn<bool>("isThere");
    QTest::newRow("the event is there") << true;
    QTest::newRow("the id of the transaction is another's") << false;
}

void TestWriteFailures::asksForTheEventsOfALostCommit()
{
    QFETCH(bool, isThere);
    RandomIdSource ids;
    const auto session = store::postgres::Session::open(m_database->uri());
    QVERIFY2(session.ok(), session.ok() ? "" : session.error().message.c_str());
    QVERIFY(m_database->runSql(QStringLiteral("CREATE TABLE IF NOT EXISTS notes (n int); GRANT INSERT ON notes TO writer")).ok());
    const std::string some =
        m_database->value("SELECT id FROM event_store WHERE tenant_id = '" + HardenedDatabase::tenant().toString() + "' LIMIT 1");
    const Uuid id = isThere ? Uuid::tryFromString(some).value() : ids.next();
    // It commits, and waits for a standby that is not there until its connection is ended.
    QVERIFY(m_database->runSql(QStringLiteral("ALTER SYSTEM SET synchronous_standby_names = 'nowhere'")).ok());
    QVERIFY(m_database->runSql(QStringLiteral("SELECT pg_reload_conf()")).ok());
    QVERIFY(m_database->runSql(QStringLiteral("CHECKPOINT")).ok());
    bool waited = false;
    auto written = Result<void>(makeError(ErrorCode::Internal, "not called"));
    {
        std::jthread killer([&] {
            waited = waitUntilOneWaits("wait_event = 'SyncRep'");
            static_cast<void>(
                m_database->value("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'writer'"));
        });
        const auto work = [](store::postgres::WriteTransaction& transaction) -> Result<void> {
            transaction.exec("INSERT INTO public.notes VALUES (1)");
            return {};
        };
        written = session.value()->write(HardenedDatabase::tenant(), work, {id});
    }
    QVERIFY(m_database->runSql(QStringLiteral("ALTER SYSTEM RESET synchronous_standby_names")).ok());
    QVERIFY(m_database->runSql(QStringLiteral("SELECT pg_reload_conf()")).ok());
    QVERIFY(waited);
    QVERIFY2(written.ok() == isThere, written.ok() ? "ok" : written.error().message.c_str());
    if (isThere) return;
    const std::string& message = written.error().message;
    QVERIFY2(message.find("cannot be told whether the events are stored (the transaction is committed, but the events are not "
                          "there)") != std::string::npos,
             message.c_str());
    QVERIFY2(message.find(id.toString()) != std::string::npos, message.c_str());
}

/// The last: it takes the server along for a while.
void TestWriteFailures::saysThatNothingWasStoredWhereTheServerIsKilled()
{
    QVERIFY(m_database->runSql(QStringLiteral("GRANT pg_execute_server_program TO writer")).ok());
    answer(QStringLiteral("COPY (SELECT 1) TO PROGRAM 'kill -9 $PPID'"));
    const auto appended = append();
    QVERIFY(!appended.ok());
    QCOMPARE(appended.error().code, ErrorCode::Unreachable);
    const std::string& message = appended.error().message;
    QVERIFY2(message.find("was lost before the commit") != std::string::npos, message.c_str());
    QVERIFY2(message.ends_with(": nothing was stored; run the same again"), message.c_str());
    QVERIFY2(message.find("encoding") == std::string::npos && message.find(".:") == std::string::npos &&
                 message.find(".)") == std::string::npos,
             message.c_str());
}

QTEST_APPLESS_MAIN(TestWriteFailures)
#include "tst_writefailures.moc"
