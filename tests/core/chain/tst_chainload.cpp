// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/chain/graph.h"
#include "tests/core/chain/casefile.h"
#include "tests/core/chain/countingreader.h"

#include <QElapsedTimer>
#include <QTest>

#include <set>

using namespace vci;
using namespace vci::chain;
using vci::chain::test::CaseFile;
using vci::chain::test::correlationId;
using vci::chain::test::eventId;
using vci::chain::test::happened;
using vci::chain::test::happenedIn;

namespace {

/// Ids as their small numbers.
std::set<std::uint64_t> numbersOf(const Graph& graph)
{
    std::set<std::uint64_t> numbers;
    for (const auto& node : graph.nodes) {
        std::uint64_t n = 0;
        for (unsigned i = 10; i < 16; ++i) n = n << 8U | node.event.id.uuid().bytes()[i];
        numbers.insert(n);
    }
    return numbers;
}

/// Every event that an undirected walk along causes reaches, written without thought of speed.
std::set<std::uint64_t> naiveComponent(const std::map<std::uint64_t, std::optional<std::uint64_t>>& causes, std::uint64_t start)
{
    std::set<std::uint64_t> inside = {start};
    while (true) {
        const auto before = inside.size();
        for (const auto& [event, cause] : causes) {
            if (!cause || !causes.contains(*cause)) continue;
            if (inside.contains(event) || inside.contains(*cause)) inside.insert({event, *cause});
        }
        if (inside.size() == before) return inside;
    }
}

}  // namespace

class TestChainLoad : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void unknownEventAndCorrelation();
    void componentCrossesCorrelations();
    void correlationKnowsCausesOutside();
    void orphanAndCycle();
    void agreesWithNaive();
    void deepAndWide_data();
    void deepAndWide();
    void limits_data();
    void limits();
    void stops();
    void generatedCalls();
    void asksSeldom();
};

void TestChainLoad::unknownEventAndCorrelation()
{
    CaseFile file;
    QVERIFY(file.fill({happened(1, {})}).ok());
    const auto component = loadComponent(file.reader(), eventId(2), {}, {});
    QVERIFY(!component.ok());
    QCOMPARE(component.error().code, ErrorCode::NotFound);
    const auto correlation = loadCorrelation(file.reader(), correlationId(1), {}, {});
    QVERIFY(!correlation.ok());
    QCOMPARE(correlation.error().code, ErrorCode::NotFound);
}

void TestChainLoad::componentCrossesCorrelations()
{
    // 1 -> 2 -> 4 in one correlation, 3 and 5 in it too, but with other causes; 6 in another, 7 in none, 8 back in the first.
    CaseFile file;
    QVERIFY(file.fill({happenedIn(1, {}, 1), happenedIn(2, 1, 1), happenedIn(3, {}, 1), happenedIn(4, 2, 1), happenedIn(5, 3, 1),
                       happenedIn(6, 2, 2), happened(7, 6), happenedIn(8, 7, 1), happenedIn(9, {}, 2), happened(10, {})})
                .ok());
    for (const std::uint64_t start : {1, 2, 4, 6, 7, 8}) {
        const auto graph = loadComponent(file.reader(), eventId(start), {}, {});
        QVERIFY(graph.ok());
        QVERIFY(numbersOf(graph.value()) == (std::set<std::uint64_t>{1, 2, 4, 6, 7, 8}));
        QVERIFY(!graph.value().correlation && !graph.value().truncated);
        QCOMPARE(graph.value().roots, (std::vector<std::size_t>{0}));
    }
    const auto other = loadComponent(file.reader(), eventId(5), {}, {});
    QVERIFY(other.ok());
    QVERIFY(numbersOf(other.value()) == (std::set<std::uint64_t>{3, 5}));
    QVERIFY(other.value().correlation == correlationId(1));
}

void TestChainLoad::correlationKnowsCausesOutside()
{
    CaseFile file;
    QVERIFY(file.fill({happened(1, {}), happenedIn(2, 1, 1), happenedIn(3, 2, 1), happenedIn(4, 99, 1), happened(5, 3)}).ok());
    const auto graph = loadCorrelation(file.reader(), correlationId(1), {}, {});
    QVERIFY(graph.ok());
    QVERIFY(numbersOf(graph.value()) == (std::set<std::uint64_t>{2, 3, 4}));
    QCOMPARE(graph.value().roots, (std::vector<std::size_t>{0}));
    QCOMPARE(graph.value().orphans, (std::vector<std::size_t>{2}));
    QVERIFY(graph.value().correlation == correlationId(1));
}

void TestChainLoad::orphanAndCycle()
{
    CaseFile file;
    QVERIFY(file.fill({happened(1, 3), happenedIn(2, 1, 1), happened(3, 2), happenedIn(4, 2, 2), happened(5, 77), happened(6, 5),
                       happened(7, 7)})
                .ok());
    const auto cycle = loadComponent(file.reader(), eventId(4), {}, {});
    QVERIFY(cycle.ok());
    QVERIFY(numbersOf(cycle.value()) == (std::set<std::uint64_t>{1, 2, 3, 4}));
    QCOMPARE(cycle.value().cycles, (std::vector<std::vector<std::size_t>>{{0, 1, 2}}));
    const auto orphan = loadComponent(file.reader(), eventId(6), {}, {});
    QVERIFY(orphan.ok());
    QVERIFY(numbersOf(orphan.value()) == (std::set<std::uint64_t>{5, 6}));
    QCOMPARE(orphan.value().orphans, (std::vector<std::size_t>{0}));
    QVERIFY(orphan.value().roots.empty());
    const auto itself = loadComponent(file.reader(), eventId(7), {}, {});
    QVERIFY(itself.ok());
    QCOMPARE(itself.value().cycles, (std::vector<std::vector<std::size_t>>{{0}}));
}

void TestChainLoad::agreesWithNaive()
{
    std::mt19937 random(11);
    for (int round = 0; round < 12; ++round) {
        const std::uint64_t count = 3 + random() % 60;
        std::map<std::uint64_t, std::optional<std::uint64_t>> causes;
        std::vector<Event> events;
        for (std::uint64_t n = 1; n <= count; ++n) {
            const auto dice = random() % 8;
            std::optional<std::uint64_t> cause;
            if (dice < 5) cause = 1 + random() % count;
            if (dice == 5) cause = 900 + random() % 3;
            causes[n] = cause;
            events.push_back(random() % 3 == 0 ? happened(n, cause) : happenedIn(n, cause, random() % 4));
        }
        CaseFile file;
        QVERIFY(file.fill(events).ok());
        for (std::uint64_t start = 1; start <= count; ++start) {
            const auto graph = loadComponent(file.reader(), eventId(start), {}, {});
            QVERIFY(graph.ok());
            QVERIFY(numbersOf(graph.value()) == naiveComponent(causes, start));
            QCOMPARE(graph.value().roots.size() + graph.value().orphans.size() + graph.value().cycles.size(), 1u);
        }
    }
}

void TestChainLoad::deepAndWide_data()
{
    QTest::addColumn<bool>("deep");
    QTest::addColumn<bool>("correlated");
    QTest::newRow("a chain of 10,000, one correlation") << true << true;
    QTest::newRow("a chain of 10,000, none") << true << false;
    QTest::newRow("a fan of 10,000, one correlation") << false << true;
    QTest::newRow("a fan of 10,000, none") << false << false;
}

void TestChainLoad::deepAndWide()
{
    QFETCH(bool, deep);
    QFETCH(bool, correlated);
    constexpr std::uint64_t kCount = 10'000;
    std::vector<Event> events;
    for (std::uint64_t n = 1; n <= kCount; ++n) {
        const auto cause = n == 1 ? std::nullopt : std::optional<std::uint64_t>(deep ? n - 1 : 1);
        events.push_back(correlated ? happenedIn(n, cause, 1) : happened(n, cause));
    }
    CaseFile file;
    QVERIFY(file.fill(events).ok());
    for (const std::uint64_t start : {std::uint64_t(1), kCount / 2, kCount}) {
        const auto graph = loadComponent(file.reader(), eventId(start), {}, {});
        QVERIFY(graph.ok());
        QCOMPARE(graph.value().nodes.size(), kCount);
        QCOMPARE(*graph.value().nodes.back().depth, deep ? kCount - 1 : 1);
    }
}

void TestChainLoad::limits_data()
{
    QTest::addColumn<int>("maxEvents");
    QTest::addColumn<bool>("truncated");
    QTest::newRow("far below") << 3 << true;
    QTest::newRow("one below") << 9 << true;
    QTest::newRow("exactly") << 10 << false;
    QTest::newRow("above") << 11 << false;
}

void TestChainLoad::limits()
{
    QFETCH(int, maxEvents);
    QFETCH(bool, truncated);
    for (const bool correlated : {true, false}) {
        std::vector<Event> events;
        for (std::uint64_t n = 1; n <= 10; ++n) {
            const auto cause = n == 1 ? std::nullopt : std::optional<std::uint64_t>(n == 2 ? 1 : 2);
            events.push_back(correlated ? happenedIn(n, cause, 1) : happened(n, cause));
        }
        CaseFile file;
        QVERIFY(file.fill(events).ok());
        const ChainLimits limits{static_cast<std::size_t>(maxEvents)};
        const auto graph = loadComponent(file.reader(), eventId(5), limits, {});
        QVERIFY(graph.ok());
        QCOMPARE(graph.value().truncated, truncated);
        QCOMPARE(graph.value().nodes.size(), std::min<std::size_t>(10, limits.maxEvents));
        QVERIFY2(numbersOf(graph.value()).contains(1), "the first cause is there before effects are cut off");
        QVERIFY(graph.value().orphans.empty());
        if (!correlated) continue;
        const auto all = loadCorrelation(file.reader(), correlationId(1), limits, {});
        QVERIFY(all.ok());
        QCOMPARE(all.value().truncated, truncated);
        QCOMPARE(all.value().nodes.size(), std::min<std::size_t>(10, limits.maxEvents));
    }
}

void TestChainLoad::stops()
{
    CaseFile file;
    QVERIFY(file.fill({happenedIn(1, {}, 1), happenedIn(2, 1, 1)}).ok());
    std::stop_source source;
    source.request_stop();
    const auto component = loadComponent(file.reader(), eventId(1), {}, source.get_token());
    QVERIFY(!component.ok() && component.error().isCancelled());
    const auto correlation = loadCorrelation(file.reader(), correlationId(1), {}, source.get_token());
    QVERIFY(!correlation.ok() && correlation.error().isCancelled());
}

void TestChainLoad::generatedCalls()
{
    CaseFile file;
    QVERIFY(file.generate(200, 7).ok());
    const auto page = file.reader().events({.limitRows = 3000}, {});
    QVERIFY(page.ok());
    int chains = 0;
    for (const Event& event : page.value().events) {
        if (event.eventType != "PaymentFailed") continue;
        const auto component = loadComponent(file.reader(), event.id, {}, {});
        QVERIFY(component.ok());
        const Graph& graph = component.value();
        QCOMPARE(graph.roots.size(), 1u);
        QCOMPARE(graph.nodes[graph.roots.front()].event.eventType, std::string("CallInitiated"));
        QVERIFY(graph.orphans.empty() && graph.cycles.empty());
        const auto index = graph.indexOf(event.id);
        QVERIFY(index && *graph.nodes[*index].depth >= 7);
        std::set<AggregateId> aggregates;
        for (const auto& node : graph.nodes) aggregates.insert(node.event.aggregateId);
        QVERIFY(aggregates.size() >= 4);  // call, agent, payment, credit
        ++chains;
    }
    QVERIFY(chains > 0);
}

void TestChainLoad::asksSeldom()
{
    CaseFile file;
    QVERIFY(file.generate(60, 9).ok());
    const auto page = file.reader().events({.limitRows = 2000}, {});
    QVERIFY(page.ok());
    int loaded = 0;
    for (const Event& event : page.value().events) {
        if (event.eventType != "CallEnded") continue;
        test::CountingReader counting(file.reader());
        const auto graph = loadComponent(counting, event.id, {}, {});
        QVERIFY(graph.ok() && graph.value().nodes.size() >= 5);
        // Once for all that the correlation knows; again only where effects of another correlation turned up.
        std::set<std::optional<CorrelationId>> correlations;
        for (const auto& node : graph.value().nodes) correlations.insert(node.event.correlationId);
        QVERIFY(counting.effectsCalls <= static_cast<int>(correlations.size()));
        QVERIFY(counting.otherCalls <= 2 + static_cast<int>(correlations.size()));
        ++loaded;
    }
    QVERIFY(loaded > 30);
}

QTEST_APPLESS_MAIN(TestChainLoad)
#include "tst_chainload.moc"
