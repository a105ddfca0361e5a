// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/charts/laneindex.h"

#include "tests/ui/timelinefixture.h"

#include <QTest>

#include <algorithm>
#include <random>

using namespace vci;
using namespace vci::testing;
using ui::binCounts;
using ui::LaneIndex;
using ui::LaneSpan;

namespace {

std::shared_ptr<const LaneIndex> indexOf(const std::vector<FixtureEvent>& events)
{
    return LaneIndex::build(makeTimeline(events), *catalog::Catalog::builtIn());
}

std::int64_t at(double seconds)
{
    return kFixtureStartMicros + static_cast<std::int64_t>(seconds * 1e6);
}

/// Written from the words of binCounts(), one time after the other.
std::vector<std::uint32_t> naiveCounts(const std::vector<std::int64_t>& times, std::int64_t begin, std::int64_t end,
                                       std::size_t bins)
{
    std::vector<std::uint32_t> counts(bins, 0);
    const double width = static_cast<double>(end - begin) / static_cast<double>(bins);
    for (const auto time : times) {
        for (std::size_t bin = 0; bin < bins; ++bin) {
            const auto low = begin + static_cast<std::int64_t>(static_cast<double>(bin) * width);
            const auto high = bin + 1 == bins ? end : begin + static_cast<std::int64_t>(static_cast<double>(bin + 1) * width);
            if (time >= low && time < high) ++counts[bin];
        }
    }
    return counts;
}

}  // namespace

class TestLaneIndex : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void lanesStandInCatalogueOrder()
    {
        const auto index = indexOf({{"LoginFailed", 0}, {"NeverHeardOf", 1}, {"AIIntentRecognized", 2}, {"CallInitiated", 3}});
        QStringList families;
        for (const auto& lane : index->lanes()) families += QString::fromStdString(lane.family);
        QCOMPARE(families, QStringList({QStringLiteral("call"), QStringLiteral("ai"), QStringLiteral("security"), QString()}));
        QCOMPARE(index->laneOf(0), std::size_t{2});
        QCOMPARE(index->laneOf(1), std::size_t{3});
        QVERIFY(index->isFailure(0));
        QVERIFY(!index->isFailure(3));
        QCOMPARE(index->lanes()[2].failures.size(), std::size_t{1});
    }

    void emptyTimelineHasNoLanes()
    {
        const auto index = indexOf({});
        QVERIFY(index->lanes().empty());
        QVERIFY(!index->nearest(0));
    }

    void nearestTakesTheLastOfEqualTimes()
    {
        const auto index = indexOf({{"CallInitiated", 0}, {"AIIntentRecognized", 10}, {"CallConnected", 10}, {"CallEnded", 20}});
        QCOMPARE(*index->nearest(at(10.2)), std::size_t{2});
        QCOMPARE(*index->nearestInLane(1, at(500)), std::size_t{1});
        QCOMPARE(*index->nearestInLane(0, at(4)), std::size_t{0});
        QCOMPARE(*index->nearest(at(-100)), std::size_t{0});
        QCOMPARE(*index->nearest(at(100)), std::size_t{3});
    }

    void clocksThatGoBack()
    {
        const auto index = indexOf({{"CallInitiated", 100}, {"CallConnected", 40}, {"CallOnHold", 130}, {"CallEnded", 40}});
        QCOMPARE(index->firstMicros(), at(40));
        QCOMPARE(index->lastMicros(), at(130));
        const auto& lane = index->lanes().front();
        QVERIFY(std::is_sorted(lane.times.begin(), lane.times.end()));
        QCOMPARE(lane.events, std::vector<std::uint32_t>({1, 3, 0, 2}));
        QCOMPARE(*index->nearest(at(41)), std::size_t{3});
        QCOMPARE(*index->nearest(at(99)), std::size_t{0});
    }

    void nearestAgreesWithLookingAtAll()
    {
        std::mt19937 random(20260210);
        std::vector<FixtureEvent> events;
        const std::vector<std::string> types = {"CallInitiated", "AIIntentRecognized", "LoginFailed"};
        for (int i = 0; i < 300; ++i)
            events.push_back({types[random() % types.size()], static_cast<std::int64_t>(random() % 200)});
        const auto index = indexOf(events);
        for (int probe = -10; probe < 210; ++probe) {
            const auto micros = at(probe + 0.25);
            std::size_t best = 0;
            const auto distance = [&](std::size_t i) { return std::abs(index->timeOf(i) - micros); };
            for (std::size_t i = 0; i < events.size(); ++i) {
                if (distance(i) <= distance(best)) best = i;
            }
            QCOMPARE(*index->nearest(micros), best);
        }
    }

    void sameType()
    {
        const auto index =
            indexOf({{"CallOnHold", 0}, {"CallResumed", 1}, {"CallOnHold", 2}, {"CallOnHold", 3}, {"CallEnded", 4}});
        QCOMPARE(*index->nextOfType(0), std::size_t{2});
        QCOMPARE(*index->previousOfType(3), std::size_t{2});
        QVERIFY(!index->nextOfType(3));
        QVERIFY(!index->previousOfType(4));
    }

    void spansComeFromTheHistoryOfFields()
    {
        const auto index = indexOf(sampleCall());
        const auto& spans = index->lanes().front().spans;
        QCOMPARE(spans.size(), std::size_t{2});
        QCOMPARE(spans[0].kind, LaneSpan::Kind::Line);
        QCOMPARE(spans[0].name, std::string("recording"));
        QCOMPARE(spans[0].beginMicros, at(60));
        QCOMPARE(spans[0].endMicros, at(250));
        QCOMPARE(spans[1].kind, LaneSpan::Kind::Band);
        QCOMPARE(spans[1].name, std::string("on_hold"));
        QCOMPARE(spans[1].beginMicros, at(90));
        QCOMPARE(spans[1].endMicros, at(118));
        QCOMPARE(spans[1].beginEvent, std::size_t{5});
    }

    void spanWithoutEndReachesTheLastEvent()
    {
        const auto index = indexOf({{"CallInitiated", 0}, {"CallRecordingStarted", 5}, {"CallEnded", 30}});
        const auto& spans = index->lanes().front().spans;
        QCOMPARE(spans.size(), std::size_t{1});
        QCOMPARE(spans[0].endMicros, at(30));
    }

    void stopEndsTheWork()
    {
        std::stop_source stop;
        stop.request_stop();
        QVERIFY(LaneIndex::build(makeTimeline(sampleCall()), *catalog::Catalog::builtIn(), stop.get_token()) == nullptr);
    }

    void binCountsAgreeWithNaive_data()
    {
        QTest::addColumn<int>("events");
        QTest::addColumn<int>("span");
        QTest::addColumn<int>("bins");
        QTest::newRow("none") << 0 << 1000 << 10;
        QTest::newRow("one bin") << 50 << 1000 << 1;
        QTest::newRow("many in few") << 3000 << 997 << 13;
        QTest::newRow("few in many") << 7 << 1000 << 233;
        QTest::newRow("bins narrower than the unit") << 100 << 11 << 40;
        QTest::newRow("clustered") << 2000 << 50 << 233;
    }

    void binCountsAgreeWithNaive()
    {
        QFETCH(int, events);
        QFETCH(int, span);
        QFETCH(int, bins);
        std::mt19937 random(static_cast<unsigned>(events + span));
        std::vector<std::int64_t> times;
        for (int i = 0; i < events; ++i) times.push_back(static_cast<std::int64_t>(random() % 1200));
        std::sort(times.begin(), times.end());
        const std::int64_t begin = 100;
        const auto counts = binCounts(times, begin, begin + span, static_cast<std::size_t>(bins));
        QCOMPARE(counts, naiveCounts(times, begin, begin + span, static_cast<std::size_t>(bins)));
        const auto inView = std::count_if(times.begin(), times.end(), [&](auto t) { return t >= begin && t < begin + span; });
        std::int64_t sum = 0;
        for (const auto count : counts) sum += count;
        QCOMPARE(sum, static_cast<std::int64_t>(inView));
    }
};

QTEST_GUILESS_MAIN(TestLaneIndex)
#include "tst_laneindex.moc"
