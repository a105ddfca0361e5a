// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/json/number.h"
#include "core/json/read.h"

#include <QFile>
#include <QtTest>

#include <bit>
#include <charconv>
#include <cmath>
#include <random>

using vci::json::canonicalNumber;

namespace {

/// 17 significant digits: reads back as the same double and says nothing about the shortest form.
std::string longForm(std::uint64_t bits)
{
    char text[64];
    const auto end = std::to_chars(text, text + sizeof text, std::bit_cast<double>(bits), std::chars_format::scientific, 16).ptr;
    return {text, end};
}

}  // namespace

class TestNumber final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void canonical_data()
    {
        QTest::addColumn<QByteArray>("token");
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<bool>("exact");
        const auto row = [](const char* token, const char* text, bool exact) {
            QTest::newRow(token) << QByteArray(token) << QByteArray(text) << exact;
        };
        row("0", "0", true);
        row("-0", "0", true);
        row("0e5", "0", true);
        row("-0.000e-7", "0", true);
        row("0e999999999999999999999", "0", true);
        row("1", "1", true);
        row("-1", "-1", true);
        row("1.0", "1", true);
        row("0.10", "0.1", true);
        row("100", "100", true);
        row("10.50", "10.5", true);
        row("1e0", "1", true);
        row("1E22", "1e+22", true);
        row("1e21", "1e+21", true);
        row("1e20", "100000000000000000000", true);
        row("123456789012345680000", "123456789012345680000", true);
        row("1e30", "1e+30", true);
        row("1000000000000000000000000000000", "1e+30", true);
        row("0.000001", "0.000001", true);
        row("0.0000001", "1e-7", true);
        row("0.00000012", "1.2e-7", true);
        row("-1.5e-9", "-1.5e-9", true);
        row("5e-324", "5e-324", true);
        row("1.7976931348623157e308", "1.7976931348623157e+308", true);
        row("9007199254740992", "9007199254740992", true);
        row("9007199254740993", "9007199254740993", false);
        row("90071992547409931234", "90071992547409931234", false);
        row("333333333.3333333", "333333333.3333333", true);
        row("333333333.33333329", "333333333.33333329", false);
        row("3.14159265358979323846", "3.14159265358979323846", false);
        row("1.00000000000000000000000", "1", true);
        row("100000000000000000000000000000001e-32", "1.00000000000000000000000000000001", false);
        row("4.9e-324", "0", false);
        row("1e-325", "0", false);
        row("1e309", "0", false);
        row("-12345678901234567890.0e2", "-1234567890123456789000", false);
        row("-12345678901234567890.12300", "-12345678901234567890.123", false);
        row("1e20000", "1e20000", false);
        row("-1E-20000", "-1E-20000", false);
        row("1e999999999999999999999", "1e999999999999999999999", false);
        row("1e-999999999999999999999", "1e-999999999999999999999", false);
    }
    void canonical()
    {
        QFETCH(QByteArray, token);
        QFETCH(QByteArray, text);
        QFETCH(bool, exact);
        if (token == "4.9e-324") text = "0." + QByteArray(323, '0') + "49";
        if (token == "1e-325") text = "0." + QByteArray(324, '0') + "1";
        if (token == "1e309") text = "1" + QByteArray(309, '0');
        const auto number = canonicalNumber(token.toStdString());
        QCOMPARE(QByteArray::fromStdString(number.text), text);
        QCOMPARE(number.exact, exact);
    }

    void plainDecimalEndsAtTenThousandDigits()
    {
        const std::string integer(10'000, '7');
        QCOMPARE(canonicalNumber(integer).text, integer);
        QCOMPARE(canonicalNumber("7e9999").text, "7" + std::string(9'999, '0'));
        QCOMPARE(canonicalNumber("7e10000").text, std::string("7e10000"));
        QCOMPARE(canonicalNumber("7e-9999").text, "0." + std::string(9'998, '0') + "7");
        QCOMPARE(canonicalNumber("7e-10000").text, std::string("7e-10000"));
        const std::string tooLong = integer + "1.50";
        QCOMPARE(canonicalNumber(tooLong).text, tooLong);
        QCOMPARE(canonicalNumber("1." + std::string(30'000, '0')).text, std::string("1"));
    }

    void notANumber_data()
    {
        QTest::addColumn<QByteArray>("token");
        for (const char* token :
             {"", "-", "+1", "01", "-01", "1.", ".5", "1e", "1e+", "0x1", "1 ", " 1", "1,", "NaN", "1.e5", "1.5.5", "--1"})
            QTest::newRow(*token == '\0' ? "empty" : token) << QByteArray(token);
    }
    void notANumber()
    {
        QFETCH(QByteArray, token);
        std::string out = "kept";
        QCOMPARE(vci::json::appendCanonicalNumber(out, token.toStdString()), vci::json::NumberForm::NotANumber);
        QCOMPARE(out, std::string("kept"));
        QVERIFY(!vci::json::isCanonicalNumber(token.toStdString()));
    }

    void jcsVectors_data()
    {
        QTest::addColumn<QString>("file");
        QTest::newRow("rfc8785 appendix B") << QStringLiteral(VCI_SHARED_DIR "/vectors/jcs/rfc8785-appendix-b-numbers.csv");
        QTest::newRow("es6 numbers") << QStringLiteral(VCI_SHARED_DIR "/vectors/jcs/es6-numbers-10000.txt");
    }
    void jcsVectors()
    {
        QFETCH(QString, file);
        QFile source(file);
        if (!source.open(QIODevice::ReadOnly)) QSKIP("../shared is absent: JCS number vectors");
        int checked = 0;
        while (!source.atEnd()) {
            const QList<QByteArray> cells = source.readLine().trimmed().split(',');
            bool isHex = false;
            const std::uint64_t bits = cells.value(0).toULongLong(&isHex, 16);
            if (!isHex || cells.size() != 2) continue;
            if (cells[1] == "ERROR") {
                QVERIFY(!std::isfinite(std::bit_cast<double>(bits)));
                continue;
            }
            const std::string want = cells[1].toStdString();
            QCOMPARE(canonicalNumber(want).text, want);
            QVERIFY2(canonicalNumber(want).exact, want.c_str());
            // The same double with all its digits has the same exact value only where the 17 digits end in zeros.
            const auto full = canonicalNumber(longForm(bits));
            QCOMPARE(full.exact, full.text == want);
            ++checked;
        }
        QVERIFY(checked > 20);
    }

    void shortestFormsAreExact()
    {
        std::mt19937_64 random(qHash(QStringLiteral("shortestFormsAreExact"), 0));
        for (int i = 0; i < 50'000; ++i) {
            const double value = std::bit_cast<double>(random());
            if (!std::isfinite(value)) continue;
            std::string text;
            // to_chars prints large integers with all their digits; scientific is the shortest form always.
            char scientific[64];
            text.assign(scientific,
                        std::to_chars(scientific, scientific + sizeof scientific, value, std::chars_format::scientific).ptr);
            const auto number = canonicalNumber(text);
            QVERIFY2(number.exact, text.c_str());
            QCOMPARE(canonicalNumber(number.text).text, number.text);
            double back = 0;
            std::from_chars(number.text.data(), number.text.data() + number.text.size(), back);
            QVERIFY2(back == value, text.c_str());
        }
    }

    void fastPathAgrees()
    {
        std::mt19937 random(2026);
        for (int i = 0; i < 50'000; ++i) {
            std::string token;
            const unsigned length = 1 + random() % 18;
            for (unsigned k = 0; k < length; ++k) token.push_back("0000123456789.-e"[random() % 16]);
            if (!vci::json::isCanonicalNumber(token)) continue;
            // An exponent of 0 keeps the value and takes the slow path.
            const auto slow = canonicalNumber(token + "e0");
            QCOMPARE(slow.text, token);
            QVERIFY(slow.exact);
        }
    }

    void sameDecimals()
    {
        QVERIFY(vci::json::sameDecimal("1e20000", "10e19999"));
        QVERIFY(vci::json::sameDecimal("-0", "0e7"));
        QVERIFY(vci::json::sameDecimal("0.10", "1e-1"));
        QVERIFY(!vci::json::sameDecimal("1", "-1"));
        QVERIFY(!vci::json::sameDecimal("1e20000", "1e20001"));
        QVERIFY(!vci::json::sameDecimal("9007199254740993", "9007199254740992"));
    }
};

QTEST_APPLESS_MAIN(TestNumber)
#include "tst_number.moc"
