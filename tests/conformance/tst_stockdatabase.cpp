// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/store/postgres/postgresstore.h"
#include "tests/cli/auditrun.h"
#include "tests/support/privatepostgres.h"

#include <QMap>
#include <QSet>
#include <QTest>

#include <pqxx/pqxx>

using namespace vci;
using vci::test::PrivatePostgres;

namespace {

/// Rows in replay order with what stands before each.
constexpr const char* kPlaces =
    "WITH places AS (SELECT id, tenant_id, sequence_number AS n, timestamp AS t, "
    "lag(sequence_number, 1, 0) OVER w AS before, "
    "max(timestamp) OVER (w ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS latest FROM event_store "
    "WINDOW w AS (PARTITION BY tenant_id, aggregate_id ORDER BY sequence_number, timestamp, id)) ";

/// Every event that a kind of finding belongs to, in SQL alone; $1 is the tenant.
struct Scar {
    const char* kind;
    std::string sql;
};

std::vector<Scar> scars()
{
    const std::string places = kPlaces;
    return {
        {"sequence_gap", places + "SELECT id FROM places WHERE tenant_id = $1 AND n > before + 1"},
        {"sequence_duplicate", places + "SELECT id FROM places WHERE tenant_id = $1 AND n = before"},
        {"timestamp_regression", places + "SELECT id FROM places WHERE tenant_id = $1 AND t < latest"},
        {"causation_orphan", "SELECT id FROM event_store e WHERE tenant_id = $1 AND causation_id IS NOT NULL AND NOT EXISTS "
                             "(SELECT 1 FROM event_store c WHERE c.id = e.causation_id AND c.tenant_id = $1)"},
        {"causation_cycle",
         "WITH RECURSIVE up (start, at) AS (SELECT id, causation_id FROM event_store WHERE tenant_id = $1 UNION "
         "SELECT u.start, e.causation_id FROM up u JOIN event_store e ON e.id = u.at AND e.tenant_id = $1) "
         "SELECT DISTINCT start FROM up WHERE at = start"},
        {"malformed_payload", "SELECT id FROM event_store WHERE tenant_id = $1 AND (jsonb_typeof(event_data) <> 'object' OR "
                              "event_data::text LIKE '%90071992547409931234%')"},
        {"unknown_event_type", "SELECT id FROM event_store WHERE tenant_id = $1 AND event_type = 'CallEscalatedLegacy'"},
        {"invalid_tx_hash", "SELECT id FROM event_store WHERE tenant_id = $1 AND blockchain_tx_hash !~ '^0x[0-9a-fA-F]{64}$'"},
    };
}

std::string textOrNull(const pqxx::row& row, int column)
{
    return row[column].is_null() ? "null" : row[column].c_str();
}

std::string textOf(const auto& id)
{
    return id ? id->toString() : "null";
}

QSet<QByteArray> idsOf(const pqxx::result& rows)
{
    QSet<QByteArray> ids;
    for (const pqxx::row& row : rows) ids.insert(row[0].c_str());
    return ids;
}

}  // namespace

/// The database as a platform leaves it after a month (shared/stock), at a tenth of its size: whatever stands there is found,
/// counted as SQL counts it, and flagged; nothing is dropped.
class TestStockDatabase : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void findsTheTenants();
    void countsAsSqlDoes_data() { addTenants(); }
    void countsAsSqlDoes();
    void givesEveryRow_data() { addTenants(); }
    void givesEveryRow();
    void flagsEveryScar();
    void listsEveryAggregate_data() { addTenants(); }
    void listsEveryAggregate();

private:
    static void addTenants();
    [[nodiscard]] AuditRun audit(const QByteArray& tenant, const QStringList& words) const
    {
        return runAudit(QStringList{QStringLiteral("--store"), m_store, QStringLiteral("--tenant"), QString::fromLatin1(tenant)} +
                        words);
    }
    [[nodiscard]] pqxx::result sql(const std::string& text, const QByteArray& tenant)
    {
        pqxx::nontransaction transaction(*m_owner);
        return transaction.exec_params(text, tenant.toStdString());
    }

    std::unique_ptr<PrivatePostgres> m_cluster;
    std::unique_ptr<pqxx::connection> m_owner;
    QString m_store;
};

void TestStockDatabase::initTestCase()
{
    auto cluster = PrivatePostgres::start();
    if (!cluster.ok() && cluster.error().code == ErrorCode::NotFound) QSKIP(cluster.error().message.c_str());
    QVERIFY2(cluster.ok(), cluster.ok() ? "" : cluster.error().message.c_str());
    m_cluster = std::move(cluster).value();
    const auto loaded = m_cluster->loadStock(QStringLiteral("stock"), 2000);
    if (!loaded.ok() && loaded.error().code == ErrorCode::NotFound) QSKIP(loaded.error().message.c_str());
    QVERIFY2(loaded.ok(), loaded.ok() ? "" : loaded.error().message.c_str());
    m_store = m_cluster->uri(QStringLiteral("stock"), QStringLiteral("stock_auditor"));
    m_owner = std::make_unique<pqxx::connection>(m_cluster->uri(QStringLiteral("stock")).toStdString());
}

void TestStockDatabase::addTenants()
{
    QTest::addColumn<QByteArray>("tenant");
    QTest::newRow("Acme Telecom") << QByteArray("11111111-1111-4111-8111-111111111111");
    QTest::newRow("Borealis Health") << QByteArray("22222222-2222-4222-8222-222222222222");
}

void TestStockDatabase::findsTheTenants()
{
    const auto reader = store::postgres::openPostgresReader(m_store.toStdString());
    QVERIFY(reader.ok());
    const auto tenants = reader.value()->tenants();
    QVERIFY(tenants.ok());
    QCOMPARE(tenants.value().size(), 2U);
    QCOMPARE(tenants.value()[0].name, std::string("Acme Telecom"));
    QCOMPARE(tenants.value()[1].name, std::string("Borealis Health"));
}

void TestStockDatabase::countsAsSqlDoes()
{
    QFETCH(QByteArray, tenant);
    const AuditRun run = audit(tenant, {QStringLiteral("--json"), QStringLiteral("stats")});
    QVERIFY2(run.exitCode == 0, run.err.constData());
    const QJsonObject stats = run.json();
    const auto totals =
        sql("SELECT count(*), count(DISTINCT aggregate_id), to_char(min(timestamp), 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"'), "
            "to_char(max(timestamp), 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"') FROM event_store WHERE tenant_id = $1",
            tenant)
            .front();
    QCOMPARE(stats.value(QStringLiteral("events")).toInt(), totals[0].as<int>());
    QCOMPARE(stats.value(QStringLiteral("aggregates")).toInt(), totals[1].as<int>());
    QCOMPARE(stats.value(QStringLiteral("unsequenced")).toInt(-1), 0);
    QCOMPARE(stats.value(QStringLiteral("first")).toString(), QString::fromLatin1(totals[2].c_str()));
    QCOMPARE(stats.value(QStringLiteral("last")).toString(), QString::fromLatin1(totals[3].c_str()));
    for (const auto& [member, column] : {std::pair("by_type", "event_type"), std::pair("by_aggregate_type", "aggregate_type")}) {
        QJsonObject want;
        for (const pqxx::row& row :
             sql(std::string("SELECT ") + column + ", count(*) FROM event_store WHERE tenant_id = $1 GROUP BY 1", tenant))
            want.insert(QString::fromUtf8(row[0].c_str()), row[1].as<int>());
        QCOMPARE(stats.value(QLatin1String(member)).toObject(), want);
    }
}

void TestStockDatabase::givesEveryRow()
{
    QFETCH(QByteArray, tenant);
    const auto reader = store::postgres::openPostgresReader(m_store.toStdString());
    QVERIFY(reader.ok());
    QVERIFY(reader.value()->selectTenant(*TenantId::tryFromString(tenant.toStdString())).ok());
    const pqxx::result rows = sql("SELECT id, aggregate_id, aggregate_type, event_type, event_version, event_data, metadata, "
                                  "to_char(timestamp, 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"'), sequence_number, causation_id, "
                                  "correlation_id, blockchain_tx_hash FROM event_store WHERE tenant_id = $1 "
                                  "ORDER BY timestamp, aggregate_id, sequence_number, id",
                                  tenant);
    store::PageRequest page;
    page.limitRows = 777;
    pqxx::result::size_type at = 0;
    do {
        const auto given = reader.value()->events(page, {});
        QVERIFY2(given.ok(), given.ok() ? "" : given.error().message.c_str());
        for (const Event& event : given.value().events) {
            QVERIFY(at < rows.size());
            const pqxx::row row = rows[at++];
            const std::vector<std::string> got = {event.id.toString(),
                                                  event.aggregateId.toString(),
                                                  event.aggregateType,
                                                  event.eventType,
                                                  std::to_string(event.eventVersion),
                                                  event.eventData,
                                                  event.metadata,
                                                  event.timestamp.toString(),
                                                  std::to_string(event.sequence.value()),
                                                  textOf(event.causationId),
                                                  textOf(event.correlationId),
                                                  event.blockchainTxHash.value_or("null")};
            for (int column = 0; column < static_cast<int>(got.size()); ++column)
                QCOMPARE(QString::fromStdString(got[static_cast<std::size_t>(column)]),
                         QString::fromStdString(textOrNull(row, column)));
        }
        page.after = given.value().next;
    } while (page.after);
    QCOMPARE(at, rows.size());
}

void TestStockDatabase::flagsEveryScar()
{
    QMap<QByteArray, int> seen;
    for (const QByteArray tenant : {"11111111-1111-4111-8111-111111111111", "22222222-2222-4222-8222-222222222222"}) {
        const AuditRun run = audit(tenant, {QStringLiteral("events"), QStringLiteral("--format"), QStringLiteral("jsonl")});
        QVERIFY2(run.exitCode == 0, run.err.constData());
        QMap<QByteArray, QSet<QByteArray>> flagged;
        const auto lines = run.lines();
        for (const QByteArray& line : lines) {
            if (!line.contains("\"flags\":")) continue;
            const QJsonObject event = QJsonDocument::fromJson(line).object();
            for (const QJsonValue& flag : event.value(QStringLiteral("flags")).toArray())
                flagged[flag.toString().toLatin1()].insert(event.value(QStringLiteral("id")).toString().toLatin1());
        }
        QCOMPARE(lines.size(), sql("SELECT count(*) FROM event_store WHERE tenant_id = $1", tenant).front()[0].as<qsizetype>());
        for (const Scar& scar : scars()) {
            const QSet<QByteArray> want = idsOf(sql(scar.sql, tenant));
            QVERIFY2(flagged.take(scar.kind) == want, scar.kind);
            seen[scar.kind] += static_cast<int>(want.size());
        }
        QVERIFY2(flagged.isEmpty(), "a kind of flag that SQL knows nothing of");
    }
    for (const Scar& scar : scars()) QVERIFY2(seen.value(scar.kind) > 0, scar.kind);
}

void TestStockDatabase::listsEveryAggregate()
{
    QFETCH(QByteArray, tenant);
    const AuditRun run = audit(tenant, {QStringLiteral("--json"), QStringLiteral("aggregates")});
    QVERIFY2(run.exitCode == 0, run.err.constData());
    QMap<QString, int> got;
    for (const QJsonValue& row : run.json().value(QStringLiteral("aggregates")).toArray())
        got.insert(row.toObject().value(QStringLiteral("aggregate_id")).toString(),
                   row.toObject().value(QStringLiteral("events")).toInt());
    QMap<QString, int> want;
    for (const pqxx::row& row : sql("SELECT aggregate_id, count(*) FROM event_store WHERE tenant_id = $1 GROUP BY 1", tenant))
        want.insert(QString::fromLatin1(row[0].c_str()), row[1].as<int>());
    QCOMPARE(got, want);
}

QTEST_GUILESS_MAIN(TestStockDatabase)
#include "tst_stockdatabase.moc"
