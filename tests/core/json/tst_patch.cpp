// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/json/patch.h"
#include "core/json/pointer.h"
#include "core/json/read.h"

#include <QtTest>

#include <random>

using namespace vci::json;

namespace {

Value parse(const std::string& text)
{
    return readLenient(text).value;
}

/// RFC 6902 add, remove and replace on object members, as naively as can be.
void apply(Value& document, const PatchOperation& operation)
{
    auto tokens = parsePointer(operation.path).value();
    if (tokens.empty()) {
        document = *operation.after;
        return;
    }
    const std::string name = tokens.back();
    tokens.pop_back();
    auto* parent = const_cast<Value*>(resolve(document, tokens));
    QVERIFY(parent != nullptr && parent->isObject());
    QCOMPARE(parent->find(name) != nullptr, operation.kind != PatchOperation::Kind::Add);
    if (operation.kind == PatchOperation::Kind::Remove) {
        parent->remove(name);
    } else {
        parent->set(name, *operation.after);
    }
}

Value randomValue(std::mt19937& random, int depth)
{
    switch (random() % (depth > 0 ? 6 : 4)) {
    case 0:
        return Value();
    case 1:
        return Value::boolean(random() % 2 == 0);
    case 2:
        return Value::number(std::to_string(random() % 4));
    case 3:
        return Value::string(std::string(random() % 3, 'x'));
    case 4: {
        Value array = Value::array();
        for (unsigned i = random() % 3; i > 0; --i) array.items().push_back(randomValue(random, depth - 1));
        return array;
    }
    default: {
        Value object = Value::object();
        for (unsigned i = random() % 5; i > 0; --i) {
            static const char* const kNames[] = {"a", "b", "", "a/b", "~", "é", "\xF0\x9F\x98\x80", "\xEF\xBF\xBF"};
            object.set(kNames[random() % 8], randomValue(random, depth - 1));
        }
        return object;
    }
    }
}

}  // namespace

class TestPatch final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void diffs_data()
    {
        QTest::addColumn<QByteArray>("from");
        QTest::addColumn<QByteArray>("to");
        QTest::addColumn<QByteArray>("patch");
        const auto row = [](const char* name, const char* from, const char* to, const char* patch) {
            QTest::newRow(name) << QByteArray(from) << QByteArray(to) << QByteArray(patch);
        };
        row("equal", R"({"a":1})", R"({"a":1.0})", "[]");
        row("order of members", R"({"a":1,"b":2})", R"({"b":2,"a":1})", "[]");
        row("add", "{}", R"({"a":null})", R"([{"op":"add","path":"/a","value":null}])");
        row("remove", R"({"a":1})", "{}", R"([{"op":"remove","path":"/a"}])");
        row("replace", R"({"a":1})", R"({"a":"1"})", R"([{"op":"replace","path":"/a","value":"1"}])");
        row("arrays whole", R"({"a":[1,2]})", R"({"a":[1,2,3]})", R"([{"op":"replace","path":"/a","value":[1,2,3]}])");
        row("objects descended", R"({"a":{"b":1,"c":2}})", R"({"a":{"b":1,"c":3}})",
            R"([{"op":"replace","path":"/a/c","value":3}])");
        row("added object stays whole", "{}", R"({"a":{"b":1}})", R"([{"op":"add","path":"/a","value":{"b":1}}])");
        row("object becomes scalar", R"({"a":{"b":1}})", R"({"a":1})", R"([{"op":"replace","path":"/a","value":1}])");
        row("empty object is descended", R"({"a":{}})", R"({"a":{"b":1}})", R"([{"op":"add","path":"/a/b","value":1}])");
        row("sorted by path bytes", R"({"b":1,"a":1,"a.b":1,"a/b":1})", "{}",
            R"([{"op":"remove","path":"/a"},{"op":"remove","path":"/a.b"},{"op":"remove","path":"/a~1b"},{"op":"remove","path":"/b"}])");
        row("root", "1", "[]", R"([{"op":"replace","path":"","value":[]}])");
        row("last duplicate counts", R"({"a":1,"a":2})", R"({"a":2})", "[]");
        row("exact numbers", R"({"a":9007199254740993})", R"({"a":9007199254740992})",
            R"([{"op":"replace","path":"/a","value":9007199254740992}])");
    }
    void diffs()
    {
        QFETCH(QByteArray, from);
        QFETCH(QByteArray, to);
        QFETCH(QByteArray, patch);
        const auto operations = diff(parse(from.toStdString()), parse(to.toStdString()));
        QCOMPARE(QByteArray::fromStdString(dump(toJson(operations))), patch);
    }

    void roundTrip()
    {
        std::mt19937 random(6902);
        for (int i = 0; i < 5'000; ++i) {
            const Value from = randomValue(random, 4);
            const Value to = randomValue(random, 4);
            const auto operations = diff(from, to);
            Value patched = from;
            for (const PatchOperation& operation : operations) apply(patched, operation);
            QVERIFY(patched == to);
            QCOMPARE(operations.empty(), from == to);
            QVERIFY(std::is_sorted(operations.begin(), operations.end(),
                                   [](const auto& a, const auto& b) { return a.path < b.path; }));
            for (const PatchOperation& operation : operations) {
                QCOMPARE(operation.before.has_value(), operation.kind != PatchOperation::Kind::Add);
                QCOMPARE(operation.after.has_value(), operation.kind != PatchOperation::Kind::Remove);
            }
        }
    }

    void deepDocumentsDoNotOverflow()
    {
        std::string a = "1";
        for (int i = 0; i < 9'000; ++i) a = "{\"a\":" + a + "}";
        std::string b = a;
        b[b.find('1')] = '2';
        const auto operations = diff(parse(a), parse(b));
        QCOMPARE(operations.size(), std::size_t{1});
        QCOMPARE(operations[0].path.size(), std::size_t{18'000});
    }
};

QTEST_APPLESS_MAIN(TestPatch)
#include "tst_patch.moc"
