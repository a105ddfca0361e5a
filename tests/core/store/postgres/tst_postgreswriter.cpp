// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/store/postgres/postgresstore.h"
#include "tests/core/store/postgres/hardeneddatabase.h"

#include <QtTest>

#include <atomic>
#include <random>
#include <set>
#include <thread>

using namespace vci;
using store::NewEvent;
using store::Stamping;
using test::HardenedDatabase;

namespace {

NewEvent eventOf(AggregateId aggregate, std::optional<EventId> id = {})
{
    return NewEvent{.id = id,
                    .aggregateId = aggregate,
                    .aggregateType = "Call",
                    .eventType = "CallOnHold",
                    .eventVersion = 1,
                    .eventData = "{\"reason\":\"a \\\"quoted\\\" \\\\ one\"}",
                    .metadata = "{}",
                    .causationId = {},
                    .correlationId = {},
                    .expectedSequence = {},
                    .sequence = {},
                    .timestamp = {},
                    .blockchainTxHash = {}};
}

AggregateId aggregateOf(int number)
{
    return *AggregateId::tryFromString("0000000" + std::to_string(number) + "-0000-4000-8000-0000000000cc");
}

}  // namespace

/// Appending to a migrated database: refusals, many writers at once, and connections that die.
class TestPostgresWriter : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        auto made = HardenedDatabase::make(200);
        if (!made.ok() && made.error().code == ErrorCode::NotFound) QSKIP(made.error().message.c_str());
        QVERIFY2(made.ok(), made.ok() ? "" : made.error().message.c_str());
        m_database = std::move(made).value();
    }

    void givesSequenceTimeAndPlace()
    {
        auto writer = m_database->writer();
        QVERIFY2(writer.ok(), writer.ok() ? "" : writer.error().message.c_str());
        const std::vector<NewEvent> batch = {eventOf(aggregateOf(0)), eventOf(aggregateOf(0)), eventOf(aggregateOf(1))};
        const auto outcome = writer.value()->append(HardenedDatabase::tenant(), batch, Stamping::ByStore);
        QVERIFY2(outcome.ok(), outcome.ok() ? "" : outcome.error().message.c_str());
        QCOMPARE(outcome.value().appended, 3);
        QVERIFY(outcome.value().sequenced);
        QCOMPARE(outcome.value().first->sequence, Sequence(1));
        QVERIFY(outcome.value().first->pos && outcome.value().last->pos);
        QCOMPARE(outcome.value().last->pos->value(), outcome.value().first->pos->value() + 2);
        auto reader = m_database->reader();
        QVERIFY(reader.ok());
        const EventId ids[] = {outcome.value().first->id};
        const auto stored = reader.value()->eventsById(ids, {});
        QVERIFY(stored.ok());
        QCOMPARE(stored.value().size(), std::size_t(1));
        QCOMPARE(stored.value()[0].timestamp, outcome.value().first->timestamp);
        QCOMPARE(stored.value()[0].pos, outcome.value().first->pos);
    }

    void repetitionStoresNothing()
    {
        auto writer = m_database->writer();
        QVERIFY(writer.ok());
        const auto event = eventOf(aggregateOf(2), EventId(m_ids.next()));
        const std::vector<NewEvent> twice = {event, event};
        const auto both = writer.value()->append(HardenedDatabase::tenant(), twice, Stamping::ByStore);
        QVERIFY(both.ok());
        QCOMPARE(both.value().appended, 1);
        QCOMPARE(both.value().existing, 1);
        const std::vector<NewEvent> once = {event};
        const auto again = writer.value()->append(HardenedDatabase::tenant(), once, Stamping::ByStore);
        QVERIFY(again.ok());
        QCOMPARE(again.value().existing, 1);
    }

    void refuses_data()
    {
        QTest::addColumn<QString>("what");
        QTest::addColumn<int>("code");
        QTest::newRow("a sequence that is not the current one")
            << QStringLiteral("expected") << static_cast<int>(ErrorCode::SequenceConflict);
        QTest::newRow("an id with other content") << QStringLiteral("id") << static_cast<int>(ErrorCode::IdConflict);
        QTest::newRow("a tenant that is not there") << QStringLiteral("tenant") << static_cast<int>(ErrorCode::NotFound);
        QTest::newRow("a type longer than its column") << QStringLiteral("long") << static_cast<int>(ErrorCode::InvalidPayload);
    }

    void refuses()
    {
        QFETCH(QString, what);
        QFETCH(int, code);
        auto writer = m_database->writer();
        QVERIFY(writer.ok());
        const std::string before = m_database->value("SELECT count(*) FROM event_store");
        std::vector<NewEvent> batch = {eventOf(aggregateOf(3)), eventOf(aggregateOf(3), EventId(m_ids.next()))};
        TenantId tenant = HardenedDatabase::tenant();
        if (what == QLatin1String("expected")) batch[1].expectedSequence = 7;
        if (what == QLatin1String("id")) {
            batch.push_back(batch[1]);
            batch[2].eventType = "CallEnded";
        }
        if (what == QLatin1String("tenant")) tenant = TenantId(m_ids.next());
        if (what == QLatin1String("long")) batch[1].aggregateType = std::string(101, 'x');
        const auto refused = writer.value()->append(tenant, batch, Stamping::ByStore);
        QVERIFY(!refused.ok());
        QCOMPARE(static_cast<int>(refused.error().code), code);
        QCOMPARE(m_database->value("SELECT count(*) FROM event_store"), before);
    }

    void refusesAnAuditor()
    {
        QVERIFY(m_database
                    ->runSql(QStringLiteral("CREATE ROLE auditor LOGIN; GRANT vci_auditor TO auditor; "
                                            "INSERT INTO tenant_members (login) VALUES ('auditor')"))
                    .ok());
        const auto writer = store::postgres::openPostgresWriter(m_database->uri(QStringLiteral("auditor")), m_ids);
        QVERIFY(!writer.ok());
        QCOMPARE(writer.error().code, ErrorCode::NotPermitted);
        QVERIFY(writer.error().message.find("vci_writer") != std::string::npos);
        const auto sequenced =
            store::postgres::sequencePostgres(m_database->uri(QStringLiteral("auditor")), HardenedDatabase::tenant(), {});
        QVERIFY(!sequenced.ok());
        QCOMPARE(sequenced.error().code, ErrorCode::NotPermitted);
    }

    void manyWritersOfFewAggregates()
    {
        constexpr int kWriters = 8;
        constexpr int kBatches = 25;
        constexpr int kEvents = 10;
        std::atomic<int> failures = 0;
        {
            std::vector<std::jthread> threads;
            for (int w = 0; w < kWriters; ++w) {
                threads.emplace_back([&, w] {
                    RandomIdSource ids;
                    auto writer = store::postgres::openPostgresWriter(m_database->uri(), ids);
                    if (!writer.ok()) {
                        ++failures;
                        return;
                    }
                    for (int b = 0; b < kBatches; ++b) {
                        std::vector<NewEvent> batch;
                        for (int e = 0; e < kEvents; ++e) batch.push_back(eventOf(aggregateOf(4 + (w + b * 7 + e * 3) % 4)));
                        if (!writer.value()->append(HardenedDatabase::tenant(), batch, Stamping::ByStore).ok()) ++failures;
                    }
                });
            }
        }
        QCOMPARE(failures.load(), 0);
        QCOMPARE(m_database->value("SELECT sum(n) || ' ' || bool_and(n = top AND distinct_n = n) FROM (SELECT count(*) n, "
                                   "max(sequence_number) top, count(DISTINCT sequence_number) distinct_n FROM event_store WHERE "
                                   "aggregate_id::text ~ '^0000000[4-7]-0000-4000' GROUP BY aggregate_id) s"),
                 std::to_string(kWriters * kBatches * kEvents) + " true");
        verifyLog();
    }

    void connectionsThatDie()
    {
        // A writer appends while somebody ends its backend now and then: what was acknowledged is stored, once.
        std::set<std::string> acknowledged;
        std::atomic<bool> done = false;
        std::jthread killer([&] {
            std::mt19937 random(20261124);
            while (!done) {
                const std::string pause = std::to_string(static_cast<double>(random() % 120) / 1000);
                static_cast<void>(m_database->value(
                    "WITH pause AS MATERIALIZED (SELECT pg_sleep(" + pause +
                    ")) SELECT count(pg_terminate_backend(pid)) FROM pause, pg_stat_activity WHERE usename = 'writer'"));
            }
        });
        auto writer = m_database->writer();
        int lost = 0;
        for (int round = 0; round < 200; ++round) {
            if (!writer.ok()) writer = m_database->writer();
            if (!writer.ok()) continue;
            const EventId id(m_ids.next());
            const std::vector<NewEvent> batch = {eventOf(aggregateOf(8), id)};
            const auto outcome = writer.value()->append(HardenedDatabase::tenant(), batch, Stamping::ByStore);
            if (outcome.ok())
                acknowledged.insert(id.toString());
            else
                ++lost;
        }
        done = true;
        killer.join();
        QVERIFY2(lost > 0, "no connection was hit: the test proves nothing");
        QVERIFY(!acknowledged.empty());
        std::string list;
        for (const std::string& id : acknowledged) list += (list.empty() ? "'" : ", '") + id + "'";
        QCOMPARE(m_database->value("SELECT count(*) FROM event_store WHERE id IN (" + list + ")"),
                 std::to_string(acknowledged.size()));
        QCOMPARE(m_database->value("SELECT count(*) = max(sequence_number) AND count(*) = count(DISTINCT sequence_number) FROM "
                                   "event_store WHERE aggregate_id = '" +
                                   aggregateOf(8).toString() + "'"),
                 std::string("t"));
        QVERIFY(store::postgres::sequencePostgres(m_database->uri(), HardenedDatabase::tenant(), {}).ok());
        verifyLog();
    }

private:
    /// Gapless, every event once, the head where it ends, nothing left waiting.
    void verifyLog()
    {
        QCOMPARE(
            m_database->value("SELECT bool_and(n = top + 1 AND n = size AND n = events) FROM (SELECT count(*) n, max(log_index) "
                              "top, (SELECT size FROM log_heads h WHERE h.tenant_id = l.tenant_id) size, (SELECT count(*) FROM "
                              "event_store e WHERE e.tenant_id = l.tenant_id) events FROM event_log l GROUP BY tenant_id) s"),
            std::string("t"));
        QCOMPARE(m_database->value("SELECT count(*) FROM event_queue"), std::string("0"));
        QCOMPARE(
            m_database->value("SELECT count(*) FROM (SELECT b.sequence_number, lag(b.sequence_number) OVER (PARTITION BY "
                              "b.aggregate_id ORDER BY l.log_index) before FROM event_log l JOIN event_store b ON b.tenant_id = "
                              "l.tenant_id AND b.id = l.event_id WHERE NOT b.adopted) s WHERE before >= sequence_number"),
            std::string("0"));
    }

    std::unique_ptr<HardenedDatabase> m_database;
    RandomIdSource m_ids;
};

QTEST_GUILESS_MAIN(TestPostgresWriter)
#include "tst_postgreswriter.moc"
