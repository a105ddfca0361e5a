// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/replay/pointstate.h"
#include "core/replay/snapshotaudit.h"
#include "core/replay/snapshotmaker.h"
#include "core/replay/timelinebuilder.h"
#include "core/store/postgres/postgresstore.h"
#include "tests/conformance/answers.h"
#include "tests/core/store/postgres/hardeneddatabase.h"

#include <QTest>

namespace vci::test {

namespace {

/// VCI_STOCK_CALLS=20000 makes the stock database at full size, with snapshots at the frequency that ships: minutes.
int stockCalls()
{
    const int asked = qEnvironmentVariableIntValue("VCI_STOCK_CALLS");
    return asked > 0 ? asked : 2000;
}

/// In few calls no aggregate has a hundred events.
std::int64_t frequency()
{
    return stockCalls() >= 20'000 ? 100 : 12;
}

}  // namespace

/// Snapshots of a migrated stock database: who may make them, and that they change no answer.
class TestStockSnapshots final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void onlyOperatorsWrite();
    void appendsSayWhatIsDue();
    void changesNoState_data();
    void changesNoState();
    void theAlteredOneIsNamed();
    void foreignOnesAreAuditedOnRequest();

private:
    [[nodiscard]] Result<std::unique_ptr<store::EventReader>> reader(TenantId tenant) const
    {
        VCI_TRY(auto reader, store::postgres::openPostgresReader(m_database->uri(QStringLiteral("operator"))));
        VCI_CHECK(reader->selectTenant(tenant));
        return reader;
    }
    [[nodiscard]] Result<std::unique_ptr<store::SnapshotWriter>> writer(const char* login)
    {
        return store::postgres::openPostgresSnapshotWriter(m_database->uri(QString::fromLatin1(login)), m_ids);
    }

    std::unique_ptr<HardenedDatabase> m_database;
    RandomIdSource m_ids;
    std::shared_ptr<const catalog::Catalog> m_catalog = catalog::Catalog::builtIn();
};

void TestStockSnapshots::initTestCase()
{
    auto database = HardenedDatabase::make(stockCalls());
    if (!database.ok() && database.error().code == ErrorCode::NotFound) QSKIP(database.error().message.c_str());
    QVERIFY2(database.ok(), database.ok() ? "" : database.error().message.c_str());
    m_database = std::move(database).value();
    QVERIFY(m_database
                ->runSql(QStringLiteral("CREATE ROLE operator LOGIN; GRANT vci_operator TO operator; INSERT INTO tenant_members "
                                        "(login) VALUES ('operator')"))
                .ok());
}

void TestStockSnapshots::onlyOperatorsWrite()
{
    QCOMPARE(codeOf(writer("writer")), ErrorCode::NotPermitted);
    QVERIFY(writer("operator").ok());
}

void TestStockSnapshots::appendsSayWhatIsDue()
{
    VCI_TAKE(appender, m_database->writer());
    store::SnapshotPolicy policy;
    QVERIFY(policy.add("Call=2").ok());
    appender->setSnapshotPolicy(policy);
    const AggregateId call(m_ids.next());
    const AggregateId agent(m_ids.next());
    std::vector<store::NewEvent> events;
    for (const auto& [aggregate, type] : {std::pair(call, "Call"), std::pair(call, "Call"), std::pair(agent, "Agent")})
        events.push_back({.id = {},
                          .aggregateId = aggregate,
                          .aggregateType = type,
                          .eventType = "CallOnHold",
                          .eventVersion = 1,
                          .eventData = "{}",
                          .metadata = "{}",
                          .causationId = {},
                          .correlationId = {},
                          .expectedSequence = {},
                          .sequence = {},
                          .timestamp = {},
                          .blockchainTxHash = {}});
    VCI_TAKE(outcome, appender->append(HardenedDatabase::tenant(), events, store::Stamping::ByStore));
    QCOMPARE(outcome.snapshotsDue, std::set<AggregateId>{call});
    // As autovacuum does after so many new rows in the log.
    QVERIFY(m_database->runSql(QStringLiteral("ANALYZE")).ok());

    VCI_TAKE(source, reader(HardenedDatabase::tenant()));
    VCI_TAKE(snapshots, writer("operator"));
    VCI_TAKE(tally, replay::SnapshotMaker(*source, *snapshots, m_catalog).makeAll(outcome.snapshotsDue, {}));
    QCOMPARE(tally.made, 1);
    VCI_TAKE(state, replay::stateAt(*source, call, m_catalog, {}, {}, {}));
    QVERIFY(state.fromSnapshot == Sequence(2));
}

void TestStockSnapshots::changesNoState_data()
{
    QTest::addColumn<QByteArray>("tenant");
    QTest::addColumn<std::int64_t>("above");  // so many are made at the least
    QTest::newRow("Acme Telecom") << QByteArray("11111111-1111-4111-8111-111111111111") << std::int64_t{20};
    // At full size, by a hundred events each, it has 13.
    QTest::newRow("Borealis Health") << QByteArray("22222222-2222-4222-8222-222222222222")
                                     << std::int64_t{frequency() == 100 ? 12 : 20};
}

void TestStockSnapshots::changesNoState()
{
    QFETCH(QByteArray, tenant);
    VCI_TAKE(source, reader(*TenantId::tryFromString(tenant.toStdString())));
    VCI_TAKE(snapshots, writer("operator"));
    store::SnapshotPolicy policy;
    QVERIFY(policy.add(std::to_string(frequency())).ok());
    replay::SnapshotTally tally;
    QVERIFY(replay::SnapshotMaker(*source, *snapshots, m_catalog).makeDue(policy, tally, {}, {}).ok());
    QFETCH(std::int64_t, above);
    QVERIFY(tally.made > above);
    QCOMPARE(tally.failures.size(), std::size_t(0));

    std::int64_t used = 0;
    std::int64_t due = 0;
    std::int64_t compared = 0;
    store::PageRequest page;
    do {
        VCI_TAKE(aggregates, source->aggregates({}, page, {}));
        for (const store::AggregateRow& row : aggregates.rows) {
            VCI_TAKE(timeline, replay::loadTimeline(*source, row.id, m_catalog, {}, {}));
            const auto whole = replay::pointState(*timeline, timeline->size());
            VCI_TAKE(state, replay::stateAt(*source, row.id, m_catalog, {}, {}, {}));
            QCOMPARE(json::dump(state.state), json::dump(whole.state));
            QCOMPARE(state.eventsApplied, whole.eventsApplied);
            QVERIFY(state.flags == whole.flags);
            QVERIFY(state.notices.empty());
            if (whole.flags.isEmpty() && row.events >= frequency()) {
                QVERIFY2(state.fromSnapshot, row.id.toString().c_str());
                ++due;
            }
            used += state.fromSnapshot ? 1 : 0;
            ++compared;
        }
        page.after = aggregates.next;
    } while (page.after);
    qInfo("%lld aggregates, %lld from a snapshot", static_cast<long long>(compared), static_cast<long long>(used));
    QCOMPARE(static_cast<std::int64_t>(tally.made), due);
    QCOMPARE(std::to_string(used),
             m_database->value("SELECT count(DISTINCT aggregate_id) FROM event_snapshots WHERE reducer IS NOT NULL AND "
                               "tenant_id = '" +
                               tenant.toStdString() + "'"));
}

void TestStockSnapshots::theAlteredOneIsNamed()
{
    VCI_TAKE(source, reader(HardenedDatabase::tenant()));
    const std::string id =
        m_database->value("UPDATE event_snapshots SET snapshot_data = jsonb_set(snapshot_data, '{status}', "
                          "'\"forged\"') WHERE id = (SELECT id FROM event_snapshots WHERE reducer IS NOT NULL "
                          "AND tenant_id = '11111111-1111-4111-8111-111111111111' AND snapshot_data ? 'status' "
                          "ORDER BY id LIMIT 1) RETURNING id");
    VCI_TAKE(audit, replay::auditSnapshots(*source, {}, m_catalog, replay::ForeignSnapshots::PassOver, {}, {}));
    QCOMPARE(audit.findings.size(), std::size_t(1));
    const replay::SnapshotFinding& finding = audit.findings.front();
    QCOMPARE(finding.snapshot.id.toString(), id);
    QCOMPARE(finding.path, std::string("/status"));
    QCOMPARE(finding.finding.found, std::string("\"forged\""));
    VCI_TAKE(timeline, replay::loadTimeline(*source, finding.snapshot.aggregateId, m_catalog, {}, {}));
    const auto history = timeline->historyOf("/status");
    QVERIFY(finding.finding.eventId == timeline->eventAt(history.back().event).id);

    VCI_TAKE(snapshots, writer("operator"));
    replay::SnapshotMaker maker(*source, *snapshots, m_catalog);
    for (const std::int64_t setAside : {1, 0}) {
        replay::SnapshotOutcome outcome;
        QVERIFY(maker.make(finding.snapshot.aggregateId, replay::EarlierSnapshots::Check, outcome, {}).ok());
        QCOMPARE(outcome.setAside, setAside);
    }
    QCOMPARE(m_database->value("SELECT reducer LIKE '% set aside' AND snapshot_data ->> 'status' = 'forged' FROM event_snapshots "
                               "WHERE id = '" +
                               id + "'"),
             std::string("t"));
    VCI_TAKE(after, replay::auditSnapshots(*source, {}, m_catalog, replay::ForeignSnapshots::PassOver, {}, {}));
    QCOMPARE(after.findings.size(), std::size_t(0));
    QCOMPARE(after.setAside.size(), std::size_t(1));
}

void TestStockSnapshots::foreignOnesAreAuditedOnRequest()
{
    VCI_TAKE(source, reader(HardenedDatabase::tenant()));
    VCI_TAKE(audit, replay::auditSnapshots(*source, {}, m_catalog, replay::ForeignSnapshots::Check, {}, {}));
    QCOMPARE(audit.passedOver, 0);
    std::int64_t foreign = 0;
    for (const replay::SnapshotFinding& finding : audit.findings) {
        if (finding.snapshot.reducer) continue;
        ++foreign;
        QVERIFY(finding.finding.severity == Severity::Warning);
    }
    qInfo("%lld foreign findings", static_cast<long long>(foreign));
    QCOMPARE(audit.findings.size(), static_cast<std::size_t>(foreign));
    QCOMPARE(audit.setAside.size(), std::size_t(1));
}

}  // namespace vci::test

QTEST_GUILESS_MAIN(vci::test::TestStockSnapshots)
#include "tst_stocksnapshots.moc"
