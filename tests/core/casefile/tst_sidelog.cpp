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

private:
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
    const auto links = readSideLinks(file, {});
    QVERIFY(links.ok());
    QCOMPARE(links.value().size(), std::size_t(3));
    QVERIFY(checkChain(links.value(), {3, {}}, m_start, "line").empty());
    QCOMPARE(checkChain(links.value(), {3, {}}, kCustodyStart, "line").size(), std::size_t(1));
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
    const auto links = readSideLinks(file, {});
    QCOMPARE(links.value().size(), std::size_t(3));
    QVERIFY(!links.value()[0].prev);
    QCOMPARE(*links.value()[1].prev, links.value()[0].hash);
    QCOMPARE(*links.value()[2].prev, links.value()[1].hash);
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

QTEST_GUILESS_MAIN(TestSideLog)
#include "tst_sidelog.moc"
