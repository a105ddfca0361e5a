// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/store/postgres/attest.h"
#include "core/store/postgres/migrate.h"
#include "core/store/postgres/postgresstore.h"
#include "tests/support/privatepostgres.h"

#include <QFile>
#include <QtTest>

#include <pqxx/pqxx>

using namespace vci;
using namespace vci::store::postgres;
using test::PrivatePostgres;

namespace {

const TenantId kAcme = *TenantId::tryFromString("11111111-1111-4111-8111-111111111111");
const TenantId kBorealis = *TenantId::tryFromString("22222222-2222-4222-8222-222222222222");
constexpr int kCalls = 200;

/// What an upgrade may not touch, each as one number of rows and one hash.
const QString kHistory =
    QStringLiteral("SELECT (SELECT count(*) || md5(string_agg(e::text, E'\\n' ORDER BY e.id)) FROM event_store e), "
                   "(SELECT count(*) || md5(string_agg(l::text, E'\\n' ORDER BY l.tenant_id, l.log_index)) FROM event_log l), "
                   "(SELECT md5(string_agg(h::text, E'\\n' ORDER BY h.tenant_id)) FROM log_heads h), (SELECT log_id FROM logs)");

/// The steps up to `version`, as the program of that day did them.
Result<void> migrateTo(const std::string& uri, int version)
{
    VCI_TRY(const auto session, Session::open(uri));
    VCI_TRY(const MigrationPlan plan, planMigration(*session, {}));
    for (const Migration& migration : migrations()) {
        if (migration.version > version) break;
        VCI_CHECK(session->administer([&](pqxx::work& transaction) -> Result<void> {
            beginMigration(transaction, plan);
            transaction.exec(withSchema(migration.sql, plan.quotedSchema));
            transaction.exec("INSERT INTO " + plan.quotedSchema + ".schema_migrations (version, name, checksum) VALUES (" +
                             std::to_string(migration.version) + ", " + transaction.quote(std::string(migration.name)) + ", " +
                             transaction.quote(std::string(migration.checksum)) + ")");
            return {};
        }));
    }
    return {};
}

}  // namespace

/// A database that an earlier version of the program migrated, with its log, goes on under this one.
class TestUpgrade : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void fromAnEarlierStep_data();
    void fromAnEarlierStep();

private:
    std::unique_ptr<PrivatePostgres> m_cluster;
};

void TestUpgrade::initTestCase()
{
    if (!QFile::exists(QStringLiteral(VCI_SHARED_DIR "/stock/schema.sql"))) QSKIP("../shared is absent: stock");
    auto cluster = PrivatePostgres::start();
    QVERIFY2(cluster.ok(), cluster.ok() ? "" : cluster.error().message.c_str());
    m_cluster = std::move(cluster).value();
    const auto loaded = m_cluster->loadStock(QStringLiteral("stock"), kCalls);
    QVERIFY2(loaded.ok(), loaded.ok() ? "" : loaded.error().message.c_str());
}

void TestUpgrade::fromAnEarlierStep_data()
{
    QTest::addColumn<int>("version");
    // The takeover, steps 5 to 9, is one transaction: no database stays between them.
    for (const Migration& migration : migrations()) {
        if (migration.version >= 10 && migration.version < migrations().back().version)
            QTest::addRow("step %d", migration.version) << migration.version;
    }
}

void TestUpgrade::fromAnEarlierStep()
{
    QFETCH(int, version);
    const QString name = QStringLiteral("at%1").arg(version);
    QVERIFY(m_cluster->createDatabase(name, QStringLiteral("TEMPLATE stock")).ok());
    const std::string uri = m_cluster->uri(name).toStdString();
    const auto before = migrateTo(uri, version);
    QVERIFY2(before.ok(), before.ok() ? "" : before.error().message.c_str());
    for (const TenantId tenant : {kAcme, kBorealis}) {
        const auto sequenced = sequencePostgres(uri, tenant, {});
        QVERIFY2(sequenced.ok(), sequenced.ok() ? "" : sequenced.error().message.c_str());
        QVERIFY(sequenced.value().sequenced > 0);
    }
    const auto history = m_cluster->query(name, kHistory);
    QVERIFY2(history.ok(), history.ok() ? "" : history.error().message.c_str());

    const auto administration = openPostgresAdministration(uri);
    QVERIFY(administration.ok());
    const auto old = administration.value()->status({});
    QVERIFY2(old.ok(), old.ok() ? "" : old.error().message.c_str());
    QCOMPARE(old.value().version, version);
    const auto migrated = administration.value()->migrate({}, [](const store::MigrationStep&) {}, {});
    QVERIFY2(migrated.ok(), migrated.ok() ? "" : migrated.error().message.c_str());
    const auto now = administration.value()->status({});
    QVERIFY2(now.ok(), now.ok() ? "" : now.error().message.c_str());
    QCOMPARE(now.value().version, migrations().back().version);
    // A private cluster may lose what it acknowledged: a finding of its settings, not of the schema.
    for (const Finding& finding : now.value().findings)
        QVERIFY2(finding.message.starts_with("setting "), finding.message.c_str());
    QCOMPARE(m_cluster->query(name, kHistory).value(), history.value());

    const auto again = administration.value()->migrate({}, [](const store::MigrationStep&) {}, {});
    QVERIFY(again.ok() && again.value().isComplete);
    const auto nothing = sequencePostgres(uri, kAcme, {});
    QVERIFY2(nothing.ok(), nothing.ok() ? "" : nothing.error().message.c_str());
    QCOMPARE(m_cluster->query(name, kHistory).value(), history.value());
}

QTEST_GUILESS_MAIN(TestUpgrade)
#include "tst_upgrade.moc"
