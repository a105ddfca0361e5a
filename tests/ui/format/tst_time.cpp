// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/format/text.h"

#include <QTest>

#include <limits>

using namespace vci;
using namespace vci::ui;

namespace {

constexpr qint64 kSecond = 1'000'000;
constexpr qint64 kHour = 3600 * kSecond;
constexpr qint64 kDay = 24 * kHour;

Timestamp at(const char* text)
{
    return Timestamp::parse(text).value();
}

}  // namespace

class TestTime : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void dateTime_data()
    {
        QTest::addColumn<qint64>("micros");
        QTest::addColumn<QString>("text");
        const auto row = [](const char* name, const char* time, const char* text) {
            QTest::newRow(name) << qint64(at(time).micros()) << QString::fromUtf8(text);
        };
        row("usual", "2026-02-10T10:04:21.284013Z", "2026-02-10 10:04:21.284013 UTC");
        row("epoch", "1970-01-01T00:00:00Z", "1970-01-01 00:00:00.000000 UTC");
        row("just before the epoch", "1969-12-31T23:59:59.999999Z", "1969-12-31 23:59:59.999999 UTC");
        row("leap day", "2024-02-29T12:00:00Z", "2024-02-29 12:00:00.000000 UTC");
        row("first year", "0001-01-01T00:00:00Z", "0001-01-01 00:00:00.000000 UTC");
        row("last year", "9999-12-31T23:59:59.999999Z", "9999-12-31 23:59:59.999999 UTC");
        QTest::newRow("infinity") << std::numeric_limits<qint64>::max() << QStringLiteral("∞");
        QTest::newRow("minus infinity") << std::numeric_limits<qint64>::min() << QStringLiteral("−∞");
        QTest::newRow("past any envelope") << qint64(at("9999-12-31T23:59:59Z").micros() + kSecond)
                                           << QStringLiteral("10000-01-01 00:00:00.000000 UTC");
    }
    void dateTime()
    {
        QFETCH(qint64, micros);
        QTEST(format::dateTime(Timestamp(micros), format::Zone::Utc), "text");
    }

    void localZoneIsNamed()
    {
        // The tests run with TZ=UTC: what matters is that an offset stands there.
        QCOMPARE(format::dateTime(at("2026-02-10T10:04:21Z"), format::Zone::Local),
                 QStringLiteral("2026-02-10 10:04:21.000000 +00:00"));
    }

    void clock()
    {
        QCOMPARE(format::timeOfDay(at("2026-02-10T10:04:21.284013Z"), format::Zone::Utc), QStringLiteral("10:04:21.284013"));
        QCOMPARE(format::shortTimeOfDay(at("2026-02-10T10:04:21.284999Z"), format::Zone::Utc), QStringLiteral("10:04:21.284"));
        QCOMPARE(format::date(at("2026-02-10T10:04:21Z"), format::Zone::Utc), QStringLiteral("2026-02-10"));
    }

    void difference_data()
    {
        QTest::addColumn<qint64>("micros");
        QTest::addColumn<QString>("text");
        QTest::newRow("none") << qint64(0) << QStringLiteral("+0.000");
        QTest::newRow("microseconds") << qint64(400) << QStringLiteral("+0.000400");
        QTest::newRow("seconds") << 2 * kSecond + 400'000 << QStringLiteral("+2.400");
        QTest::newRow("minutes stay seconds") << 121 * kSecond + 744'000 << QStringLiteral("+121.744");
        QTest::newRow("clock went back") << -500'000LL << QStringLiteral("−0.500");
        QTest::newRow("hours") << -3 * kHour << QStringLiteral("−3 h 00:00.000");
        QTest::newRow("days") << 2 * kDay + kHour << QStringLiteral("+2 d 01:00");
        QTest::newRow("least") << std::numeric_limits<qint64>::min() << QStringLiteral("−106751991 d 04:00");
    }
    void difference()
    {
        QFETCH(qint64, micros);
        QTEST(format::difference(micros), "text");
    }

    void duration_data()
    {
        QTest::addColumn<qint64>("micros");
        QTest::addColumn<QString>("text");
        QTest::newRow("microseconds") << qint64(312) << QStringLiteral("312 µs");
        QTest::newRow("few milliseconds") << qint64(2'300) << QStringLiteral("2.3 ms");
        QTest::newRow("milliseconds") << qint64(412'000) << QStringLiteral("412 ms");
        QTest::newRow("seconds") << qint64(38'560'000) << QStringLiteral("38.5 s");
        QTest::newRow("minutes") << qint64(98'500'000) << QStringLiteral("1 m 38.5 s");
        QTest::newRow("never sixty seconds") << qint64(119'999'999) << QStringLiteral("1 m 59.9 s");
        QTest::newRow("hours") << 3 * kHour + 12 * 60 * kSecond << QStringLiteral("3 h 12 m");
        QTest::newRow("days") << 2 * kDay + kHour << QStringLiteral("2 d 1 h");
        QTest::newRow("negative") << -98'500'000LL << QStringLiteral("−1 m 38.5 s");
    }
    void duration()
    {
        QFETCH(qint64, micros);
        QTEST(format::duration(micros), "text");
    }
};

QTEST_MAIN(TestTime)
#include "tst_time.moc"
