// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/generate/payload.h"
#include "core/generate/random.h"

#include <QTest>

#include <array>
#include <set>

using namespace vci::generate;

class TestPayload : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void decimal_data();
    void decimal();
    void writesMembers();
    void randomIsTheDocumentedGenerator();
    void uuidsAreVersion4();
};

void TestPayload::decimal_data()
{
    QTest::addColumn<qint64>("scaled");
    QTest::addColumn<int>("digits");
    QTest::addColumn<QString>("expected");
    QTest::newRow("two digits") << qint64(12345) << 2 << QStringLiteral("{\"x\":123.45}");
    QTest::newRow("trailing zero") << qint64(12340) << 2 << QStringLiteral("{\"x\":123.4}");
    QTest::newRow("whole") << qint64(12300) << 2 << QStringLiteral("{\"x\":123}");
    QTest::newRow("below one") << qint64(7) << 3 << QStringLiteral("{\"x\":0.007}");
    QTest::newRow("zero") << qint64(0) << 3 << QStringLiteral("{\"x\":0}");
    QTest::newRow("no digits") << qint64(500) << 0 << QStringLiteral("{\"x\":500}");
    QTest::newRow("negative") << qint64(-105) << 2 << QStringLiteral("{\"x\":-1.05}");
}

void TestPayload::decimal()
{
    QFETCH(qint64, scaled);
    QFETCH(int, digits);
    QFETCH(QString, expected);
    QCOMPARE(QString::fromStdString(Payload().decimal("x", {scaled, digits}).take()), expected);
}

void TestPayload::writesMembers()
{
    Payload inner;
    inner.text("label", "“so”\n\"so\"");
    const std::string text = Payload()
                                 .boolean("a", true)
                                 .texts("b", std::array<std::string_view, 2>{"x", "y"})
                                 .null("c")
                                 .object("d", std::move(inner))
                                 .integer("e", -3)
                                 .id("f", vci::Uuid(vci::Uuid::Bytes{}))
                                 .take();
    QCOMPARE(QString::fromStdString(text),
             QStringLiteral("{\"a\":true,\"b\":[\"x\",\"y\"],\"c\":null,\"d\":{\"label\":\"“so”\\n\\\"so\\\"\"},\"e\":-3,"
                            "\"f\":\"00000000-0000-0000-0000-000000000000\"}"));
    QCOMPARE(QString::fromStdString(Payload().take()), QStringLiteral("{}"));
}

void TestPayload::randomIsTheDocumentedGenerator()
{
    // splitmix64 of 0, as its authors publish it.
    QCOMPARE(mixed(0), 0xe220a8397b1dcdafULL);
    // xoshiro256** seeded by splitmix64 of 0: the sequence that other implementations give.
    Random random(0);
    QCOMPARE(random.next(), 0x99ec5f36cb75f2b4ULL);
    QCOMPARE(random.next(), 0xbf6e1f784956452aULL);
    QCOMPARE(random.next(), 0x1a5f849d4933e6e0ULL);
}

void TestPayload::uuidsAreVersion4()
{
    Random random(42);
    std::set<std::string> seen;
    for (int i = 0; i < 1000; ++i) {
        const std::string text = random.uuid().toString();
        QCOMPARE(text[14], '4');
        QVERIFY(std::string_view("89ab").find(text[19]) != std::string_view::npos);
        QVERIFY(seen.insert(text).second);
    }
}

QTEST_APPLESS_MAIN(TestPayload)
#include "tst_payload.moc"
