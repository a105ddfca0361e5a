// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/cli/auditrun.h"
#include "tests/support/anvil.h"
#include "tests/support/privatepostgres.h"

#include <QDir>
#include <QFile>
#include <QMap>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

using namespace vci::test;

namespace {

const QString kAcme = QStringLiteral("11111111-1111-4111-8111-111111111111");
const QString kBorealis = QStringLiteral("22222222-2222-4222-8222-222222222222");
constexpr int kCalls = 200;

/// Out of the way of a superuser: what the database does against its own owner.
const QString kDisarm = QStringLiteral("DO $$ DECLARE one name; BEGIN "
                                       "FOR one IN SELECT evtname FROM pg_event_trigger LOOP "
                                       "EXECUTE format('ALTER EVENT TRIGGER %I DISABLE', one); END LOOP; "
                                       "FOREACH one IN ARRAY ARRAY['event_store', 'event_log', 'checkpoints', 'log_heads'] LOOP "
                                       "EXECUTE format('ALTER TABLE %I DISABLE TRIGGER ALL', one); END LOOP; END $$; ");

QString placed(const QJsonObject& finding)
{
    const QJsonValue index = finding.value(QStringLiteral("log_index"));
    const QString kind = finding.value(QStringLiteral("kind")).toString();
    return index.isNull() ? kind : QStringLiteral("%1@%2").arg(kind).arg(index.toInteger());
}

}  // namespace

/// `verify` on a stock database, as it is found and after migration, signing and anchoring, and what a superuser can do to it.
class TestAuditVerify final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void stockIsNotCovered();
    void tampered_data();
    void tampered();
    void rebuiltToMatch_data();
    void rebuiltToMatch();
    void hiddenByAnIndex();
    void anOlderDump();
    void aLogTakenAway();
    void anAdoptionBrokenOff();

private:
    [[nodiscard]] AuditRun audit(const QString& database, const QString& tenant, const QStringList& words) const
    {
        return runAudit(QStringList{QStringLiteral("--store"), m_cluster->uri(database), QStringLiteral("--tenant"), tenant,
                                    QStringLiteral("--json")} +
                            words,
                        {}, m_env);
    }
    [[nodiscard]] AuditRun verify(const QString& database, const QString& tenant) const
    {
        return audit(database, tenant, {QStringLiteral("verify")});
    }
    /// A copy of the signed and anchored database; the pins of this row know it already.
    [[nodiscard]] QString copy();
    void sql(const QString& database, const QString& statements)
    {
        const auto done = m_cluster->runSql(database, statements);
        QVERIFY2(done.ok(), done.ok() ? "" : done.error().message.c_str());
    }
    /// A copy that has one more event, signed, so that every other copy is behind the journal. Empty where that failed.
    [[nodiscard]] QString signedLater();
    /// Errors that nothing else explains, but for those of the cluster's own settings and of what kDisarm did: "kind@log_index",
    /// "kind" where a finding has no place in the log.
    [[nodiscard]] static QStringList rootsOf(const AuditRun& run);
    /// Findings of whatever severity that the other run does not have and nothing else explains, as rootsOf() has them.
    [[nodiscard]] static QStringList unexplained(const AuditRun& run, const AuditRun& before);
    [[nodiscard]] static QJsonObject firstOf(const AuditRun& run, const QString& kind);
    /// The event at that place of Acme's log, by SQL.
    [[nodiscard]] QString eventAt(const QString& database, int logIndex);
    /// Everything that holds of a tenant that nobody touched.
    void isSound(const QString& database, const QString& tenant);

    QTemporaryDir m_dir;
    std::unique_ptr<PrivatePostgres> m_cluster;
    std::unique_ptr<Anvil> m_node;
    QStringList m_env;
    QString m_newer;  ///< of signedLater()
    int m_copies = 0;
};

QStringList TestAuditVerify::rootsOf(const AuditRun& run)
{
    QStringList roots;
    for (const QJsonValue& value : run.json().value(QStringLiteral("findings")).toArray()) {
        const QJsonObject one = value.toObject();
        if (one.value(QStringLiteral("severity")) == QLatin1String("error") && one.value(QStringLiteral("caused_by")).isNull() &&
            one.value(QStringLiteral("kind")) != QLatin1String("schema_weakened"))
            roots << placed(one);
    }
    roots.sort();
    return roots;
}

QStringList TestAuditVerify::unexplained(const AuditRun& run, const AuditRun& before)
{
    const auto known = [](const QJsonObject& one) {
        return one.value(QStringLiteral("kind")).toString() + one.value(QStringLiteral("aggregate_id")).toString() +
               one.value(QStringLiteral("message")).toString();
    };
    QStringList old;
    for (const QJsonValue& value : before.json().value(QStringLiteral("findings")).toArray()) old << known(value.toObject());
    QStringList roots;
    for (const QJsonValue& value : run.json().value(QStringLiteral("findings")).toArray()) {
        const QJsonObject one = value.toObject();
        if (one.value(QStringLiteral("caused_by")).isNull() && !old.contains(known(one)) &&
            one.value(QStringLiteral("kind")) != QLatin1String("schema_weakened"))
            roots << placed(one);
    }
    roots.sort();
    return roots;
}

QString TestAuditVerify::eventAt(const QString& database, int logIndex)
{
    return m_cluster
        ->query(
            database,
            QStringLiteral("SELECT event_id FROM event_log WHERE tenant_id = '%1' AND log_index = %2").arg(kAcme).arg(logIndex))
        .value();
}

QJsonObject TestAuditVerify::firstOf(const AuditRun& run, const QString& kind)
{
    for (const QJsonValue& value : run.json().value(QStringLiteral("findings")).toArray()) {
        if (value.toObject().value(QStringLiteral("kind")) == kind) return value.toObject();
    }
    return {};
}

void TestAuditVerify::initTestCase()
{
    auto cluster = PrivatePostgres::start();
    if (!cluster.ok() && cluster.error().code == vci::ErrorCode::NotFound) QSKIP(cluster.error().message.c_str());
    QVERIFY2(cluster.ok(), cluster.ok() ? "" : cluster.error().message.c_str());
    m_cluster = std::move(cluster).value();
    const auto loaded = m_cluster->loadStock(QStringLiteral("stock"), kCalls);
    if (!loaded.ok() && loaded.error().code == vci::ErrorCode::NotFound) QSKIP(loaded.error().message.c_str());
    QVERIFY2(loaded.ok(), loaded.ok() ? "" : loaded.error().message.c_str());
    auto node = Anvil::start();
    if (!node.ok() && node.error().code == vci::ErrorCode::NotFound) QSKIP(node.error().message.c_str());
    QVERIFY2(node.ok(), node.ok() ? "" : node.error().message.c_str());
    m_node = std::move(node).value();

    QVERIFY(QDir(m_dir.path()).mkpath(QStringLiteral("journal")));
    QFile trust(m_dir.filePath(QStringLiteral("trust.json")));
    QVERIFY(trust.open(QIODevice::WriteOnly) && trust.write("{}") == 2);
    trust.close();
    m_env = {QStringLiteral("VCI_KEY=") + m_dir.filePath(QStringLiteral("a.key")),
             QStringLiteral("VCI_JOURNAL=") + m_dir.filePath(QStringLiteral("journal")),
             QStringLiteral("VCI_PINS=") + m_dir.filePath(QStringLiteral("pins")),
             QStringLiteral("VCI_TRUST=") + m_dir.filePath(QStringLiteral("trust.json"))};
    QVERIFY(m_cluster->createDatabase(QStringLiteral("hardened"), QStringLiteral("TEMPLATE stock")).ok());
    const QString database = QStringLiteral("hardened");
    const AuditRun migrated =
        audit(database, kAcme,
              {QStringLiteral("db"), QStringLiteral("migrate"), QStringLiteral("--platform-login"), QStringLiteral("postgres")});
    QVERIFY2(migrated.exitCode == 0, migrated.err.constData());
    const AuditRun key = audit(
        database, kAcme,
        {QStringLiteral("log"), QStringLiteral("key"), QStringLiteral("generate"), m_dir.filePath(QStringLiteral("a.key"))});
    QVERIFY2(key.exitCode == 0, key.err.constData());
    QVERIFY(trust.open(QIODevice::WriteOnly));
    trust.write(QJsonDocument(QJsonObject{{QStringLiteral("keys"), QJsonArray{key.json().value(QStringLiteral("verifier_key"))}},
                                          {QStringLiteral("chain_id"), qint64{Anvil::kChain}},
                                          {QStringLiteral("senders"), QJsonArray{QString::fromStdString(m_node->account(0))}},
                                          {QStringLiteral("endpoints"), QJsonArray{QString::fromStdString(m_node->url())}}})
                    .toJson());
    trust.close();
    for (const QString& tenant : {kAcme, kBorealis}) {
        const AuditRun made = audit(database, tenant, {QStringLiteral("log"), QStringLiteral("checkpoint")});
        QVERIFY2(made.exitCode == 0, made.err.constData());
    }
    const QStringList anchor{QStringLiteral("log"), QStringLiteral("anchor")};
    const AuditRun sent = audit(database, kAcme, anchor);
    QVERIFY2(sent.exitCode == 0, sent.err.constData());
    QCOMPARE(sent.json().value(QStringLiteral("members")).toInt(), 2);
    m_node->mine(3);
    QVERIFY(audit(database, kAcme, anchor).json().value(QStringLiteral("final")).toBool());
}

QString TestAuditVerify::copy()
{
    const QString name = QStringLiteral("copy%1").arg(++m_copies);
    if (const auto made = m_cluster->createDatabase(name, QStringLiteral("TEMPLATE hardened")); !made.ok())
        qFatal("%s", made.error().message.c_str());
    m_env[2] = QStringLiteral("VCI_PINS=") + m_dir.filePath(QStringLiteral("pins%1").arg(m_copies));
    return name;
}

void TestAuditVerify::isSound(const QString& database, const QString& tenant)
{
    const AuditRun run = verify(database, tenant);
    QVERIFY2(!run.crashed, run.err.constData());
    QCOMPARE(rootsOf(run), QStringList());
    const QJsonObject coverage = run.json().value(QStringLiteral("coverage")).toObject();
    QCOMPARE(coverage.value(QStringLiteral("verified")), run.json().value(QStringLiteral("events")));
    QVERIFY(run.json().value(QStringLiteral("events")).toInt() > 500);
}

void TestAuditVerify::stockIsNotCovered()
{
    for (const QString& tenant : {kAcme, kBorealis}) {
        const AuditRun run = verify(QStringLiteral("stock"), tenant);
        QCOMPARE(run.exitCode, 0);
        QCOMPARE(run.json().value(QStringLiteral("badge")).toString(), QStringLiteral("not_covered"));
        QVERIFY(run.json().value(QStringLiteral("origin")).isNull());
    }
    const AuditRun foreign = audit(QStringLiteral("stock"), kAcme, {QStringLiteral("verify"), QStringLiteral("--foreign")});
    QVERIFY2(foreign.exitCode == 0 || foreign.exitCode == 1, foreign.err.constData());
    QCOMPARE(
        audit(QStringLiteral("stock"), kAcme, {QStringLiteral("verify"), QStringLiteral("--require"), QStringLiteral("signed")})
            .exitCode,
        5);
}

void TestAuditVerify::tampered_data()
{
    QTest::addColumn<QString>("statements");
    QTest::addColumn<QStringList>("roots");
    // ACME is the tenant, LAST the last place of its log, AT n the id of the event at place n.
    const auto row = [](const char* name, QString statements, const QStringList& roots) {
        static const QRegularExpression at(QStringLiteral("AT (\\d+)"));
        statements.replace(at, QStringLiteral("(SELECT event_id FROM event_log WHERE tenant_id = ACME AND log_index = \\1)"));
        QTest::newRow(name) << statements.replace(QLatin1String("ACME"), QLatin1Char('\'') + kAcme + QLatin1Char('\'')) << roots;
    };
    const auto s = [](const char* text) { return QString::fromLatin1(text); };
    row("nothing", s("SELECT 1"), {});
    row("a digit", s("UPDATE event_store SET event_data = jsonb_set(event_data, '{confidence}', '0.1234') WHERE id = AT 103"),
        {s("event_altered@103")});
    row("one deleted", s("DELETE FROM event_store WHERE id = AT 103"), {s("event_missing@103")});
    row("one deleted with its entry",
        s("DELETE FROM event_store WHERE id = AT 103; DELETE FROM event_log WHERE tenant_id = ACME AND log_index = 103"),
        {s("log_gap@103")});
    row("the tail deleted",
        s("DELETE FROM event_store WHERE id IN (SELECT event_id FROM event_log WHERE tenant_id = ACME AND log_index >= 500); "
          "DELETE FROM event_log WHERE tenant_id = ACME AND log_index >= 500; "
          "UPDATE log_heads SET size = 500 WHERE tenant_id = ACME; DELETE FROM checkpoints WHERE tenant_id = ACME"),
        {s("log_truncated@500")});
    row("the tail of the log deleted", s("DELETE FROM event_log WHERE tenant_id = ACME AND log_index >= 500"),
        {s("log_truncated@500")});
    row("two swapped",
        s("UPDATE event_store AS e SET event_data = o.event_data FROM event_store AS o, event_log AS l, event_log AS m WHERE "
          "l.tenant_id = ACME AND m.tenant_id = ACME AND e.id = l.event_id AND o.id = m.event_id AND "
          "((l.log_index = 100 AND m.log_index = 200) OR (l.log_index = 200 AND m.log_index = 100))"),
        {s("event_altered@100"), s("event_altered@200")});
    row("two entries swapped",
        s("CREATE TEMP TABLE swapped AS SELECT 300 - log_index AS log_index, event_id, leaf_hash FROM event_log WHERE tenant_id "
          "= ACME AND log_index IN (100, 200); UPDATE event_log AS l SET event_id = gen_random_uuid() WHERE tenant_id = ACME AND "
          "log_index IN (100, 200); UPDATE event_log AS l SET event_id = s.event_id, leaf_hash = s.leaf_hash FROM swapped AS s "
          "WHERE l.tenant_id = ACME AND l.log_index = s.log_index"),
        {s("log_root_mismatch@0")});
    row("one backdated",
        s("INSERT INTO event_store (id, aggregate_id, aggregate_type, event_type, event_version, event_data, metadata, "
          "timestamp, sequence_number, tenant_id) VALUES ('00000000-0000-4000-8000-000000000001', "
          "'00000000-0000-4000-8000-000000000002', 'Call', 'CallInitiated', 1, '{}', '{}', '2020-01-01', 1, ACME)"),
        {s("event_unlogged")});
    row("one backdated in an aggregate",
        s("INSERT INTO event_store (id, aggregate_id, aggregate_type, event_type, event_version, event_data, metadata, "
          "timestamp, sequence_number, causation_id, tenant_id) SELECT '00000000-0000-4000-8000-000000000001', aggregate_id, "
          "aggregate_type, 'CallOnHold', 1, '{}', '{}', timestamp - interval '1 year', sequence_number, "
          "'00000000-0000-4000-8000-000000000009', tenant_id FROM event_store WHERE id = AT 103"),
        {s("event_unlogged")});
    const QString asAdopted = s(
        "INSERT INTO event_store (id, aggregate_id, aggregate_type, event_type, event_version, event_data, metadata, timestamp, "
        "sequence_number, tenant_id, adopted) VALUES ('00000000-0000-4000-8000-000000000001', "
        "'00000000-0000-4000-8000-000000000002', 'Call', 'CallInitiated', 1, '{}', '{}', '2020-01-01', 1, ACME, true); ");
    row("one planted as adopted", asAdopted, {s("event_unlogged")});
    row("one planted as adopted, an order laid down",
        asAdopted + s("INSERT INTO event_adoption VALUES (ACME, 1000000, '00000000-0000-4000-8000-000000000001')"),
        {s("event_unlogged")});
    row("one planted as adopted, the head gone", asAdopted + s("DELETE FROM log_heads WHERE tenant_id = ACME"),
        {s("event_unlogged"), s("log_gap@0")});
    const QString planted = s(
        "INSERT INTO event_store (id, aggregate_id, aggregate_type, event_type, event_version, event_data, metadata, timestamp, "
        "sequence_number, tenant_id) VALUES ('00000000-0000-0000-0000-000000000000', '00000000-0000-4000-8000-000000000002', "
        "'Call', 'CallInitiated', 1, '{}', '{}', '-infinity', 1, ACME); ");
    row("one planted before all others", planted, {s("event_unlogged")});
    row("one planted, its entry below the log",
        planted + s("ALTER TABLE event_log DROP CONSTRAINT event_log_log_index_check; INSERT INTO event_log SELECT tenant_id, "
                    "log_id, -1, '00000000-0000-0000-0000-000000000000', leaf_hash FROM event_log WHERE tenant_id = ACME AND "
                    "log_index = 0"),
        {s("event_unlogged")});
    row("one planted, one in the queue that has its entry",
        planted + s("INSERT INTO event_queue (tenant_id, event_id, aggregate_id, sequence_number) SELECT ACME, id, aggregate_id, "
                    "sequence_number FROM event_store WHERE id = AT 103"),
        {s("event_unlogged")});
    row("one planted, the head set back", planted + s("UPDATE log_heads SET size = size - 1 WHERE tenant_id = ACME"),
        {s("event_unlogged"), s("log_gap@LAST")});
    row("the head gone", s("DELETE FROM log_heads WHERE tenant_id = ACME"), {s("log_gap@0")});
    row("the head set back", s("UPDATE log_heads SET size = size - 1 WHERE tenant_id = ACME"), {s("log_gap@LAST")});
    row("an aggregate taken out of the list",
        s("DELETE FROM aggregates WHERE tenant_id = ACME AND aggregate_id = (SELECT aggregate_id FROM event_store WHERE id = AT "
          "103)"),
        {s("read_model_drift")});
    row("an aggregate taken out of what the list is paged by",
        s("DELETE FROM aggregate_activity WHERE tenant_id = ACME AND aggregate_id = (SELECT aggregate_id FROM event_store WHERE "
          "id = AT 103)"),
        {s("read_model_drift")});
    row("an aggregate moved down for good",
        s("UPDATE aggregate_activity SET stale = true, last_timestamp = '0001-01-01', refreshed_at = 'infinity' WHERE "
          "tenant_id = ACME AND aggregate_id = (SELECT aggregate_id FROM event_store WHERE id = AT 103)"),
        {s("read_model_drift")});
    row("what the list says of an aggregate",
        s("UPDATE aggregates SET last_event_type = 'CallFailed ' WHERE tenant_id = ACME AND aggregate_id = (SELECT aggregate_id "
          "FROM event_store WHERE id = AT 103)"),
        {s("read_model_drift")});
    row("checkpoints deleted", s("DELETE FROM checkpoints WHERE tenant_id = ACME"), {s("checkpoint_missing@LAST")});
    row("a checkpoint's text", s("UPDATE checkpoints SET note = replace(note, E'\\n\\n', E'x\\n\\n') WHERE tenant_id = ACME"),
        {s("checkpoint_signature_invalid@LAST")});
    row("an anchor's root", s("UPDATE anchors SET root = sha256('x')"), {s("anchor_mismatch@LAST")});
}

void TestAuditVerify::tampered()
{
    QFETCH(QString, statements);
    QFETCH(QStringList, roots);
    const QString database = copy();
    const QString last =
        m_cluster->query(database, QStringLiteral("SELECT size - 1 FROM log_heads WHERE tenant_id = '%1'").arg(kAcme)).value();
    roots.replaceInStrings(QStringLiteral("LAST"), last);
    const AuditRun before = verify(database, kAcme);
    isSound(database, kAcme);
    QMap<int, QString> ids;
    for (const int index : {100, 103, 200}) ids[index] = eventAt(database, index);
    sql(database, kDisarm + statements);
    const AuditRun run = verify(database, kAcme);
    QVERIFY2(!run.crashed, run.err.constData());
    QCOMPARE(run.exitCode, 1);
    QCOMPARE(rootsOf(run), roots);
    QCOMPARE(unexplained(run, before), roots);
    // An event is named by its id, whatever else is left of it.
    for (const QJsonValue& value : run.json().value(QStringLiteral("findings")).toArray()) {
        const QJsonObject one = value.toObject();
        const QString kind = one.value(QStringLiteral("kind")).toString();
        const int index = one.value(QStringLiteral("log_index")).toInt(-1);
        if (kind == QLatin1String("event_altered") || kind == QLatin1String("event_missing"))
            QCOMPARE(one.value(QStringLiteral("event_id")).toString(), ids.value(index));
        if (kind == QLatin1String("event_unlogged"))
            QVERIFY(one.value(QStringLiteral("event_id")).toString().startsWith(QLatin1String("00000000-0000-")) ||
                    roots.front().startsWith(QLatin1String("log_truncated")));
    }
    if (roots.value(0).startsWith(QLatin1String("anchor_mismatch"))) return;  // one transaction anchors every tenant
    isSound(database, kBorealis);
}

void TestAuditVerify::rebuiltToMatch_data()
{
    QTest::addColumn<QString>("root");
    QTest::newRow("the checkpoints gone") << QStringLiteral("gone");
    QTest::newRow("their roots made to match") << QStringLiteral("column");
    QTest::newRow("signed with a key of the forger's") << QStringLiteral("own key");
    QTest::newRow("signed with the stolen key") << QStringLiteral("stolen key");
    QTest::newRow("signed with the stolen key, for one who never looked") << QStringLiteral("stolen key, no pin");
}

void TestAuditVerify::rebuiltToMatch()
{
    QFETCH(QString, root);
    const QString database = copy();
    if (!root.endsWith(QLatin1String("no pin"))) isSound(database, kAcme);
    sql(database, kDisarm + QStringLiteral("UPDATE event_store SET event_data = event_data || '{\"amount\":1}' WHERE id = '%1'")
                                .arg(eventAt(database, 100)));
    const AuditRun run = audit(database, kAcme, {QStringLiteral("verify"), QStringLiteral("--event"), eventAt(database, 100)});
    const QJsonObject altered = firstOf(run, QStringLiteral("event_altered"));
    QCOMPARE(placed(altered), QStringLiteral("event_altered@100"));
    sql(database, QStringLiteral("UPDATE event_log SET leaf_hash = '\\x%1' WHERE tenant_id = '%2' AND log_index = 100")
                      .arg(altered.value(QStringLiteral("found")).toString(), kAcme));
    if (root == QLatin1String("column")) {
        sql(database, QStringLiteral("UPDATE checkpoints SET root_hash = sha256('x') WHERE tenant_id = '%1'").arg(kAcme));
    } else {
        sql(database, QStringLiteral("DELETE FROM checkpoints WHERE tenant_id = '%1'").arg(kAcme));
    }
    if (root.contains(QLatin1String("key"))) {
        // The log's own tools, without the journal that would have refused.
        const QString folder = m_dir.filePath(QStringLiteral("forger%1").arg(m_copies));
        QVERIFY(QDir().mkpath(folder + QStringLiteral("/journal")));
        const QStringList honest = m_env;
        m_env[1] = QStringLiteral("VCI_JOURNAL=") + folder + QStringLiteral("/journal");
        if (root == QLatin1String("own key")) {
            m_env[0] = QStringLiteral("VCI_KEY=") + folder + QStringLiteral("/a.key");
            QCOMPARE(audit(database, kAcme,
                           {QStringLiteral("log"), QStringLiteral("key"), QStringLiteral("generate"),
                            folder + QStringLiteral("/a.key")})
                         .exitCode,
                     0);
        }
        const AuditRun forged = audit(database, kAcme, {QStringLiteral("log"), QStringLiteral("checkpoint")});
        m_env = honest;
        QVERIFY2(forged.exitCode == 0, forged.err.constData());
    }
    if (root.endsWith(QLatin1String("no pin"))) {
        m_env[1] = QStringLiteral("VCI_JOURNAL=");
        m_env[2] = QStringLiteral("VCI_PINS=") + m_dir.filePath(QStringLiteral("newcomer"));
    }
    const AuditRun found = verify(database, kAcme);
    m_env[1] = QStringLiteral("VCI_JOURNAL=") + m_dir.filePath(QStringLiteral("journal"));
    QCOMPARE(found.exitCode, 1);
    QCOMPARE(rootsOf(found), QStringList{QStringLiteral("log_root_mismatch@0")});
    QCOMPARE(found.json().value(QStringLiteral("coverage")).toObject().value(QStringLiteral("verified")).toInt(), 0);
    isSound(database, kBorealis);
}

QString TestAuditVerify::signedLater()
{
    // One size has one note.
    if (!m_newer.isEmpty()) return m_newer;
    const QString newer = copy();
    QFile line(m_dir.filePath(QStringLiteral("more.jsonl")));
    if (!line.open(QIODevice::WriteOnly) || line.write(eventLine(kCallA, "CallInitiated", "{}")) < 0) return {};
    line.close();
    const AuditRun appended = audit(newer, kAcme, {QStringLiteral("append"), line.fileName()});
    const AuditRun checkpoint = audit(newer, kAcme, {QStringLiteral("log"), QStringLiteral("checkpoint")});
    if (appended.exitCode == 0 && checkpoint.exitCode == 0) m_newer = newer;
    return m_newer;
}

void TestAuditVerify::anOlderDump()
{
    const QString older = copy();
    const QString newer = signedLater();
    QVERIFY(!newer.isEmpty());
    QCOMPARE(
        verify(newer, kAcme).json().value(QStringLiteral("coverage")).toObject().value(QStringLiteral("signed_only")).toInt(), 1);
    const AuditRun run = verify(older, kAcme);
    QCOMPARE(run.exitCode, 1);
    QCOMPARE(
        rootsOf(run),
        QStringList{
            QStringLiteral("log_truncated@%1").arg(verify(newer, kAcme).json().value(QStringLiteral("events")).toInt() - 1)});
    isSound(older, kBorealis);
}

void TestAuditVerify::aLogTakenAway()
{
    const QString database = copy();
    sql(database, kDisarm + QStringLiteral("DROP TABLE event_log CASCADE"));
    const AuditRun run = verify(database, kAcme);
    QCOMPARE(run.exitCode, 3);
    QCOMPARE(run.errorCode(), QStringLiteral("damaged"));
    QVERIFY2(run.err.contains("event_log"), run.err.constData());
}

void TestAuditVerify::hiddenByAnIndex()
{
    // An entry that the key does not lead to: a walk in the order of the log never meets it, a search by event finds it.
    const QString database = copy();
    sql(database,
        kDisarm +
            QStringLiteral("INSERT INTO event_store (id, aggregate_id, aggregate_type, event_type, event_version, event_data, "
                           "metadata, timestamp, sequence_number, tenant_id) VALUES ('00000000-0000-4000-8000-000000000001', "
                           "'00000000-0000-4000-8000-000000000002', 'Call', 'CallInitiated', 1, '{}', '{}', '2020-01-01', 1, "
                           "'%1'); UPDATE pg_index SET indisready = false WHERE indexrelid = 'event_log_pkey'::regclass; "
                           "INSERT INTO event_log SELECT tenant_id, log_id, 99999999, '00000000-0000-4000-8000-000000000001', "
                           "leaf_hash FROM event_log WHERE tenant_id = '%1' AND log_index = 0; UPDATE pg_index SET indisready = "
                           "true WHERE indexrelid = 'event_log_pkey'::regclass; ALTER DATABASE %2 SET enable_seqscan = off; "
                           "ALTER DATABASE %2 SET enable_bitmapscan = off; ALTER DATABASE %2 SET enable_sort = off")
                .arg(kAcme, database));
    const AuditRun run = verify(database, kAcme);
    QCOMPARE(run.exitCode, 3);
    QCOMPARE(run.errorCode(), QStringLiteral("damaged"));
    QVERIFY2(run.err.contains("an index of its table event_log does not hold all rows"), run.err.constData());
    sql(database, QStringLiteral("REINDEX TABLE event_log"));
    const AuditRun again = verify(database, kAcme);
    QCOMPARE(again.exitCode, 1);
    QVERIFY2(!rootsOf(again).isEmpty(), again.out.constData());
}

void TestAuditVerify::anAdoptionBrokenOff()
{
    const QString database = copy();
    QVERIFY(!signedLater().isEmpty());
    sql(database, kDisarm + QStringLiteral("ALTER TABLE event_log ADD CONSTRAINT broken CHECK (log_index < 0) NOT VALID"));
    const AuditRun adopted = audit(
        database, kAcme, {QStringLiteral("db"), QStringLiteral("adopt"), QStringLiteral("--reason"), QStringLiteral("a test")});
    QVERIFY2(adopted.exitCode == 3, adopted.err.constData());
    sql(database, QStringLiteral("ALTER TABLE event_log DROP CONSTRAINT broken"));
    QCOMPARE(rootsOf(verify(database, kAcme)), QStringList());
    const AuditRun sequenced = audit(database, kAcme, {QStringLiteral("log"), QStringLiteral("sequence")});
    QVERIFY2(sequenced.exitCode == 0, sequenced.err.constData());
    QCOMPARE(rootsOf(verify(database, kAcme)), QStringList());
}

QTEST_GUILESS_MAIN(TestAuditVerify)
#include "tst_auditverify.moc"
