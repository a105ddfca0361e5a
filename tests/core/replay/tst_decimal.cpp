// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/replay/decimal.h"

#include <QtTest>

class TestDecimal final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void sums_data()
    {
        QTest::addColumn<QByteArray>("a");
        QTest::addColumn<QByteArray>("b");
        QTest::addColumn<QByteArray>("sum");  // null: refused
        const auto row = [](const char* a, const char* b, const char* sum) {
            QTest::addRow("%s + %s", a, b) << QByteArray(a) << QByteArray(b) << QByteArray(sum);
        };
        row("0", "1", "1");
        row("1", "-1", "0");
        row("0.1", "0.2", "0.3");
        row("69949.15", "-1", "69948.15");
        row("0.5", "0.5", "1");
        row("-0.25", "0.75", "0.5");
        row("0.000001", "0.000001", "0.000002");
        row("0.0000011", "-0.000001", "1e-7");
        row("1e-7", "1e-7", "2e-7");
        row("999999999999999", "1", "1000000000000000");
        row("999999999999999", "0.000001", "999999999999999.000001");
        row("9007199254740991", "1", "9007199254740992");
        row("9007199254740992", "1", "9007199254740993");
        row("90071992547409931234", "-90071992547409931233", "1");
        row("1e+30", "1e+30", "2e+30");
        row("1e+30", "1", "1000000000000000000000000000001");
        row("1e+49", "1", "10000000000000000000000000000000000000000000000001");
        row("1e+50", "1", nullptr);
        row("1e+50", "0", "1e+50");
        row("1e+60", "1e+60", "2e+60");
        row("99999999999999999999999999999999999999999999999999", "1", "1e+50");
        row("99999999999999999999999999999999999999999999999999", "0.1", nullptr);
        row("123456789012345678901234567890123456789012345678901", "0", nullptr);
        row("123456789012345678901234567890123456789012345678901", "-123456789012345678901234567890123456789012345678900", "1");
        row("1e+999999999999999999999999", "1", nullptr);
        row("1e+999999999999999999999999", "0", nullptr);
        row("1e-999999999999999999999999", "1", nullptr);
        row("0e+999999999999999999999999", "1", "1");
        row("1e+1000000", "0", nullptr);
        row("-1", "0.3", "-0.7");
    }
    void sums()
    {
        using vci::replay::DecimalOperation;
        QFETCH(QByteArray, a);
        QFETCH(QByteArray, b);
        QFETCH(QByteArray, sum);
        for (const auto& [first, second] : {std::pair(a, b), std::pair(b, a)}) {
            const auto result = vci::replay::decimalSum(first.toStdString(), second.toStdString(), DecimalOperation::Add);
            QCOMPARE(result.has_value(), !sum.isNull());
            if (result) QCOMPARE(QByteArray::fromStdString(*result), sum);
        }
        const QByteArray negated = b.startsWith('-') ? b.mid(1) : "-" + b;
        const auto difference = vci::replay::decimalSum(a.toStdString(), negated.toStdString(), DecimalOperation::Subtract);
        QCOMPARE(difference.has_value(), !sum.isNull());
        if (difference) QCOMPARE(QByteArray::fromStdString(*difference), sum);
    }

    void longTextsTakeNoTime()
    {
        const std::string digits(1'000'000, '7');
        QVERIFY(!vci::replay::decimalSum(digits, "1", vci::replay::DecimalOperation::Add));
        QCOMPARE(vci::replay::decimalSum(digits, digits, vci::replay::DecimalOperation::Subtract),
                 std::optional<std::string>("0"));
    }

    void compares_data()
    {
        QTest::addColumn<QByteArray>("less");
        QTest::addColumn<QByteArray>("greater");
        const auto row = [](const char* less, const char* greater) {
            QTest::addRow("%s < %s", less, greater) << QByteArray(less) << QByteArray(greater);
        };
        row("0", "1");
        row("-1", "0");
        row("-2", "-1");
        row("9", "10");
        row("0.09", "0.1");
        row("1e+20", "100000000000000000001");
        row("1e-7", "0.000001");
        row("-1e+30", "-1");
        row("1", "1e+99999999999999999999999");
    }
    void compares()
    {
        QFETCH(QByteArray, less);
        QFETCH(QByteArray, greater);
        QVERIFY(vci::replay::decimalCompare(less.toStdString(), greater.toStdString()) < 0);
        QVERIFY(vci::replay::decimalCompare(greater.toStdString(), less.toStdString()) > 0);
        QVERIFY(vci::replay::decimalCompare(less.toStdString(), less.toStdString()) == 0);
    }

    void equalInOtherClothes()
    {
        QVERIFY(vci::replay::decimalCompare("1e+2", "100.0") == 0);
        QVERIFY(vci::replay::decimalCompare("-0", "0.00") == 0);
    }

    void seconds()
    {
        QCOMPARE(vci::replay::decimalSeconds(0), std::string("0"));
        QCOMPARE(vci::replay::decimalSeconds(1'500'000), std::string("1.5"));
        QCOMPARE(vci::replay::decimalSeconds(-1), std::string("-0.000001"));
        QCOMPARE(vci::replay::decimalSeconds(315'537'897'599'999'999), std::string("315537897599.999999"));
    }
};

QTEST_APPLESS_MAIN(TestDecimal)
#include "tst_decimal.moc"
