// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/store/postgres/postgresstore.h"
#include "core/store/postgres/rowstream.h"
#include "tests/support/privatepostgres.h"

#include <QFile>
#include <QtTest>

#include <thread>

using namespace vci;
using namespace vci::store::postgres;
using test::PrivatePostgres;

namespace {

const TenantId kTenant = *TenantId::tryFromString("11111111-1111-4111-8111-111111111111");
const AggregateId kAggregate = *AggregateId::tryFromString("00000000-0000-4000-8000-0000000000aa");
constexpr std::int64_t kEvents = 9'000;  // some pages of a stream

/// Counts what it is given, and wants no more than `most`.
class Counter final : public store::EventVisitor {
public:
    explicit Counter(std::int64_t most = kEvents)
        : m_most(most)
    {
    }
    bool visit(const store::EventView& event) override
    {
        ++seen;
        inOrder = inOrder && event.sequence.value() == seen && event.eventData == "{\"n\": " + std::to_string(seen) + "}";
        return seen < m_most;
    }
    std::int64_t seen = 0;
    bool inOrder = true;

private:
    std::int64_t m_most;
};

}  // namespace

/// Rows that come as COPY sends them are those that a statement gives, and breaking off leaves a connection that can be used.
class TestRowStream : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void readsEveryValue();
    void breaksOff();
    void isInterrupted();
    void readsALongAggregate();

private:
    [[nodiscard]] std::string uri() const { return m_cluster->uri(QStringLiteral("stock")).toStdString(); }
    std::unique_ptr<PrivatePostgres> m_cluster;
};

void TestRowStream::initTestCase()
{
    if (!QFile::exists(QStringLiteral(VCI_SHARED_DIR "/stock/schema.sql"))) QSKIP("../shared is absent: stock");
    auto cluster = PrivatePostgres::start();
    QVERIFY2(cluster.ok(), cluster.ok() ? "" : cluster.error().message.c_str());
    m_cluster = std::move(cluster).value();
    QVERIFY(m_cluster->loadSchema(QStringLiteral("stock")).ok());
    const QString fill = QStringLiteral("INSERT INTO tenants (id, name) VALUES ('%1', 'A'); INSERT INTO event_store (id, "
                                        "aggregate_id, aggregate_type, event_type, event_version, "
                                        "event_data, sequence_number, tenant_id) SELECT gen_random_uuid(), '%2', 'Call', "
                                        "'CallOnHold', 1, jsonb_build_object('n', n), "
                                        "n, '%1' FROM generate_series(1, %3) n");
    const auto filled = m_cluster->runSql(
        QStringLiteral("stock"),
        fill.arg(QString::fromStdString(kTenant.toString()), QString::fromStdString(kAggregate.toString())).arg(kEvents));
    QVERIFY2(filled.ok(), filled.ok() ? "" : filled.error().message.c_str());
}

void TestRowStream::readsEveryValue()
{
    const std::string query =
        "SELECT E'a\\tb\\\\c\\nd\\re\\bf\\fg\\vh', NULL, '\\N', '', '\\', E'\\u20ac' || repeat('x', 100000), 7 "
        "FROM generate_series(1, 3)";
    const auto session = Session::open(uri());
    QVERIFY(session.ok());
    const auto checked = session.value()->read({}, [&](ReadTransaction& transaction) -> Result<std::vector<std::string>> {
        std::vector<std::string> wrong;
        std::vector<Field> columns;
        const pqxx::result expected = transaction.exec(query);
        RowStream rows(transaction, query);
        std::size_t count = 0;
        while (const auto fields = rows.next()) {
            const Fields same = fieldsOf(expected[static_cast<pqxx::result_size_type>(count++)], columns);
            if (fields->size() != same.size()) wrong.push_back("columns");
            for (std::size_t i = 0; i < std::min(fields->size(), same.size()); ++i)
                if ((*fields)[i] != same[i]) wrong.push_back("column " + std::to_string(i));
        }
        if (count != 3) wrong.push_back(std::to_string(count) + " rows");
        return wrong;
    });
    QVERIFY2(checked.ok(), checked.ok() ? "" : checked.error().message.c_str());
    for (const std::string& wrong : checked.value()) QVERIFY2(wrong.empty(), wrong.c_str());
}

void TestRowStream::breaksOff()
{
    const auto session = Session::open(uri());
    QVERIFY(session.ok());
    for (int round = 0; round < 20; ++round) {
        const auto first = session.value()->read({}, [&](ReadTransaction& transaction) -> Result<std::string> {
            RowStream rows(transaction, "SELECT generate_series(1, 50000000)");
            return std::string((*rows.next())[0].value_or(""));
        });
        QVERIFY2(first.ok(), first.ok() ? "" : first.error().message.c_str());
        QCOMPARE(first.value(), std::string("1"));
        const auto after = session.value()->read({}, [&](ReadTransaction& transaction) -> Result<std::string> {
            return std::string(transaction.exec("SELECT 'still here'")[0][0].c_str());
        });
        QVERIFY2(after.ok(), after.ok() ? "" : after.error().message.c_str());
    }
}

void TestRowStream::isInterrupted()
{
    const auto session = Session::open(uri());
    QVERIFY(session.ok());
    std::stop_source source;
    std::thread stopper([&] {
        std::this_thread::sleep_for(std::chrono::milliseconds(300));
        source.request_stop();
    });
    const Session::Call call(*session.value(), source.get_token());
    const auto read = session.value()->read({}, [&](ReadTransaction& transaction) -> Result<std::int64_t> {
        RowStream rows(transaction, "SELECT generate_series(1, 500000000)");
        std::int64_t count = 0;
        while (rows.next()) ++count;
        return count;
    });
    stopper.join();
    QVERIFY(!read.ok());
    QVERIFY2(read.error().isCancelled(), read.error().message.c_str());
}

void TestRowStream::readsALongAggregate()
{
    const auto reader = openPostgresReader(uri());
    QVERIFY(reader.ok());
    QVERIFY(reader.value()->selectTenant(kTenant).ok());
    Counter all;
    const auto read = reader.value()->visitAggregate(kAggregate, all, {});
    QVERIFY2(read.ok(), read.ok() ? "" : read.error().message.c_str());
    QCOMPARE(all.seen, kEvents);
    QVERIFY(all.inOrder);
    Counter most(kEvents - 1'000);
    QVERIFY(reader.value()->visitAggregate(kAggregate, most, {}).ok());
    QCOMPARE(most.seen, kEvents - 1'000);
    Counter again;
    QVERIFY(reader.value()->visitAggregate(kAggregate, again, {}).ok());
    QCOMPARE(again.seen, kEvents);
}

QTEST_GUILESS_MAIN(TestRowStream)
#include "tst_rowstream.moc"
