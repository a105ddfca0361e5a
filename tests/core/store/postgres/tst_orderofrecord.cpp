// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/base/hex.h"
#include "core/json/leaf.h"
#include "core/store/postgres/postgresstore.h"
#include "core/store/recordreader.h"
#include "tests/core/store/postgres/hardeneddatabase.h"

#include <QtTest>

#include <algorithm>
#include <functional>
#include <map>
#include <set>

using namespace vci;
using store::PageRequest;
using test::HardenedDatabase;

namespace {

const char* const kTenantSql = "'11111111-1111-4111-8111-111111111111'";

/// What the platform does: plain SQL, its own id and sequence number.
QString platformInsert(const char* aggregate, int sequence)
{
    return QStringLiteral("INSERT INTO event_store (id, aggregate_id, aggregate_type, event_type, event_version, event_data, "
                          "sequence_number, tenant_id) VALUES (gen_random_uuid(), '%1', 'Call', 'CallOnHold', 1, '{}', %2, %3)")
        .arg(QString::fromLatin1(aggregate))
        .arg(sequence)
        .arg(QString::fromLatin1(kTenantSql));
}

/// Counts what it is given; has the log grow after the first.
class Growing final : public store::RecordVisitor {
public:
    explicit Growing(std::function<void()> grow)
        : m_grow(std::move(grow))
    {
    }
    bool visit(const store::RecordRow& /*row*/) override
    {
        if (++seen == 1) m_grow();
        return true;
    }
    std::int64_t seen = 0;

private:
    std::function<void()> m_grow;
};

}  // namespace

/// The log of a migrated stock database: POSTGRES 2, "One order of record".
class TestOrderOfRecord : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        auto made = HardenedDatabase::make(200);
        if (!made.ok() && made.error().code == ErrorCode::NotFound) QSKIP(made.error().message.c_str());
        QVERIFY2(made.ok(), made.ok() ? "" : made.error().message.c_str());
        m_database = std::move(made).value();
    }

    void waitingRowsAreSeenBeforeTheyAreSequenced()
    {
        auto reader = m_database->reader();
        QVERIFY(reader.ok());
        const auto statistics = reader.value()->statistics({});
        QVERIFY(statistics.ok());
        QCOMPARE(std::to_string(statistics.value().events), count("event_store"));
        QCOMPARE(statistics.value().unsequenced, statistics.value().events);
        QCOMPARE(allEvents(1000).size(), static_cast<std::size_t>(statistics.value().events));
        // `db status` as well, which the login asks for all of its tenants.
        QCOMPARE(queued(QStringLiteral("writer")), m_database->value("SELECT count(*) FROM event_store"));
        QCOMPARE(queued(QStringLiteral("postgres")), m_database->value("SELECT count(*) FROM event_store"));
        const auto types = reader.value()->aggregateTypes({});
        QVERIFY(types.ok() && !types.value().empty());
    }

    void adoptedRowsComeInTheirOrder()
    {
        const auto done = store::postgres::sequencePostgres(m_database->uri(), HardenedDatabase::tenant(), {});
        QVERIFY2(done.ok(), done.ok() ? "" : done.error().message.c_str());
        QCOMPARE(std::to_string(done.value().sequenced), count("event_store"));
        QCOMPARE(std::to_string(done.value().size), count("event_log"));
        // m is the greatest timestamp of the aggregate up to the row in replay order.
        QCOMPARE(m_database->value(
                     std::string("WITH o AS (SELECT id, aggregate_id, sequence_number, timestamp, max(timestamp) OVER "
                                 "(PARTITION BY aggregate_id ORDER BY sequence_number, timestamp, id ROWS UNBOUNDED "
                                 "PRECEDING) m FROM event_store WHERE tenant_id = ") +
                     kTenantSql +
                     "), r AS (SELECT id, row_number() OVER (ORDER BY m, aggregate_id, sequence_number, timestamp, id) - 1 "
                     "n FROM o) SELECT count(*) FROM r JOIN event_log l ON l.event_id = r.id AND l.log_index = r.n"),
                 count("event_store"));
        QCOMPARE(m_database->value("SELECT count(*) FROM event_adoption"), std::string("0"));
        const std::string others =
            m_database->value(std::string("SELECT count(*) FROM event_store WHERE tenant_id <> ") + kTenantSql);
        QCOMPARE(queued(QStringLiteral("writer")), others);
        QCOMPARE(queued(QStringLiteral("postgres")), others);
        const auto again = store::postgres::sequencePostgres(m_database->uri(), HardenedDatabase::tenant(), {});
        QVERIFY(again.ok());
        QCOMPARE(again.value().sequenced, 0);
    }

    /// More of them than one batch holds.
    void adoptedEventsThatAreGoneAreNotWaitedFor()
    {
        auto made = HardenedDatabase::make(200);
        QVERIFY2(made.ok(), made.ok() ? "" : made.error().message.c_str());
        HardenedDatabase& database = *made.value();
        // As the first batch lays the list down, with 5,200 events before and 3 between that somebody took away since.
        const auto laid = database.runSql(
            QStringLiteral(
                "SET session_replication_role = replica; INSERT INTO event_adoption (tenant_id, log_index, event_id) "
                "SELECT %1, i, gen_random_uuid() FROM generate_series(0, 5199) i; "
                "INSERT INTO event_adoption (tenant_id, log_index, event_id) SELECT %1, 5199 + row_number() OVER "
                "(ORDER BY e.timestamp, e.id), e.id FROM event_store e WHERE tenant_id = %1; "
                "UPDATE event_adoption SET event_id = gen_random_uuid() WHERE tenant_id = %1 AND log_index IN (5201, 5210, "
                "5220); "
                "INSERT INTO log_heads (tenant_id, log_id, size, adopted_size) SELECT %1, (SELECT log_id FROM logs), 0, count(*) "
                "FROM event_adoption WHERE tenant_id = %1")
                .arg(QString::fromLatin1(kTenantSql)));
        QVERIFY2(laid.ok(), laid.ok() ? "" : laid.error().message.c_str());
        const std::string ofTenant = std::string(" WHERE tenant_id = ") + kTenantSql;
        const std::string expected = database.value("SELECT count(*) - 3 FROM event_store" + ofTenant);
        const auto done = store::postgres::sequencePostgres(database.uri(), HardenedDatabase::tenant(), {});
        QVERIFY2(done.ok(), done.ok() ? "" : done.error().message.c_str());
        QCOMPARE(std::to_string(done.value().sequenced), expected);
        QCOMPARE(database.value("SELECT count(*) || ' ' || max(log_index) + 1 FROM event_log" + ofTenant),
                 expected + " " + expected);
        QCOMPARE(database.value("SELECT count(*) FROM event_adoption" + ofTenant), std::string("0"));
    }

    void theHeadIsOfTheMomentThatTheLogIsReadAt()
    {
        const auto opened = store::postgres::openPostgresRecordReader(m_database->uri(), HardenedDatabase::tenant());
        QVERIFY2(opened.ok(), opened.ok() ? "" : opened.error().message.c_str());
        store::RecordReader& record = *opened.value();
        int sequence = 0;
        const auto grow = [&] {
            QVERIFY(m_database->runSql(platformInsert("00000000-0000-4000-8000-00000000aaaa", ++sequence)).ok());
            const auto done = store::postgres::sequencePostgres(m_database->uri(), HardenedDatabase::tenant(), {});
            QVERIFY2(done.ok(), done.ok() ? "" : done.error().message.c_str());
        };
        const auto before = record.info({});
        QVERIFY(before.ok());
        grow();
        Growing visitor(grow);
        QVERIFY(record.visitLog(LogIndex(0), visitor, {}).ok());
        QCOMPARE(visitor.seen, before.value().headSize + 1);
        QCOMPARE(record.headWhenVisited().value_or(-1), visitor.seen);
        Growing rest([] {});
        QVERIFY(record.visitLog(LogIndex(visitor.seen), rest, {}).ok());
        QCOMPARE(rest.seen, std::int64_t{1});
        QCOMPARE(record.headWhenVisited().value_or(-1), visitor.seen + 1);
    }

    void aLogBegunMeanwhileIsNoDamage()
    {
        const auto opened = store::postgres::openPostgresRecordReader(m_database->uri(), HardenedDatabase::tenant());
        QVERIFY2(opened.ok(), opened.ok() ? "" : opened.error().message.c_str());
        store::RecordReader& record = *opened.value();
        QVERIFY(record.info({}).ok());
        Growing visitor([] {});
        QVERIFY(record.visitLog(LogIndex(0), visitor, {}).ok());
        QVERIFY(m_database
                    ->runSql(QStringLiteral("SET session_replication_role = replica; INSERT INTO logs (log_id, since) SELECT "
                                            "repeat('a', 32), max(since) + interval '1 second' FROM logs"))
                    .ok());
        const auto outside = record.visitOutside(visitor, {});
        QVERIFY(m_database
                    ->runSql(QStringLiteral("SET session_replication_role = replica; DELETE FROM logs WHERE log_id = repeat('a', "
                                            "32)"))
                    .ok());
        QVERIFY(!outside.ok());
        QCOMPARE(outside.error().code, ErrorCode::Locked);
    }

    void leafHashesAreThoseOfTheRows()
    {
        json::LeafWriter leaves;
        std::map<std::string, std::string> hashes;
        const auto events = allEvents(700);
        QVERIFY(!events.empty());
        for (std::size_t i = 0; i < events.size(); ++i) {
            QCOMPARE(events[i].pos, std::optional(LogIndex(static_cast<std::int64_t>(i))));
            std::string leaf;
            leaves.append(events[i], leaf);
            hashes[events[i].id.toString()] = toHex(json::leafHash(leaf));
        }
        std::string all;
        for (const auto& [id, hash] : hashes) all += hash;
        QCOMPARE(QCryptographicHash::hash(QByteArray::fromStdString(all), QCryptographicHash::Md5).toHex(),
                 QByteArray::fromStdString(m_database->value(
                     std::string("SELECT md5(string_agg(encode(leaf_hash, 'hex'), '' ORDER BY event_id)) FROM event_log "
                                 "WHERE tenant_id = ") +
                     kTenantSql)));
    }

    void catalogueEqualsTheRows()
    {
        QCOMPARE(
            m_database->value(std::string("SELECT count(*) FROM aggregates a JOIN (SELECT aggregate_id, count(*) c, "
                                          "min(sequence_number) f, max(sequence_number) l, min(timestamp) ft, max(timestamp) lt, "
                                          "(array_agg(event_type ORDER BY sequence_number DESC, timestamp DESC, id DESC))[1] t "
                                          "FROM event_store WHERE tenant_id = ") +
                              kTenantSql +
                              " GROUP BY 1) s USING (aggregate_id) WHERE (a.event_count, a.first_sequence, a.last_sequence, "
                              "a.first_timestamp, a.last_timestamp, a.last_event_type) = (s.c, s.f, s.l, s.ft, s.lt, s.t)"),
            m_database->value(std::string("SELECT count(DISTINCT aggregate_id) FROM event_store WHERE tenant_id = ") +
                              kTenantSql));
    }

    void whatThePlatformInsertsIsSeenAtOnce()
    {
        const char* const fresh = "0e8b2299-5c82-4a51-a987-df46e4531500";
        QVERIFY(m_database->runSql(platformInsert(fresh, 1)).ok());
        QVERIFY(m_database->runSql(platformInsert(fresh, 2)).ok());
        auto reader = m_database->reader();
        QVERIFY(reader.ok());
        QCOMPARE(reader.value()->statistics({}).value().unsequenced, 2);
        const auto events = allEvents(1000);
        QVERIFY(!events.back().pos && !events[events.size() - 2].pos && events[events.size() - 3].pos);
        QCOMPARE(events.back().sequence, Sequence(2));
        const AggregateId id = *AggregateId::tryFromString(fresh);
        QCOMPARE(reader.value()->aggregate(id, {}).value().events, 2);

        QVERIFY(store::postgres::sequencePostgres(m_database->uri(), HardenedDatabase::tenant(), {}).ok());
        QCOMPARE(allEvents(1000).back().pos, std::optional(LogIndex(static_cast<std::int64_t>(events.size()) - 1)));
        QCOMPARE(reader.value()->statistics({}).value().unsequenced, 0);
        QCOMPARE(reader.value()->aggregate(id, {}).value().events, 2);
    }

    void eventsOfOneAggregateFollowTheirSequence()
    {
        // Committed in the wrong order by somebody: the log still runs along the aggregate.
        const char* const crossed = "0e8b2299-5c82-4a51-a987-df46e4531501";
        for (const int sequence : {3, 1, 2}) QVERIFY(m_database->runSql(platformInsert(crossed, sequence)).ok());
        QVERIFY(store::postgres::sequencePostgres(m_database->uri(), HardenedDatabase::tenant(), {}).ok());
        const auto events = allEvents(1000);
        for (std::int64_t i = 1; i <= 3; ++i)
            QCOMPARE(events[events.size() - 4 + static_cast<std::size_t>(i)].sequence, Sequence(i));
    }

    void aRowInNeitherLogNorQueueIsListedToo()
    {
        const char* const planted = "0e8b2299-5c82-4a51-a987-df46e4531502";
        QVERIFY(m_database
                    ->runSql(QStringLiteral("SELECT set_config('vci.migrating', pg_current_xact_id()::text, true); "
                                            "ALTER TABLE event_store DISABLE TRIGGER vci_after_insert; ") +
                             platformInsert(planted, 1) +
                             QStringLiteral("; ALTER TABLE event_store ENABLE ALWAYS TRIGGER vci_after_insert"))
                    .ok());
        const auto events = allEvents(500);
        QCOMPARE(std::to_string(events.size()), count("event_store"));
        QCOMPARE(events.back().aggregateId.toString(), std::string(planted));
        QVERIFY(!events.back().pos);
        QVERIFY(store::postgres::sequencePostgres(m_database->uri(), HardenedDatabase::tenant(), {}).ok());
        QVERIFY(!allEvents(500).back().pos);
    }

    void listsHaveEachAggregateOnce_data()
    {
        QTest::addColumn<int>("sort");
        QTest::newRow("by id") << static_cast<int>(store::AggregateSort::Id);
        QTest::newRow("by activity") << static_cast<int>(store::AggregateSort::LastActivity);
        QTest::newRow("by count") << static_cast<int>(store::AggregateSort::EventCount);
    }

    void listsHaveEachAggregateOnce()
    {
        QFETCH(int, sort);
        // One aggregate of the catalogue and one new one wait.
        const auto known = m_database->value(std::string("SELECT aggregate_id FROM aggregates WHERE tenant_id = ") + kTenantSql +
                                             " ORDER BY aggregate_id LIMIT 1 OFFSET 5");
        QVERIFY(m_database->runSql(platformInsert(known.c_str(), 5000 + sort)).ok());
        auto reader = m_database->reader();
        QVERIFY(reader.ok());
        std::map<std::string, std::int64_t> listed;
        std::string last;
        std::optional<store::Cursor> after;
        do {
            const auto page = reader.value()->aggregates({{}, static_cast<store::AggregateSort>(sort)}, {after, 37}, {});
            QVERIFY2(page.ok(), page.ok() ? "" : page.error().message.c_str());
            for (const auto& row : page.value().rows) {
                last = row.id.toString();
                QVERIFY2(listed.emplace(row.id.toString(), row.events).second, "listed twice");
            }
            after = page.value().next;
        } while (after);
        // The planted row's aggregate too, at the end: no catalogue knows it.
        QCOMPARE(std::to_string(listed.size()),
                 m_database->value(std::string("SELECT count(DISTINCT aggregate_id) FROM event_store WHERE tenant_id = ") +
                                   kTenantSql));
        QCOMPARE(last, std::string("0e8b2299-5c82-4a51-a987-df46e4531502"));
        const AggregateId planted = *AggregateId::tryFromString(last);
        QCOMPARE(reader.value()->aggregate(planted, {}).value().events, 1);
        store::PageRequest beyond{{}, 5};
        beyond.skipRows = listed.size() - 1;
        const auto end = reader.value()->aggregates({{}, static_cast<store::AggregateSort>(sort)}, beyond, {});
        QVERIFY(end.ok());
        QCOMPARE(end.value().rows.size(), std::size_t(1));
        QCOMPARE(end.value().rows[0].id, planted);
        QCOMPARE(std::to_string(listed.at(known)),
                 m_database->value("SELECT count(*) FROM event_store WHERE aggregate_id = '" + known + "'"));
    }

private:
    [[nodiscard]] std::string queued(const QString& login) const
    {
        const auto administration = store::postgres::openPostgresAdministration(m_database->uri(login));
        if (!administration.ok()) return administration.error().message;
        const auto status = administration.value()->status({});
        if (!status.ok()) return status.error().message;
        return status.value().queued ? std::to_string(*status.value().queued) : "not told";
    }
    [[nodiscard]] std::string count(const std::string& table) const
    {
        return m_database->value("SELECT count(*) FROM " + table + " WHERE tenant_id = " + kTenantSql);
    }

    [[nodiscard]] std::vector<Event> allEvents(std::size_t pageRows) const
    {
        std::vector<Event> all;
        auto reader = m_database->reader();
        PageRequest request{{}, pageRows};
        do {
            auto page = reader.value()->events(request, {});
            if (!page.ok()) return {};
            for (Event& event : page.value().events) all.push_back(std::move(event));
            request.after = page.value().next;
        } while (request.after);
        return all;
    }

    std::unique_ptr<HardenedDatabase> m_database;
};

QTEST_GUILESS_MAIN(TestOrderOfRecord)
#include "tst_orderofrecord.moc"
