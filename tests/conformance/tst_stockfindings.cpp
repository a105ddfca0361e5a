// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/cli/auditrun.h"
#include "tests/support/anvil.h"
#include "tests/support/privatepostgres.h"

#include <QDir>
#include <QFile>
#include <QMap>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

using namespace vci::test;

namespace {

const QString kAcme = QStringLiteral("11111111-1111-4111-8111-111111111111");
const QString kBorealis = QStringLiteral("22222222-2222-4222-8222-222222222222");
const QString kStock = QStringLiteral("stock");
const QString kHardened = QStringLiteral("hardened");

/// VCI_STOCK_CALLS=20000 makes the stock database at full size: minutes.
int stockCalls()
{
    const int asked = qEnvironmentVariableIntValue("VCI_STOCK_CALLS");
    return asked > 0 ? asked : 2000;
}

/// A kind of finding and where PROOF 4 says it stands, in SQL alone: rows of aggregate, sequence and event, empty where the
/// finding has none. TENANT stands for the tenant.
struct Rule {
    const char* kind;
    const char* sql;
};

constexpr Rule kRules[] = {
    {"sequence_gap", R"(
        WITH missing AS (
            SELECT aggregate_id, s FROM (SELECT aggregate_id, max(sequence_number) AS n FROM event_store
                WHERE tenant_id = TENANT GROUP BY 1) AS last, generate_series(1, n) AS s
            EXCEPT SELECT aggregate_id, sequence_number FROM event_store WHERE tenant_id = TENANT),
        runs AS (SELECT *, s - row_number() OVER (PARTITION BY aggregate_id ORDER BY s) AS run FROM missing)
        SELECT aggregate_id, min(s), NULL FROM runs GROUP BY aggregate_id, run)"},
    {"sequence_duplicate", R"(
        SELECT aggregate_id, sequence_number, id FROM (
            SELECT *, row_number() OVER (PARTITION BY aggregate_id, sequence_number ORDER BY timestamp, id) AS nth
            FROM event_store WHERE tenant_id = TENANT) AS e WHERE nth > 1)"},
    {"timestamp_regression", R"(
        SELECT aggregate_id, sequence_number, id FROM (
            SELECT *, max(timestamp) OVER (PARTITION BY aggregate_id ORDER BY sequence_number, timestamp, id
                ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS latest
            FROM event_store WHERE tenant_id = TENANT) AS e WHERE timestamp < latest)"},
    {"causation_orphan", R"(
        SELECT aggregate_id, sequence_number, id FROM event_store AS e
        WHERE tenant_id = TENANT AND causation_id IS NOT NULL
          AND NOT EXISTS (SELECT FROM event_store AS c WHERE c.tenant_id = TENANT AND c.id = e.causation_id))"},
    // A cycle is named by the oldest of its events.
    {"causation_cycle", R"(
        WITH RECURSIVE up (start, at) AS (
            SELECT id, causation_id FROM event_store WHERE tenant_id = TENANT AND causation_id IS NOT NULL
            UNION SELECT start, causation_id FROM up JOIN event_store AS e ON e.id = at AND e.tenant_id = TENANT
            WHERE causation_id IS NOT NULL),
        members AS (SELECT start, min(at::text) AS cycle FROM up WHERE start IN (SELECT start FROM up WHERE at = start) GROUP BY 1)
        SELECT DISTINCT ON (cycle) aggregate_id, sequence_number, id FROM members JOIN event_store ON id = start
        ORDER BY cycle, timestamp)"},
    // float8 prints the shortest digits that give the same double, as RFC 8785 does. No rule of the catalogue adds anything but
    // amounts of credits.
    {"malformed_payload", R"(
        SELECT aggregate_id, sequence_number, id FROM event_store WHERE tenant_id = TENANT AND (
            jsonb_typeof(event_data) <> 'object'
            OR (event_type LIKE 'Credits%' AND event_data ? 'amount' AND jsonb_typeof(event_data -> 'amount') <> 'number')
            OR EXISTS (SELECT FROM jsonb_path_query(jsonb_build_array(event_data, metadata), '$.** ? (@.type() == "number")') AS number
                       WHERE number::numeric::float8::text::numeric <> number::numeric)))"},
    {"unknown_event_type", R"(
        SELECT aggregate_id, sequence_number, id FROM event_store WHERE tenant_id = TENANT AND event_type NOT IN (
            'CallInitiated', 'CallConnected', 'CallTransferred', 'CallOnHold', 'CallResumed', 'CallEnded', 'CallFailed',
            'CallRecordingStarted', 'CallRecordingStopped', 'CustomerCreated', 'CustomerUpdated', 'CustomerVerified',
            'CustomerVIPStatusChanged', 'CustomerBlocked', 'CustomerUnblocked', 'AgentLoggedIn', 'AgentLoggedOut',
            'AgentStatusChanged', 'AgentAssignedToCall', 'AgentPerformanceUpdated', 'AIResponseGenerated', 'AISentimentDetected',
            'AIIntentRecognized', 'AIModelTrained', 'AIEscalationTriggered', 'PaymentInitiated', 'PaymentCompleted',
            'PaymentFailed', 'RefundInitiated', 'RefundCompleted', 'CreditsPurchased', 'CreditsConsumed', 'CreditsRefunded',
            'CreditBalanceLow', 'LoginSuccessful', 'LoginFailed', 'PasswordChanged', 'MFAEnabled', 'MFADisabled',
            'SuspiciousActivityDetected', 'AccessDenied', 'LogRecovered'))"},
    {"invalid_tx_hash", R"(
        SELECT aggregate_id, sequence_number, id FROM event_store
        WHERE tenant_id = TENANT AND blockchain_tx_hash !~ '^0x[0-9a-fA-F]{64}$')"},
};

/// The platform's own rows, with --foreign: CallSummary beside the calls that have an event of a type that the projection names.
constexpr Rule kDrift = {"read_model_drift", R"(
    WITH e AS (
        SELECT *, row_number() OVER (PARTITION BY aggregate_id ORDER BY sequence_number, timestamp, id) AS at FROM event_store
        WHERE tenant_id = TENANT AND aggregate_type = 'Call' AND (event_type LIKE 'AI%' OR event_type IN ('CallInitiated',
            'CallConnected', 'CallTransferred', 'CallOnHold', 'CallResumed', 'CallEnded', 'CallFailed', 'CallRecordingStarted',
            'CallRecordingStopped'))),
    calls AS (
        SELECT aggregate_id::text AS id,
            (array_agg(event_data ->> 'caller_number' ORDER BY at DESC) FILTER (WHERE event_type = 'CallInitiated'))[1] AS caller,
            (array_agg(CASE event_type WHEN 'CallInitiated' THEN 'initiated' WHEN 'CallTransferred' THEN 'transferred'
                       WHEN 'CallOnHold' THEN 'on_hold' WHEN 'CallEnded' THEN 'completed' WHEN 'CallFailed' THEN 'failed'
                       ELSE 'connected' END ORDER BY at DESC)
             FILTER (WHERE event_type LIKE 'Call%' AND event_type NOT LIKE 'CallRecording%'))[1] AS status,
            (array_agg(event_data ->> 'total_duration_seconds' ORDER BY at DESC) FILTER (WHERE event_type = 'CallEnded'))[1] AS duration
        FROM e GROUP BY aggregate_id)
    SELECT coalesce(id, model_id), NULL, NULL FROM calls FULL JOIN (
        SELECT model_id, data FROM read_models WHERE tenant_id = TENANT AND model_type = 'CallSummary') AS rows ON model_id = id
    WHERE id IS NULL OR model_id IS NULL OR (id, caller, status, duration) IS DISTINCT FROM
        (data ->> 'call_id', data ->> 'caller_number', data ->> 'status', data ->> 'duration'))"};

/// Where a finding stands, as psql prints a row of the SQL above.
QString placeOf(const QJsonObject& finding)
{
    const QJsonValue sequence = finding.value(QStringLiteral("sequence_number"));
    return QStringLiteral("%1|%2|%3")
        .arg(finding.value(QStringLiteral("aggregate_id")).toString(),
             sequence.isNull() ? QString() : QString::number(sequence.toInteger()),
             finding.value(QStringLiteral("event_id")).toString());
}

}  // namespace

/// The stock database as it is found, migrated, and sequenced, signed and anchored: `verify` finds of each kind what SQL counts,
/// there and nowhere else.
class TestStockFindings final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void asFound();
    void migrated();
    void anchored();

private:
    [[nodiscard]] AuditRun audit(const QString& database, const QString& tenant, const QStringList& words) const
    {
        return runAudit(QStringList{QStringLiteral("--store"), m_cluster->uri(database), QStringLiteral("--tenant"), tenant,
                                    QStringLiteral("--json")} +
                            words,
                        {}, m_env);
    }
    /// The rows of a rule in a database, sorted.
    [[nodiscard]] QStringList rows(const QString& database, const QString& tenant, QString sql);
    /// verify --foreign of both tenants against SQL; what it gave for each.
    void findsWhatSqlFinds(const QString& database, QMap<QString, QJsonObject>& reports);
    [[nodiscard]] bool trust(const QString& key);

    QTemporaryDir m_dir;
    std::unique_ptr<PrivatePostgres> m_cluster;
    std::unique_ptr<Anvil> m_node;
    QStringList m_env;
};

bool TestStockFindings::trust(const QString& key)
{
    QFile file(m_dir.filePath(QStringLiteral("trust.json")));
    return file.open(QIODevice::WriteOnly) &&
           file.write(
               QJsonDocument(QJsonObject{{QStringLiteral("keys"), QJsonArray{key}},
                                         {QStringLiteral("chain_id"), qint64{Anvil::kChain}},
                                         {QStringLiteral("senders"), QJsonArray{QString::fromStdString(m_node->account(0))}},
                                         {QStringLiteral("endpoints"), QJsonArray{QString::fromStdString(m_node->url())}}})
                   .toJson()) > 0;
}

void TestStockFindings::initTestCase()
{
    auto cluster = PrivatePostgres::start();
    if (!cluster.ok() && cluster.error().code == vci::ErrorCode::NotFound) QSKIP(cluster.error().message.c_str());
    QVERIFY2(cluster.ok(), cluster.ok() ? "" : cluster.error().message.c_str());
    m_cluster = std::move(cluster).value();
    const auto loaded = m_cluster->loadStock(kStock, stockCalls());
    if (!loaded.ok() && loaded.error().code == vci::ErrorCode::NotFound) QSKIP(loaded.error().message.c_str());
    QVERIFY2(loaded.ok(), loaded.ok() ? "" : loaded.error().message.c_str());
    auto node = Anvil::start();
    if (!node.ok() && node.error().code == vci::ErrorCode::NotFound) QSKIP(node.error().message.c_str());
    QVERIFY2(node.ok(), node.ok() ? "" : node.error().message.c_str());
    m_node = std::move(node).value();
    QVERIFY(QDir(m_dir.path()).mkpath(QStringLiteral("journal")));
    m_env = {QStringLiteral("VCI_KEY=") + m_dir.filePath(QStringLiteral("a.key")),
             QStringLiteral("VCI_JOURNAL=") + m_dir.filePath(QStringLiteral("journal")),
             QStringLiteral("VCI_PINS=") + m_dir.filePath(QStringLiteral("pins")),
             QStringLiteral("VCI_TRUST=") + m_dir.filePath(QStringLiteral("trust.json"))};
    QFile nobody(m_dir.filePath(QStringLiteral("trust.json")));
    QVERIFY(nobody.open(QIODevice::WriteOnly) && nobody.write("{}") == 2);
}

QStringList TestStockFindings::rows(const QString& database, const QString& tenant, QString sql)
{
    sql.replace(QLatin1String("TENANT"), QLatin1Char('\'') + tenant + QLatin1Char('\''));
    const auto printed = m_cluster->query(database, sql);
    if (!printed.ok()) qFatal("%s", printed.error().message.c_str());
    QStringList lines = printed.value().split(QLatin1Char('\n'), Qt::SkipEmptyParts);
    lines.sort();
    return lines;
}

void TestStockFindings::findsWhatSqlFinds(const QString& database, QMap<QString, QJsonObject>& reports)
{
    QMap<QString, qsizetype> everywhere;
    for (const QString& tenant : {kAcme, kBorealis}) {
        const AuditRun run = audit(database, tenant, {QStringLiteral("verify"), QStringLiteral("--foreign")});
        QVERIFY2(!run.crashed && (run.exitCode == 0 || run.exitCode == 1), run.err.constData());
        reports[tenant] = run.json();
        QMap<QString, QStringList> found;
        for (const QJsonValue& value : run.json().value(QStringLiteral("findings")).toArray()) {
            const QJsonObject one = value.toObject();
            const QString kind = one.value(QStringLiteral("kind")).toString();
            found[kind] += placeOf(one);
            // Whatever the platform left behind was there before anybody promised anything: adopted, or stock.
            const bool isError = kind == QLatin1String("read_model_drift") || kind == QLatin1String("schema_weakened");
            QCOMPARE(one.value(QStringLiteral("severity")).toString(),
                     isError ? QStringLiteral("error") : QStringLiteral("warning"));
            QVERIFY2(one.value(QStringLiteral("caused_by")).isNull(), qPrintable(kind));
        }
        const auto compare = [&](const Rule& rule) {
            QStringList places = found.take(QString::fromLatin1(rule.kind));
            places.sort();
            const QStringList want = rows(database, tenant, QString::fromUtf8(rule.sql));
            everywhere[QString::fromLatin1(rule.kind)] += want.size();
            qInfo("%s %s %.4s: SQL %lld, verify %lld", qPrintable(database), rule.kind, qPrintable(tenant),
                  static_cast<long long>(want.size()), static_cast<long long>(places.size()));
            QVERIFY2(places == want, rule.kind);
        };
        for (const Rule& rule : kRules) compare(rule);
        compare(kDrift);
        // A cluster for tests runs without what keeps its data through a crash.
        const qsizetype weak =
            database == kStock ? 0
                               : rows(database, tenant,
                                      QStringLiteral("SELECT name FROM pg_settings WHERE setting = 'off' AND name IN ('fsync', "
                                                     "'full_page_writes', 'synchronous_commit', 'data_checksums')"))
                                     .size();
        QCOMPARE(found.take(QStringLiteral("schema_weakened")).size(), weak);
        QVERIFY2(found.isEmpty(), qPrintable(found.keys().join(QLatin1Char(' '))));
        QCOMPARE(QString::number(reports[tenant].value(QStringLiteral("events")).toInteger()),
                 rows(database, tenant, QStringLiteral("SELECT count(*) FROM event_store WHERE tenant_id = TENANT")).front());
    }
    for (auto count = everywhere.cbegin(); count != everywhere.cend(); ++count)
        QVERIFY2(count.value() > 0, qPrintable(count.key() + QStringLiteral(" is in neither tenant: nothing was compared")));
}

void TestStockFindings::asFound()
{
    QMap<QString, QJsonObject> reports;
    findsWhatSqlFinds(kStock, reports);
    for (const QJsonObject& report : std::as_const(reports))
        QCOMPARE(report.value(QStringLiteral("badge")).toString(), QStringLiteral("mismatch"));
    // The platform's rows are nobody's promise: without --foreign nothing of it is an error.
    const AuditRun own = audit(kStock, kAcme, {QStringLiteral("verify")});
    QCOMPARE(own.exitCode, 0);
    QCOMPARE(own.json().value(QStringLiteral("badge")).toString(), QStringLiteral("not_covered"));
    QCOMPARE(audit(kStock, kAcme, {QStringLiteral("verify"), QStringLiteral("--strict")}).exitCode, 1);
}

void TestStockFindings::migrated()
{
    QVERIFY(m_cluster->createDatabase(kHardened, QStringLiteral("TEMPLATE stock")).ok());
    const AuditRun run =
        audit(kHardened, kAcme,
              {QStringLiteral("db"), QStringLiteral("migrate"), QStringLiteral("--platform-login"), QStringLiteral("postgres")});
    QVERIFY2(run.exitCode == 0, run.err.constData());
    QMap<QString, QJsonObject> reports;
    findsWhatSqlFinds(kHardened, reports);
    // Right after a migration the planner knows nothing of the log: no page may read it once an event.
    const AuditRun events = audit(kHardened, kAcme, {QStringLiteral("events")});
    QVERIFY2(events.exitCode == 0, events.err.constData());
    QCOMPARE(qint64{events.json().value(QStringLiteral("events")).toArray().size()},
             reports[kAcme].value(QStringLiteral("events")).toInteger());
}

void TestStockFindings::anchored()
{
    for (const QString& tenant : {kAcme, kBorealis}) {
        const AuditRun sequenced = audit(kHardened, tenant, {QStringLiteral("log"), QStringLiteral("sequence")});
        QVERIFY2(sequenced.exitCode == 0, sequenced.err.constData());
    }
    const AuditRun key = audit(
        kHardened, kAcme,
        {QStringLiteral("log"), QStringLiteral("key"), QStringLiteral("generate"), m_dir.filePath(QStringLiteral("a.key"))});
    QVERIFY2(key.exitCode == 0, key.err.constData());
    QVERIFY(trust(key.json().value(QStringLiteral("verifier_key")).toString()));
    for (const QString& tenant : {kAcme, kBorealis}) {
        const AuditRun made = audit(kHardened, tenant, {QStringLiteral("log"), QStringLiteral("checkpoint")});
        QVERIFY2(made.exitCode == 0, made.err.constData());
    }
    const QStringList anchor{QStringLiteral("log"), QStringLiteral("anchor")};
    const AuditRun sent = audit(kHardened, kAcme, anchor);
    QVERIFY2(sent.exitCode == 0, sent.err.constData());
    QCOMPARE(sent.json().value(QStringLiteral("members")).toInt(), 2);
    m_node->mine(3);
    QVERIFY(audit(kHardened, kAcme, anchor).json().value(QStringLiteral("final")).toBool());

    QMap<QString, QJsonObject> reports;
    findsWhatSqlFinds(kHardened, reports);
    for (const QJsonObject& report : std::as_const(reports)) {
        QCOMPARE(report.value(QStringLiteral("coverage")).toObject().value(QStringLiteral("verified")),
                 report.value(QStringLiteral("events")));
        QVERIFY(report.value(QStringLiteral("anchors")).toArray().at(0).toObject().value(QStringLiteral("final")).toBool());
    }
}

QTEST_GUILESS_MAIN(TestStockFindings)
#include "tst_stockfindings.moc"
