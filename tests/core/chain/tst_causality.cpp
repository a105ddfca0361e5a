// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/chain/causality.h"
#include "tests/core/chain/casefile.h"
#include "tests/core/chain/countingreader.h"

#include <QTest>

using namespace vci;
using namespace vci::chain;
using vci::chain::test::CaseFile;
using vci::chain::test::eventId;
using vci::chain::test::happened;

namespace {

/// `o` for an orphan, `c` for one in a cycle, `.` for neither.
std::string textOf(const std::vector<Flags>& flags)
{
    std::string text;
    for (const Flags& flag : flags) {
        const bool orphan = flag.has(FindingKind::CausationOrphan);
        text += orphan ? 'o' : flag.has(FindingKind::CausationCycle) ? 'c' : '.';
    }
    return text;
}

}  // namespace

class TestCausality : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void wholePage();
    void causesOutsideOfThePage();
    void agreesWithGraph();
    void longChain();
    void longChainInFewCalls_data();
    void longChainInFewCalls();
    void longChainPageByPage();
    void stops();
    void generatedIsSound();
};

void TestCausality::wholePage()
{
    // 1 -> 2 -> 3 -> 1; 4 below; 5 orphan, 6 below it; 7 its own cause; 8 sound.
    const std::vector<Event> events = {happened(1, 3),  happened(2, 1), happened(3, 2), happened(4, 2),
                                       happened(5, 99), happened(6, 5), happened(7, 7), happened(8, {})};
    CaseFile file;
    QVERIFY(file.fill(events).ok());
    const auto flags = causationFlags(file.reader(), events, {});
    QVERIFY(flags.ok());
    QCOMPARE(textOf(flags.value()), std::string("ccc.o.c."));
    const auto none = causationFlags(file.reader(), {}, {});
    QVERIFY(none.ok() && none.value().empty());
}

void TestCausality::causesOutsideOfThePage()
{
    const std::vector<Event> events = {happened(1, 3), happened(2, 1),  happened(3, 2),
                                       happened(4, 2), happened(5, 99), happened(6, 5)};
    CaseFile file;
    QVERIFY(file.fill(events).ok());
    std::string alone;
    std::string inARow;
    CausalityChecker checker(file.reader());
    for (const Event& event : events) {
        const auto flags = causationFlags(file.reader(), std::span(&event, 1), {});
        QVERIFY(flags.ok());
        alone += textOf(flags.value());
        const auto more = checker.check(std::span(&event, 1), {});
        QVERIFY(more.ok());
        inARow += textOf(more.value());
    }
    QCOMPARE(alone, std::string("ccc.o."));
    QCOMPARE(inARow, alone);
}

void TestCausality::agreesWithGraph()
{
    std::mt19937 random(21);
    for (int round = 0; round < 20; ++round) {
        auto events = test::randomEvents(random, 1 + random() % 120);
        CaseFile file;
        QVERIFY(file.fill(events).ok());
        const Graph graph = buildGraph(events, {});
        CausalityChecker checker(file.reader());
        for (std::size_t begin = 0; begin < events.size();) {
            const std::size_t size = std::min<std::size_t>(1 + random() % 20, events.size() - begin);
            const auto flags = checker.check(std::span(events).subspan(begin, size), {});
            QVERIFY(flags.ok());
            QCOMPARE(flags.value().size(), size);
            for (std::size_t i = 0; i < size; ++i) {
                const Node& node = graph.nodes[*graph.indexOf(events[begin + i].id)];
                QCOMPARE(flags.value()[i].has(FindingKind::CausationOrphan), node.isOrphan);
                QCOMPARE(flags.value()[i].has(FindingKind::CausationCycle), node.inCycle);
            }
            begin += size;
        }
    }
}

void TestCausality::longChain()
{
    // The last page stands at the end of a chain that runs through all earlier ones; the first event names the last as its cause.
    std::vector<Event> events;
    for (std::uint64_t n = 1; n <= 5000; ++n) events.push_back(happened(n, n == 1 ? 5000 : n - 1));
    CaseFile file;
    QVERIFY(file.fill(events).ok());
    const auto flags = causationFlags(file.reader(), std::span(events).last(10), {});
    QVERIFY(flags.ok());
    QCOMPARE(textOf(flags.value()), std::string(10, 'c'));
}

void TestCausality::longChainInFewCalls_data()
{
    QTest::addColumn<bool>("correlated");
    QTest::addColumn<int>("firstCause");
    QTest::addColumn<QString>("flags");
    QTest::newRow("of a correlation") << true << 0 << "....";
    QTest::newRow("of an aggregate") << false << 0 << "....";
    QTest::newRow("a circle") << true << 20'000 << "cccc";
    QTest::newRow("below a circle") << false << 100 << "....";
}

void TestCausality::longChainInFewCalls()
{
    QFETCH(bool, correlated);
    QFETCH(int, firstCause);
    QFETCH(QString, flags);
    constexpr std::uint64_t kEvents = 20'000;
    std::vector<Event> events;
    for (std::uint64_t n = 1; n <= kEvents; ++n) {
        const auto cause = n > 1            ? std::optional(n - 1)
                           : firstCause > 0 ? std::optional(static_cast<std::uint64_t>(firstCause))
                                            : std::nullopt;
        Event event = correlated ? test::happenedIn(n, cause, 1) : happened(n, cause);
        if (!correlated) event.correlationId.reset();
        if (!correlated && n > 1) event.aggregateId = events.front().aggregateId;
        events.push_back(std::move(event));
    }
    CaseFile file;
    QVERIFY(file.fill(events).ok());
    test::CountingReader reader(file.reader());
    const auto found = causationFlags(reader, std::span(events).last(4), {});
    QVERIFY(found.ok());
    QCOMPARE(QString::fromStdString(textOf(found.value())), flags);
    QVERIFY2(reader.otherCalls < 3000, qPrintable(QString::number(reader.otherCalls)));
}

void TestCausality::longChainPageByPage()
{
    // A chain far longer than what is remembered: each page climbs to its earlier ones, not to the first event every time.
    std::vector<Event> events;
    for (std::uint64_t n = 1; n <= 2000; ++n)
        events.push_back(happened(n, n == 1 ? std::nullopt : std::optional<std::uint64_t>(n - 1)));
    CaseFile file;
    QVERIFY(file.fill(events).ok());
    test::CountingReader reader(file.reader());
    CausalityChecker checker(reader, 100);
    for (std::size_t begin = 0; begin < events.size(); begin += 10) {
        const auto flags = checker.check(std::span(events).subspan(begin, 10), {});
        QVERIFY(flags.ok());
        QCOMPARE(textOf(flags.value()), std::string(10, '.'));
    }
    QVERIFY2(reader.otherCalls < 4000, qPrintable(QString::number(reader.otherCalls)));
}

void TestCausality::stops()
{
    const std::vector<Event> events = {happened(1, {}), happened(2, 1)};
    CaseFile file;
    QVERIFY(file.fill(events).ok());
    std::stop_source source;
    source.request_stop();
    CausalityChecker checker(file.reader());
    const auto stopped = checker.check(std::span(events).last(1), source.get_token());
    QVERIFY(!stopped.ok() && stopped.error().isCancelled());
    // What was half read is forgotten.
    const auto again = checker.check(std::span(events).last(1), {});
    QVERIFY(again.ok());
    QCOMPARE(textOf(again.value()), std::string("."));
}

void TestCausality::generatedIsSound()
{
    CaseFile file;
    QVERIFY(file.generate(300, 5).ok());
    CausalityChecker checker(file.reader());
    store::PageRequest request{.limitRows = 500};
    do {
        const auto page = file.reader().events(request, {});
        QVERIFY(page.ok());
        const auto flags = checker.check(page.value().events, {});
        QVERIFY(flags.ok());
        QCOMPARE(textOf(flags.value()), std::string(page.value().events.size(), '.'));
        request.after = page.value().next;
    } while (request.after);
}

QTEST_APPLESS_MAIN(TestCausality)
#include "tst_causality.moc"
