// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/cli/auditrun.h"
#include "tests/support/privatepostgres.h"

#include <QTemporaryDir>
#include <QTest>

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

private:
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

QTEST_GUILESS_MAIN(TestAuditExport)
#include "tst_auditexport.moc"
