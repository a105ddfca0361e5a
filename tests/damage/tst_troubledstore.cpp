// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/projection/rebuild.h"
#include "core/store/postgres/postgresstore.h"
#include "tests/cli/auditrun.h"
#include "tests/support/trouble.h"

#include <QFile>
#include <QStorageInfo>
#include <QTemporaryDir>
#include <QTest>

#include <optional>

using namespace vci;
using store::NewEvent;
using test::PrivatePostgres;
using test::SmallDisk;
using test::Trouble;
using test::TroubleMaker;

namespace {

constexpr std::int64_t kDiskBytes = 96 << 20;
constexpr std::int64_t kCaseDiskBytes = 2 << 20;
constexpr std::int64_t kRebuildDiskBytes = 32 << 20;
constexpr std::int64_t kRoomForAPart = 96 << 10;
const QString kDatabase = QStringLiteral("stock");
const QString kTenant = QStringLiteral("11111111-1111-4111-8111-111111111111");

std::vector<NewEvent> makeBatch(IdSource& ids, int events)
{
    std::vector<NewEvent> batch;
    for (int i = 0; i < events; ++i) {
        batch.push_back(NewEvent{.id = EventId(ids.next()),
                                 .aggregateId = *AggregateId::tryFromString("000000ee-0000-4000-8000-000000000001"),
                                 .aggregateType = "Call",
                                 .eventType = "CallOnHold",
                                 .eventVersion = 1,
                                 .eventData = R"({"reason":"lookup"})",
                                 .metadata = "{}",
                                 .causationId = {},
                                 .correlationId = {},
                                 .expectedSequence = {},
                                 .sequence = {},
                                 .timestamp = {},
                                 .blockchainTxHash = {}});
    }
    return batch;
}

QByteArray manyLines(int events)
{
    QByteArray lines;
    for (int i = 0; i < events; ++i) lines += eventLine(kCallA, "CallOnHold", R"({"reason":"lookup"})");
    return lines;
}

}  // namespace

/// Appending and rebuilding where the disk is full, the server goes down, the connection is lost or a lock is held: a clear
/// error, nothing half done, and the same writer goes on afterwards.
class TestTroubledStore : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void append_data() { troubles(); }
    void append();
    void rebuild_data() { troubles(); }
    void rebuild();
    void caseFileRebuildOnAFullDisk();
    void caseFileOnAFullDisk();
    void caseFileAtItsLimit();

private:
    static void troubles();
    [[nodiscard]] QString value(const QString& sql)
    {
        const auto answer = m_cluster->query(kDatabase, sql);
        return answer.ok() ? answer.value() : QString::fromStdString(answer.error().message);
    }
    [[nodiscard]] QString stored()
    {
        return value(QStringLiteral("SELECT count(*), (SELECT count(*) FROM event_queue), (SELECT count(*) FROM event_log) FROM "
                                    "event_store"));
    }

    // The disk outlives the cluster that has files on it.
    std::unique_ptr<SmallDisk> m_disk;
    QString m_noDisk;
    std::unique_ptr<PrivatePostgres> m_cluster;
    RandomIdSource m_ids;
};

void TestTroubledStore::initTestCase()
{
    if (!QFile::exists(QStringLiteral(VCI_SHARED_DIR "/stock/schema.sql"))) QSKIP("../shared is absent: stock");
    auto cluster = PrivatePostgres::start();
    QVERIFY2(cluster.ok(), cluster.ok() ? "" : cluster.error().message.c_str());
    m_cluster = std::move(cluster).value();
    QString place;
    if (auto disk = SmallDisk::mount(kDiskBytes); disk.ok()) {
        m_disk = std::move(disk).value();
        QVERIFY(m_cluster->giveFolder(m_disk->folder()).ok());
        QVERIFY(
            m_cluster
                ->query(QStringLiteral("postgres"), QStringLiteral("CREATE TABLESPACE small LOCATION '%1'").arg(m_disk->folder()))
                .ok());
        place = QStringLiteral("TABLESPACE small");
    } else {
        m_noDisk = QString::fromStdString(disk.error().message);
    }
    const auto loaded = m_cluster->loadStock(kDatabase, 400, place);
    QVERIFY2(loaded.ok(), loaded.ok() ? "" : loaded.error().message.c_str());
    const auto administration = store::postgres::openPostgresAdministration(m_cluster->uri(kDatabase).toStdString());
    QVERIFY(administration.ok());
    QVERIFY(administration.value()->migrate({}, [](const store::MigrationStep&) {}, {}).ok());
    QVERIFY(m_cluster
                ->runSql(kDatabase, QStringLiteral("CREATE ROLE writer LOGIN; GRANT vci_writer, vci_sequencer TO writer; "
                                                   "INSERT INTO tenant_members (login) VALUES ('writer')"))
                .ok());
    // What is gone stays in its pages, so that new rows want new ones; and the table outgrows a limit that spares the log.
    QVERIFY(m_cluster->query(kDatabase, QStringLiteral("ALTER SYSTEM SET autovacuum = off")).ok());
    QVERIFY(m_cluster
                ->runSql(kDatabase,
                         QStringLiteral("SELECT pg_reload_conf(); CREATE ROLE operator LOGIN; GRANT vci_auditor, "
                                        "vci_operator TO operator; INSERT INTO tenant_members (login) VALUES "
                                        "('operator'); INSERT INTO read_models (id, model_type, model_id, data, "
                                        "version, last_event_id, last_event_sequence, tenant_id) SELECT gen_random_uuid(), "
                                        "'Padding', n, jsonb_build_object('text', repeat('x', 500)), 1, gen_random_uuid(), "
                                        "1, '%1' FROM generate_series(1, 4000) n")
                             .arg(kTenant))
                .ok());
    QVERIFY(store::postgres::sequencePostgres(m_cluster->uri(kDatabase, QStringLiteral("writer")).toStdString(),
                                              *TenantId::tryFromString(kTenant.toStdString()), {})
                .ok());
}

void TestTroubledStore::troubles()
{
    QTest::addColumn<int>("trouble");
    QTest::addColumn<int>("code");
    QTest::addColumn<QString>("says");
    const auto row = [](const char* name, Trouble trouble, ErrorCode code, const char* says) {
        QTest::newRow(name) << static_cast<int>(trouble) << static_cast<int>(code) << QString::fromUtf8(says);
    };
    row("disk full", Trouble::DiskFull, ErrorCode::Io, " is full: nothing was stored (");
    row("limit on files", Trouble::FileLimit, ErrorCode::Io, " cannot write its files: nothing was stored (");
    row("lost connection", Trouble::LostConnection, ErrorCode::Unreachable, " was lost before the commit");
    row("server restart", Trouble::ServerRestart, ErrorCode::Unreachable, " was lost before the commit");
    row("lock time-out", Trouble::LockTimeout, ErrorCode::Locked, " holds a lock for more than 10 s ");
}

void TestTroubledStore::append()
{
    QFETCH(int, trouble);
    QFETCH(int, code);
    QFETCH(QString, says);
    if (static_cast<Trouble>(trouble) == Trouble::DiskFull && !m_disk) QSKIP(qPrintable(m_noDisk));
    const auto tenant = *TenantId::tryFromString(kTenant.toStdString());
    auto writer = store::postgres::openPostgresWriter(m_cluster->uri(kDatabase, QStringLiteral("writer")).toStdString(), m_ids);
    QVERIFY2(writer.ok(), writer.ok() ? "" : writer.error().message.c_str());
    // The free room in the pages that are there holds fewer.
    const auto batch = makeBatch(m_ids, 2000);
    const QString before = stored();
    TroubleMaker maker(*m_cluster, kDatabase, QStringLiteral("writer"), QStringLiteral("event_store"), m_disk.get());
    const auto begun = maker.begin(static_cast<Trouble>(trouble));
    QVERIFY2(begun.ok(), begun.ok() ? "" : begun.error().message.c_str());
    const auto refused = writer.value()->append(tenant, batch, store::Stamping::ByStore);
    const auto ended = maker.end();
    QVERIFY2(ended.ok(), ended.ok() ? "" : ended.error().message.c_str());
    QVERIFY(!refused.ok());
    const QString message = QString::fromStdString(refused.error().message);
    QCOMPARE(static_cast<int>(refused.error().code), code);
    QVERIFY2(message.contains(says), qPrintable(message));
    QCOMPARE(stored(), before);

    auto again = writer.value()->append(tenant, batch, store::Stamping::ByStore);
    // A connection that died while nobody looked is noticed by the first request and made anew by the next.
    if (!again.ok() && again.error().code == ErrorCode::Unreachable)
        again = writer.value()->append(tenant, batch, store::Stamping::ByStore);
    QVERIFY2(again.ok(), again.ok() ? "" : again.error().message.c_str());
    QCOMPARE(again.value().appended, 2000);
    QVERIFY(again.value().sequenced);
    QVERIFY(again.value().last->pos);
    QCOMPARE(value(QStringLiteral("SELECT count(*) = max(sequence_number) AND count(*) = count(DISTINCT sequence_number) FROM "
                                  "event_store WHERE aggregate_id = '000000ee-0000-4000-8000-000000000001'")),
             QStringLiteral("t"));
    QCOMPARE(
        value(QStringLiteral("SELECT count(*) = max(log_index) + 1 AND count(*) = (SELECT size FROM log_heads WHERE tenant_id = "
                             "'%1') FROM event_log WHERE tenant_id = '%1'")
                  .arg(kTenant)),
        QStringLiteral("t"));
}

void TestTroubledStore::rebuild()
{
    QFETCH(int, trouble);
    QFETCH(int, code);
    QFETCH(QString, says);
    if (static_cast<Trouble>(trouble) == Trouble::DiskFull && !m_disk) QSKIP(qPrintable(m_noDisk));
    const std::string uri = m_cluster->uri(kDatabase, QStringLiteral("operator")).toStdString();
    const auto reader = store::postgres::openPostgresReadModels(uri);
    const auto writer = store::postgres::openPostgresReadModelWriter(uri);
    QVERIFY2(reader.ok() && writer.ok(), reader.ok() ? "" : reader.error().message.c_str());
    QVERIFY(reader.value()->selectTenant(*TenantId::tryFromString(kTenant.toStdString())).ok());
    const auto library = projection::Library::load(catalog::Catalog::builtIn());
    QVERIFY(library.ok());
    const auto again = [&] {
        return projection::rebuild(*reader.value(), *writer.value(), library.value(), library.value().find("CallSummary"), {},
                                   {});
    };
    const QString rows = QStringLiteral("SELECT count(*), (SELECT count(*) FROM projection_checkpoints) FROM read_models WHERE "
                                        "projection IS NOT NULL");
    QVERIFY(m_cluster->runSql(kDatabase, QStringLiteral("DELETE FROM read_models WHERE projection IS NOT NULL")).ok());
    const QString before = value(rows);
    TroubleMaker maker(*m_cluster, kDatabase, QStringLiteral("operator"), QStringLiteral("read_models"), m_disk.get());
    const auto begun = maker.begin(static_cast<Trouble>(trouble));
    QVERIFY2(begun.ok(), begun.ok() ? "" : begun.error().message.c_str());
    const auto refused = again();
    const auto ended = maker.end();
    QVERIFY2(ended.ok(), ended.ok() ? "" : ended.error().message.c_str());
    QVERIFY(!refused.ok());
    const QString message = QString::fromStdString(refused.error().message);
    QVERIFY2(static_cast<int>(refused.error().code) == code, qPrintable(message));
    QVERIFY2(message.contains(says), qPrintable(message));
    QCOMPARE(value(rows), before);

    auto mended = again();
    // After a restart each of the two connections is noticed as lost by its own first request.
    for (int i = 0; i < 2 && !mended.ok() && mended.error().code == ErrorCode::Unreachable; ++i) mended = again();
    QVERIFY2(mended.ok(), mended.ok() ? "" : mended.error().message.c_str());
    // What was never built is behind, not missing.
    QVERIFY(mended.value().missing.size() + mended.value().lagging.size() > 300);
    QVERIFY(!again().value().foundSomething());
}

void TestTroubledStore::caseFileRebuildOnAFullDisk()
{
    const auto disk = SmallDisk::mount(kRebuildDiskBytes);
    if (!disk.ok()) QSKIP(disk.error().message.c_str());
    const QString file = disk.value()->folder() + QStringLiteral("/small.vcase");
    const auto audit = [&](const QString& words) {
        return runAudit(QStringList{QStringLiteral("--store"), file, QStringLiteral("--json")} + words.split(QLatin1Char(' ')));
    };
    QCOMPARE(audit(QStringLiteral("init")).exitCode, 0);
    const AuditRun generated = audit(QStringLiteral("generate --calls 300 --seed 7"));
    QVERIFY2(generated.exitCode == 0, generated.err.constData());
    QFile filler(disk.value()->folder() + QStringLiteral("/others"));
    QVERIFY(filler.open(QIODevice::WriteOnly | QIODevice::Unbuffered));
    const QByteArray taken(QStorageInfo(disk.value()->folder()).bytesFree() - kRoomForAPart, '\0');
    QCOMPARE(filler.write(taken), taken.size());
    const QString rebuild = QStringLiteral("read-model rebuild CallSummary");
    const AuditRun refused = audit(rebuild);
    QVERIFY2(refused.exitCode == 3, refused.out.constData());
    QVERIFY2(refused.err.contains("full"), refused.err.constData());
    QVERIFY(filler.remove());
    const QJsonArray models = audit(QStringLiteral("read-model list")).json().value(QStringLiteral("models")).toArray();
    for (const QJsonValue& model : models) {
        if (model[QStringLiteral("model_type")] != QStringLiteral("CallSummary")) continue;
        QCOMPARE(model[QStringLiteral("rows")].toInt(-1), 0);
        QVERIFY(model[QStringLiteral("position")].isNull());
    }
    const AuditRun mended = audit(rebuild);
    QVERIFY2(mended.exitCode == 0, mended.err.constData());
    QCOMPARE(mended.json().value(QStringLiteral("lagging")).toArray().size(), 300);
    QCOMPARE(audit(QStringLiteral("read-model drift CallSummary")).exitCode, 0);
}

void TestTroubledStore::caseFileOnAFullDisk()
{
    const auto disk = SmallDisk::mount(kCaseDiskBytes);
    if (!disk.ok()) QSKIP(disk.error().message.c_str());
    const QString file = disk.value()->folder() + QStringLiteral("/small.vcase");
    const QStringList store = {QStringLiteral("--store"), file};
    QCOMPARE(runAudit(store + QStringList{QStringLiteral("init")}).exitCode, 0);
    const QStringList append = store + QStringList{QStringLiteral("--tenant"), kTenant, QStringLiteral("append"),
                                                   QStringLiteral("-"), QStringLiteral("--json")};
    QCOMPARE(runAudit(append, manyLines(1)).exitCode, 0);
    const QByteArray before = runAudit(store + QStringList{QStringLiteral("events")}).out;

    const AuditRun refused = runAudit(append, manyLines(20'000));
    QCOMPARE(refused.exitCode, 3);
    QVERIFY2(refused.out.contains("full"), refused.out.constData());
    QCOMPARE(runAudit(store + QStringList{QStringLiteral("events")}).out, before);
    const AuditRun again = runAudit(append, manyLines(100));
    QVERIFY2(again.exitCode == 0, again.err.constData());
    QCOMPARE(runAudit(store + QStringList{QStringLiteral("events")}).lines().size(), 101);
}

void TestTroubledStore::caseFileAtItsLimit()
{
    // As a shell limits a file, in units of 1024 bytes; the program must not be killed by it.
    const QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("limited.vcase"));
    const QStringList store = {QStringLiteral("--store"), file};
    QCOMPARE(runAudit(store + QStringList{QStringLiteral("init")}).exitCode, 0);
    QFile lines(folder.filePath(QStringLiteral("events.jsonl")));
    QVERIFY(lines.open(QIODevice::WriteOnly));
    lines.write(manyLines(20'000));
    lines.close();
    const QString append =
        QStringLiteral("\"$AUDIT\" --store %1 --tenant %2 append %3 --json").arg(file, kTenant, lines.fileName());
    const AuditRun refused = runShell(QStringLiteral("ulimit -f 1000; ") + append);
    QVERIFY2(!refused.crashed && refused.exitCode == 3, refused.err.constData());
    QCOMPARE(refused.errorCode(), QStringLiteral("io"));
    QCOMPARE(runAudit(store + QStringList{QStringLiteral("--tenant"), kTenant, QStringLiteral("events")}).lines().size(), 0);
    QCOMPARE(runShell(append).exitCode, 0);
}

QTEST_GUILESS_MAIN(TestTroubledStore)
#include "tst_troubledstore.moc"
