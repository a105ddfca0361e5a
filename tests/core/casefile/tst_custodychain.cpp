// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/casefile/custodychain.h"

#include "core/base/hex.h"

#include <QTest>

#include <algorithm>
#include <functional>
#include <string>
#include <vector>

using namespace vci;
using namespace vci::casefile;

namespace {

class TickingClock final : public Clock {
public:
    Timestamp now() override { return Timestamp(m_micros += 1'000'000); }

private:
    std::int64_t m_micros = 1'770'000'000'000'000;
};

struct Log {
    std::vector<CustodyRow> rows;
    ChainEnd end{0, {}};

    [[nodiscard]] CustodyRow& at(std::int64_t n)
    {
        return *std::find_if(rows.begin(), rows.end(), [n](const CustodyRow& row) { return row.n == n; });
    }
    void remove(std::int64_t n)
    {
        std::erase_if(rows, [n](const CustodyRow& row) { return row.n == n; });
    }
    void renumber()
    {
        for (std::size_t i = 0; i < rows.size(); ++i) rows[i].n = static_cast<std::int64_t>(i) + 1;
    }
    void rehash(std::int64_t n) { at(n).hash = std::string(bytesOf(sha256({at(n).record}))); }
};

Log makeLog(int count)
{
    Log log;
    TickingClock clock;
    Sha256 prev = kCustodyStart;
    for (int i = 1; i <= count; ++i) {
        const std::string record =
            CustodyRecord::make({"anna", "1.0"}, "opened", "event " + std::to_string(i), clock, prev).text();
        prev = sha256({record});
        log.rows.push_back(CustodyRow{i, record, std::string(bytesOf(prev))});
    }
    log.end = ChainEnd{count, prev};
    return log;
}

void edit(std::string& record, const std::string& from, const std::string& to)
{
    record.replace(record.find(from), from.size(), to);
}

using Damage = std::function<void(Log&)>;

}  // namespace

Q_DECLARE_METATYPE(Damage)

/// The custody log of ten records, damaged: each damage is named with the number of its record, and nothing else is.
class TestCustodyChain : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void writesRfc8785();
    void saltsWhatMayBeMasked_data();
    void saltsWhatMayBeMasked();
    void reads_data();
    void reads();
    void namesTheRecord_data();
    void namesTheRecord();
    void namesTheLine_data();
    void namesTheLine();

private:
    void verify(const Log& log, const QStringList& says);
};

void TestCustodyChain::writesRfc8785()
{
    TickingClock clock;
    const CustodyRecord record = CustodyRecord::make({"ann\xFF\"a", "1.0"}, "opened", "x", clock, kCustodyStart);
    QCOMPARE(record.text(), std::string("{\"action\":\"opened\",\"actor\":\"ann\xEF\xBF\xBD\\\"a\","
                                        "\"at\":\"2026-02-02T02:40:01.000000Z\",\"object\":\"x\",\"prev\":\"") +
                                std::string(64, '0') + "\",\"version\":\"1.0\"}");
    QVERIFY(CustodyRecord::tryParse(record.text()).has_value());
}

void TestCustodyChain::saltsWhatMayBeMasked_data()
{
    QTest::addColumn<std::string>("action");
    QTest::addColumn<bool>("isSalted");
    for (const char* action : {"filtered", "noted", "bookmarked", "found"}) QTest::newRow(action) << std::string(action) << true;
    for (const char* action : {"opened", "exported", "sealed"}) QTest::newRow(action) << std::string(action) << false;
}

/// Whoever guesses what was written must not see it confirmed by the hash of the record.
void TestCustodyChain::saltsWhatMayBeMasked()
{
    QFETCH(std::string, action);
    QFETCH(bool, isSalted);
    const auto made = [&](const std::string& object) {
        TickingClock clock;
        return CustodyRecord::make({"anna", "1.0"}, action, object, clock, kCustodyStart);
    };
    const CustodyRecord record = made("+4930123456");
    QCOMPARE(record.plainObject(), std::string_view("+4930123456"));
    QCOMPARE(record.object != record.plainObject(), isSalted);
    QCOMPARE(record.text() != made("+4930123456").text(), isSalted);
    const auto read = CustodyRecord::tryParse(record.text());
    QVERIFY(read);
    QCOMPARE(read->plainObject(), record.plainObject());
    QVERIFY(made("").object.empty());
}

void TestCustodyChain::reads_data()
{
    QTest::addColumn<QByteArray>("text");
    const std::string good = makeLog(1).rows.front().record;
    const auto row = [&](const char* name, const std::string& from, const std::string& to) {
        std::string text = good;
        edit(text, from, to);
        QTest::newRow(name) << QByteArray::fromStdString(text);
    };
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("no object") << QByteArray("[]");
    row("a blank", "{", "{ ");
    row("another member", "}", ",\"x\":1}");
    row("a member less", "\"version\":\"1.0\"", "\"v\":\"1.0\"");
    row("upper case hex", "\"prev\":\"0", "\"prev\":\"A");
    row("short hash", "\"prev\":\"00", "\"prev\":\"0");
    row("a number", "\"version\":\"1.0\"", "\"version\":1");
    row("time without Z", "Z\"", "\"");
    row("time with fewer digits", ".000000Z", "Z");
}

void TestCustodyChain::reads()
{
    QFETCH(QByteArray, text);
    QVERIFY(!CustodyRecord::tryParse(text.toStdString()).has_value());
}

void TestCustodyChain::namesTheRecord_data()
{
    QTest::addColumn<Damage>("damage");
    QTest::addColumn<QStringList>("says");
    const auto row = [](const char* name, const Damage& damage, const QStringList& says) {
        QTest::newRow(name) << damage << says;
    };
    const auto s = [](const char* text) { return QString::fromLatin1(text); };
    row("none", [](Log&) {}, {});
    row("empty", [](Log& log) { log = Log(); }, {});
    row("text changed", [](Log& log) { edit(log.at(4).record, "event 4", "event 5"); }, {s("record 4 was changed: it")});
    row("text of the first changed", [](Log& log) { edit(log.at(1).record, "event", "Event"); }, {s("record 1 was changed: it")});
    row("text of the last changed", [](Log& log) { edit(log.at(10).record, "event", "Event"); },
        {s("record 10 was changed: it")});
    row("prev changed", [](Log& log) { edit(log.at(6).record, "\"prev\":\"", "\"prev\":\"0"); }, {s("record 6 was changed: it")});
    row("no record any more", [](Log& log) { log.at(3).record = "x"; }, {s("record 3 was changed: it")});
    row("changed with its hash",
        [](Log& log) {
            edit(log.at(4).record, "event 4", "event 5");
            log.rehash(4);
        },
        {s("record 4 was changed, or a record behind it was removed: record 5")});
    row("last changed with its hash",
        [](Log& log) {
            edit(log.at(10).record, "event", "Event");
            log.rehash(10);
        },
        {s("record 10 was changed, or what followed it was removed")});
    row("stored hash changed", [](Log& log) { log.at(7).hash[0] ^= 1; }, {s("record 7 has another hash")});
    row("stored hash gone", [](Log& log) { log.at(7).hash.clear(); }, {s("record 7 has another hash")});
    row("first removed", [](Log& log) { log.remove(1); }, {s("record 1 is missing")});
    row("one removed", [](Log& log) { log.remove(5); }, {s("record 5 is missing")});
    row("last removed", [](Log& log) { log.remove(10); }, {s("record 10 is missing")});
    row("last two removed",
        [](Log& log) {
            log.remove(10);
            log.remove(9);
        },
        {s("records 9 to 10 are missing")});
    row("all removed", [](Log& log) { log.rows.clear(); }, {s("records 1 to 10 are missing")});
    row("last removed and uncounted",
        [](Log& log) {
            log.remove(10);
            log.end.count = 9;
        },
        {s("record 9 was changed, or what followed it was removed")});
    row("one removed and uncounted",
        [](Log& log) {
            log.remove(3);
            log.end.count = 9;
        },
        {s("record 3 is missing"), s("record 10 is the last one that the case names, but the case counts 9")});
    row("the first removed and uncounted",
        [](Log& log) {
            log.remove(1);
            log.end.count = 9;
        },
        {s("record 1 is missing"), s("record 10 is the last one that the case names, but the case counts 9")});
    row("the first and the last swapped",
        [](Log& log) {
            std::swap(log.at(1).n, log.at(10).n);
            std::swap(log.rows[0], log.rows[9]);
        },
        {s("record 1 stands at place 10"), s("record 10 stands at place 1")});
    row("the first and the last swapped, and nothing names the last",
        [](Log& log) {
            std::swap(log.at(1).n, log.at(10).n);
            std::swap(log.rows[0], log.rows[9]);
            log.end.head.reset();
        },
        {s("record 1 stands at place 10"), s("record 10 stands at place 1")});
    row("removed and renumbered",
        [](Log& log) {
            log.remove(5);
            log.renumber();
        },
        {s("record 5 is missing"), s("records 6 to 10 stand at places 5 to 9")});
    row("first removed and renumbered",
        [](Log& log) {
            log.remove(1);
            log.renumber();
        },
        {s("record 1 is missing"), s("records 2 to 10 stand at places 1 to 9")});
    row("first removed, renumbered, uncounted",
        [](Log& log) {
            log.remove(1);
            log.renumber();
            log.end.count = 9;
        },
        {s("record 1 does not begin the log")});
    row("two swapped",
        [](Log& log) {
            std::swap(log.at(3).n, log.at(8).n);
            std::swap(log.rows[2], log.rows[7]);
        },
        {s("record 3 stands at place 8"), s("record 8 stands at place 3")});
    row("neighbours swapped",
        [](Log& log) {
            std::swap(log.at(3).n, log.at(4).n);
            std::swap(log.rows[2], log.rows[3]);
        },
        {s("record 3 stands at place 4"), s("record 4 stands at place 3")});
    row("texts swapped, hashes left", [](Log& log) { std::swap(log.at(3).record, log.at(8).record); },
        {s("record 3 stands at place 8"), s("record 3 has another hash"), s("record 8 stands at place 3"),
         s("record 8 has another hash")});
    row("the last two swapped, and nothing names the last",
        [](Log& log) {
            std::swap(log.at(9).n, log.at(10).n);
            std::swap(log.rows[8], log.rows[9]);
            log.end.head.reset();
        },
        {s("record 10 stands at place 9"), s("record 9 stands at place 10")});
    row("the last changed, and nothing names the last",
        [](Log& log) {
            log.at(10).record += " ";
            log.end.head.reset();
        },
        {s("record 10 was changed: it")});
    row("one put in",
        [](Log& log) {
            CustodyRow added = log.at(4);
            edit(added.record, "event 4", "event X");
            added.hash = std::string(bytesOf(sha256({added.record})));
            log.rows.insert(log.rows.begin() + 4, added);
            log.renumber();
        },
        {s("records 5 to 10 stand at places 6 to 11"), s("record 5 belongs to nothing")});
    row("one put behind",
        [](Log& log) {
            log.rows.push_back(CustodyRow{11, log.at(1).record, log.at(1).hash});
        },
        {s("record 11 belongs to nothing")});
    row("uncounted", [](Log& log) { log.end.count = 9; },
        {s("record 10 is the last one that the case names, but the case counts 9")});
    row("a count beyond reason",
        [](Log& log) {
            log.end.count = INT64_MAX;
            log.end.head.reset();
        },
        {s("records 11 to 9223372036854775807 are missing")});
    row("a number below 1",
        [](Log& log) {
            log.rows.insert(log.rows.begin(), CustodyRow{-5, "x", ""});
        },
        {s("record -5 belongs to nothing")});
}

void TestCustodyChain::namesTheRecord()
{
    QFETCH(Damage, damage);
    QFETCH(QStringList, says);
    Log log = makeLog(10);
    damage(log);
    verify(log, says);
}

void TestCustodyChain::namesTheLine_data()
{
    QTest::addColumn<Damage>("damage");
    QTest::addColumn<QStringList>("says");
    const auto row = [](const char* name, const Damage& damage, const QStringList& says) {
        QTest::newRow(name) << damage << says;
    };
    const auto s = [](const char* text) { return QString::fromLatin1(text); };
    row("none", [](Log&) {}, {});
    row("first removed", [](Log& log) { log.remove(1); }, {s("record 1 is missing")});
    row("one removed", [](Log& log) { log.remove(3); }, {s("record 3 is missing")});
    row("last removed", [](Log& log) { log.remove(10); }, {s("record 10 is missing")});
    row("two removed",
        [](Log& log) {
            log.remove(3);
            log.remove(7);
        },
        {s("record 3 is missing"), s("record 7 is missing")});
    row("two in a row removed",
        [](Log& log) {
            log.remove(3);
            log.remove(4);
        },
        {s("records 3 to 4 are missing")});
    row("three removed",
        [](Log& log) {
            log.remove(1);
            log.remove(5);
            log.remove(9);
        },
        {s("record 1 is missing"), s("record 5 is missing"), s("record 9 is missing")});
    row("all removed", [](Log& log) { log.rows.clear(); }, {s("records 1 to 10 are missing")});
    row("last changed", [](Log& log) { edit(log.at(10).record, "event", "Event"); },
        {s("record 10 was changed, or what followed it was removed: it is not the last record that its head names")});
    row("first and last swapped", [](Log& log) { std::swap(log.rows[0], log.rows[9]); },
        {s("record 1 stands at place 10"), s("record 10 stands at place 1")});
}

void TestCustodyChain::namesTheLine()
{
    QFETCH(Damage, damage);
    QFETCH(QStringList, says);
    Log log = makeLog(10);
    damage(log);
    log.renumber();
    for (const CustodyRow& row : log.rows) log.rehash(row.n);
    log.end.places = ChainEnd::Places::Counted;
    verify(log, says);
}

void TestCustodyChain::verify(const Log& log, const QStringList& says)
{
    std::vector<ChainLink> links;
    for (const CustodyRow& row : log.rows) links.push_back(ChainLink::of(row));
    QStringList told;
    for (const Finding& finding : checkChain(links, log.end, kCustodyStart, "Custody record")) {
        QCOMPARE(finding.kind, FindingKind::CustodyBroken);
        QCOMPARE(finding.severity, Severity::Error);
        told << QString::fromStdString(finding.message);
    }
    QVERIFY2(told.size() == says.size(), qPrintable(told.join(QLatin1Char('\n'))));
    for (const QString& one : says) {
        const bool found = std::any_of(told.begin(), told.end(), [&](const QString& sentence) { return sentence.contains(one); });
        QVERIFY2(found, qPrintable(one + QStringLiteral(" is not in\n") + told.join(QLatin1Char('\n'))));
    }
}

QTEST_GUILESS_MAIN(TestCustodyChain)
#include "tst_custodychain.moc"
