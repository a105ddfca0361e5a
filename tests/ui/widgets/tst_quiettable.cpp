// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/widgets/quiettable.h"

#include <QHeaderView>
#include <QShortcut>
#include <QStandardItemModel>
#include <QTest>

using namespace vci::ui;

/// Columns of a table fit their view at any width.
class TestQuietTable : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void staysWithinTheView_data();
    void staysWithinTheView();
    void theRestTakesWhatIsLeft();
    void aWholeColumnIsNotCut();
    void whatCanBeSparedGoesFirst();
    void aRowGrowsForItsText();
    void theLastNumberIsNotCut();
    void endsAreItsOwn();

private:
    QStandardItemModel m_model{3, 4};
};

void TestQuietTable::staysWithinTheView_data()
{
    QTest::addColumn<int>("width");
    for (const int width : {120, 300, 380, 460, 700, 1024, 3000}) QTest::addRow("%d", width) << width;
}

void TestQuietTable::staysWithinTheView()
{
    QFETCH(int, width);
    for (int row = 0; row < 3; ++row) {
        m_model.setItem(row, 0, new QStandardItem(QStringLiteral("2026-02-10 10:00:00.250000 UTC")));
        m_model.setItem(row, 1,
                        new QStandardItem(QStringLiteral("a text that is much longer than any column can be ").repeated(9)));
        m_model.setItem(row, 2, new QStandardItem(QStringLiteral("incident 4711, CallSummary is behind its events")));
        m_model.setItem(row, 3, new QStandardItem(QStringLiteral("/srv/cases/2026/02/dispute.vcase as anna")));
    }
    QuietTable table(&m_model, {{110, 210}, {120, 400}, {80, 260}, {80, 400}}, 1, -1);
    table.resize(width, 200);
    table.show();
    QVERIFY(QTest::qWaitForWindowExposed(&table));
    const int room = table.viewport()->width();
    int right = 0;
    for (int column = 0; column < 4; ++column) {
        QVERIFY(table.columnWidth(column) > 0);
        right = table.columnViewportPosition(column) + table.columnWidth(column);
    }
    QVERIFY2(right <= room, qPrintable(QStringLiteral("%1 of %2 pixels").arg(right).arg(room)));
    // No column is narrower than its least where there is room for every least.
    if (room >= 390) QVERIFY(table.columnWidth(0) >= 110 && table.columnWidth(1) >= 120 && table.columnWidth(2) >= 80);
}

void TestQuietTable::endsAreItsOwn()
{
    QWidget window;
    auto* table = new QuietTable(&m_model, {{20, 80}, {20, 80}, {20, 80}, {20, 80}}, 1, -1, &window);
    int moved = 0;
    for (const auto key : {Qt::Key_Home, Qt::Key_End})
        connect(new QShortcut(key, &window), &QShortcut::activated, this, [&moved] { ++moved; });
    window.resize(400, 200);
    window.show();
    window.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    table->setFocus();
    table->setCurrentIndex(m_model.index(1, 0));
    QTest::keyClick(table, Qt::Key_End);
    QCOMPARE(table->currentIndex().row(), m_model.rowCount() - 1);
    QTest::keyClick(table, Qt::Key_Home);
    QCOMPARE(table->currentIndex().row(), 0);
    QCOMPARE(moved, 0);
}

void TestQuietTable::theRestTakesWhatIsLeft()
{
    QStandardItemModel model(1, 2);
    model.setItem(0, 0, new QStandardItem(QStringLiteral("a")));
    model.setItem(0, 1, new QStandardItem(QStringLiteral("b")));
    QuietTable table(&model, {{60, 100}, {120, 400}}, 1, -1);
    table.resize(800, 200);
    table.show();
    QVERIFY(QTest::qWaitForWindowExposed(&table));
    QCOMPARE(table.columnWidth(0) + table.columnWidth(1), table.viewport()->width());
    QVERIFY(table.columnWidth(0) <= 100);
}

void TestQuietTable::aWholeColumnIsNotCut()
{
    QStandardItemModel model(1, 3);
    model.setItem(0, 0, new QStandardItem(QStringLiteral("2026-02-10 10:00:00")));
    model.setItem(0, 1, new QStandardItem(QStringLiteral("what somebody did to what, at length")));
    model.setItem(0, 2, new QStandardItem(QStringLiteral("incident 4711, CallSummary is behind its events")));
    QuietTable table(&model, {{QuietTable::kWhole, 300}, {60, 4000}, {60, 400}}, 1, -1);
    table.show();
    QVERIFY(QTest::qWaitForWindowExposed(&table));
    table.resize(3000, 200);
    const int whole = table.columnWidth(0);
    for (const int width : {700, 460, whole + 130}) {
        table.resize(width, 200);
        QCOMPARE(table.columnWidth(0), whole);
    }
}

void TestQuietTable::whatCanBeSparedGoesFirst()
{
    QStandardItemModel model(1, 4);
    for (const int column : {0, 1, 2, 3}) model.setItem(0, column, new QStandardItem(QStringLiteral("what it says there")));
    QuietTable table(&model, {{100, 100}, {200, 4000}, {100, 100}, {100, 100}}, 1, -1);
    table.setExpendable({2});
    table.show();
    QVERIFY(QTest::qWaitForWindowExposed(&table));
    for (const auto& [width, hidden] : {std::pair(600, false), {450, true}, {600, false}, {300, true}}) {
        table.resize(width, 200);
        QCOMPARE(table.isColumnHidden(2), hidden);
        const int room = table.viewport()->width();
        const int widths =
            table.columnWidth(0) + table.columnWidth(1) + (hidden ? 0 : table.columnWidth(2)) + table.columnWidth(3);
        QVERIFY(widths <= room);
        if (width >= 450) QCOMPARE(widths, room);
    }
}

void TestQuietTable::aRowGrowsForItsText()
{
    QStandardItemModel model(2, 2);
    model.setItem(0, 0, new QStandardItem(QStringLiteral("a")));
    model.setItem(0, 1, new QStandardItem(QStringLiteral("a text that needs more room than one line of it has")));
    model.setItem(1, 0, new QStandardItem(QStringLiteral("b")));
    model.setItem(1, 1, new QStandardItem(QStringLiteral("short")));
    QuietTable table(&model, {{40, 40}, {120, 4000}}, 1, -1);
    table.setMostLines(2);
    table.show();
    QVERIFY(QTest::qWaitForWindowExposed(&table));
    const auto heightOf = [&](int row) { return table.visualRect(model.index(row, 1)).height(); };
    table.resize(1200, 200);
    QTRY_COMPARE(heightOf(0), heightOf(1));
    QVERIFY(!table.isCut(0));
    table.resize(320, 200);
    QTRY_VERIFY(heightOf(0) > heightOf(1));
    QVERIFY(!table.isCut(0));
    table.resize(170, 200);
    QTRY_VERIFY(table.isCut(0));
    QVERIFY(!table.isCut(1));
}

void TestQuietTable::theLastNumberIsNotCut()
{
    QStandardItemModel model(100'000, 2);
    for (const int row : {0, 1, 99'999}) model.setItem(row, 0, new QStandardItem(QString::number(row + 1)));
    QuietTable table(&model, {{QuietTable::kWhole, 200}, {60, 4000}}, 1, -1);
    table.resize(400, 200);
    table.show();
    QVERIFY(QTest::qWaitForWindowExposed(&table));
    QVERIFY(table.columnWidth(0) >= table.fontMetrics().horizontalAdvance(QStringLiteral("100000")));
}

QTEST_MAIN(TestQuietTable)
#include "tst_quiettable.moc"
