// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/catalog/summary.h"

#include "core/json/read.h"

#include <QtTest>

namespace {

vci::json::Value value(const QByteArray& text)
{
    return vci::json::readLenient({text.constData(), static_cast<std::size_t>(text.size())}).value;
}

}  // namespace

class TestSummary final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void fills_data()
    {
        QTest::addColumn<QByteArray>("pattern");
        QTest::addColumn<QByteArray>("data");
        QTest::addColumn<QByteArray>("line");  // null: nothing could be filled
        const auto row = [](const char* name, const char* pattern, const char* data, const char* line) {
            QTest::newRow(name) << QByteArray(pattern) << QByteArray(data) << QByteArray(line);
        };
        row("plain", "{a} → {b}", R"({"a":"x","b":"y"})", "x → y");
        row("absent segment left out", "{a} · {b} · {c}", R"({"a":"x","c":1.50})", "x · 1.5");
        row("half a segment left out", "{a} → {b} · {c}", R"({"a":"x","c":true})", "yes");
        row("nothing filled", "lit · {a}", R"({"b":1})", nullptr);
        row("null is absent", "{a}", R"({"a":null})", nullptr);
        row("object is absent", "{a}", R"({"a":{"b":1}})", nullptr);
        row("no object at all", "{a}", R"("call dropped")", nullptr);
        row("dotted", "{a.b.c}", R"({"a":{"b":{"c":"deep"}}})", "deep");
        row("dotted through a scalar", "{a.b}", R"({"a":"b"})", nullptr);
        row("alternatives, first", "{s.label/s}", R"({"s":{"label":"negative"}})", "negative");
        row("alternatives, second", "{s.label/s}", R"({"s":"positive"})", "positive");
        row("array", "{a}", R"({"a":[1,"x"]})", R"([1,"x"])");
        row("false", "consent {a}", R"({"a":false})", "consent no");
        row("short uuid", "{a|short}", R"({"a":"7c1e80d4-0000-4000-8000-000000000000"})", "7c1e80d4…");
        row("short other", "{a|short}", R"({"a":"queue tier2"})", "queue tier2");
        row("phone", "{a|phone}", R"({"a":"+12000104729"})", "+1 200 010 4729");
        row("phone elsewhere", "{a|phone}", R"({"a":"+442079460000"})", "+442079460000");
        row("phone as number", "{a|phone}", R"({"a":12000104729})", "12000104729");
        row("quote", "{a|quote}", R"({"a":"hello"})", "“hello”");
        row("quote cut between characters", "{a|quote}",
            R"({"a":"東東東東東東東東東東東東東東東東東東東東東東東東東東東東東東東東東東東東東東東東京"})",
            "“東東東東東東東東東東東東東東東東東東東東東東東東東東東東東東東東東東東東東東東東…”");
        row("grouped", "{a|grouped}", R"({"a":61204.18})", "61 204.18");
        row("grouped negative", "{a|grouped}", R"({"a":-1234567})", "-1 234 567");
        row("grouped small", "{a|grouped}", R"({"a":999})", "999");
        row("grouped exponent", "{a|grouped}", R"({"a":1e30})", "1e+30");
        row("grouped string", "{a|grouped}", R"({"a":"12345"})", "12345");
    }
    void fills()
    {
        QFETCH(QByteArray, pattern);
        QFETCH(QByteArray, data);
        QFETCH(QByteArray, line);
        const auto filled = vci::catalog::fillTemplate(pattern.toStdString(), value(data));
        QCOMPARE(filled.has_value(), !line.isNull());
        if (filled) QCOMPARE(QByteArray::fromStdString(*filled), line);
    }

    void faults_data()
    {
        QTest::addColumn<QByteArray>("pattern");
        QTest::addColumn<bool>("isFaulty");
        QTest::newRow("sound") << QByteArray("{a.b/c|short} · x {d}") << false;
        QTest::newRow("no placeholder") << QByteArray("x") << false;
        QTest::newRow("open") << QByteArray("{a") << true;
        QTest::newRow("closed") << QByteArray("a}") << true;
        QTest::newRow("nested") << QByteArray("{a{b}}") << true;
        QTest::newRow("empty") << QByteArray("{}") << true;
        QTest::newRow("empty alternative") << QByteArray("{a/}") << true;
        QTest::newRow("unknown format") << QByteArray("{a|long}") << true;
    }
    void faults()
    {
        QFETCH(QByteArray, pattern);
        QFETCH(bool, isFaulty);
        QCOMPARE(vci::catalog::templateFault(pattern.toStdString()).has_value(), isFaulty);
    }

    void summarises_data()
    {
        QTest::addColumn<QByteArray>("data");
        QTest::addColumn<QByteArray>("line");
        QTest::newRow("scalars") << QByteArray(R"({"via":"v1 import","n":3,"x":{"y":null}})")
                                 << QByteArray("via v1 import · n 3 · x.y null");
        QTest::newRow("string") << QByteArray(R"("call dropped")") << QByteArray("“call dropped”");
        QTest::newRow("null") << QByteArray("null") << QByteArray("null");
        QTest::newRow("array") << QByteArray("[1,2]") << QByteArray("[1,2]");
        QTest::newRow("empty") << QByteArray("{}") << QByteArray("");
    }
    void summarises()
    {
        QFETCH(QByteArray, data);
        QFETCH(QByteArray, line);
        QCOMPARE(QByteArray::fromStdString(vci::catalog::summarise(value(data))), line);
    }

    void staysShort()
    {
        QByteArray data = "{";
        for (int i = 0; i < 100000; ++i) data += "\"key" + QByteArray::number(i) + "\":\"value\",";
        data += "\"z\":" + QByteArray(60, '[') + QByteArray(60, ']') + "}";
        const std::string line = vci::catalog::summarise(value(data));
        QVERIFY(line.size() < 400);
        QVERIFY(QByteArray::fromStdString(line).endsWith("…"));
    }
};

QTEST_APPLESS_MAIN(TestSummary)
#include "tst_summary.moc"
