// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/anchor/ethereum/keccak.h"
#include "core/anchor/ethereum/rlp.h"
#include "core/base/hex.h"

#include <QtTest>

using namespace vci;
using namespace vci::anchor::ethereum;

namespace {

/// A text form that shows what was decoded: bytes as hex, lists in brackets.
QByteArray shown(const RlpItem& item)
{
    if (!item.isList()) return QByteArray::fromStdString(item.bytes()).toHex();
    QByteArray text = "[";
    for (const RlpItem& child : item.items()) text += (text.size() > 1 ? " " : "") + shown(child);
    return text + "]";
}

}  // namespace

class TestRlp final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void items_data()
    {
        // The examples of the yellow paper's test suite (ethereum/tests, rlptest.json).
        QTest::addColumn<QByteArray>("hex");
        QTest::addColumn<QByteArray>("value");
        QTest::newRow("empty") << QByteArray("80") << QByteArray("");
        QTest::newRow("byte 00") << QByteArray("00") << QByteArray("00");
        QTest::newRow("byte 7f") << QByteArray("7f") << QByteArray("7f");
        QTest::newRow("byte 80") << QByteArray("8180") << QByteArray("80");
        QTest::newRow("dog") << QByteArray("83646f67") << QByteArray("646f67");
        QTest::newRow("55 bytes") << "b7" + QByteArray(110, 'a') << QByteArray(110, 'a');
        QTest::newRow("56 bytes") << "b838" + QByteArray(112, 'a') << QByteArray(112, 'a');
        QTest::newRow("1024 bytes") << "b90400" + QByteArray(2048, 'a') << QByteArray(2048, 'a');
        QTest::newRow("empty list") << QByteArray("c0") << QByteArray("[]");
        QTest::newRow("cat and dog") << QByteArray("c88363617483646f67") << QByteArray("[636174 646f67]");
        QTest::newRow("lists of lists") << QByteArray("c7c0c1c0c3c0c1c0") << QByteArray("[[] [[]] [[] [[]]]]");
        QTest::newRow("long list") << "f83c" + QByteArray("83646f67").repeated(15)
                                   << "[" + QByteArray("646f67 ").repeated(14) + "646f67]";
    }
    void items()
    {
        QFETCH(QByteArray, hex);
        const std::string bytes = QByteArray::fromHex(hex).toStdString();
        const auto item = decodeRlp(bytes);
        QVERIFY2(item.ok(), item.ok() ? "" : item.error().message.c_str());
        QTEST(shown(item.value()), "value");
        QCOMPARE(encodeRlp(item.value()), bytes);
    }

    void refused_data()
    {
        QTest::addColumn<QByteArray>("hex");
        QTest::newRow("nothing") << QByteArray("");
        QTest::newRow("something behind") << QByteArray("8000");
        QTest::newRow("one byte with a length") << QByteArray("8101");
        QTest::newRow("long form of a short length") << "b837" + QByteArray(110, 'a');
        QTest::newRow("long list form of a short length") << QByteArray("f80180");
        QTest::newRow("length with a leading zero") << "b90038" + QByteArray(112, 'a');
        QTest::newRow("too few bytes") << QByteArray("83646f");
        QTest::newRow("too few length bytes") << QByteArray("b9");
        QTest::newRow("too few items") << QByteArray("c28080").left(4);
        QTest::newRow("an item over the end of its list") << QByteArray("c183646f67");
        QTest::newRow("a length of 2^64 - 1") << QByteArray("bfffffffffffffffff00");
        QTest::newRow("a list of 2^64 - 1") << QByteArray("ffffffffffffffffff00");
        QTest::newRow("nested too deep") << QByteArray("c1").repeated(0) + [] {
            QByteArray deep("c0");
            for (int i = 0; i < 20; ++i) deep = QByteArray::number(0xc0 + deep.size() / 2, 16) + deep;
            return deep;
        }();
    }
    void refused()
    {
        QFETCH(QByteArray, hex);
        const auto item = decodeRlp(QByteArray::fromHex(hex).toStdString());
        QVERIFY(!item.ok());
        QCOMPARE(item.error().code, ErrorCode::InvalidPayload);
    }

    void integers()
    {
        for (const std::int64_t value :
             {std::int64_t{0}, std::int64_t{1}, std::int64_t{127}, std::int64_t{128}, std::int64_t{1024}, INT64_MAX})
            QCOMPARE(RlpItem::ofInteger(static_cast<std::uint64_t>(value)).tryInteger().value(), value);
        QVERIFY(!RlpItem::ofInteger(UINT64_MAX).tryInteger());
        QVERIFY(!RlpItem::ofBytes(std::string("\0\1", 2)).tryInteger());
        QVERIFY(!RlpItem::ofList({}).tryInteger());
    }

    void keccak()
    {
        QCOMPARE(toHex(keccak256("")), std::string("c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470"));
        QCOMPARE(toHex(keccak256("abc")), std::string("4e03657aea45a94fc7d47ba826c8d667c0d1e6e33a64a036ec44f58fa12d6c45"));
    }
};

QTEST_APPLESS_MAIN(TestRlp)
#include "tst_rlp.moc"
