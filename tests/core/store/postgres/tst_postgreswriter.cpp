// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/store/postgres/postgresstore.h"
#include "tests/core/store/postgres/hardeneddatabase.h"

#include <QElapsedTimer>
#include <QtTest>

#include <algorithm>
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

constexpr int kWriters = 16;

/// One of many writers of the same four aggregates: now one event, now a batch over several of them; now and then it says which
/// sequence it expects, reads the current one from the refusal and tries again.
class Contender {
public:
    Contender(std::string uri, int number)
        : m_uri(std::move(uri))
        , m_random(static_cast<std::uint32_t>(20261124 + number))
    {
    }

    void append(int events)
    {
        auto writer = store::postgres::openPostgresWriter(m_uri, m_ids);
        if (!writer.ok()) {
            m_failure = writer.error().message;
            return;
        }
        for (int left = events; left > 0 && m_failure.empty();) {
            const int size = std::min<int>(left, m_random() % 2 == 0 ? 1 : 1 + static_cast<int>(m_random() % 20));
            std::vector<NewEvent> batch;
            const bool isNamed = size > 1 || m_random() % 2 == 0;
            for (int i = 0; i < size; ++i)
                batch.push_back(eventOf(aggregate(), isNamed ? std::optional(EventId(m_ids.next())) : std::nullopt));
            if (size == 1 && m_random() % 4 == 0)
                appendExpecting(*writer.value(), batch);
            else
                take(writer.value()->append(HardenedDatabase::tenant(), batch, Stamping::ByStore), batch);
            left -= size;
        }
    }

    [[nodiscard]] const std::vector<std::string>& acknowledged() const { return m_acknowledged; }
    [[nodiscard]] int conflicts() const { return m_conflicts; }
    [[nodiscard]] const std::string& failure() const { return m_failure; }

private:
    AggregateId aggregate()
    {
        return *AggregateId::tryFromString("000000d" + std::to_string(m_random() % 4) + "-0000-4000-8000-0000000000cc");
    }
    void take(const Result<store::AppendOutcome>& outcome, const std::vector<NewEvent>& batch)
    {
        if (!outcome.ok()) {
            m_failure = outcome.error().message;
            return;
        }
        for (const NewEvent& event : batch)
            m_acknowledged.push_back((event.id ? *event.id : outcome.value().last->id).toString());
    }
    void appendExpecting(store::EventWriter& writer, std::vector<NewEvent>& batch)
    {
        constexpr int kTries = 5;
        for (int attempt = 0; attempt < kTries; ++attempt) {
            batch[0].expectedSequence = m_expected;
            const auto outcome = writer.append(HardenedDatabase::tenant(), batch, Stamping::ByStore);
            if (outcome.ok() || outcome.error().code != ErrorCode::SequenceConflict) {
                if (outcome.ok()) m_expected = outcome.value().last->sequence.value();
                return take(outcome, batch);
            }
            ++m_conflicts;
            const std::string& message = outcome.error().message;
            m_expected = std::atoll(message.c_str() + message.find_last_of(' ', message.find_last_of("0123456789")) + 1);
        }
        batch[0].expectedSequence.reset();
        take(writer.append(HardenedDatabase::tenant(), batch, Stamping::ByStore), batch);
    }

    std::string m_uri;
    std::mt19937 m_random;
    RandomIdSource m_ids;
    std::int64_t m_expected = 0;
    std::vector<std::string> m_acknowledged;
    int m_conflicts = 0;
    std::string m_failure;
};

}  // namespace

/// Appending to a migrated database: refusals, and many writers at once.
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

    void writersTakeTurnsOnOneAggregate()
    {
        // Each knows where it left the aggregate, and the other moved on.
        std::vector<std::unique_ptr<store::EventWriter>> writers;
        for (int i = 0; i < 2; ++i) {
            auto writer = m_database->writer();
            QVERIFY2(writer.ok(), writer.ok() ? "" : writer.error().message.c_str());
            writers.push_back(std::move(writer).value());
        }
        NewEvent event = eventOf(aggregateOf(7));
        std::vector<Event> stored;
        for (const int turn : {0, 0, 0, 1, 1, 0, 1, 0, 0}) {
            const auto outcome = writers[static_cast<std::size_t>(turn)]->append(HardenedDatabase::tenant(), std::span(&event, 1),
                                                                                 Stamping::ByStore);
            QVERIFY2(outcome.ok(), outcome.ok() ? "" : outcome.error().message.c_str());
            QCOMPARE(outcome.value().appended, 1);
            stored.push_back(*outcome.value().last);
            QCOMPARE(stored.back().sequence, Sequence(static_cast<std::int64_t>(stored.size())));
        }
        auto reader = m_database->reader();
        QVERIFY(reader.ok());
        for (std::size_t i = 0; i < stored.size(); ++i) {
            const EventId ids[] = {stored[i].id};
            const auto read = reader.value()->eventsById(ids, {});
            QVERIFY(read.ok());
            QCOMPARE(read.value().size(), std::size_t(1));
            QCOMPARE(read.value()[0].timestamp, stored[i].timestamp);
            QVERIFY(i == 0 || stored[i - 1].timestamp.at <= stored[i].timestamp.at);
        }
        // The one whose turn it was not expects what it knows, which is old; then what is true.
        event.expectedSequence = 7;
        auto outcome = writers[1]->append(HardenedDatabase::tenant(), std::span(&event, 1), Stamping::ByStore);
        QVERIFY(!outcome.ok());
        QCOMPARE(outcome.error().code, ErrorCode::SequenceConflict);
        event.expectedSequence = 9;
        outcome = writers[1]->append(HardenedDatabase::tenant(), std::span(&event, 1), Stamping::ByStore);
        QVERIFY2(outcome.ok(), outcome.ok() ? "" : outcome.error().message.c_str());
        QCOMPARE(outcome.value().last->sequence, Sequence(10));
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
        // VCI_WRITER_EVENTS=10000 is the full size.
        const int asked = qEnvironmentVariableIntValue("VCI_WRITER_EVENTS");
        const int events = asked > 0 ? asked : 300;
        std::vector<std::unique_ptr<Contender>> writers;
        for (int w = 0; w < kWriters; ++w) writers.push_back(std::make_unique<Contender>(m_database->uri(), w));
        QElapsedTimer timer;
        timer.start();
        {
            std::vector<std::jthread> threads;
            for (const auto& writer : writers) threads.emplace_back([&writer, events] { writer->append(events); });
        }
        const double seconds = static_cast<double>(timer.elapsed()) / 1000;
        std::set<std::string> acknowledged;
        int conflicts = 0;
        for (const auto& writer : writers) {
            QCOMPARE(writer->failure(), std::string());
            conflicts += writer->conflicts();
            for (const std::string& id : writer->acknowledged()) QVERIFY2(acknowledged.insert(id).second, "acknowledged twice");
        }
        const std::string all = std::to_string(kWriters * events);
        QCOMPARE(std::to_string(acknowledged.size()), all);
        QVERIFY2(conflicts > 0, "no writer met another: the test proves nothing");
        const std::string ours = " FROM event_store WHERE aggregate_id::text LIKE '000000d%'";
        QCOMPARE(m_database->value("SELECT count(*) || ' ' || count(DISTINCT id)" + ours), all + " " + all);
        QCOMPARE(m_database->value("SELECT count(*)" + ours + " AND id = ANY ('{" + joined(acknowledged) + "}')"), all);
        QCOMPARE(m_database->sequenceFaults("000000d"), std::string());
        QCOMPARE(m_database->logFaults(), std::string());
        qInfo("%d writers, %s events in %.1f s: %.0f events/s; %d conflicts, all asked for", kWriters, all.c_str(), seconds,
              kWriters * events / seconds, conflicts);
    }

private:
    [[nodiscard]] static std::string joined(const std::set<std::string>& ids)
    {
        std::string list;
        for (const std::string& id : ids) list += (list.empty() ? "" : ",") + id;
        return list;
    }

    std::unique_ptr<HardenedDatabase> m_database;
    RandomIdSource m_ids;
};

QTEST_GUILESS_MAIN(TestPostgresWriter)
#include "tst_postgreswriter.moc"
