// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/base/sha256.h"
#include "core/json/read.h"
#include "core/report/custody.h"
#include "core/report/presentation.h"
#include "core/report/recheck.h"

#include <QTest>

#include <string>
#include <variant>

using namespace vci;
using namespace vci::report;

namespace {

/// A sound log of so many records.
Custody logOf(int records)
{
    Custody custody;
    Sha256 prev = casefile::kCustodyStart;
    for (int i = 1; i <= records; ++i) {
        const casefile::CustodyRecord record{
            "anna", i == 2 ? "filtered" : "opened", "thing " + std::to_string(i), Timestamp(i), "0.1.0", prev};
        const std::string text = record.text();
        prev = sha256({text});
        custody.records.push_back({i, text, std::string(bytesOf(prev))});
    }
    custody.head = {records, records == 0 ? std::string() : std::string(bytesOf(prev))};
    return custody;
}

json::Value documentOf(const std::optional<Custody>& custody)
{
    return json::Value::object({{"custody", custodyJson(custody, PersonalData::Shown)}});
}

/// All that a section says, block by block.
std::string sectionText(const json::Value& document, std::string_view id)
{
    std::string all;
    for (const Section& section : present(document).sections) {
        if (section.id != id) continue;
        for (const Block& block : section.blocks) {
            if (const auto* paragraph = std::get_if<Paragraph>(&block)) all += paragraph->text + "\n";
            if (const auto* bullets = std::get_if<Bullets>(&block)) {
                for (const std::string& item : bullets->items) all += item + "\n";
            }
            if (const auto* table = std::get_if<Table>(&block)) {
                for (const auto& row : table->rows) {
                    for (const std::string& cell : row) all += cell + " ";
                    all += "\n";
                }
            }
        }
    }
    return all;
}

}  // namespace

/// What a report holds of a custody log, and how two are compared.
class TestCustody : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void cutsToWhatAReportTells_data();
    void cutsToWhatAReportTells();
    void comparesAsFarAsTheFirstDifference();
    void tellsTheExtentOfAnyDocument();
    void saysWhatThereIs();
};

void TestCustody::cutsToWhatAReportTells_data()
{
    QTest::addColumn<int>("today");
    QTest::addColumn<int>("then");
    QTest::newRow("gone on") << 5 << 3;
    QTest::newRow("as it was") << 3 << 3;
    QTest::newRow("empty then") << 2 << 0;
    QTest::newRow("empty") << 0 << 0;
}

void TestCustody::cutsToWhatAReportTells()
{
    QFETCH(int, today);
    QFETCH(int, then);
    Custody custody = logOf(today);
    cutToExtent(custody, {static_cast<std::size_t>(then), 0});
    QVERIFY(custodyJson(custody, PersonalData::Masked) == custodyJson(logOf(then), PersonalData::Masked));
}

void TestCustody::comparesAsFarAsTheFirstDifference()
{
    const json::Value was = documentOf(logOf(4));
    QCOMPARE(compareDocuments(was, was).count, 0);
    Custody other = logOf(4);
    other.records.erase(other.records.begin() + 1);
    const Differences gone = compareDocuments(was, documentOf(other));
    QCOMPARE(gone.count, 1);
    QCOMPARE(gone.some.front().path, std::string("/custody/records/1"));
    QVERIFY(gone.some.front().was && gone.some.front().is);
    other = logOf(4);
    other.records.pop_back();
    const Differences cut = compareDocuments(was, documentOf(other));
    QCOMPARE(cut.some.front().path, std::string("/custody/records/3"));
    QVERIFY(!cut.some.front().is);
    QCOMPARE(compareDocuments(documentOf({}), was).some.front().path, std::string("/custody"));
}

void TestCustody::tellsTheExtentOfAnyDocument()
{
    QVERIFY(!custodyExtentOf(documentOf({})));
    QVERIFY(!custodyExtentOf(json::Value()));
    const auto extent = custodyExtentOf(documentOf(logOf(3)));
    QCOMPARE(extent->records, 3U);
    QCOMPARE(extent->beside, 0U);
    const auto odd = custodyExtentOf(json::readLenient(R"({"custody":{"records":7}})").value);
    QCOMPARE(odd->records, 0U);
}

void TestCustody::saysWhatThereIs()
{
    QVERIFY(sectionText(documentOf({}), "custody").find("no custody log") != std::string::npos);
    const std::string sound = sectionText(documentOf(logOf(3)), "custody");
    for (const char* said : {"unbroken", "thing 3", "anna", "0.1.0"}) QVERIFY2(sound.find(said) != std::string::npos, said);
    Custody broken = logOf(3);
    broken.findings.push_back({FindingKind::CustodyBroken, Severity::Error, {}, {}, {}, {}, {}, "custody record 2 was changed"});
    const std::string told = sectionText(documentOf(broken), "custody");
    QVERIFY(told.find("The chain is broken") != std::string::npos && told.find("record 2 was changed") != std::string::npos);
    QVERIFY(told.find("unbroken") == std::string::npos);
    // A warning leaves open whether something is gone: neither whole nor broken.
    Custody warned = logOf(3);
    warned.findings.push_back({FindingKind::CustodyBroken, Severity::Warning, {}, {}, {}, {}, {}, "the head is missing"});
    const json::Value document = documentOf(warned);
    QVERIFY(document.find("custody")->find("intact")->isNull());
    const std::string words = sectionText(document, "custody");
    QVERIFY(words.find("is not known") != std::string::npos && words.find("the head is missing") != std::string::npos);
    QVERIFY(words.find("The chain is broken") == std::string::npos && words.find("unbroken") == std::string::npos);
    QVERIFY(!custodyJson(warned, PersonalData::Shown, kSecondEdition).find("intact")->asBool());
    // Of no record nothing is said to be as it was.
    const std::string none = sectionText(documentOf(logOf(0)), "custody");
    QVERIFY(none.find("no record yet") != std::string::npos && none.find("unbroken") == std::string::npos);
    QVERIFY(none.find("Fingerprint of the last one") == std::string::npos);
}

QTEST_APPLESS_MAIN(TestCustody)
#include "tst_custody.moc"
