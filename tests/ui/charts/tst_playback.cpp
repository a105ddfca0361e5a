// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/charts/playback.h"

#include "tests/ui/timelinefixture.h"

#include <QTest>

using namespace vci;
using namespace vci::testing;
using ui::Playback;

class TestPlayback : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void keepsTheRecordedProportions()
    {
        const auto timeline = makeTimeline({{"CallInitiated", 0}, {"CallConnected", 10}, {"CallOnHold", 15}, {"CallEnded", 35}});
        Playback playback;
        QCOMPARE(playback.advance(*timeline, 1, 900'000, 10), replay::Position{1});
        QCOMPARE(playback.advance(*timeline, 1, 100'000, 10), replay::Position{2});
        QCOMPARE(playback.advance(*timeline, 2, 499'999, 10), replay::Position{2});
        QCOMPARE(playback.advance(*timeline, 2, 1, 10), replay::Position{3});
        QCOMPARE(playback.advance(*timeline, 3, 2'000'000, 10), replay::Position{4});
    }

    void longGapsAreCapped()
    {
        const auto timeline = makeTimeline({{"CallInitiated", 0}, {"CallEnded", 86'400}});
        Playback playback;
        QCOMPARE(playback.advance(*timeline, 1, Playback::kMaxGapMicros - 1, 1), replay::Position{1});
        QCOMPARE(playback.advance(*timeline, 1, 1, 1), replay::Position{2});
    }

    void clocksThatGoBackTakeNoTime()
    {
        const auto timeline = makeTimeline({{"CallInitiated", 50}, {"CallConnected", 10}, {"CallEnded", 10}});
        Playback playback;
        QCOMPARE(playback.advance(*timeline, 1, 1, 1), replay::Position{3});
    }

    void oneTickIsBounded()
    {
        const auto timeline = makeTimeline(50'000, [](std::size_t) { return FixtureEvent{"CallResumed", 0}; });
        Playback playback;
        QCOMPARE(playback.advance(*timeline, 0, 33'000, 1), replay::Position{Playback::kMaxEventsPerTick});
    }
};

QTEST_GUILESS_MAIN(TestPlayback)
#include "tst_playback.moc"
