// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/json/leaf.h"
#include "core/store/sqlite/casefilestore.h"
#include "tests/conformance/storecontract.h"

#include <QTemporaryDir>
#include <QTest>

#include <sqlite3.h>

#include <map>
#include <set>
#include <tuple>

namespace vci::test {

namespace {

/// Every step of every statement that any connection of this process has run, as SQLite counts them itself.
std::int64_t stepsSoFar = 0;

int countSteps(unsigned, void*, void* statement, void*)
{
    stepsSoFar += sqlite3_stmt_status(static_cast<sqlite3_stmt*>(statement), SQLITE_STMTSTATUS_VM_STEP, 1);
    return 0;
}

int watch(sqlite3* database, const char**, const void*)
{
    return sqlite3_trace_v2(database, SQLITE_TRACE_PROFILE, countSteps, nullptr);
}

/// Fills tables by hand: append refuses scars, as it must, and only an export will carry them into a case file.
class Filler {
public:
    explicit Filler(const QString& file) { m_code = sqlite3_open(file.toUtf8().constData(), &m_database); }
    ~Filler() { sqlite3_close(m_database); }
    Filler(const Filler&) = delete;
    Filler& operator=(const Filler&) = delete;

    using Value = std::variant<std::int64_t, std::string, std::optional<std::string>, Sha256>;

    void execute(const char* sql)
    {
        if (m_code == SQLITE_OK) m_code = sqlite3_exec(m_database, sql, nullptr, nullptr, nullptr);
    }
    void insert(const char* sql, const std::vector<Value>& values)
    {
        if (m_code != SQLITE_OK) return;
        sqlite3_stmt* statement = nullptr;
        m_code = sqlite3_prepare_v2(m_database, sql, -1, &statement, nullptr);
        for (std::size_t i = 0; i < values.size(); ++i) bind(statement, static_cast<int>(i) + 1, values[i]);
        const int stepped = sqlite3_step(statement);
        if (m_code == SQLITE_OK && stepped != SQLITE_DONE) m_code = stepped;
        sqlite3_finalize(statement);
    }
    [[nodiscard]] std::string logId()
    {
        std::string id;
        sqlite3_exec(
            m_database, "SELECT log_id FROM logs",
            [](void* out, int, char** values, char**) {
                *static_cast<std::string*>(out) = values[0];
                return 0;
            },
            &id, nullptr);
        return id;
    }
    [[nodiscard]] Result<void> outcome() const
    {
        if (m_code == SQLITE_OK) return {};
        return makeError(ErrorCode::Io, std::string("filling the case file: ") + sqlite3_errmsg(m_database));
    }

private:
    static void bind(sqlite3_stmt* statement, int parameter, const Value& value)
    {
        const auto text = [&](const std::string& bytes) {
            sqlite3_bind_text(statement, parameter, bytes.data(), static_cast<int>(bytes.size()), SQLITE_TRANSIENT);
        };
        if (const auto* number = std::get_if<std::int64_t>(&value)) sqlite3_bind_int64(statement, parameter, *number);
        if (const auto* bytes = std::get_if<std::string>(&value)) text(*bytes);
        if (const auto* maybe = std::get_if<std::optional<std::string>>(&value); maybe != nullptr && *maybe) text(**maybe);
        if (const auto* hash = std::get_if<Sha256>(&value)) {
            sqlite3_bind_blob(statement, parameter, hash->data(), static_cast<int>(hash->size()), SQLITE_TRANSIENT);
        }
    }

    sqlite3* m_database = nullptr;
    int m_code = SQLITE_OK;
};

template <typename Id>
std::optional<std::string> textOf(const std::optional<Id>& id)
{
    return id ? std::optional(id->toString()) : std::nullopt;
}

Filler::Value timeOf(const RecordedTime& time)
{
    if (time.foreignText.empty()) return time.at.micros();
    return time.foreignText;
}

/// A case file of so many events of one aggregate, those that `isLogged` (SQL over rowid) holds for in the log.
bool makeLongCase(const QString& file, int rows, const QString& isLogged)
{
    RandomIdSource ids;
    SystemClock clock;
    if (!store::sqlite::createCaseFile(file.toStdString(), ids, clock).ok()) return false;
    Filler filler(file);
    filler.insert("INSERT INTO tenants (id, name, is_active, created_at) VALUES (?1, 'Long', 1, 0)", {crowd().toString()});
    filler.insert("WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?2) "
                  "INSERT INTO event_store (id, tenant_id, aggregate_id, aggregate_type, event_type, timestamp, "
                  "sequence_number, event_data) SELECT printf('e0000000-0000-4000-8000-%012d', i), ?1, "
                  "'a0000000-0000-4000-8000-000000000001', 'Call', 'CallOnHold', i, i, '{}' FROM n",
                  {crowd().toString(), std::int64_t(rows)});
    filler.insert(("INSERT INTO event_log (rowid, tenant_id, log_id, log_index, event_id, leaf_hash) "
                   "SELECT rowid, tenant_id, ?1, rowid - 1, id, x'00' FROM event_store WHERE " +
                   isLogged.toStdString())
                      .c_str(),
                  {filler.logId()});
    return filler.outcome().ok();
}

}  // namespace

/// The contract on a case file.
class TestCaseFileContract final : public StoreContract {
    Q_OBJECT

protected:
    Result<void> load(const History& history) override;
    Result<std::unique_ptr<store::EventReader>> open() override
    {
        return store::sqlite::openCaseFileReader(m_file.toStdString());
    }
    std::int64_t costOf(TenantId tenant, const Ask& ask) override
    {
        auto reader = openFor(tenant);
        if (!reader.ok()) return -1;
        stepsSoFar = 0;
        ask(*reader.value());
        return stepsSoFar;
    }

private Q_SLOTS:
    void listsWhatTheLogLacks();
    void looksForWhatTheLogLacksInPieces();
    void endsWithTheLog_data();
    void endsWithTheLog();
    void takesAnotherEventAtARowid();
    void cleanupTestCase() { sqlite3_reset_auto_extension(); }

private:
    static void addEvent(Filler& filler, const Event& event, bool adopted);

    QTemporaryDir m_dir;
    QString m_file;
    json::LeafWriter m_leaves;
};

void TestCaseFileContract::addEvent(Filler& filler, const Event& event, bool adopted)
{
    filler.insert("INSERT INTO event_store (id, tenant_id, aggregate_id, aggregate_type, event_type, event_version, timestamp, "
                  "sequence_number, causation_id, correlation_id, blockchain_tx_hash, adopted, event_data, metadata) "
                  "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)",
                  {event.id.toString(), event.tenantId.toString(), event.aggregateId.toString(), event.aggregateType,
                   event.eventType, event.eventVersion, timeOf(event.timestamp), event.sequence.value(),
                   textOf(event.causationId), textOf(event.correlationId), event.blockchainTxHash, std::int64_t(adopted ? 1 : 0),
                   event.eventData, event.metadata});
}

Result<void> TestCaseFileContract::load(const History& history)
{
    sqlite3_auto_extension(reinterpret_cast<void (*)()>(watch));
    m_file = m_dir.filePath(QStringLiteral("history.vcase"));
    RandomIdSource ids;
    SystemClock clock;
    VCI_CHECK(store::sqlite::createCaseFile(m_file.toStdString(), ids, clock));
    Filler filler(m_file);
    filler.execute("PRAGMA synchronous=OFF; BEGIN");
    const std::string log = filler.logId();
    std::map<TenantId, std::int64_t> sizes;
    std::set<std::tuple<TenantId, AggregateId, Sequence>> taken;
    for (const Event& event : history.events) {
        addEvent(filler, event, !taken.emplace(event.tenantId, event.aggregateId, event.sequence).second);
        std::string leaf;
        m_leaves.append(event, leaf);
        filler.insert("INSERT INTO event_log (rowid, tenant_id, log_id, log_index, event_id, leaf_hash) "
                      "VALUES ((SELECT max(rowid) FROM event_store), ?1, ?2, ?3, ?4, ?5)",
                      {event.tenantId.toString(), log, sizes[event.tenantId]++, event.id.toString(), json::leafHash(leaf)});
    }
    for (const Tenant& tenant : history.tenants) {
        filler.insert("INSERT INTO tenants (id, name, is_active, created_at) VALUES (?1, ?2, 1, 0)",
                      {tenant.id.toString(), tenant.name});
        filler.insert("INSERT INTO log_heads (tenant_id, log_id, size) VALUES (?1, ?2, ?3)",
                      {tenant.id.toString(), log, sizes[tenant.id]});
        for (const store::AggregateRow& row : history.aggregates(tenant.id, {})) {
            filler.insert("INSERT INTO aggregates (tenant_id, aggregate_id, aggregate_type, event_count, first_sequence, "
                          "last_sequence, first_timestamp, last_timestamp, last_event_type) "
                          "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
                          {tenant.id.toString(), row.id.toString(), row.type, row.events, row.firstSequence.value(),
                           row.lastSequence.value(), timeOf(row.first), timeOf(row.last), row.lastEventType});
        }
    }
    for (const auto& [tenant, snapshot] : history.snapshots) {
        filler.insert("INSERT INTO event_snapshots (id, tenant_id, aggregate_id, aggregate_type, snapshot_version, "
                      "last_event_sequence, last_event_id, created_at, reducer, snapshot_data) "
                      "VALUES (?1, ?2, ?3, ?4, 1, ?5, ?6, ?7, ?8, ?9)",
                      {snapshot.id.toString(), tenant.toString(), snapshot.aggregateId.toString(), snapshot.aggregateType,
                       snapshot.lastSequence.value(), snapshot.lastEventId.toString(), timeOf(snapshot.createdAt),
                       snapshot.reducer, snapshot.state});
    }
    filler.execute("COMMIT");
    return filler.outcome();
}

void TestCaseFileContract::listsWhatTheLogLacks()
{
    const QString copy = m_dir.filePath(QStringLiteral("unsequenced.vcase"));
    QVERIFY(QFile::copy(m_file, copy));
    {
        Filler filler(copy);
        filler.execute("DELETE FROM event_log WHERE event_id LIKE '%000000000701' OR event_id LIKE '%000000000702'");
        QVERIFY(filler.outcome().ok());
    }
    const auto reader = store::sqlite::openCaseFileReader(copy.toStdString());
    QVERIFY(reader.ok());
    QVERIFY(reader.value()->selectTenant(borealis()).ok());
    const auto statistics = reader.value()->statistics({});
    QVERIFY(statistics.ok());
    QCOMPARE(statistics.value().events, 2);
    QCOMPARE(statistics.value().unsequenced, 2);
    store::PageRequest page;
    page.limitRows = 1;
    const auto first = reader.value()->events(page, {});
    QVERIFY(first.ok() && first.value().events.size() == 1 && first.value().next);
    QVERIFY(first.value().events[0].id == eventId(701) && !first.value().events[0].pos);
    page.after = first.value().next;
    const auto second = reader.value()->events(page, {});
    QVERIFY(second.ok() && second.value().events.size() == 1 && !second.value().next);
    QVERIFY(second.value().events[0].id == eventId(702));
}

void TestCaseFileContract::looksForWhatTheLogLacksInPieces()
{
    constexpr int kRows = 70'000;
    const QString file = m_dir.filePath(QStringLiteral("long.vcase"));
    QVERIFY(makeLongCase(file, kRows, QStringLiteral("rowid < %1").arg(kRows)));
    const auto reader = store::sqlite::openCaseFileReader(file.toStdString());
    QVERIFY(reader.ok());
    QVERIFY(reader.value()->selectTenant(crowd()).ok());
    store::PageRequest page;
    page.limitRows = kRows - 10;
    const auto most = reader.value()->events(page, {});
    QVERIFY(most.ok() && most.value().next);
    const std::int64_t stepsForMost = stepsSoFar;
    std::vector<Event> rest;
    int pages = 0;
    for (page.after = most.value().next; page.after; ++pages) {
        stepsSoFar = 0;
        const auto next = reader.value()->events(page, {});
        QVERIFY(next.ok());
        QVERIFY2(stepsSoFar * 2 < stepsForMost, "a page at the end of the log costs as much as the whole log");
        rest.insert(rest.end(), next.value().events.begin(), next.value().events.end());
        page.after = next.value().next;
    }
    QCOMPARE(pages, 4);
    QCOMPARE(rest.size(), 10U);
    QVERIFY(rest.back().id == eventId(kRows) && !rest.back().pos.has_value());
}

void TestCaseFileContract::endsWithTheLog_data()
{
    QTest::addColumn<QString>("isLogged");
    QTest::addColumn<int>("limit");
    QTest::addColumn<int>("pages");
    QTest::addColumn<int>("unlogged");
    QTest::newRow("all are logged") << QStringLiteral("1") << 30'000 << 3 << 0;
    QTest::newRow("the last page is full") << QStringLiteral("1") << 35'000 << 2 << 0;
    QTest::newRow("one page") << QStringLiteral("1") << 70'000 << 1 << 0;
    QTest::newRow("the first lacks") << QStringLiteral("rowid > 1") << 30'000 << 6 << 1;
    QTest::newRow("one in the middle lacks") << QStringLiteral("rowid <> 40000") << 30'000 << 6 << 1;
    QTest::newRow("none is logged") << QStringLiteral("0") << 70'000 << 4 << 70'000;
}

void TestCaseFileContract::endsWithTheLog()
{
    QFETCH(QString, isLogged);
    QFETCH(int, limit);
    QFETCH(int, pages);
    QFETCH(int, unlogged);
    constexpr int kRows = 70'000;
    const QString file = m_dir.filePath(QStringLiteral("ends.vcase"));
    QFile::remove(file);
    QVERIFY(makeLongCase(file, kRows, isLogged));
    const auto reader = store::sqlite::openCaseFileReader(file.toStdString());
    QVERIFY(reader.ok());
    QVERIFY(reader.value()->selectTenant(crowd()).ok());
    store::PageRequest page;
    page.limitRows = static_cast<std::size_t>(limit);
    std::size_t seen = 0;
    int without = 0;
    int count = 0;
    do {
        const auto next = reader.value()->events(page, {});
        QVERIFY(next.ok());
        seen += next.value().events.size();
        for (const Event& event : next.value().events) without += event.pos ? 0 : 1;
        page.after = next.value().next;
        ++count;
    } while (page.after && count < 100);
    QCOMPARE(seen, std::size_t(kRows));
    QCOMPARE(without, unlogged);
    QCOMPARE(count, pages);
}

void TestCaseFileContract::takesAnotherEventAtARowid()
{
    // The rowid is a shortcut only: entries that stand elsewhere are found by the event they name.
    const QString copy = m_dir.filePath(QStringLiteral("shuffled.vcase"));
    QVERIFY(QFile::copy(m_file, copy));
    {
        Filler filler(copy);
        filler.execute("UPDATE event_log SET rowid = -rowid");
        QVERIFY(filler.outcome().ok());
    }
    const auto reader = store::sqlite::openCaseFileReader(copy.toStdString());
    QVERIFY(reader.ok());
    QVERIFY(reader.value()->selectTenant(acme()).ok());
    const auto page = reader.value()->events({}, {});
    QVERIFY(page.ok());
    const auto want = madeHistory().ofTenant(acme());
    QCOMPARE(page.value().events.size(), want.size());
    for (std::size_t i = 0; i < want.size(); ++i) {
        QCOMPARE(QString::fromStdString(line(page.value().events[i])), QString::fromStdString(line(want[i])));
        QCOMPARE(page.value().events[i].pos->value(), static_cast<std::int64_t>(i));
    }
    const auto replayed = reader.value()->aggregateEvents(aggregateId(kSound), {}, {});
    QVERIFY(replayed.ok());
    for (const Event& event : replayed.value().events) QVERIFY(event.pos.has_value());
}

}  // namespace vci::test

QTEST_GUILESS_MAIN(vci::test::TestCaseFileContract)
#include "tst_casefilecontract.moc"
