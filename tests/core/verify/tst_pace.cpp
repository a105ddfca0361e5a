// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/verify/pace.h"

#include <QTest>

using namespace vci::verify;

/// One whole of several steps: it names the step and never goes back.
class TestPace : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void neverGoesBack();
    void countsOfOneStepGoOn();
    void passesOverWhatWasNotPlanned();
};

void TestPace::neverGoesBack()
{
    std::vector<Pace> told;
    PaceKeeper pace({Step::Anchors, Step::Events, Step::Snapshots, Step::ReadModels},
                    [&told](const Pace& one) { told.push_back(one); });
    pace.tell(Step::Anchors, 1, 2);
    pace.tell(Step::Anchors, 2, 2);
    for (const int done : {0, 250, 500, 1000, 1001}) pace.tell(Step::Events, done, 1000);
    pace.tell(Step::Snapshots, 700, -1);
    pace.tell(Step::ReadModels, 10, -1);
    QStringList lines;
    int last = 0;
    for (const Pace& one : told) {
        QVERIFY(one.perMille >= last);
        last = one.perMille;
        lines << QStringLiteral("%1/%2 %3 %4").arg(one.number).arg(one.steps).arg(one.done).arg(one.perMille);
    }
    QCOMPARE(lines.join(QStringLiteral(", ")),
             QStringLiteral("1/4 1 45, 1/4 2 90, 2/4 0 90, 2/4 250 272, 2/4 500 454, 2/4 1000 818, 2/4 1001 818, 3/4 700 818, "
                            "4/4 10 909"));
}

void TestPace::countsOfOneStepGoOn()
{
    std::vector<std::int64_t> done;
    PaceKeeper pace({Step::ReadModels}, [&done](const Pace& one) { done.push_back(one.done); });
    for (const int count : {10, 20, 5, 15, 3}) pace.tell(Step::ReadModels, count, -1);
    QCOMPARE(done, (std::vector<std::int64_t>{10, 20, 25, 35, 38}));
}

void TestPace::passesOverWhatWasNotPlanned()
{
    int told = 0;
    PaceKeeper pace({Step::Snapshots, Step::Events}, [&told](const Pace&) { ++told; });
    pace.tell(Step::Anchors, 1, 1);
    QCOMPARE(told, 0);
    pace.tell(Step::Events, 1, 1);
    pace.tell(Step::Snapshots, 1, 1);
    QCOMPARE(told, 1);
}

QTEST_APPLESS_MAIN(TestPace)
#include "tst_pace.moc"
