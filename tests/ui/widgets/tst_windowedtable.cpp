// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/widgets/windowedtable.h"

#include <QAbstractItemModelTester>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>

using namespace vci::ui;

namespace {

/// Shows each position's own number, and remembers what it was told is visible.
class Numbers : public WindowedModel {
public:
    void setCount(qint64 count)
    {
        beginResetModel();
        assignSize(count);
        endResetModel();
    }
    void grow(qint64 count) { growTo(count); }
    [[nodiscard]] int columnCount(const QModelIndex& parent) const override { return parent.isValid() ? 0 : 2; }
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override
    {
        return role == Qt::DisplayRole ? QVariant(positionOf(index.row())) : QVariant();
    }
    void showRange(qint64 begin, qint64 end) override { shown = {begin, end}; }
    std::pair<qint64, qint64> shown{-1, -1};
};

constexpr int kRowPx = 24;

}  // namespace

class TestWindowedTable : public QObject {
    Q_OBJECT

    std::unique_ptr<Numbers> m_model;
    std::unique_ptr<WindowedTable> m_table;

    /// What the user sees in the first visible row.
    [[nodiscard]] qint64 firstShown() const { return m_table->view()->indexAt(QPoint(4, 2)).data().toLongLong(); }

    [[nodiscard]] qint64 lastShown() const
    {
        return m_table->view()->indexAt(QPoint(4, m_table->view()->viewport()->height() - 2)).data().toLongLong();
    }

private Q_SLOTS:
    void init()
    {
        m_model = std::make_unique<Numbers>();
        new QAbstractItemModelTester(m_model.get(), QAbstractItemModelTester::FailureReportingMode::QtTest, m_model.get());
        m_table = std::make_unique<WindowedTable>(m_model.get(), kRowPx);
        m_table->resize(400, 500);
        m_table->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_table.get()));
    }

    void shortListIsShownWhole()
    {
        m_model->setCount(50);
        QCOMPARE(m_model->rowCount(), 50);
        QCOMPARE(m_model->windowBegin(), 0);
        QCOMPARE(firstShown(), 0);
    }

    void millionRowsStayWithinTheWindow()
    {
        m_model->setCount(1'000'000);
        for (const qint64 top : {0LL, 4'000LL, 9'950LL, 500'000LL, 499'990LL, 12LL}) {
            m_table->setTopPosition(top);
            QVERIFY(m_model->rowCount() <= WindowedModel::kMaxRows);
            QCOMPARE(firstShown(), m_table->topPosition());
            QCOMPARE(m_model->shown.first, m_table->topPosition());
        }
        m_table->setTopPosition(1'000'000);
        QCOMPARE(m_table->topPosition(), 1'000'000 - m_table->visibleRows());
        QCOMPARE(lastShown(), 999'999);
        QCOMPARE(m_model->shown.first, firstShown());
        QCOMPARE(m_model->shown.second, 1'000'000);
    }

    void theScrollBarGoesOverAllPositions()
    {
        m_model->setCount(10'000'000);
        auto* bar = m_table->findChild<QScrollBar*>(QString(), Qt::FindDirectChildrenOnly);
        QVERIFY(bar != nullptr);
        bar->setValue(bar->maximum() / 2);
        QCOMPARE(firstShown(), qint64{bar->value()});
        bar->setValue(bar->maximum());
        QCOMPARE(lastShown(), 9'999'999);
    }

    void theCurrentRowSurvivesTheWindowsMoves()
    {
        m_model->setCount(1'000'000);
        QSignalSpy spy(m_table.get(), &WindowedTable::currentPositionChanged);
        m_table->setCurrentPosition(700'000);
        QCOMPARE(m_table->view()->currentIndex().data().toLongLong(), 700'000);
        m_table->setTopPosition(10);
        QCOMPARE(m_table->currentPosition(), 700'000);
        QVERIFY(!m_table->view()->currentIndex().isValid());
        m_table->setTopPosition(699'990);
        QCOMPARE(m_table->view()->currentIndex().data().toLongLong(), 700'000);
        QCOMPARE(spy.count(), 0);
    }

    void aStepScrollsLittleAndAJumpToTheMiddle()
    {
        m_model->setCount(1'000'000);
        const qint64 visible = m_table->visibleRows();
        m_table->setCurrentPosition(visible);
        QCOMPARE(m_table->topPosition(), 1);
        m_table->setCurrentPosition(300'000);
        QCOMPARE(m_table->topPosition(), 300'000 - visible / 2);
        m_table->setCurrentPosition(300'000 - visible / 2 - 1);
        QCOMPARE(m_table->topPosition(), 300'000 - visible / 2 - 1);
    }

    void keysMoveByPositions()
    {
        m_model->setCount(1'000'000);
        QSignalSpy spy(m_table.get(), &WindowedTable::currentPositionChanged);
        QTest::keyClick(m_table->view(), Qt::Key_End);
        QCOMPARE(m_table->currentPosition(), 999'999);
        QTest::keyClick(m_table->view(), Qt::Key_Up);
        QTest::keyClick(m_table->view(), Qt::Key_PageUp);
        QCOMPARE(m_table->currentPosition(), 999'998 - (m_table->visibleRows() - 1));
        QTest::keyClick(m_table->view(), Qt::Key_Home);
        QCOMPARE(m_table->currentPosition(), 0);
        QCOMPARE(firstShown(), 0);
        QTest::keyClick(m_table->view(), Qt::Key_Up);
        QCOMPARE(spy.count(), 4);
    }

    void aClickTellsThePosition()
    {
        m_model->setCount(1'000'000);
        m_table->setTopPosition(123'456);
        QSignalSpy spy(m_table.get(), &WindowedTable::currentPositionChanged);
        QTest::mouseClick(m_table->view()->viewport(), Qt::LeftButton, Qt::NoModifier, QPoint(30, 2 * kRowPx + 5));
        QCOMPARE(spy.count(), 1);
        QCOMPARE(spy.first().first().toLongLong(), 123'458);
    }

    void growingKeepsThePlace()
    {
        m_model->setCount(100);
        m_table->setTopPosition(20);
        m_model->grow(200'000);
        QCOMPARE(m_table->topPosition(), 20);
        QCOMPARE(m_model->rowCount(), int{WindowedModel::kMaxRows});
        m_table->setTopPosition(150'000);
        QCOMPARE(firstShown(), 150'000);
    }
};

QTEST_MAIN(TestWindowedTable)
#include "tst_windowedtable.moc"
