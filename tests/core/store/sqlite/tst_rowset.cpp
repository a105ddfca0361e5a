// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/store/sqlite/rowset.h"

#include <QTest>

#include <limits>
#include <random>
#include <set>

using vci::store::sqlite::RowSet;

class TestRowSet : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void countsEachOnce_data();
    void countsEachOnce();
    void chosenToCollide();
};

void TestRowSet::countsEachOnce_data()
{
    QTest::addColumn<qint64>("least");
    QTest::addColumn<qint64>("greatest");
    QTest::newRow("close together") << qint64(1) << qint64(3000);
    QTest::newRow("around zero") << qint64(-1500) << qint64(1500);
    QTest::newRow("far apart") << std::numeric_limits<qint64>::min() << std::numeric_limits<qint64>::max();
    QTest::newRow("at the end") << std::numeric_limits<qint64>::max() - 1000 << std::numeric_limits<qint64>::max();
}

void TestRowSet::countsEachOnce()
{
    QFETCH(qint64, least);
    QFETCH(qint64, greatest);
    std::mt19937_64 random(7);
    std::uniform_int_distribution<std::int64_t> any(least, greatest);
    RowSet rows;
    std::set<std::int64_t> expected = {least, greatest};
    rows.add(least);
    rows.add(greatest);
    for (int i = 0; i < 4000; ++i) {
        const std::int64_t row = any(random);
        rows.add(row);
        expected.insert(row);
        QCOMPARE(rows.size(), static_cast<std::int64_t>(expected.size()));
    }
}

/// Multiples of a number of places that a table of hashes of this size has: in one place of it all of them would outlast the
/// patience of a test.
void TestRowSet::chosenToCollide()
{
    constexpr std::int64_t kPlaces = 172'933;
    constexpr std::int64_t kRows = 150'000;
    RowSet rows;
    for (std::int64_t i = 0; i < kRows; ++i) rows.add(i * kPlaces * 1024);
    QCOMPARE(rows.size(), kRows);
}

QTEST_APPLESS_MAIN(TestRowSet)
#include "tst_rowset.moc"
