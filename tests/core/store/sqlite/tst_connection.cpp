// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/store/sqlite/connection.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <sqlite3.h>

#include <functional>
#include <memory>
#include <optional>

using namespace vci;
using store::sqlite::Connection;

namespace {

using Work = std::function<std::optional<Error>(Connection&)>;

std::optional<Error> errorOf(Result<void> result)
{
    return result.ok() ? std::nullopt : std::optional(std::move(result).error());
}

/// Asks for what a statement of the program would, and steps through all of it.
Work asking(const char* sql)
{
    return [sql](Connection& connection) {
        auto query = connection.query(sql);
        if (!query.ok()) return std::optional(query.error());
        while (true) {
            const auto found = query.value().step("reading it");
            if (!found.ok()) return std::optional(found.error());
            if (!found.value()) return std::optional<Error>();
        }
    };
}

/// Writes zeros over the second page of the file, where its table stands.
std::optional<Error> readZeroedPage(Connection& connection)
{
    QFile file(QString::fromStdString(connection.file().string()));
    if (!file.open(QIODevice::ReadWrite) || !file.seek(4096)) return std::nullopt;
    file.write(QByteArray(4096, '\0'));
    file.close();
    return asking("SELECT x FROM t")(connection);
}

std::optional<Error> fillDisk(Connection& connection)
{
    // As full as a disk: SQLite gives the same code for both.
    auto limited = connection.execute("PRAGMA max_page_count=2", "limiting it");
    if (!limited.ok()) return std::move(limited).error();
    return errorOf(connection.execute("INSERT INTO t VALUES (zeroblob(100000))", "writing it"));
}

}  // namespace

Q_DECLARE_METATYPE(Work)

/// What SQLite refuses is told apart: damage, other tables than ours, the disk, other programs, and faults of our own.
class TestConnection : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void refusals_data();
    void refusals();
    void noDatabase();
};

void TestConnection::refusals_data()
{
    QTest::addColumn<Work>("work");
    QTest::addColumn<int>("code");
    QTest::addColumn<QString>("says");
    const auto row = [](const char* name, Work work, ErrorCode code, const char* says) {
        QTest::newRow(name) << std::move(work) << static_cast<int>(code) << QString::fromLatin1(says);
    };
    const char* const otherTables = "does not have the tables of a case file of its version";
    row("a table is missing", asking("SELECT x FROM logs"), ErrorCode::Damaged, otherTables);
    row("a column is missing", asking("SELECT y FROM t"), ErrorCode::Damaged, otherTables);
    row("an index is missing", asking("SELECT x FROM t INDEXED BY i"), ErrorCode::Damaged, otherTables);
    row("a wrong statement", asking("SELECT FROM"), ErrorCode::Internal, "a fault of the program");
    row("a wrong call", asking("SELECT abs(1, 2)"), ErrorCode::Internal, "a fault of the program");
    row("a page of zeros", readZeroedPage, ErrorCode::Damaged, "is damaged: reading it failed");
    row("a full disk", fillDisk, ErrorCode::Io, "is full");
    row(
        "a medium that cannot be read",
        [](Connection& connection) { return std::optional(connection.error(SQLITE_IOERR_READ, "reading it")); }, ErrorCode::Io,
        "reading it failed");
    row(
        "another program writes",
        [](Connection& connection) { return std::optional(connection.error(SQLITE_BUSY, "writing it")); }, ErrorCode::Locked,
        "is locked by another program");
}

void TestConnection::refusals()
{
    QFETCH(Work, work);
    QFETCH(int, code);
    QFETCH(QString, says);
    const QTemporaryDir folder;
    const std::string file = folder.filePath(QStringLiteral("a.vcase")).toStdString();
    {
        QFile empty(QString::fromStdString(file));
        QVERIFY(empty.open(QIODevice::WriteOnly));
        empty.close();
        auto made = Connection::open(file, Connection::Mode::Create);
        QVERIFY2(made.ok(), made.ok() ? "" : made.error().message.c_str());
        QVERIFY(made.value()->execute("PRAGMA page_size=4096; CREATE TABLE t (x); INSERT INTO t VALUES (1)", "making it").ok());
    }
    auto connection = Connection::open(file, Connection::Mode::ReadWrite);
    QVERIFY(connection.ok());
    const auto refused = work(*connection.value());
    QVERIFY(refused.has_value());
    const QString message = QString::fromStdString(refused->message);
    QVERIFY2(static_cast<int>(refused->code) == code, qPrintable(message));
    QVERIFY2(message.contains(says), qPrintable(message));
    QVERIFY2(message.contains(QString::fromStdString(file)), qPrintable(message));
    // Only damage is called damage.
    QCOMPARE(message.contains(QLatin1String("is damaged")), says.contains(QLatin1String("is damaged")));
}

void TestConnection::noDatabase()
{
    const QTemporaryDir folder;
    const QString name = folder.filePath(QStringLiteral("a.vcase"));
    QFile file(name);
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(QByteArray(8192, 'x')) == 8192);
    file.close();
    auto connection = Connection::open(name.toStdString(), Connection::Mode::ReadOnly);
    QVERIFY(connection.ok());
    const auto version = connection.value()->number("PRAGMA user_version", "reading its header");
    QVERIFY(!version.ok());
    QCOMPARE(version.error().code, ErrorCode::Damaged);
    QVERIFY2(version.error().message.find("is damaged: ") != std::string::npos, version.error().message.c_str());
}

QTEST_GUILESS_MAIN(TestConnection)
#include "tst_connection.moc"
