// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/base/postgrestime.h"

#include <QTest>

#include <cstdint>
#include <limits>

using namespace vci;

/// What PostgreSQL prints for a timestamp, and that its order is kept.
class TestPostgresTime : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void parses_data();
    void parses();
    void keepsTheOrder();
    void refuses_data();
    void refuses();
};

void TestPostgresTime::parses_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<qint64>("micros");
    QTest::addColumn<bool>("isForeign");
    const auto row = [](const char* text, qint64 micros, bool isForeign) {
        QTest::newRow(text) << QByteArray(text) << micros << isForeign;
    };
    using Limits = std::numeric_limits<qint64>;
    row("1970-01-01 00:00:00", 0, false);
    row("2026-02-10 10:00:00.25", 1'770'717'600'250'000, false);
    row("0001-01-01 00:00:00", -62'135'596'800'000'000, false);
    row("0001-12-31 23:59:59.999999 BC", -62'135'596'800'000'001, true);
    row("0044-03-15 12:00:00 BC", -63'517'780'800'000'000, true);
    row("4713-11-24 00:00:00 BC", -210'835'180'800'000'000, true);
    row("10000-01-01 00:00:00", 253'402'300'800'000'000, true);
    row("-infinity", Limits::min(), true);
    row("infinity", Limits::max(), true);
    // PostgreSQL's last year is past what microseconds since 1970 hold.
    row("294276-12-31 23:59:59.999999", Limits::max() - 1, true);
}

void TestPostgresTime::parses()
{
    QFETCH(QByteArray, text);
    QFETCH(qint64, micros);
    QFETCH(bool, isForeign);
    const auto time = tryParsePostgresTime(text.toStdString());
    QVERIFY(time.has_value());
    QCOMPARE(qint64(time->at.micros()), micros);
    QCOMPARE(QByteArray::fromStdString(time->foreignText), isForeign ? text : QByteArray());
}

void TestPostgresTime::keepsTheOrder()
{
    std::int64_t last = std::numeric_limits<std::int64_t>::min();
    bool isFirst = true;
    for (const char* const text :
         {"-infinity", "4713-11-24 00:00:00 BC", "0044-03-15 12:00:00 BC", "0044-03-15 12:00:00.000001 BC",
          "0001-12-31 23:59:59 BC", "0001-01-01 00:00:00", "2026-01-05 08:00:00", "9999-12-31 23:59:59.999999",
          "10000-01-01 00:00:00", "294247-01-01 00:00:00", "294270-01-01 00:00:00", "infinity"}) {
        const auto time = tryParsePostgresTime(text);
        QVERIFY2(time && (isFirst || time->at.micros() > last), text);
        last = time->at.micros();
        isFirst = false;
    }
}

void TestPostgresTime::refuses_data()
{
    QTest::addColumn<QByteArray>("text");
    for (const char* const text : {"", "yesterday", "2026-02-10T10:00:00Z", "2026-02-10 10:00:00+00", "2026-13-01 00:00:00",
                                   "2026-01-32 00:00:00", "26-01-01 00:00:00", "2026-01-01 00:00:00 AD", "2026-01-01", "BC"})
        QTest::newRow(text) << QByteArray(text);
}

void TestPostgresTime::refuses()
{
    QFETCH(QByteArray, text);
    QVERIFY(!tryParsePostgresTime(text.toStdString()));
}

QTEST_GUILESS_MAIN(TestPostgresTime)
#include "tst_postgrestime.moc"
