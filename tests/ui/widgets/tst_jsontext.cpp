// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/widgets/jsontext.h"

#include <QElapsedTimer>
#include <QTest>

#include <limits>
#include <string>

using namespace vci::ui;

namespace {
constexpr std::size_t kAll = std::numeric_limits<std::size_t>::max();
}

class TestJsonText : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void laysOut_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QString>("text");
        QTest::newRow("members") << QByteArray(R"({"a":1,"b":[true,null]})")
                                 << QStringLiteral("{\n  \"a\": 1,\n  \"b\": [\n    true,\n    null\n  ]\n}");
        QTest::newRow("empty containers") << QByteArray(R"({"a":{ },"b":[]})")
                                          << QStringLiteral("{\n  \"a\": {},\n  \"b\": []\n}");
        QTest::newRow("number tokens stay") << QByteArray(R"([1E22,0.10,-0])") << QStringLiteral("[\n  1E22,\n  0.10,\n  -0\n]");
        QTest::newRow("a name twice") << QByteArray(R"({"a":1,"a":2})") << QStringLiteral("{\n  \"a\": 1,\n  \"a\": 2\n}");
        QTest::newRow("signs inside strings")
            << QByteArray("{\"a\":\"x,{}:[]\\\"\"}") << QStringLiteral("{\n  \"a\": \"x,{}:[]\\\"\"\n}");
        QTest::newRow("bidi") << QByteArray("\"\xE2\x80\xAEx\"") << QStringLiteral("\"⟨U+202E⟩x\"");
        QTest::newRow("string without an end") << QByteArray("\"ab\\") << QStringLiteral("\"ab\\");
        QTest::newRow("nothing") << QByteArray() << QString();
    }

    void laysOut()
    {
        QFETCH(QByteArray, json);
        QFETCH(QString, text);
        const JsonLayout layout = layOutJson(json.toStdString(), kAll);
        QCOMPARE(layout.text, text);
        QVERIFY(!layout.cut);
    }

    void cutsAtASize()
    {
        const std::string json = "[" + std::string(1000, '1') + "]";
        const JsonLayout layout = layOutJson(json, 100);
        QVERIFY(layout.cut);
        QVERIFY(layout.text.size() < 120);
        QVERIFY(!layOutJson(json, json.size()).cut);
    }

    void cutsBetweenCharacters()
    {
        const JsonLayout layout = layOutJson("\"\xC3\xA4\xC3\xA4\"", 4);
        QCOMPARE(layout.text, QStringLiteral("\"ä"));
    }

    void breaksHugeLines()
    {
        const std::string json = "{\"a\":\"" + std::string(1'000'000, 'x') + "\"}";
        QElapsedTimer timer;
        timer.start();
        const JsonLayout layout = layOutJson(json, kAll);
        QVERIFY2(timer.elapsed() < 2000, qPrintable(QString::number(timer.elapsed())));
        QVERIFY(layout.brokenLines);
        for (const QString& line : layout.text.split(QLatin1Char('\n')))
            QVERIFY(line.size() <= static_cast<qsizetype>(kMaxLineChars));
    }

    void survivesDeepNesting()
    {
        const JsonLayout layout = layOutJson(std::string(100'000, '[') + std::string(100'000, ']'), 200'000);
        QVERIFY(layout.text.size() > 200'000);
    }
};

QTEST_GUILESS_MAIN(TestJsonText)
#include "tst_jsontext.moc"
