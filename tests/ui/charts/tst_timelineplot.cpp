// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/charts/timelineplot.h"

#include "tests/ui/timelinefixture.h"
#include "ui/charts/laneindex.h"

#include <QSignalSpy>
#include <QTest>
#include <QWheelEvent>

#include <algorithm>

using namespace vci;
using namespace vci::testing;
using namespace vci::ui;

Q_DECLARE_METATYPE(std::optional<std::size_t>)

class TestTimelinePlot : public QObject {
    Q_OBJECT

    std::unique_ptr<TimelinePlot> m_plot;
    std::shared_ptr<const LaneIndex> m_index;

    [[nodiscard]] QPoint pointOf(std::size_t event) const
    {
        const auto& scene = m_plot->scene();
        return {qRound(scene.xOf(m_index->timeOf(event))), qRound(scene.laneY(m_index->laneOf(event)))};
    }

private Q_SLOTS:
    void init()
    {
        m_plot = std::make_unique<TimelinePlot>();
        m_plot->resize(800, 200);
        m_plot->show();
        m_index = LaneIndex::build(makeTimeline(sampleCall()), *catalog::Catalog::builtIn());
        m_plot->setIndex(m_index);
        m_plot->setPosition(m_index->size());
        QTRY_VERIFY(m_plot->scene().lanesRect.width() > 600);
    }

    void pressAnywhereScrubs()
    {
        QSignalSpy spy(m_plot.get(), &TimelinePlot::scrubbed);
        QTest::mousePress(m_plot.get(), Qt::LeftButton, Qt::NoModifier, pointOf(3));
        QCOMPARE(spy.count(), 1);
        QCOMPARE(spy.takeFirst().first().value<replay::Position>(), replay::Position{4});
        QTest::mouseMove(m_plot.get(), QPoint(2, 100));
        QCOMPARE(spy.count(), 1);
        QCOMPARE(spy.takeFirst().first().value<replay::Position>(), replay::Position{1});
        QTest::mouseRelease(m_plot.get(), Qt::LeftButton, Qt::NoModifier, QPoint(2, 100));
        QTest::mouseMove(m_plot.get(), pointOf(5));
        QCOMPARE(spy.count(), 0);
    }

    void markInItsLaneWinsOverANearerOneElsewhere()
    {
        const QPoint mark = pointOf(1);
        QCOMPARE(*m_plot->eventAt(mark), std::size_t{1});
        QCOMPARE(*m_plot->eventAt(mark + QPoint(-5, 0)), std::size_t{1});
    }

    void zoomKeepsWithinEverything()
    {
        const double begin = m_plot->scene().viewBegin;
        const double end = m_plot->scene().viewEnd;
        m_plot->zoom(0.25);
        QVERIFY(qFuzzyCompare(m_plot->scene().viewEnd - m_plot->scene().viewBegin, (end - begin) / 4));
        m_plot->zoom(100);
        QVERIFY(qFuzzyCompare(m_plot->scene().viewBegin, begin));
        QVERIFY(qFuzzyCompare(m_plot->scene().viewEnd, end));
        for (int i = 0; i < 200; ++i) m_plot->zoom(0.5);
        QVERIFY(m_plot->scene().viewEnd > m_plot->scene().viewBegin);
    }

    void playheadOutOfViewIsScrolledTo()
    {
        m_plot->setPosition(1);
        m_plot->zoom(0.1);
        m_plot->setPosition(m_index->size());
        const double x = m_plot->scene().xOf(m_index->lastMicros());
        QVERIFY(x >= m_plot->scene().lanesRect.left() && x <= m_plot->scene().lanesRect.right());
    }

    void pinsAreDraggedByTheirLetter()
    {
        m_plot->setPin(TimelinePlot::Pin::A, replay::Position{4});
        QSignalSpy spy(m_plot.get(), &TimelinePlot::pinDragged);
        const QPoint letter(pointOf(3).x(), qRound(m_plot->scene().lanesRect.top()) - 6);
        QTest::mousePress(m_plot.get(), Qt::LeftButton, Qt::NoModifier, letter);
        QTest::mouseMove(m_plot.get(), QPoint(pointOf(5).x(), letter.y()));
        QTest::mouseRelease(m_plot.get(), Qt::LeftButton, Qt::NoModifier, letter);
        QVERIFY(!spy.isEmpty());
        QCOMPARE(spy.last().at(1).value<replay::Position>(), replay::Position{6});
    }

    void aMomentOfWorseProofIsSeenUnderMuchGoodProof_data()
    {
        QTest::addColumn<std::size_t>("bad");
        QTest::addColumn<bool>("isFirstGiven");
        for (const std::size_t bad : {0U, 1U, 2U})
            for (const bool first : {true, false})
                QTest::addRow("event %zu, given %s", bad, first ? "first" : "last") << bad << first;
    }
    void aMomentOfWorseProofIsSeenUnderMuchGoodProof()
    {
        QFETCH(std::size_t, bad);
        QFETCH(bool, isFirstGiven);
        // The first two are 2 s apart, on an axis of a day.
        m_index = LaneIndex::build(makeTimeline({{"PaymentInitiated", 0}, {"PaymentCompleted", 2}, {"RefundCompleted", 94'000}}),
                                   *catalog::Catalog::builtIn());
        m_plot->setIndex(m_index);
        m_plot->setPosition(0);
        std::vector<ProofStretch> proof{{bad, bad + 1, Qt::red, 0}};
        if (bad > 0) proof.push_back({0, bad, Qt::green, -6});
        if (bad < 2) proof.push_back({bad + 1, 3, Qt::green, -6});
        if (!isFirstGiven) std::ranges::reverse(proof);
        m_plot->setProof(proof);
        QTest::qWait(0);
        m_plot->replot(QCustomPlot::rpImmediateRefresh);
        const QImage image = m_plot->grab().toImage();
        const int y = qRound(m_plot->scene().proofY);
        int red = 0;
        for (int x = 0; x < image.width(); ++x) red += image.pixelColor(x, y) == QColor(Qt::red) ? 1 : 0;
        QVERIFY2(red >= 2, qPrintable(QString::number(red)));
        // Not by its colour alone: it stands out above and below the others.
        int taller = 0;
        for (int x = 0; x < image.width(); ++x) taller += image.pixelColor(x, y + 4) == QColor(Qt::red) ? 1 : 0;
        QVERIFY2(taller >= 2, qPrintable(QString::number(taller)));
        for (int x = 0; x < image.width(); ++x) QVERIFY(image.pixelColor(x, y + 4) != QColor(Qt::green));
    }

    void nothingToShowTakesEveryInput()
    {
        m_plot->setIndex(nullptr);
        QTest::mouseClick(m_plot.get(), Qt::LeftButton, Qt::NoModifier, QPoint(300, 60));
        m_plot->zoom(0.5);
        m_plot->fit();
        m_plot->setPosition(3);
        const auto empty = LaneIndex::build(makeTimeline({}), *catalog::Catalog::builtIn());
        m_plot->setIndex(empty);
        QTest::mouseClick(m_plot.get(), Qt::LeftButton, Qt::NoModifier, QPoint(300, 60));
        QVERIFY(!m_plot->eventAt(QPointF(300, 60)));
    }

    void oneEventIsAView()
    {
        m_plot->setIndex(LaneIndex::build(makeTimeline({{"CallInitiated", 5}}), *catalog::Catalog::builtIn()));
        m_plot->setPosition(1);
        QVERIFY(m_plot->scene().viewEnd > m_plot->scene().viewBegin);
        QCOMPARE(*m_plot->eventAt(QPointF(200, 60)), std::size_t{0});
    }
};

QTEST_MAIN(TestTimelinePlot)
#include "tst_timelineplot.moc"
