// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/store/sqlite/shippedschema.h"

#include "core/base/hex.h"
#include "core/store/sqlite/schema.h"

#include <QTest>

#include <memory>
#include <string>

using namespace vci;
using store::sqlite::Connection;

namespace {

/// An empty database in memory with the tables of that schema version, then changed by the statement.
std::unique_ptr<Connection> made(std::int64_t version, const std::string& change = {})
{
    auto connection = Connection::openEmpty();
    if (!connection.ok()) return nullptr;
    for (const std::string_view step : store::sqlite::schemaSteps().first(static_cast<std::size_t>(version)))
        if (!connection.value()->execute(std::string(step), "making it").ok()) return nullptr;
    if (!change.empty() && !connection.value()->execute(change, "changing it").ok()) return nullptr;
    return std::move(connection).value();
}

}  // namespace

class ShippedSchemaTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void knowsItsDigest();
    void takesEveryVersion();
    void refusesWhatDiffers_data();
    void refusesWhatDiffers();
};

void ShippedSchemaTest::knowsItsDigest()
{
    const auto connection = made(store::sqlite::kSchemaVersion);
    QVERIFY(connection);
    const auto digest = store::sqlite::schemaDigest(*connection);
    QVERIFY(digest.ok());
    QCOMPARE(QString::fromStdString(toHex(digest.value())), QString::fromUtf8(store::sqlite::shippedDigest()));
}

void ShippedSchemaTest::takesEveryVersion()
{
    for (std::int64_t version = 1; version <= store::sqlite::kSchemaVersion; ++version) {
        const auto connection = made(version);
        QVERIFY(connection);
        QVERIFY(store::sqlite::checkAsShipped(*connection, version).ok());
    }
    const auto foreign = made(store::sqlite::kSchemaVersion, "CREATE TABLE of_somebody (x INTEGER)");
    QVERIFY(foreign);
    QVERIFY(store::sqlite::checkAsShipped(*foreign, store::sqlite::kSchemaVersion).ok());
}

void ShippedSchemaTest::refusesWhatDiffers_data()
{
    QTest::addColumn<QString>("change");
    QTest::addColumn<QString>("named");
    QTest::newRow("a table is gone") << "DROP TABLE tenants"
                                     << "tenants";
    QTest::newRow("an index is gone") << "DROP INDEX event_store_correlation"
                                      << "index event_store_correlation";
    QTest::newRow("a column more") << "ALTER TABLE tenants ADD COLUMN x INTEGER"
                                   << "table tenants";
    QTest::newRow("an index more") << "CREATE INDEX more ON event_store (id) WHERE id > x'80'"
                                   << "index more";
}

void ShippedSchemaTest::refusesWhatDiffers()
{
    QFETCH(const QString, change);
    QFETCH(const QString, named);
    const auto connection = made(store::sqlite::kSchemaVersion, change.toStdString());
    QVERIFY(connection);
    const auto checked = store::sqlite::checkAsShipped(*connection, store::sqlite::kSchemaVersion);
    QVERIFY(!checked.ok());
    QCOMPARE(checked.error().code, ErrorCode::Damaged);
    QVERIFY2(QString::fromStdString(checked.error().message).contains(named), checked.error().message.c_str());
}

QTEST_GUILESS_MAIN(ShippedSchemaTest)
#include "tst_shippedschema.moc"
