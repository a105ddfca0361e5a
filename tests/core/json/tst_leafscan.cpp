// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/json/leafscan.h"
#include "core/json/order.h"
#include "core/json/read.h"

#include <QtTest>

#include <random>

using namespace vci::json;

namespace {

/// Writes the calls down as text.
class Recorder final : public LeafSink {
public:
    void beginObject() override { text += "{ "; }
    void key(std::string_view name) override { text += "<" + std::string(name) + "> "; }
    void leaf(std::string_view canonical) override { text += std::string(canonical) + " "; }
    void endObject() override { text += "} "; }

    std::string text;
};

/// The contract of LeafSink, recursively and from a Value.
void naive(const Value& value, std::string& out)
{
    if (value.isLeaf()) {
        out += dumpCanonical(value) + " ";
        return;
    }
    out += "{ ";
    for (std::size_t i = 0; i < value.members().size(); ++i) {
        const auto& [name, member] = value.members()[i];
        if (value.find(name) != &member) continue;
        out += "<" + name + "> ";
        naive(member, out);
    }
    out += "} ";
}

class Documents {
public:
    explicit Documents(unsigned seed)
        : m_random(seed)
    {
    }

    std::string next()
    {
        std::string text = object(3);
        if (m_random() % 4 != 0) return text;
        // One flipped, dropped or doubled byte: mostly no JSON any more, sometimes other JSON.
        const std::size_t at = m_random() % text.size();
        static constexpr std::string_view kBytes = "{}[]:,\"\\0e. \n\x01\xFF\xED";
        switch (m_random() % 3) {
        case 0:
            text[at] = kBytes[m_random() % kBytes.size()];
            break;
        case 1:
            text.erase(at, 1);
            break;
        default:
            text.insert(at, 1, kBytes[m_random() % kBytes.size()]);
        }
        return text;
    }

private:
    std::string pick(std::initializer_list<const char*> choices) { return choices.begin()[m_random() % choices.size()]; }
    std::string space() { return pick({"", "", "", " ", "\n", "\t \r"}); }
    std::string name()
    {
        return pick({"\"a\"", "\"b\"", "\"aa\"", "\"\"", "\"\\u0061\"", "\"\xC3\xA9\"", "\"\\ud83d\\ude00\"", "\"\xEF\xAC\xB3\"",
                     "\"x\\\"y\"", "\"z\\\\\"", "\"status\"", "\"amount\"", "\"\\ud800\""});
    }
    std::string scalar()
    {
        return pick({"1",
                     "-0",
                     "0.10",
                     "1e30",
                     "1E400",
                     "9007199254740993",
                     "198.40",
                     "-12.5e-3",
                     "true",
                     "false",
                     "null",
                     "\"\"",
                     "\"plain\"",
                     "\"a\\nb\"",
                     "\"a\\/b\"",
                     "\"\\u00e9\"",
                     "\"\\u0000\"",
                     "\"\\udc00\"",
                     "\"\xF0\x9F\x98\x80\"",
                     "\"\x7F\"",
                     "01",
                     "tru",
                     "1.",
                     "\"\\x\""});
    }
    std::string value(int depth)
    {
        const unsigned kind = m_random() % 8;
        if (depth == 0 || kind < 5) return m_random() % 8 == 0 ? scalar() : pick({"1", "\"plain\"", "0.10", "null", "\"a\\nb\""});
        return kind == 5 ? array(depth - 1) : object(depth - 1);
    }
    std::string array(int depth)
    {
        std::string text = "[" + space();
        for (unsigned i = m_random() % 4; i > 0; --i) text += value(depth) + space() + (i > 1 ? "," + space() : "");
        return text + "]";
    }
    std::string object(int depth)
    {
        std::string text = "{" + space();
        for (unsigned i = m_random() % 5; i > 0; --i) {
            text += name() + space() + ":" + space() + value(depth) + space() + (i > 1 ? "," + space() : "");
        }
        return text + "}";
    }

    std::mt19937 m_random;
};

}  // namespace

class TestLeafScan final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void scans_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("calls");
        QTest::addColumn<QByteArray>("report");  // o: object, f: foreign number, d: defective
        const auto row = [](const char* name, QByteArray text, const char* calls, const char* report) {
            QTest::newRow(name) << text << QByteArray(calls) << QByteArray(report);
        };
        row("flat", R"({"a": 1, "b": "x"})", R"({ <a> 1 <b> "x" } )", "o");
        row("document order", R"({"b":1,"a":2})", R"({ <b> 1 <a> 2 } )", "o");
        row("nested", R"({"a":{"b":{"c":true}},"d":null})", R"({ <a> { <b> { <c> true } } <d> null } )", "o");
        row("empty object", "{}", "{} ", "o");
        row("empty member", R"({"a":{ }})", R"({ <a> {} } )", "o");
        row("array whole and canonical", R"({"a":[ {"z":1.0,"y":[2e0]} , "\u00e9"]})", R"({ <a> [{"y":[2],"z":1},"é"] } )", "o");
        row("escapes become minimal", R"({"a":"\u0041\/\n"})", R"({ <a> "A/\n" } )", "o");
        row("decoded names", R"({"\u0041\n":1})", "{ <A\n> 1 } ", "o");
        row("numbers", R"({"a":1E2,"b":-0,"c":0.10})", "{ <a> 100 <b> 0 <c> 0.1 } ", "o");
        row("foreign number", R"({"a":9007199254740993})", "{ <a> 9007199254740993 } ", "of");
        row("foreign number in an array", R"({"a":[1e400]})", nullptr, "of");
        row("duplicate names", R"({"a":1,"b":2,"a":3})", "{ <b> 2 <a> 3 } ", "od");
        row("duplicate behind names sorted by length", R"({"b":1,"aa":2,"b":3})", "{ <aa> 2 <b> 3 } ", "od");
        row("duplicate behind names sorted by bytes", R"({"a":1,"bb":2,"a":3})", "{ <bb> 2 <a> 3 } ", "od");
        row("duplicate after decoding", R"({"a":1,"\u0061":3})", "{ <a> 3 } ", "od");
        row("duplicate inside an array", R"({"a":[{"x":1,"x":2}]})", R"({ <a> [{"x":2}] } )", "od");
        row("lone surrogate", R"({"a":"\uD800"})", R"({ <a> "\ud800" } )", "od");
        row("bad UTF-8", QByteArray("{\"a\":\"\xFF\"}"), "{ <a> \"\xEF\xBF\xBD\" } ", "od");
        row("string payload", R"("call dropped")", R"("call dropped" )", "");
        row("array payload", "[1,2.0]", "[1,2] ", "");
        row("null payload", "null", "null ", "");
        row("number payload", " 1.50 ", "1.5 ", "");
        row("no JSON", "{\"a\":}", "\"{\\\"a\\\":}\" ", "");
        row("nothing", "", "\"\" ", "");
        row("trailing text", "{\"a\":1} x", "\"{\\\"a\\\":1} x\" ", "");
        row("two documents", "{\"a\":1}{\"b\":1}", "\"{\\\"a\\\":1}{\\\"b\\\":1}\" ", "");
        row("string before a stray colon", "{\"a\":\"b\":1}", "\"{\\\"a\\\":\\\"b\\\":1}\" ", "");
        row("trailing comma", "{\"a\":1,}", "\"{\\\"a\\\":1,}\" ", "");
        row("mismatched brackets", "{\"a\":[1}", "\"{\\\"a\\\":[1}\" ", "");
        row("byte order mark", "\xEF\xBB\xBF{}", "\"\xEF\xBB\xBF{}\" ", "");
    }
    void scans()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, calls);
        QFETCH(QByteArray, report);
        if (calls.isNull()) calls = "{ <a> [1" + QByteArray(400, '0') + "] } ";
        Recorder recorder;
        LeafScanner scanner;
        const ScanReport found = scanner.scan(text.toStdString(), recorder);
        QCOMPARE(QByteArray::fromStdString(recorder.text), calls);
        QCOMPARE(found.isObject, report.contains('o'));
        QCOMPARE(found.foreignNumber, report.contains('f'));
        QCOMPARE(found.defective, report.contains('d'));
    }

    void agreesWithTheLenientReader()
    {
        Documents documents(0x1EAF);
        LeafScanner scanner;
        int sound = 0;
        for (int i = 0; i < 100'000; ++i) {
            const std::string text = documents.next();
            Recorder recorder;
            const ScanReport report = scanner.scan(text, recorder);
            const LenientRead read = readLenient(text);
            std::string expected;
            naive(read.value, expected);
            QVERIFY2(recorder.text == expected, (text + "\n" + recorder.text + "\n" + expected).c_str());
            QVERIFY2(report.isObject == read.value.isObject() && report.foreignNumber == read.foreignNumber &&
                         report.defective == read.defective,
                     text.c_str());
            sound += read.isJson && !read.defective ? 1 : 0;
        }
        QVERIFY2(sound > 20'000 && sound < 95'000, qPrintable(QString::number(sound)));
    }

    void deepDocuments_data()
    {
        QTest::addColumn<int>("depth");
        QTest::addColumn<bool>("isJson");
        QTest::addColumn<bool>("isDefective");
        for (const int depth : {127, 128, 129, 1'024, 1'025, 9'999, 10'000}) QTest::addRow("%d", depth) << depth << true << false;
        for (const int depth : {10'001, 100'000, 1'000'000}) QTest::addRow("%d", depth) << depth << true << true;
        QTest::newRow("1000001") << 1'000'001 << false << true;
    }
    void deepDocuments()
    {
        QFETCH(int, depth);
        QFETCH(bool, isJson);
        QFETCH(bool, isDefective);
        std::string arrays =
            std::string(static_cast<std::size_t>(depth), '[') + std::string(static_cast<std::size_t>(depth), ']');
        std::string objects;
        for (int i = 1; i < depth; ++i) objects += "{\"a\":";
        objects += "{}" + std::string(static_cast<std::size_t>(depth) - 1, '}');
        LeafScanner scanner;
        for (const std::string& text : {arrays, objects}) {
            Recorder recorder;
            const ScanReport report = scanner.scan(text, recorder);
            QCOMPARE(report.defective, isDefective);
            QCOMPARE(report.isObject, isJson && text == objects);
            if (!isJson) QCOMPARE(recorder.text, dump(Value::string(text)) + " ");
            if (isJson && text == arrays) QCOMPARE(recorder.text, arrays + " ");
        }
    }

    void manyMembersStayQuick()
    {
        std::string text = "{";
        for (int i = 200'000; i > 0; --i) text += "\"k" + std::to_string(i * 7919 % 200'003) + "\":1,";
        text += "\"last\":1}";
        LeafScanner scanner;
        Recorder recorder;
        QVERIFY(!scanner.scan(text, recorder).defective);
        Recorder again;
        text.insert(1, "\"last\":0,");
        QVERIFY(scanner.scan(text, again).defective);
        QCOMPARE(again.text, recorder.text);
    }
};

QTEST_APPLESS_MAIN(TestLeafScan)
#include "tst_leafscan.moc"
