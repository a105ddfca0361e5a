// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/intake/spilledsort.h"

#include <QTest>

#include <algorithm>
#include <functional>
#include <random>

using namespace vci;
using namespace vci::intake;

class TestSpilledSort : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void sorts_data();
    void sorts();
    void endsWithTheVisitor();
};

void TestSpilledSort::sorts_data()
{
    QTest::addColumn<int>("records");
    QTest::addColumn<int>("inMemory");
    QTest::newRow("none") << 0 << 10;
    QTest::newRow("one") << 1 << 1;
    QTest::newRow("in memory") << 10 << 10;
    QTest::newRow("one more than memory holds") << 11 << 10;
    QTest::newRow("runs of one") << 100 << 1;
    QTest::newRow("many runs") << 100'000 << 7919;
    QTest::newRow("runs longer than a buffer") << 20'000 << 9000;
}

void TestSpilledSort::sorts()
{
    QFETCH(int, records);
    QFETCH(int, inMemory);
    std::mt19937 random(static_cast<unsigned>(records));
    SpilledSort<int, std::less<int>> sort(static_cast<std::size_t>(inMemory));
    std::vector<int> expected;
    for (int i = 0; i < records; ++i) {
        expected.push_back(static_cast<int>(random() % 5000));
        QVERIFY(sort.add(expected.back()).ok());
    }
    std::sort(expected.begin(), expected.end());
    std::vector<int> sorted;
    QVERIFY(sort.takeAll([&sorted](int record) -> Result<void> {
                    sorted.push_back(record);
                    return {};
                })
                .ok());
    QVERIFY(sorted == expected);
}

void TestSpilledSort::endsWithTheVisitor()
{
    SpilledSort<int, std::less<int>> sort(2);
    for (const int record : {3, 1, 2}) QVERIFY(sort.add(record).ok());
    int visited = 0;
    const auto ended = sort.takeAll([&visited](int) -> Result<void> {
        ++visited;
        return cancelled();
    });
    QVERIFY(!ended.ok());
    QCOMPARE(ended.error().code, ErrorCode::Cancelled);
    QCOMPARE(visited, 1);
}

QTEST_APPLESS_MAIN(TestSpilledSort)
#include "tst_spilledsort.moc"
