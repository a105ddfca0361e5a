// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/cli/auditrun.h"
#include "tests/support/privatepostgres.h"

#include <QDateTime>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <QTimeZone>

#include <memory>

namespace {

const QByteArray kMap = "{\"source\":\"crm.calls\",\"namespace\":\"0b6e1c52-6a8e-4c53-9a57-3e0d9d1c7a10\","
                        "\"aggregate_type\":\"Call\",\"aggregate_id\":{\"key\":[\"call\"]},\"event_id\":{\"key\":[\"id\"]},"
                        "\"event_type\":{\"column\":\"status\",\"values\":{\"new\":\"CallInitiated\",\"held\":\"CallOnHold\","
                        "\"done\":\"CallEnded\"}},"
                        "\"time\":{\"column\":\"at\"},"
                        "\"event_data\":{\"cost\":{\"column\":\"cost\",\"type\":\"number\"},\"note\":{\"column\":\"note\"},"
                        "\"row\":{\"column\":\"id\"}},"
                        "\"metadata\":{\"status\":{\"column\":\"status\"}},\"correlation_id\":{\"key\":[\"call\"]}}";
const QByteArray kHeader = "id,call,at,status,cost,note\r\n";
constexpr int kRows = 5000;
constexpr int kCalls = 400;

/// What an answer has to say of a row: its line and the code.
struct Named {
    int line;
    const char* code;
    bool operator==(const Named&) const = default;
};

/// The later the row, the earlier its time: the file is in no order that could be kept.
QByteArray timeOf(int row)
{
    const QDateTime at(QDate(2026, 2, 2), QTime(8, 0), QTimeZone::utc());
    return at.addSecs(60 * (2 * kRows - row)).toString(Qt::ISODate).toLatin1();
}

QByteArray rowOf(int row, const QByteArray& note = "\"a \"\"note\"\", quoted\"")
{
    static const QByteArray kStatus[] = {"new", "held", "done"};
    return QByteArray::number(row) + ",C-" + QByteArray::number(row % kCalls) + "," + timeOf(row) + "," + kStatus[row % 3] +
           ",0.10," + note + "\r\n";
}

/// A table of kRows rows, some of which are broken; named: those, in order.
QByteArray tableWithBadRows(QList<Named>& named)
{
    const QByteArray noZone = QByteArray(timeOf(1)).chopped(1);
    const QMap<int, QPair<QByteArray, const char*>> bad = {
        {100, {"100,C-1," + noZone + ",new,1,time without zone\r\n", "invalid_time"}},
        {200, {"200,," + timeOf(200) + ",new,1,empty id\r\n", "invalid_id"}},
        {300, {"300,C-1," + timeOf(300) + ",new,1,5\" tube\r\n", "invalid_payload"}},
        {400, {"400,C-1," + timeOf(400) + ",new,1,\"never closed\r\n", "invalid_payload"}},
        {500, {"500,C-1," + timeOf(500) + ",new,\"12,5\",wrong number\r\n", "invalid_payload"}},
        {600, {rowOf(599), "id_conflict"}},
        {800, {"800,C-1," + timeOf(800) + ",new,1,caf\xE9\r\n", "invalid_payload"}},
        {900, {"900,C-1," + timeOf(900) + ",new,1,too,many\r\n", "invalid_payload"}},
        {1000, {"1000,C-1," + timeOf(1000) + "\r\n", "invalid_payload"}},
        {1100, {"1100,C-1," + timeOf(1100) + ",lost,1,no such status\r\n", "unknown_event_type"}},
        {1200, {"1200,C-1,2026-02-30T10:00:00Z,new,1,no such day\r\n", "invalid_time"}},
        {1300, {"1300,C-1," + timeOf(1300) + ",new,9007199254740993,too many digits\r\n", "invalid_payload"}},
        {4999, {"4999,C-1," + timeOf(4999) + ",new,1,\"cut off", "invalid_payload"}},
    };
    QByteArray table = kHeader;
    int line = 2;
    for (int row = 0; row < kRows; ++row) {
        const auto broken = bad.find(row);
        const QByteArray text = broken != bad.end() ? broken->first
                                : row == 700        ? rowOf(row, "\"first line\nsecond\"")
                                                    : rowOf(row);
        if (broken != bad.end()) named << Named{line, broken->second};
        table += text;
        line += static_cast<int>(text.count('\n'));
    }
    return table;
}

QList<Named> namedBy(const QJsonObject& answer)
{
    QList<Named> named;
    static const QMap<QString, const char*> kCodes = {{QStringLiteral("invalid_time"), "invalid_time"},
                                                      {QStringLiteral("invalid_id"), "invalid_id"},
                                                      {QStringLiteral("invalid_payload"), "invalid_payload"},
                                                      {QStringLiteral("id_conflict"), "id_conflict"},
                                                      {QStringLiteral("unknown_event_type"), "unknown_event_type"}};
    for (const auto refused : answer.value(QStringLiteral("refused")).toArray()) {
        const QJsonObject one = refused.toObject();
        named << Named{one.value(QStringLiteral("line")).toInt(),
                       kCodes.value(one.value(QStringLiteral("code")).toString(), "?")};
    }
    return named;
}

}  // namespace

/// import by the real program, on a case file and on a hardened database.
class TestAuditImport final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void importsWhatIsSound_data() { stores(); }
    void importsWhatIsSound();
    void goesOnAfterAKill_data() { stores(); }
    void goesOnAfterAKill();
    void tellsWhatWaitsAndWhatIsClosed();
    void continuesAfterWhatIsThere();
    void namesRowsThatHaveChanged();
    void judgesWithoutAStore();
    void choosesTheTenant();
    void refuses_data();
    void refuses();

private:
    static void stores();
    /// --store for a store of this name that holds nothing; empty where it cannot be made here.
    [[nodiscard]] QString freshStore(const QString& name, bool isDatabase);
    [[nodiscard]] QString fileOf(const QString& name, const QByteArray& content) const;
    [[nodiscard]] AuditRun import(const QString& store, const QString& table, const QStringList& more = {}) const
    {
        QStringList words = {QStringLiteral("--json"), QStringLiteral("import"), table, QStringLiteral("--map"), m_map};
        if (!store.isEmpty()) words += {QStringLiteral("--store"), store};
        return runAudit(words + more);
    }
    [[nodiscard]] static QJsonArray eventsOf(const QString& store)
    {
        const AuditRun run = runAudit({QStringLiteral("--store"), store, QStringLiteral("--json"), QStringLiteral("events")});
        if (run.exitCode != 0 || run.json().isEmpty()) qWarning("%d: %s", run.exitCode, run.err.constData());
        return run.json().value(QStringLiteral("events")).toArray();
    }
    /// Each aggregate's events are numbered from 1 without gap, in order of time.
    static void checkOrder(const QJsonArray& events);

    QTemporaryDir m_dir;
    QString m_map;
    std::unique_ptr<vci::test::PrivatePostgres> m_cluster;
};

void TestAuditImport::stores()
{
    QTest::addColumn<bool>("isDatabase");
    QTest::newRow("case file") << false;
    QTest::newRow("hardened PostgreSQL") << true;
}

void TestAuditImport::initTestCase()
{
    QVERIFY(m_dir.isValid());
    m_map = fileOf(QStringLiteral("calls.json"), kMap);
    auto cluster = vci::test::PrivatePostgres::start();
    if (!cluster.ok() && cluster.error().code == vci::ErrorCode::NotFound) return;
    QVERIFY2(cluster.ok(), cluster.ok() ? "" : cluster.error().message.c_str());
    m_cluster = std::move(cluster).value();
    QVERIFY(m_cluster->runSql(QStringLiteral("postgres"), QStringLiteral("CREATE ROLE importer LOGIN")).ok());
}

QString TestAuditImport::freshStore(const QString& name, bool isDatabase)
{
    if (!isDatabase) {
        const QString file = m_dir.filePath(name + QStringLiteral(".vcase"));
        return runAudit({QStringLiteral("init"), file}).exitCode == 0 ? file : QString();
    }
    if (!m_cluster || !m_cluster->createDatabase(name).ok()) return {};
    const AuditRun migrated =
        runAudit({QStringLiteral("--store"), m_cluster->uri(name), QStringLiteral("db"), QStringLiteral("migrate")});
    if (migrated.exitCode != 0) qWarning("%s", migrated.err.constData());
    const auto opened = m_cluster->runSql(
        name, QStringLiteral("GRANT vci_writer, vci_sequencer TO importer;"
                             "INSERT INTO tenants (id, name) VALUES ('11111111-1111-4111-8111-111111111111', 'Acme Telecom');"
                             "INSERT INTO tenant_members (login) VALUES ('importer')"));
    if (!opened.ok()) qWarning("%s", opened.error().message.c_str());
    return opened.ok() ? m_cluster->uri(name, QStringLiteral("importer")) : QString();
}

QString TestAuditImport::fileOf(const QString& name, const QByteArray& content) const
{
    QFile file(m_dir.filePath(name));
    return file.open(QIODevice::WriteOnly) && file.write(content) == content.size() ? file.fileName() : QString();
}

void TestAuditImport::checkOrder(const QJsonArray& events)
{
    QHash<QString, QPair<int, QString>> last;
    for (const auto value : events) {
        const QJsonObject event = value.toObject();
        auto& [sequence, time] = last[event.value(QStringLiteral("aggregate_id")).toString()];
        QCOMPARE(event.value(QStringLiteral("sequence_number")).toInt(), sequence + 1);
        QVERIFY(event.value(QStringLiteral("timestamp")).toString() >= time);
        ++sequence;
        time = event.value(QStringLiteral("timestamp")).toString();
    }
}

void TestAuditImport::importsWhatIsSound()
{
    QFETCH(bool, isDatabase);
    if (isDatabase && !m_cluster) QSKIP("PostgreSQL is not installed");
    const QString store = freshStore(QStringLiteral("sound"), isDatabase);
    QVERIFY(!store.isEmpty());
    QList<Named> named;
    const QString table = fileOf(QStringLiteral("calls.csv"), tableWithBadRows(named));
    const int sound = kRows - static_cast<int>(named.size());

    const AuditRun dry = import(store, table, {QStringLiteral("--dry-run")});
    QCOMPARE(dry.exitCode, 2);
    QCOMPARE(dry.json().value(QStringLiteral("appended")).toInt(), sound);
    QVERIFY2(namedBy(dry.json()) == named, dry.out.left(3000).constData());
    QCOMPARE(eventsOf(store).size(), 0);

    const AuditRun run = import(store, table);
    QVERIFY2(run.exitCode == 2, run.err.constData());
    QCOMPARE(run.json().value(QStringLiteral("appended")).toInt(), sound);
    QCOMPARE(run.json().value(QStringLiteral("existing")).toInt(-1), 0);
    QCOMPARE(run.json().value(QStringLiteral("rows")).toInt(), kRows);
    QVERIFY(namedBy(run.json()) == named);

    const QJsonArray events = eventsOf(store);
    QCOMPARE(events.size(), sound);
    checkOrder(events);
    int spread = 0;
    for (const auto value : events) {
        const QJsonObject data = value.toObject().value(QStringLiteral("event_data")).toObject();
        const QJsonObject metadata = value.toObject().value(QStringLiteral("metadata")).toObject();
        QVERIFY(metadata.contains(QStringLiteral("recorded_at")));
        const bool isSpread = data.value(QStringLiteral("note")).toString() == QLatin1String("first line\nsecond");
        if (isSpread) ++spread;
        if (!isSpread) QCOMPARE(data.value(QStringLiteral("note")).toString(), QStringLiteral("a \"note\", quoted"));
        QCOMPARE(data.value(QStringLiteral("cost")).toDouble(), 0.1);
    }
    QCOMPARE(spread, 1);

    const AuditRun again = import(store, table);
    QCOMPARE(again.exitCode, 2);
    QCOMPARE(again.json().value(QStringLiteral("appended")).toInt(-1), 0);
    QCOMPARE(again.json().value(QStringLiteral("existing")).toInt(), sound);
    QVERIFY(namedBy(again.json()) == named);
    QCOMPARE(eventsOf(store).size(), sound);
}

void TestAuditImport::goesOnAfterAKill()
{
    QFETCH(bool, isDatabase);
    if (isDatabase && !m_cluster) QSKIP("PostgreSQL is not installed");
    const QString store = freshStore(QStringLiteral("killed"), isDatabase);
    QVERIFY(!store.isEmpty());
    QByteArray table = kHeader;
    const int rows = 2 * kRows;
    for (int row = 0; row < rows; ++row) table += rowOf(row);
    const QString file = fileOf(QStringLiteral("killed.csv"), table);
    // Killed as soon as a batch can be seen; there are ten.
    const AuditRun killed = runShell(
        QStringLiteral("$AUDIT --store '%1' import '%2' --map '%3' >/dev/null & I=$!\n"
                       "while kill -0 $I 2>/dev/null && $AUDIT --store '%1' --json stats | grep -q '\"events\":0'; do :; done\n"
                       "kill -9 $I 2>/dev/null; wait $I 2>/dev/null; true")
            .arg(store, file, m_map));
    QCOMPARE(killed.exitCode, 0);
    const auto before = eventsOf(store).size();
    QVERIFY(before > 0);
    const AuditRun run = import(store, file);
    QVERIFY2(run.exitCode == 0, run.err.constData());
    QCOMPARE(run.json().value(QStringLiteral("existing")).toInt(), before);
    QCOMPARE(run.json().value(QStringLiteral("appended")).toInt(), rows - before);
    const QJsonArray events = eventsOf(store);
    QCOMPARE(events.size(), rows);
    checkOrder(events);
}

void TestAuditImport::tellsWhatWaitsAndWhatIsClosed()
{
    if (!m_cluster) QSKIP("PostgreSQL is not installed");
    const QString store = freshStore(QStringLiteral("waiting"), true);
    const QString table = fileOf(QStringLiteral("two.csv"), kHeader + rowOf(1) + rowOf(2));
    const auto sql = [&](const char* text) { return m_cluster->runSql(QStringLiteral("waiting"), QString::fromUtf8(text)).ok(); };
    QVERIFY(sql("REVOKE vci_sequencer FROM importer"));
    for (const int appended : {2, 0}) {
        const AuditRun run = import(store, table);
        QVERIFY2(run.exitCode == 0, run.err.constData());
        QCOMPARE(run.json().value(QStringLiteral("appended")).toInt(-1), appended);
        QCOMPARE(run.json().value(QStringLiteral("sequenced")).toBool(true), false);
    }
    // Who may sequence gives what waits its place, too.
    QVERIFY(sql("GRANT vci_sequencer TO importer"));
    const AuditRun more = import(store, fileOf(QStringLiteral("three.csv"), kHeader + rowOf(1) + rowOf(2) + rowOf(3)));
    QVERIFY2(more.exitCode == 0, more.err.constData());
    QCOMPARE(more.json().value(QStringLiteral("existing")).toInt(-1), 2);
    QCOMPARE(more.json().value(QStringLiteral("sequenced")).toBool(), true);
    QVERIFY(sql("UPDATE tenants SET is_active = false"));
    for (const QStringList& words : {QStringList(), QStringList{QStringLiteral("--dry-run")}}) {
        const AuditRun run = import(store, table, words);
        QCOMPARE(run.exitCode, 4);
        QVERIFY2(run.err.contains("is closed"), run.err.constData());
    }
}

void TestAuditImport::continuesAfterWhatIsThere()
{
    const QString store = freshStore(QStringLiteral("continued"), false);
    QCOMPARE(import(store, fileOf(QStringLiteral("later.csv"), kHeader + rowOf(0) + rowOf(kCalls))).exitCode, 0);
    QCOMPARE(import(store, fileOf(QStringLiteral("more.csv"), kHeader + rowOf(2 * kCalls))).exitCode, 0);
    const QJsonArray events = eventsOf(store);
    QCOMPARE(events.size(), 3);
    QCOMPARE(events[2].toObject().value(QStringLiteral("sequence_number")).toInt(), 3);
    QVERIFY(!QFile::exists(store + QStringLiteral("-wal")));
}

void TestAuditImport::namesRowsThatHaveChanged()
{
    const QString store = freshStore(QStringLiteral("changed"), false);
    QCOMPARE(import(store, fileOf(QStringLiteral("old.csv"), kHeader + rowOf(1) + rowOf(2) + rowOf(3))).exitCode, 0);
    const AuditRun run =
        import(store, fileOf(QStringLiteral("new.csv"), kHeader + rowOf(1) + rowOf(2, "other") + rowOf(3) + rowOf(4)));
    QCOMPARE(run.exitCode, 2);
    QCOMPARE(run.json().value(QStringLiteral("existing")).toInt(), 2);
    QCOMPARE(run.json().value(QStringLiteral("appended")).toInt(), 1);
    QVERIFY(namedBy(run.json()) == QList<Named>({{3, "id_conflict"}}));
}

void TestAuditImport::judgesWithoutAStore()
{
    const QString table = fileOf(QStringLiteral("alone.csv"), kHeader + rowOf(1) + "broken\r\n");
    const AuditRun run = import({}, table, {QStringLiteral("--dry-run")});
    QCOMPARE(run.exitCode, 2);
    QCOMPARE(run.json().value(QStringLiteral("appended")).toInt(), 1);
    QVERIFY(run.json().value(QStringLiteral("tenant_id")).isNull());
    QVERIFY(namedBy(run.json()) == QList<Named>({{3, "invalid_payload"}}));
    const AuditRun plain =
        runAudit({QStringLiteral("import"), table, QStringLiteral("--map"), m_map, QStringLiteral("--dry-run")});
    QVERIFY2(plain.out.contains("line 3: invalid_payload: the row has 1 cells, the header has 6"), plain.out.constData());
    QCOMPARE(import({}, table).errorCode(), QStringLiteral("usage"));
}

void TestAuditImport::choosesTheTenant()
{
    const QString store = freshStore(QStringLiteral("tenants"), false);
    const QString table = fileOf(QStringLiteral("tenants.csv"), kHeader + rowOf(1));
    for (const char* tenant : {"11111111-1111-4111-8111-111111111111", "22222222-2222-4222-8222-222222222222"}) {
        const AuditRun run = import(store, table, {QStringLiteral("--tenant"), QString::fromLatin1(tenant)});
        QVERIFY2(run.exitCode == 0, run.err.constData());
        QCOMPARE(run.json().value(QStringLiteral("tenant_id")).toString(), QString::fromLatin1(tenant));
        QCOMPARE(run.json().value(QStringLiteral("appended")).toInt(), 1);
    }
    QCOMPARE(import(store, table).errorCode(), QStringLiteral("tenant_required"));
}

void TestAuditImport::refuses_data()
{
    QTest::addColumn<QByteArray>("table");
    QTest::addColumn<QByteArray>("map");
    QTest::addColumn<QString>("code");
    QTest::addColumn<QString>("mentions");
    QTest::newRow("no map") << kHeader << QByteArray() << "invalid_map"
                            << "line 1";
    QTest::newRow("a map of other columns") << QByteArray("a,b\n1,2\n") << kMap << "invalid_map"
                                            << "its columns are a, b";
    QTest::newRow("no header") << QByteArray() << kMap << "invalid_payload"
                               << "is empty";
    QTest::newRow("a broken header") << QByteArray("id,\"call\n") << kMap << "invalid_payload"
                                     << "never closed";
    QTest::newRow("UTF-16") << QByteArray("\xFF\xFEi\0d\0", 6) << kMap << "invalid_payload"
                            << "UTF-8";
    QTest::newRow("another map altogether") << kHeader + QByteArray("1,2,3,4,5,6\n").repeated(100'001) << kMap
                                            << "invalid_payload"
                                            << "the map is not for this table";
}

void TestAuditImport::refuses()
{
    QFETCH(QByteArray, table);
    QFETCH(QByteArray, map);
    QFETCH(QString, code);
    QFETCH(QString, mentions);
    const AuditRun run =
        runAudit({QStringLiteral("--json"), QStringLiteral("import"), fileOf(QStringLiteral("bad.csv"), table),
                  QStringLiteral("--map"), fileOf(QStringLiteral("bad.json"), map), QStringLiteral("--dry-run")});
    QCOMPARE(run.errorCode(), code);
    QCOMPARE(run.exitCode, 2);
    QVERIFY2(run.error().value(QStringLiteral("message")).toString().contains(mentions), run.out.constData());
}

QTEST_GUILESS_MAIN(TestAuditImport)
#include "tst_auditimport.moc"
