// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/base/timestamp.h"

#include <QtTest>

class TestTimestamp final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void parses_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("utc");
        QTest::newRow("utc, no fraction") << QByteArray("2026-02-10T10:00:00Z") << QByteArray("2026-02-10T10:00:00.000000Z");
        QTest::newRow("six digits") << QByteArray("2026-02-10T10:00:00.123456Z") << QByteArray("2026-02-10T10:00:00.123456Z");
        QTest::newRow("one digit") << QByteArray("2026-02-10T10:00:00.5Z") << QByteArray("2026-02-10T10:00:00.500000Z");
        QTest::newRow("east") << QByteArray("2026-02-10T01:00:00+05:30") << QByteArray("2026-02-09T19:30:00.000000Z");
        QTest::newRow("west") << QByteArray("2026-12-31T23:00:00-01:00") << QByteArray("2027-01-01T00:00:00.000000Z");
        QTest::newRow("before the epoch") << QByteArray("1969-12-31T23:59:59.999999Z")
                                          << QByteArray("1969-12-31T23:59:59.999999Z");
        QTest::newRow("first") << QByteArray("0001-01-01T00:00:00Z") << QByteArray("0001-01-01T00:00:00.000000Z");
        QTest::newRow("last") << QByteArray("9999-12-31T23:59:59.999999Z") << QByteArray("9999-12-31T23:59:59.999999Z");
        QTest::newRow("leap day") << QByteArray("2024-02-29T00:00:00Z") << QByteArray("2024-02-29T00:00:00.000000Z");
    }
    void parses()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, utc);
        const auto at = vci::Timestamp::parse(text.toStdString());
        QVERIFY2(at.ok(), at.ok() ? "" : at.error().message.c_str());
        QCOMPARE(QByteArray::fromStdString(at.value().toString()), utc);
    }

    void refuses_data()
    {
        QTest::addColumn<QByteArray>("text");
        for (const char* text : {"", "2026", "2026-02-10", "2026-02-10T10:00:00", "2026-02-10T10:00Z", "2026-02-10T10:00:60Z",
                                 "2026-02-10T24:00:00Z", "2026-02-30T10:00:00Z", "2026-13-01T10:00:00Z",
                                 "2026-02-10T10:00:00.1234567Z", "2026-02-10T10:00:00.Z", "2026-02-10T10:00:00+0100",
                                 "2026-02-10T10:00:00+24:00", "2026-02-10T10:00:00Zx", "0000-01-01T00:00:00Z",
                                 "0001-01-01T00:00:00+01:00", "9999-12-31T23:59:59-01:00", "infinity", "2023-02-29T00:00:00Z"})
            QTest::newRow(*text == '\0' ? "empty" : text) << QByteArray(text);
    }
    void refuses()
    {
        QFETCH(QByteArray, text);
        const auto at = vci::Timestamp::parse(text.toStdString());
        QVERIFY(!at.ok());
        QCOMPARE(at.error().code, vci::ErrorCode::InvalidTime);
    }
};

QTEST_APPLESS_MAIN(TestTimestamp)
#include "tst_timestamp.moc"
