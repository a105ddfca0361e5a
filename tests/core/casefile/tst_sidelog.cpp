// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/casefile/sidelog.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace vci;
using namespace vci::casefile;

namespace {

class FixedClock final : public Clock {
public:
    Timestamp now() override { return Timestamp(0); }
};

}  // namespace

/// The custody log beside a file that cannot hold it.
class TestSideLog : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void chains();
    void goesOnBehindATornLine();
    void followsNoLink();
    void isStoppedBetweenLogAndHead();
    void isStoppedWithinARecord();
    void isStoppedBeforeTheFirstRecord();
    void keepsWhatContradictsItsHead();
    void readsHeads_data();
    void readsHeads();

private:
    void append(const std::filesystem::path& file, const char* action)
    {
        auto log = openSideLog(file, m_start, {"anna", "1.0"}, m_clock);
        QVERIFY(log.ok());
        QVERIFY(log.value()->append(action, "").ok());
    }
    /// What the check says, a sentence each.
    [[nodiscard]] QStringList faults(const std::filesystem::path& file)
    {
        QStringList told;
        for (const Finding& finding : checkSideChain(file, readSideChain(file, {}).value(), m_start))
            told << QString::fromStdString(finding.message);
        return told;
    }
    [[nodiscard]] static QByteArray bytes(const std::filesystem::path& path)
    {
        QFile file(QString::fromStdString(path.string()));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    static void write(const std::filesystem::path& path, const QByteArray& content)
    {
        QFile file(QString::fromStdString(path.string()));
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
        file.write(content);
    }

    [[nodiscard]] std::filesystem::path fresh()
    {
        return m_dir.filePath(QString::number(++m_files) + QStringLiteral(".vcase")).toStdString();
    }

    QTemporaryDir m_dir;
    int m_files = 0;
    FixedClock m_clock;
    Sha256 m_start = sha256({"the sealed file"});
};

void TestSideLog::chains()
{
    const auto file = fresh();
    auto log = openSideLog(file, m_start, {"anna", "1.0"}, m_clock);
    auto other = openSideLog(file, m_start, {"bert", "1.0"}, m_clock);
    QVERIFY(log.ok() && other.ok());
    QVERIFY(!std::filesystem::exists(sideLogPath(file)));
    QCOMPARE(log.value()->append("opened", "").value().n, 1);
    QCOMPARE(other.value()->append("opened", "").value().n, 2);
    QCOMPARE(log.value()->append("filtered", "seq > 3").value().n, 3);
    const auto chain = readSideChain(file, {});
    QVERIFY(chain.ok());
    const auto& links = chain.value().links;
    QCOMPARE(links.size(), std::size_t(3));
    QVERIFY(checkChain(links, {3, {}}, m_start, "line").empty());
    QCOMPARE(checkChain(links, {3, {}}, kCustodyStart, "line").size(), std::size_t(1));
    QVERIFY(chain.value().head.head.has_value());
    QCOMPARE(chain.value().head.head->count, 3);
    QCOMPARE(chain.value().head.head->start, m_start);
    QCOMPARE(chain.value().head.head->hash, links.back().hash);
    QVERIFY(checkSideChain(file, chain.value(), m_start).empty());
    QVERIFY(checkSideChain(file, chain.value(), {}).empty());
    const auto rows = readSideLog(file, 1, 1, {});
    QCOMPARE(rows.value().size(), std::size_t(1));
    QCOMPARE(rows.value().front().n, 2);
    QVERIFY(rows.value().front().record.starts_with("{\"action\":\"opened\",\"actor\":\"bert\""));
}

void TestSideLog::goesOnBehindATornLine()
{
    const auto file = fresh();
    QFile torn(QString::fromStdString(sideLogPath(file).string()));
    QVERIFY(torn.open(QIODevice::WriteOnly));
    torn.write("{\"action\":\"ope");
    torn.close();
    auto log = openSideLog(file, m_start, {"anna", "1.0"}, m_clock);
    QVERIFY(log.value()->append("opened", "").ok());
    QVERIFY(log.value()->append("closed", "").ok());
    const auto chain = readSideChain(file, {});
    const auto& links = chain.value().links;
    QCOMPARE(links.size(), std::size_t(3));
    QVERIFY(!links[0].prev);
    QCOMPARE(*links[1].prev, links[0].hash);
    QCOMPARE(*links[2].prev, links[1].hash);
    // A head that was not there from the start is made by nobody.
    QVERIFY(!chain.value().head.isThere);
}

void TestSideLog::followsNoLink()
{
    const auto file = fresh();
    const auto victim = fresh();
    std::filesystem::create_symlink(victim, sideLogPath(file));
    auto log = openSideLog(file, m_start, {"anna", "1.0"}, m_clock);
    QVERIFY(log.ok());
    QCOMPARE(log.value()->append("opened", "").error().code, ErrorCode::Io);
    QVERIFY(!std::filesystem::exists(victim));
}

void TestSideLog::isStoppedBetweenLogAndHead()
{
    const auto file = fresh();
    for (const char* action : {"opened", "filtered"}) append(file, action);
    const QByteArray before = bytes(sideHeadPath(file));
    append(file, "exported");
    write(sideHeadPath(file), before);
    QCOMPARE(faults(file), QStringList());
    append(file, "closed");
    QCOMPARE(faults(file), QStringList());
    QCOMPARE(readSideHead(file).value().head->count, 4);
    // Two records that the head does not know of are none that a crash left.
    write(sideHeadPath(file), before);
    QCOMPARE(faults(file).size(), 2);
}

void TestSideLog::isStoppedWithinARecord()
{
    for (const int whole : {0, 2}) {
        const auto file = fresh();
        append(file, "opened");
        append(file, "filtered");
        if (whole == 0) {
            write(sideHeadPath(file), QByteArray::fromStdString(SideHead{m_start, 0, m_start}.text()));
            write(sideLogPath(file), {});
        }
        write(sideLogPath(file), bytes(sideLogPath(file)) + "{\"action\":\"exp");
        QCOMPARE(faults(file), QStringList());
        append(file, "closed");
        QCOMPARE(faults(file), QStringList());
        QCOMPARE(readSideChain(file, {}).value().links.size(), std::size_t(whole) + 1);
    }
}

void TestSideLog::isStoppedBeforeTheFirstRecord()
{
    const auto file = fresh();
    write(sideHeadPath(file), QByteArray::fromStdString(SideHead{m_start, 0, m_start}.text()));
    QCOMPARE(faults(file), QStringList());
    append(file, "opened");
    QCOMPARE(faults(file), QStringList());
}

void TestSideLog::keepsWhatContradictsItsHead()
{
    const auto file = fresh();
    for (const char* action : {"opened", "filtered", "exported"}) append(file, action);
    const QByteArray log = bytes(sideLogPath(file));
    write(sideLogPath(file), log.left(log.lastIndexOf('\n', -2) + 1));
    QVERIFY2(faults(file).value(0).startsWith(QStringLiteral("Custody record beside the file, line 3 is missing")),
             qPrintable(faults(file).join(QLatin1Char('\n'))));
    append(file, "closed");
    QVERIFY(faults(file).value(0).startsWith(QStringLiteral("Custody record beside the file, line 3 was changed")));
    QCOMPARE(readSideHead(file).value().head->count, 3);
}

void TestSideLog::readsHeads_data()
{
    QTest::addColumn<QByteArray>("text");
    const QByteArray good = QByteArray::fromStdString(SideHead{m_start, 2, sha256({"x"})}.text());
    QVERIFY(SideHead::tryParse(good.toStdString()).has_value());
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("another version") << QByteArray(good).replace("custody/v1", "custody/v2");
    QTest::newRow("a line more") << good + "x\n";
    QTest::newRow("no newline at the end") << good.chopped(1);
    QTest::newRow("a sign") << QByteArray(good).replace("\n2\n", "\n-2\n");
    QTest::newRow("a record of none") << QByteArray(good).replace("\n2\n", "\n0\n");
}

void TestSideLog::readsHeads()
{
    QFETCH(QByteArray, text);
    QVERIFY(!SideHead::tryParse(text.toStdString()).has_value());
    const auto file = fresh();
    append(file, "opened");
    write(sideHeadPath(file), text);
    QVERIFY2(faults(file).value(0).startsWith(QStringLiteral("Custody record beside the file, line 1 is the last one")),
             qPrintable(faults(file).join(QLatin1Char('\n'))));
}

QTEST_GUILESS_MAIN(TestSideLog)
#include "tst_sidelog.moc"
