// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/cli/auditrun.h"
#include "tests/support/privatepostgres.h"

#include <QFile>
#include <QTest>

using vci::test::PrivatePostgres;

namespace {

const QString kAcme = QStringLiteral("11111111-1111-4111-8111-111111111111");

}  // namespace

/// The platform's own code, before and after the migration of its database.
class TestAuditPlatform : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void readsAndInsertsAsBefore();

private:
    /// Events of the tenant before and after two were inserted, and their ids.
    [[nodiscard]] QStringList platform(const QString& variable)
    {
        const AuditRun run = runShell(QStringLiteral("/usr/bin/python3 '%1/tests/cli/stock_platform.py' '%2' %3 %4")
                                          .arg(QStringLiteral(VCI_SOURCE_DIR),
                                               m_cluster->uri(QStringLiteral("stock"), QStringLiteral("app")), kAcme, variable));
        if (run.exitCode != 0) qWarning("%s", run.err.constData());
        QStringList answer = QString::fromUtf8(run.out).trimmed().split(QLatin1Char(' '));
        answer.resize(4);
        return answer;
    }
    [[nodiscard]] AuditRun audit(const QStringList& command)
    {
        return runAudit(QStringList{QStringLiteral("--json"), QStringLiteral("--store"), m_cluster->uri(QStringLiteral("stock")),
                                    QStringLiteral("--tenant"), kAcme} +
                        command);
    }

    std::unique_ptr<PrivatePostgres> m_cluster;
};

void TestAuditPlatform::initTestCase()
{
    if (!QFile::exists(QStringLiteral(VCI_SHARED_DIR "/stock/schema.sql"))) QSKIP("../shared is absent: stock");
    if (runShell(QStringLiteral("/usr/bin/python3 -c 'import sqlalchemy, psycopg2'")).exitCode != 0) {
        QSKIP("python3-sqlalchemy or python3-psycopg2 is not installed");
    }
    auto cluster = PrivatePostgres::start();
    QVERIFY2(cluster.ok(), cluster.ok() ? "" : cluster.error().message.c_str());
    m_cluster = std::move(cluster).value();
    QVERIFY(m_cluster->loadStock(QStringLiteral("stock"), 200).ok());
    QVERIFY(m_cluster
                ->runSql(QStringLiteral("stock"),
                         QStringLiteral(
                             "CREATE ROLE app LOGIN; ALTER TABLE tenants OWNER TO app; ALTER TABLE event_store OWNER TO app; "
                             "ALTER TABLE event_snapshots OWNER TO app; ALTER TABLE read_models OWNER TO app"))
                .ok());
}

void TestAuditPlatform::readsAndInsertsAsBefore()
{
    int events = platform(QStringLiteral("unset")).at(1).toInt();
    QVERIFY(events > 100);
    QCOMPARE(platform(QStringLiteral("set")).mid(0, 2), (QStringList{QString::number(events), QString::number(events + 2)}));
    const AuditRun migrated =
        audit({QStringLiteral("db"), QStringLiteral("migrate"), QStringLiteral("--platform-login"), QStringLiteral("app")});
    QVERIFY2(migrated.exitCode == 0, migrated.err.constData());
    events += 2;

    const QStringList unset = platform(QStringLiteral("unset"));
    const QStringList set = platform(QStringLiteral("set"));
    QCOMPARE(unset.mid(0, 2), (QStringList{QString::number(events), QString::number(events + 2)}));
    QCOMPARE(set.mid(0, 2), (QStringList{QString::number(events + 2), QString::number(events + 4)}));

    // Seen at once, without a place; in the log once it was sequenced.
    const auto positions = [&] {
        QHash<QString, QJsonValue> found;
        const QJsonObject answer = audit({QStringLiteral("events")}).json();
        for (const QJsonValue& event : answer.value(QStringLiteral("events")).toArray()) {
            found.insert(event.toObject().value(QStringLiteral("id")).toString(), event.toObject().value(QStringLiteral("pos")));
        }
        return found;
    };
    const auto unsequenced = [&] { return audit({QStringLiteral("stats")}).json().value(QStringLiteral("unsequenced")).toInt(); };
    QCOMPARE(unsequenced(), 4);  // the migration put what was there into the log
    const auto before = positions();
    QCOMPARE(before.size(), events + 4);
    for (const QString& id : unset.mid(2) + set.mid(2)) {
        QVERIFY2(before.contains(id), qPrintable(id));
        QVERIFY(before.value(id).isNull());
    }
    const AuditRun sequenced = audit({QStringLiteral("log"), QStringLiteral("sequence")});
    QVERIFY2(sequenced.exitCode == 0, sequenced.err.constData());
    QCOMPARE(sequenced.json().value(QStringLiteral("sequenced")).toInt(), 4);
    QCOMPARE(unsequenced(), 0);
    QStringList last = unset.mid(2) + set.mid(2);
    const auto after = positions();
    for (int i = 0; i < last.size(); ++i) QCOMPARE(after.value(last[i]).toInt(), events + i);
}

QTEST_APPLESS_MAIN(TestAuditPlatform)
#include "tst_auditplatform.moc"
