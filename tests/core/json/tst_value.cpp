// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/json/order.h"
#include "core/json/read.h"
#include "core/json/value.h"

#include <QtTest>

using namespace vci::json;

namespace {

Value parse(std::string_view text)
{
    return readLenient(text).value;
}

}  // namespace

class TestValue final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void keepsOrderAndDuplicates()
    {
        const Value value = parse(R"( {"b": 1, "a": [true, null], "b": "x"} )");
        QCOMPARE(dump(value), std::string(R"({"b":1,"a":[true,null],"b":"x"})"));
        QCOMPARE(dumpCanonical(value), std::string(R"({"a":[true,null],"b":"x"})"));
        QCOMPARE(value.find("b")->asText(), std::string("x"));
        QVERIFY(value.find("c") == nullptr);
        QVERIFY(Value::string("b").find("b") == nullptr);
    }

    void setAndRemove()
    {
        Value value = parse(R"({"b":1,"a":2,"b":3})");
        value.set("b", Value::number("4"));
        QCOMPARE(dump(value), std::string(R"({"b":4,"a":2})"));
        value.set("c", Value());
        value.remove("b");
        value.remove("nowhere");
        QCOMPARE(dump(value), std::string(R"({"a":2,"c":null})"));
    }

    void assigningAPartOfItself()
    {
        Value value = parse(R"({"a":[1,{"b":"a string too long for the small buffer of std::string"}]})");
        value = value.find("a")->items()[1];
        QCOMPARE(dump(value), std::string(R"({"b":"a string too long for the small buffer of std::string"})"));
        value = Value(std::move(value.members()[0].second));
        QVERIFY(value.isString());
    }

    void equality_data()
    {
        QTest::addColumn<QByteArray>("a");
        QTest::addColumn<QByteArray>("b");
        QTest::addColumn<bool>("equal");
        const auto row = [](const char* a, const char* b, bool equal) {
            QTest::addRow("%s and %s", a, b) << QByteArray(a) << QByteArray(b) << equal;
        };
        row("1", "1.0", true);
        row("1e2", "100", true);
        row("0", "-0", true);
        row("1e20000", "10e19999", true);
        row("9007199254740992", "9007199254740993", false);
        row("1", "\"1\"", false);
        row("null", "false", false);
        row("true", "false", false);
        row("[]", "{}", false);
        row("[1,2]", "[2,1]", false);
        row("[1,2]", "[1,2,3]", false);
        row(R"({"a":1,"b":2})", R"({"b":2,"a":1})", true);
        row(R"({"a":1,"b":2})", R"({"a":1})", false);
        row(R"({"a":1,"a":2})", R"({"a":2})", true);
        row(R"({"a":{"b":[{"c":1}]}})", R"({"a":{"b":[{"c":2}]}})", false);
        row(R"("\u00e9")", R"("é")", true);
    }
    void equality()
    {
        QFETCH(QByteArray, a);
        QFETCH(QByteArray, b);
        QFETCH(bool, equal);
        QCOMPARE(parse(a.toStdString()) == parse(b.toStdString()), equal);
        QCOMPARE(parse(b.toStdString()) == parse(a.toStdString()), equal);
    }

    void leaves()
    {
        QVERIFY(parse("1").isLeaf());
        QVERIFY(parse("[{}]").isLeaf());
        QVERIFY(parse("{}").isLeaf());
        QVERIFY(!parse(R"({"a":1})").isLeaf());
    }

    void sortsByUtf16CodeUnits()
    {
        // U+1F600 is the pair D83D DE00: before U+FB33 and U+E000, after U+D7FF and a lone U+D800.
        QVERIFY(utf16Less("\xF0\x9F\x98\x80", "\xEF\xAC\xB3"));
        QVERIFY(utf16Less("\xF0\x9F\x98\x80", "\xEE\x80\x80"));
        QVERIFY(utf16Less("\xED\x9F\xBF", "\xF0\x9F\x98\x80"));
        QVERIFY(utf16Less("\xED\xA0\x80", "\xF0\x9F\x98\x80"));
        QVERIFY(!utf16Less("\xED\xA1\x80", "\xF0\x90\x80\x80"));
        QVERIFY(utf16Less("", "a"));
        QVERIFY(utf16Less("a", "aa"));
        QVERIFY(!utf16Less("a", "a"));
        QVERIFY(utf16Less("é", "€"));
        QCOMPARE(dumpCanonical(parse(R"({"\ufb33":1,"\ud83d\ude00":2,"\u20ac":3,"1":4,"\r":5,"\u0080":6,"\u00f6":7})")),
                 std::string("{\"\\r\":5,\"1\":4,\"\xC2\x80\":6,\"ö\":7,\"€\":3,\"\xF0\x9F\x98\x80\":2,\"\xEF\xAC\xB3\":1}"));
    }

    void quotes()
    {
        std::string out;
        appendQuoted(out, std::string_view("\"\\/\b\f\n\r\t\0\x1F\x7F é\xED\xA0\x80\xFF", 18));
        QCOMPARE(out, std::string("\"\\\"\\\\/\\b\\f\\n\\r\\t\\u0000\\u001f\x7F é\\ud800\xEF\xBF\xBD\""));
    }

    void prettyPrint()
    {
        QCOMPARE(dumpPretty(parse(R"({"a":[1,{}],"b":[]})")), std::string("{\n  \"a\": [\n    1,\n    {}\n  ],\n  \"b\": []\n}"));
    }

    void deepValuesDoNotOverflow()
    {
        Value value;
        for (int i = 0; i < 1'000'000; ++i) {
            Value outer = i % 2 == 0 ? Value::array() : Value::object();
            if (outer.isArray()) {
                outer.items().push_back(std::move(value));
            } else {
                outer.members().emplace_back("a", std::move(value));
            }
            value = std::move(outer);
        }
        const Value copy = value;
        QVERIFY(copy == value);
        QCOMPARE(dumpCanonical(copy).size(), std::size_t{4 + 500'000 * 2 + 500'000 * 6});
    }
};

QTEST_APPLESS_MAIN(TestValue)
#include "tst_value.moc"
