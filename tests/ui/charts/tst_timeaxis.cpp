// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/charts/timeaxis.h"

#include <QTest>

using namespace vci;
using namespace vci::ui;

class TestTimeAxis : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void niceSteps_data()
    {
        QTest::addColumn<qint64>("minimum");
        QTest::addColumn<qint64>("step");
        QTest::newRow("a microsecond") << qint64{1} << qint64{1};
        QTest::newRow("three") << qint64{3} << qint64{5};
        QTest::newRow("0.6 s") << qint64{600'000} << qint64{1'000'000};
        QTest::newRow("17 s") << qint64{17'000'000} << qint64{30'000'000};
        QTest::newRow("31 s") << qint64{31'000'000} << qint64{60'000'000};
        QTest::newRow("an hour and a bit") << qint64{3'700'000'000} << qint64{7'200'000'000};
        QTest::newRow("three days") << qint64{3 * 86'400'000'000} << qint64{7 * 86'400'000'000};
        QTest::newRow("nine years") << qint64{9 * 365 * 86'400'000'000} << qint64{10 * 365 * 86'400'000'000};
    }

    void niceSteps()
    {
        QFETCH(qint64, minimum);
        QFETCH(qint64, step);
        QCOMPARE(qint64{niceTimeStep(minimum)}, step);
    }

    void sinceStart_data()
    {
        QTest::addColumn<qint64>("micros");
        QTest::addColumn<qint64>("step");
        QTest::addColumn<QString>("label");
        QTest::newRow("zero") << qint64{0} << qint64{30'000'000} << QStringLiteral("0:00");
        QTest::newRow("half a minute") << qint64{30'000'000} << qint64{30'000'000} << QStringLiteral("0:30");
        QTest::newRow("tenths") << qint64{61'500'000} << qint64{500'000} << QStringLiteral("1:01.5");
        QTest::newRow("microseconds") << qint64{2} << qint64{2} << QStringLiteral("0:00.000002");
        QTest::newRow("hours") << qint64{3'905'000'000} << qint64{5'000'000} << QStringLiteral("1:05:05");
        QTest::newRow("days and hours") << qint64{2 * 86'400'000'000 + 10'800'000'000} << qint64{3'600'000'000}
                                        << QStringLiteral("2 d 3:00");
        QTest::newRow("days") << qint64{14 * 86'400'000'000} << qint64{86'400'000'000 * 7} << QStringLiteral("14 d");
        QTest::newRow("before") << qint64{-30'000'000} << qint64{30'000'000} << QStringLiteral("−0:30");
    }

    void sinceStart()
    {
        QFETCH(qint64, micros);
        QFETCH(qint64, step);
        QTEST(sinceStartLabel(micros, step), "label");
    }

    void byTheClock()
    {
        constexpr qint64 kAt = 1'770'717'731'284'013;  // 2026-02-10 10:02:11.284013 UTC
        QCOMPARE(clockLabel(kAt, 60'000'000, format::Zone::Utc), QStringLiteral("10:02"));
        QCOMPARE(clockLabel(kAt, 1'000'000, format::Zone::Utc), QStringLiteral("10:02:11"));
        QCOMPARE(clockLabel(kAt, 100'000, format::Zone::Utc), QStringLiteral("10:02:11.2"));
        QCOMPARE(clockLabel(kAt, 1, format::Zone::Utc), QStringLiteral("10:02:11.284013"));
        QCOMPARE(clockLabel(kAt, 86'400'000'000, format::Zone::Utc), QStringLiteral("2026-02-10"));
    }
};

QTEST_GUILESS_MAIN(TestTimeAxis)
#include "tst_timeaxis.moc"
