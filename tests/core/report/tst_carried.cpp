// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/report/carried.h"

#include "core/report/csv.h"

#include <QTest>

#include <algorithm>
#include <string>
#include <vector>

using namespace vci;
using namespace vci::report;

namespace {

constexpr std::size_t kCellHolds = 32'767;

/// Of exactly so many canonical bytes, 8 of them around the x.
json::Value documentOf(std::size_t bytes)
{
    return json::Value::object({{"a", json::Value::string(std::string(bytes - 8, 'x'))}});
}

std::string joined(const std::vector<std::string>& parts)
{
    std::string all;
    for (const std::string& part : parts) all += "before" + part + "\n";
    return all;
}

}  // namespace

class TestCarried : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void findsWhatItCarries_data()
    {
        QTest::addColumn<int>("bytes");
        QTest::addColumn<int>("parts");
        QTest::newRow("small") << 10 << 1;
        QTest::newRow("one part, full") << 21'000 << 1;
        QTest::newRow("a byte more") << 21'001 << 2;
        QTest::newRow("three parts, full") << 63'000 << 3;
        QTest::newRow("many") << 500'000 << 24;
    }
    void findsWhatItCarries()
    {
        QFETCH(int, bytes);
        QFETCH(int, parts);
        const json::Value document = documentOf(static_cast<std::size_t>(bytes));
        auto carried = carriedParts(document);
        QCOMPARE(static_cast<int>(carried.size()), parts);
        for (const std::string& part : carried) {
            QVERIFY(part.size() <= 28'100 && part.size() < kCellHolds);
            std::string record;
            appendCsvRecord(record, {&part, 1});
            QCOMPARE(record, part + "\r\n");
            QCOMPARE(part.find_first_of("<>&\"'"), std::string::npos);
        }
        const auto found = carriedDocument(joined(carried));
        QVERIFY(found.ok());
        QVERIFY(found.value() == json::dumpCanonical(document));
        std::ranges::reverse(carried);
        const auto turned = carriedDocument(joined(carried));
        QVERIFY(turned.ok());
        QVERIFY(turned.value() == json::dumpCanonical(document));
    }

    void tellsWhatIsNoDocument_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("said");  // empty: nothing is carried
        const auto row = [](const char* name, const std::string& text, const char* said) {
            QTest::newRow(name) << QByteArray::fromStdString(text) << QByteArray(said);
        };
        const auto parts = carriedParts(documentOf(50'000));
        row("nothing", "", "");
        row("other text", "the voicecore-report of today", "");
        row("no numbers", "voicecore-report a/b eyJ9", "");
        row("one number", "voicecore-report 1 eyJ9", "");
        row("part 0", "voicecore-report 0/1 eyJ9", "");
        row("part 2 of 1", "voicecore-report 2/1 eyJ9", "");
        row("a number too long", "voicecore-report 1/1000000 eyJ9", "");
        row("a number that is none", "voicecore-report -1/1 eyJ9", "");
        row("ends behind the number", "voicecore-report 1/1", "");
        row("empty", "voicecore-report 1/1 ", "");
        row("the first is missing", parts[1] + " " + parts[2], "part 1 of its 3 parts");
        row("the last is missing", parts[0] + " " + parts[1], "part 3 of its 3 parts");
        row("only the highest", "voicecore-report 999999/999999 eyJ9", "part 1 of its 999999 parts");
        row("cut off", joined(parts).substr(0, 60'000), "part 3 of its 3 parts");
        std::string changed = joined(parts);
        changed[100] = '!';
        row("no base64", changed, "part 1 of its 3 parts");
    }
    void tellsWhatIsNoDocument()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, said);
        const auto found = carriedDocument(text.toStdString());
        QCOMPARE(found.ok(), said.isEmpty());
        if (found.ok()) {
            QVERIFY(!found.value() || found.value()->empty());
            return;
        }
        QCOMPARE(found.error().code, ErrorCode::Usage);
        QVERIFY2(QByteArray::fromStdString(found.error().message).contains(said), found.error().message.c_str());
    }

    /// An event may say anything, and a report shows it before the parts.
    void isNotLedAstrayByWhatAReportShows_data()
    {
        QTest::addColumn<QByteArray>("shown");
        QTest::newRow("another document") << QByteArray("voicecore-report 1/1 e30= ");
        QTest::newRow("the same numbers") << QByteArray(
            "voicecore-report 1/3 e30= voicecore-report 2/3 e30= voicecore-report 3/3 e30= ");
        QTest::newRow("a part too many") << QByteArray("voicecore-report 4/4 e30= ");
        QTest::newRow("no base64") << QByteArray("voicecore-report 2/3 ! ");
        QTest::newRow("the beginning of a part") << QByteArray("voicecore-report 1/");
    }
    void isNotLedAstrayByWhatAReportShows()
    {
        QFETCH(QByteArray, shown);
        const json::Value document = documentOf(50'000);
        const auto found = carriedDocument(shown.toStdString() + joined(carriedParts(document)));
        QVERIFY(found.ok());
        QVERIFY(found.value() == json::dumpCanonical(document));
    }
};

QTEST_APPLESS_MAIN(TestCarried)
#include "tst_carried.moc"
