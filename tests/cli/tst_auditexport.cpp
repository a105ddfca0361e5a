// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/cli/auditrun.h"
#include "tests/support/privatepostgres.h"

#include <QDir>
#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <future>
#include <memory>

namespace {

const QString kAcme = QStringLiteral("11111111-1111-4111-8111-111111111111");

}  // namespace

/// A case exported from a database, as found with its scars and after migration, has the same leaves as the database.
class TestAuditExport : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void keepsLeaves_data();
    void keepsLeaves();
    void goesOnWhileEventsCome();

private:
    /// Kinds of findings that are errors.
    [[nodiscard]] static QSet<QString> errorsOf(const QString& store, const QStringList& env);
    /// Signs the log as it stands.
    [[nodiscard]] bool checkpoint(const QStringList& env) const;
    /// Appends through the writer, and as the platform does, which leaves events without their place in the log, until it is told
    /// to end. Any thread. What went wrong; empty where nothing did.
    [[nodiscard]] QByteArray appendUntil(const std::atomic_bool& isEnough) const;
    /// `id hash` of every event, sorted, by the program itself.
    [[nodiscard]] QByteArray leavesOf(const QString& store) const;

    std::unique_ptr<vci::test::PrivatePostgres> m_cluster;
    QTemporaryDir m_dir;
    QString m_uri;
};

void TestAuditExport::initTestCase()
{
    auto cluster = vci::test::PrivatePostgres::start();
    if (!cluster.ok() && cluster.error().code == vci::ErrorCode::NotFound) QSKIP(cluster.error().message.c_str());
    QVERIFY2(cluster.ok(), cluster.ok() ? "" : cluster.error().message.c_str());
    m_cluster = std::move(cluster).value();
    const auto loaded = m_cluster->loadStock(QStringLiteral("stock"), 2000);
    if (!loaded.ok() && loaded.error().code == vci::ErrorCode::NotFound) QSKIP(loaded.error().message.c_str());
    QVERIFY2(loaded.ok(), loaded.ok() ? "" : loaded.error().message.c_str());
    m_uri = m_cluster->uri(QStringLiteral("stock"));
    for (const char* const odd :
         {"UPDATE event_store SET timestamp = 'infinity' WHERE id = (SELECT min(id::text)::uuid FROM event_store)",
          "UPDATE event_store SET event_data = '[1, 2.50, 90071992547409931234]' WHERE id = (SELECT max(id::text)::uuid FROM "
          "event_store)"})
        QVERIFY(m_cluster->runSql(QStringLiteral("stock"), QString::fromLatin1(odd)).ok());
}

QByteArray TestAuditExport::leavesOf(const QString& store) const
{
    return runShell(
               QStringLiteral("set -o pipefail; \"$AUDIT\" --store '%1' --tenant %2 events --format jsonl | \"$AUDIT\" leaf - "
                              "--json | grep -o '\"event_id\":\"[^\"]*\\|\"leaf_hash\":\"[0-9a-f]*' | paste - - | sort")
                   .arg(store, kAcme))
        .out;
}

void TestAuditExport::keepsLeaves_data()
{
    QTest::addColumn<bool>("migrated");
    QTest::newRow("stock") << false;
    QTest::newRow("hardened") << true;
}

void TestAuditExport::keepsLeaves()
{
    QFETCH(bool, migrated);
    if (migrated)
        QCOMPARE(runAudit({QStringLiteral("--store"), m_uri, QStringLiteral("db"), QStringLiteral("migrate")}).exitCode, 0);
    const QString file = m_dir.filePath(migrated ? QStringLiteral("hardened.vcase") : QStringLiteral("stock.vcase"));
    const AuditRun run = runAudit({QStringLiteral("--store"), m_uri, QStringLiteral("--tenant"), kAcme, QStringLiteral("export"),
                                   file, QStringLiteral("--json")});
    QVERIFY2(run.exitCode == 0, run.err.constData());
    const auto counted = m_cluster->query(QStringLiteral("stock"),
                                          QStringLiteral("SELECT count(*) FROM event_store WHERE tenant_id = '%1'").arg(kAcme));
    QCOMPARE(run.json().value(QStringLiteral("events")).toInt(), counted.value().toInt());
    const QByteArray leaves = leavesOf(m_uri);
    QCOMPARE(leaves.count('\n'), counted.value().toInt());
    QCOMPARE(leavesOf(file), leaves);
    const AuditRun stats = runAudit({QStringLiteral("--store"), file, QStringLiteral("stats"), QStringLiteral("--json")});
    QCOMPARE(stats.exitCode, 0);
    QCOMPARE(stats.json().value(QStringLiteral("aggregates")).toInt(),
             m_cluster
                 ->query(QStringLiteral("stock"),
                         QStringLiteral("SELECT count(DISTINCT aggregate_id) FROM event_store WHERE tenant_id = '%1'").arg(kAcme))
                 .value()
                 .toInt());
}

QSet<QString> TestAuditExport::errorsOf(const QString& store, const QStringList& env)
{
    const AuditRun run = runAudit(
        {QStringLiteral("--store"), store, QStringLiteral("--tenant"), kAcme, QStringLiteral("verify"), QStringLiteral("--json")},
        {}, env);
    QSet<QString> kinds;
    if (run.exitCode > 1 && run.exitCode != 5) kinds << QString::fromUtf8(run.err);
    for (const QJsonValue& one : run.json().value(QStringLiteral("findings")).toArray())
        if (one.toObject().value(QStringLiteral("severity")) == QLatin1String("error"))
            kinds << one.toObject().value(QStringLiteral("kind")).toString();
    // Those of the server are none of a file.
    kinds.remove(QStringLiteral("schema_weakened"));
    return kinds;
}

bool TestAuditExport::checkpoint(const QStringList& env) const
{
    return runAudit({QStringLiteral("--store"), m_uri, QStringLiteral("--tenant"), kAcme, QStringLiteral("log"),
                     QStringLiteral("checkpoint")},
                    {}, env)
               .exitCode == 0;
}

QByteArray TestAuditExport::appendUntil(const std::atomic_bool& isEnough) const
{
    for (int seed = 1; !isEnough; ++seed) {
        const AuditRun run =
            runAudit({QStringLiteral("--store"), m_uri, QStringLiteral("--tenant"), kAcme, QStringLiteral("generate"),
                      QStringLiteral("--calls"), QStringLiteral("15"), QStringLiteral("--seed"), QString::number(seed)});
        const auto platform = m_cluster->runSql(
            QStringLiteral("stock"),
            QStringLiteral(
                "INSERT INTO event_store (id, aggregate_id, aggregate_type, event_type, event_version, event_data, metadata, "
                "sequence_number, tenant_id) SELECT gen_random_uuid(), gen_random_uuid(), 'Call', 'CallOnHold', 1, '{}', "
                "'{}', 1, '%1' FROM generate_series(1, 20)")
                .arg(kAcme));
        if (run.exitCode != 0) return run.err;
        if (!platform.ok()) return QByteArray::fromStdString(platform.error().message);
    }
    return {};
}

void TestAuditExport::goesOnWhileEventsCome()
{
    const QStringList env = {QStringLiteral("VCI_KEY=") + m_dir.filePath(QStringLiteral("log.key")),
                             QStringLiteral("VCI_JOURNAL=") + m_dir.filePath(QStringLiteral("journal")),
                             QStringLiteral("VCI_PINS=") + m_dir.filePath(QStringLiteral("pins")),
                             QStringLiteral("VCI_TRUST=") + m_dir.filePath(QStringLiteral("trust.json"))};
    QVERIFY(QDir(m_dir.path()).mkdir(QStringLiteral("journal")));
    QCOMPARE(runAudit({QStringLiteral("--store"), m_uri, QStringLiteral("db"), QStringLiteral("migrate")}).exitCode, 0);
    const AuditRun key = runAudit({QStringLiteral("--store"), m_uri, QStringLiteral("log"), QStringLiteral("key"),
                                   QStringLiteral("generate"), m_dir.filePath(QStringLiteral("log.key"))});
    QVERIFY2(key.exitCode == 0, key.err.constData());
    QFile trust(m_dir.filePath(QStringLiteral("trust.json")));
    QVERIFY(trust.open(QIODevice::WriteOnly));
    trust.write("{\"keys\":[\"" + key.out.trimmed() + "\"]}");
    trust.close();

    // What the stock's own scars give, and nothing that writing beside it adds.
    const QSet<QString> scars = errorsOf(m_uri, env);
    std::atomic_bool isEnough = false;
    auto writer = std::async(std::launch::async, [&] { return appendUntil(isEnough); });
    int first = 0;
    for (int round = 0; round < 3; ++round) {
        const bool isSigned = checkpoint(env);
        const QString file = m_dir.filePath(QStringLiteral("live%1.vcase").arg(round));
        const AuditRun made = runAudit({QStringLiteral("--store"), m_uri, QStringLiteral("--tenant"), kAcme,
                                        QStringLiteral("export"), file, QStringLiteral("--json")},
                                       {}, env);
        if (round == 2) {
            isEnough = true;
            QCOMPARE(writer.get(), QByteArray());
        }
        QVERIFY(isSigned);
        QVERIFY2(made.exitCode == 0, made.err.constData());
        const QJsonObject outcome = made.json();
        QCOMPARE(outcome.value(QStringLiteral("proved")), outcome.value(QStringLiteral("tree_size")));
        const int events = outcome.value(QStringLiteral("events")).toInt();
        if (round == 0) first = events;
        if (round == 2) QVERIFY(events > first);
        QCOMPARE(errorsOf(file, env), scars);
    }
}

QTEST_GUILESS_MAIN(TestAuditExport)
#include "tst_auditexport.moc"
