// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/json/pointer.h"
#include "core/json/read.h"

#include <QtTest>

using namespace vci::json;

namespace {

// No raw string: moc 6.4 loses its way in one that holds \".
const char* const kDocument =
    "{\"foo\":[\"bar\",\"baz\"],\"\":0,\"a/b\":1,\"c%d\":2,\"e^f\":3,\"g|h\":4,\"i\\\\j\":5,\"k\\\"l\":6,\" \":7,\"m~n\":8}";

}  // namespace

class TestPointer final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void rfc6901Examples_data()
    {
        QTest::addColumn<QByteArray>("pointer");
        QTest::addColumn<QByteArray>("value");
        const auto row = [](const char* pointer, const char* value) {
            QTest::newRow(*pointer == '\0' ? "whole document" : pointer) << QByteArray(pointer) << QByteArray(value);
        };
        row("", kDocument);
        row("/foo", R"(["bar","baz"])");
        row("/foo/0", R"("bar")");
        row("/", "0");
        row("/a~1b", "1");
        row("/c%d", "2");
        row("/e^f", "3");
        row("/g|h", "4");
        row("/i\\j", "5");
        row("/k\"l", "6");
        row("/ ", "7");
        row("/m~0n", "8");
        row("/nowhere", nullptr);
        row("/foo/2", nullptr);
        row("/foo/-", nullptr);
        row("/foo/00", nullptr);
        row("/foo/ 1", nullptr);
        row("/foo/99999999999999999999999", nullptr);
        row("/foo/0/x", nullptr);
        row("/a/b", nullptr);
    }
    void rfc6901Examples()
    {
        QFETCH(QByteArray, pointer);
        QFETCH(QByteArray, value);
        const Value document = readLenient(kDocument).value;
        const auto tokens = parsePointer(pointer.toStdString());
        QVERIFY(tokens.ok());
        const Value* found = resolve(document, tokens.value());
        QCOMPARE(found == nullptr, value.isNull());
        if (found != nullptr) QCOMPARE(QByteArray::fromStdString(dump(*found)), value);

        std::string again;
        for (const std::string& token : tokens.value()) appendPointerToken(again, token);
        QCOMPARE(QByteArray::fromStdString(again), pointer);
    }

    void tildeOneIsReadBeforeTildeZero()
    {
        const auto tokens = parsePointer("/~01/~10");
        QVERIFY(tokens.ok());
        QCOMPARE(tokens.value(), (std::vector<std::string>{"~1", "/0"}));
    }

    void refuses_data()
    {
        QTest::addColumn<QByteArray>("pointer");
        for (const char* pointer : {"foo", "foo/bar", " /foo", "/~", "/~2", "/foo~", "#/foo", "/a/~x"})
            QTest::newRow(pointer) << QByteArray(pointer);
    }
    void refuses()
    {
        QFETCH(QByteArray, pointer);
        const auto tokens = parsePointer(pointer.toStdString());
        QVERIFY(!tokens.ok());
        QCOMPARE(tokens.error().code, vci::ErrorCode::NoSuchField);
    }

    void duplicatesGiveTheLast()
    {
        const Value document = readLenient(R"({"a":1,"a":{"b":2}})").value;
        const Value* found = resolve(document, {"a", "b"});
        QVERIFY(found != nullptr);
        QCOMPARE(found->asText(), std::string("2"));
    }
};

QTEST_APPLESS_MAIN(TestPointer)
#include "tst_pointer.moc"
