// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/base/utf8.h"
#include "core/json/read.h"
#include "torture.h"

#include <QSet>
#include <QtTest>

using namespace vci::json;

class TestRead final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void torture_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<int>("verdict");
        QSet<QByteArray> names;
        for (const TortureRow& row : tortureTable()) {
            QVERIFY2(!names.contains(QByteArray::fromStdString(row.name)), row.name.c_str());
            names.insert(QByteArray::fromStdString(row.name));
            QTest::newRow(row.name.c_str()) << QByteArray::fromStdString(row.text) << static_cast<int>(row.verdict);
        }
    }
    void torture()
    {
        QFETCH(QByteArray, text);
        QFETCH(int, verdict);
        const std::string document = text.toStdString();
        const auto strict = readStrict(document);
        QCOMPARE(strict.ok(), verdict == static_cast<int>(Verdict::Sound));

        const LenientRead lenient = readLenient(document);
        QCOMPARE(lenient.isJson, verdict != static_cast<int>(Verdict::NoJson));
        if (!strict.ok()) {
            const vci::Error& error = strict.error();
            QCOMPARE(error.code, vci::ErrorCode::InvalidPayload);
            QVERIFY(error.place.pointer.has_value());
            QVERIFY(error.place.line.value_or(0) >= 1 && error.place.column.value_or(0) >= 1);
            QVERIFY(!vci::firstInvalidUtf8(error.message).has_value());
            QVERIFY(!vci::firstInvalidUtf8(*error.place.pointer).has_value());
            if (!lenient.isJson) QVERIFY(lenient.value.isString());
            return;
        }
        QVERIFY(!lenient.defective && !lenient.foreignNumber);
        QVERIFY(lenient.value == strict.value());
        const std::string canonical = dumpCanonical(strict.value());
        const auto again = readStrict(canonical);
        QVERIFY(again.ok());
        QVERIFY(again.value() == strict.value());
        QCOMPARE(dumpCanonical(again.value()), canonical);
    }

    /// What is sound alone is sound, and what is not is refused, at every position of a document too.
    void tortureInside()
    {
        for (const TortureRow& row : tortureTable()) {
            if (row.text.size() > 1'000) continue;
            const bool isShallow = row.name.find("nesting") == std::string::npos;
            const bool isSound = row.verdict == Verdict::Sound;
            // Two values side by side, or a comma behind one, are no value but may be items.
            const bool mayBeItems = row.name == "n array, comma after it" || row.name == "n comma alone";
            if (isShallow && !mayBeItems) {
                QVERIFY2(readStrict("[" + row.text + "]").ok() == isSound ||
                             row.text.find_first_not_of(" \n\t\r") == std::string::npos,
                         row.name.c_str());
                const auto inside = readStrict("{\"a\":[0,{\"b/c\":" + row.text + "}]}", "/event_data");
                QVERIFY2(inside.ok() == isSound, row.name.c_str());
                if (!isSound) QVERIFY2(inside.error().place.pointer->starts_with("/event_data/a"), row.name.c_str());
            }
            if (isShallow && isSound) QVERIFY2(readStrict("\t" + row.text + "\n").ok(), row.name.c_str());
        }
    }

    void places_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("pointer");
        QTest::addColumn<int>("line");
        QTest::addColumn<int>("column");
        QTest::addColumn<QByteArray>("says");
        const auto row = [](const char* name, QByteArray text, const char* pointer, int line, int column, const char* says) {
            QTest::newRow(name) << text << QByteArray(pointer) << line << column << QByteArray(says);
        };
        row("number", "{\"a\":\n  [1, 1e400]}", "/d/a/1", 2, 7, "1e400");
        row("duplicate name", "{\"a\":1,\n\"a\":2}", "/d/a", 2, 1, "twice");
        row("duplicate name decoded", "{\"~/\":1, \"\\u007e\\/\":2}", "/d/~0~1", 1, 10, "twice");
        row("lone surrogate", "{\"a\":\"xy\\ud800\"}", "/d/a", 1, 9, "surrogate");
        row("noncharacter", "[\"\xEF\xBF\xBF\"]", "/d/0", 1, 3, "noncharacter");
        row("U+0000", "[0,\"\\u0000\"]", "/d/1", 1, 5, "U+0000");
        row("bad UTF-8", "{\"x\":{\"y\":\"a\xFF\"}}", "/d/x/y", 1, 13, "UTF-8");
        row("bad UTF-8 in a name", "{\"x\":{\"\xFF\":1}}", "/d/x", 1, 8, "UTF-8");
        row("trailing comma", "[1,\n]", "/d/1", 2, 1, "value");
        row("missing brace", "{\"a\":1", "/d", 1, 7, "ends");
        row("text behind", "{}\n\n x", "/d", 3, 2, "after");
        row("nothing", "", "/d", 1, 1, "ends");
        row("control character", "[\"a\tb\"]", "/d/0", 1, 4, "control");
        row("unquoted name", "{\"a\":{b:1}}", "/d/a", 1, 7, "name");
        row("missing colon", "{\"a\" 1}", "/d/a", 1, 6, "colon");
        row("byte order mark", "\xEF\xBB\xBF{}", "/d", 1, 1, "byte order mark");
    }
    void places()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, pointer);
        QFETCH(int, line);
        QFETCH(int, column);
        QFETCH(QByteArray, says);
        const auto value = readStrict(text.toStdString(), "/d");
        QVERIFY(!value.ok());
        const vci::Error& error = value.error();
        QCOMPARE(QByteArray::fromStdString(*error.place.pointer), pointer);
        QCOMPARE(error.place.line, std::optional<std::int64_t>(line));
        QCOMPARE(error.place.column, std::optional<std::int64_t>(column));
        QVERIFY2(error.message.find(says.toStdString()) != std::string::npos, error.message.c_str());
        QVERIFY(error.message.ends_with('.'));
    }

    void nestingBoundIsTheCallers()
    {
        QVERIFY(readStrict("1", {}, 0).ok());
        QVERIFY(!readStrict("[]", {}, 0).ok());
        QVERIFY(readStrict("[{}]", {}, 2).ok());
        const auto refused = readStrict("{\"a\":[[]]}", {}, 2);
        QVERIFY(!refused.ok());
        QCOMPARE(*refused.error().place.pointer, std::string("/a/0"));
        QVERIFY(refused.error().message.find("2 levels") != std::string::npos);
    }

    void lenient_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("dumped");
        QTest::addColumn<QByteArray>("report");  // j: JSON, f: foreign number, d: defective
        const auto row = [](const char* name, QByteArray text, QByteArray dumped, const char* report) {
            QTest::newRow(name) << text << dumped << QByteArray(report);
        };
        row("sound", "{\"a\":1.0}", "{\"a\":1}", "j");
        row("foreign number", "[1e400]", "[1" + QByteArray(400, '0') + "]", "jf");
        row("duplicates stand side by side", "{\"a\":1,\"a\":2}", "{\"a\":1,\"a\":2}", "jd");
        row("lone surrogates", "\"a\\uD800b\\udfff\"", "\"a\\ud800b\\udfff\"", "jd");
        row("surrogates the wrong way round", "\"\\udc00\\ud800\"", "\"\\udc00\\ud800\"", "jd");
        row("U+0000", "\"\\u0000\"", "\"\\u0000\"", "jd");
        row("bad UTF-8", "\"\xC3\xFF\"", "\"\xEF\xBF\xBD\xEF\xBF\xBD\"", "jd");
        row("raw surrogate bytes", "\"\xED\xA0\x80\"", "\"\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\"", "jd");
        row("noncharacter is no defect", "\"\\uffff\"", "\"\xEF\xBF\xBF\"", "j");
        row("no JSON", "call dropped", "\"call dropped\"", "");
        row("no JSON, bad UTF-8", "x\xFF", "\"x\xEF\xBF\xBD\"", "d");
        row("no JSON, NUL", QByteArray("a\0b", 3), "\"a\\u0000b\"", "d");
        row("nothing", "", "\"\"", "");
    }
    void lenient()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, dumped);
        QFETCH(QByteArray, report);
        const LenientRead read = readLenient(text.toStdString());
        QCOMPARE(QByteArray::fromStdString(dump(read.value)), dumped);
        QCOMPARE(read.isJson, report.contains('j'));
        QCOMPARE(read.foreignNumber, report.contains('f'));
        QCOMPARE(read.defective, report.contains('d'));
    }

    void deepIsReadAsJson_data()
    {
        QTest::addColumn<int>("depth");
        for (const int depth : {10'000, 10'002, 100'000, 1'000'000}) QTest::addRow("%d", depth) << depth;
    }
    void deepIsReadAsJson()
    {
        QFETCH(int, depth);
        // An object in an array in an object: every second level has a name to sort and a value beside it.
        std::string deep;
        for (int i = 0; i < depth / 2; ++i) deep += R"([{"b":1,"a":)";
        deep += "2";
        for (int i = 0; i < depth / 2; ++i) deep += "}]";
        const LenientRead read = readLenient(deep);
        QVERIFY(read.isJson && read.value.isArray());
        QCOMPARE(read.defective, depth > 10'000);
        QCOMPARE(dump(read.value), deep);
        const LenientRead canonical = readLenient(dumpCanonical(read.value));
        QVERIFY(canonical.value == read.value);
        // Blanks of every level in every line would be more than any memory.
        QVERIFY(dumpPretty(read.value).size() < 300 * static_cast<std::size_t>(depth));
    }

    void tooDeepIsKeptAsItsText()
    {
        const std::string deep = std::string(1'000'001, '[') + std::string(1'000'001, ']');
        const LenientRead read = readLenient(deep);
        QVERIFY(!read.isJson && read.defective && read.value.isString());
        QCOMPARE(read.value.asText(), deep);
    }

    void manyMembersStayQuick()
    {
        std::string text = "{";
        for (int i = 0; i < 200'000; ++i) text += "\"k" + std::to_string(i) + "\":1,";
        QVERIFY(readStrict(text + "\"last\":1}").ok());
        QVERIFY(!readStrict(text + "\"k100000\":1}").ok());
    }

    void objectsComeWithTheirBytes()
    {
        const auto object = readStrictObject("{ \"a\" : [ 1, 2 ] , \"b\":\"\\u0041\"}");
        QVERIFY(object.ok());
        QCOMPARE(object.value().memberTexts, (std::vector<std::string_view>{"[ 1, 2 ]", "\"\\u0041\""}));
        const auto noObject = readStrictObject(" [1]");
        QVERIFY(!noObject.ok());
        QCOMPARE(noObject.error().code, vci::ErrorCode::InvalidPayload);
        QCOMPARE(*noObject.error().place.pointer, std::string());
    }
};

QTEST_APPLESS_MAIN(TestRead)
#include "tst_read.moc"
