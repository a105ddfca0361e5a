// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/chain/graph.h"
#include "tests/core/chain/graphmaker.h"

#include <QElapsedTimer>
#include <QTest>

#include <algorithm>
#include <map>
#include <set>

using namespace vci;
using namespace vci::chain;
using vci::chain::test::eventId;
using vci::chain::test::happened;

namespace {

using Indices = std::vector<std::size_t>;

/// Written from INTERFACES 1, one event at a time and with no thought of speed.
struct Naive {
    explicit Naive(const std::vector<Event>& events, const std::set<EventId>& outside)
        : known(outside)
    {
        for (const auto& e : events) byId.emplace(e.id, e);
    }
    [[nodiscard]] bool shown(EventId id) const { return byId.contains(id); }
    [[nodiscard]] bool isRoot(const Event& e) const
    {
        return !e.causationId || (!shown(*e.causationId) && known.contains(*e.causationId));
    }
    [[nodiscard]] bool isOrphan(const Event& e) const
    {
        return e.causationId && !shown(*e.causationId) && !known.contains(*e.causationId);
    }
    [[nodiscard]] bool inCycle(const Event& e) const
    {
        std::optional<EventId> at = e.causationId;
        for (std::size_t steps = 0; at && shown(*at) && steps <= byId.size(); ++steps) {
            if (*at == e.id) return true;
            at = byId.at(*at).causationId;
        }
        return false;
    }
    [[nodiscard]] std::optional<std::size_t> depth(const Event& e) const
    {
        const Event* at = &e;
        for (std::size_t steps = 0; steps <= byId.size(); ++steps) {
            if (isRoot(*at) || isOrphan(*at)) return steps;
            at = &byId.at(*at->causationId);
        }
        return std::nullopt;
    }

    std::map<EventId, Event> byId;
    std::set<EventId> known;
};

}  // namespace

class TestGraph : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void empty();
    void orderIsTimeAggregateSequenceId();
    void chainWithOutsideAndOrphan();
    void cycleWithTail();
    void causeOfItself();
    void sharedCorrelation();
    void repeatedId();
    void agreesWithNaive_data();
    void agreesWithNaive();
    void deepAndWide_data();
    void deepAndWide();
};

void TestGraph::empty()
{
    const Graph graph = buildGraph({}, {});
    QVERIFY(graph.nodes.empty() && graph.roots.empty() && graph.orphans.empty() && graph.cycles.empty());
    QVERIFY(!graph.correlation && !graph.truncated);
    QVERIFY(treeRows(graph, 20, {}).empty());
}

void TestGraph::orderIsTimeAggregateSequenceId()
{
    std::vector<Event> events;
    for (const std::uint64_t n : {8, 7, 6, 5, 4, 3, 2, 1}) events.push_back(happened(n, {}));
    for (auto& e : events) e.timestamp.at = Timestamp(0);
    events[0].timestamp.at = Timestamp(-1);
    const Graph graph = buildGraph(events, {});
    std::vector<EventId> ids;
    for (const auto& node : graph.nodes) ids.push_back(node.event.id);
    // 8 is earliest; then aggregates n % 4 = 0, 1, 2, 3, each by sequence.
    const std::vector<EventId> expected = {eventId(8), eventId(4), eventId(1), eventId(5),
                                           eventId(2), eventId(6), eventId(3), eventId(7)};
    QVERIFY(ids == expected);
    QCOMPARE(graph.indexOf(eventId(5)), std::optional<std::size_t>(3));
    QCOMPARE(graph.indexOf(eventId(9)), std::optional<std::size_t>());
}

void TestGraph::chainWithOutsideAndOrphan()
{
    const Graph graph = buildGraph(
        {happened(1, {}), happened(2, 1), happened(3, 2), happened(4, 100), happened(5, 4), happened(6, 200), happened(7, 6)},
        {eventId(100)});
    QCOMPARE(graph.roots, (Indices{0, 3}));
    QCOMPARE(graph.orphans, (Indices{5}));
    QVERIFY(graph.nodes[5].isOrphan && !graph.nodes[3].isOrphan);
    QCOMPARE(graph.nodes[2].depth, std::optional<std::size_t>(2));
    QCOMPARE(graph.nodes[4].depth, std::optional<std::size_t>(1));
    QCOMPARE(graph.nodes[6].depth, std::optional<std::size_t>(1));
    QCOMPARE(graph.nodes[0].children, (Indices{1}));
    QCOMPARE(graph.nodes[1].parent, std::optional<std::size_t>(0));
    QVERIFY(!graph.nodes[5].parent);
    QVERIFY(graph.cycles.empty());
}

void TestGraph::cycleWithTail()
{
    // 3 -> 1 -> 2 -> 3, and 4 hangs below 2, 5 below 4; another circle 6 <-> 7.
    const Graph graph = buildGraph(
        {happened(1, 3), happened(2, 1), happened(3, 2), happened(4, 2), happened(5, 4), happened(6, 7), happened(7, 6)}, {});
    QCOMPARE(graph.cycles, (std::vector<Indices>{{0, 1, 2}, {5, 6}}));
    QVERIFY(graph.roots.empty() && graph.orphans.empty());
    for (const auto& node : graph.nodes) QVERIFY(!node.depth);
    QVERIFY(graph.nodes[2].inCycle && !graph.nodes[3].inCycle && !graph.nodes[4].inCycle);
}

void TestGraph::causeOfItself()
{
    const Graph graph = buildGraph({happened(1, 1), happened(2, 1)}, {});
    QCOMPARE(graph.cycles, (std::vector<Indices>{{0}}));
    QVERIFY(!graph.nodes[1].depth && graph.nodes[0].inCycle && !graph.nodes[1].inCycle);
}

void TestGraph::sharedCorrelation()
{
    const CorrelationId one(eventId(77).uuid());
    const CorrelationId other(eventId(78).uuid());
    std::vector<Event> events = {happened(1, {}), happened(2, 1)};
    events[0].correlationId = one;
    QVERIFY(!buildGraph(events, {}).correlation);
    events[1].correlationId = one;
    QVERIFY(buildGraph(events, {}).correlation == one);
    events[1].correlationId = other;
    QVERIFY(!buildGraph(events, {}).correlation);
}

void TestGraph::repeatedId()
{
    const Graph graph = buildGraph({happened(1, {}), happened(1, {}), happened(2, 1)}, {});
    QCOMPARE(graph.nodes.size(), 2u);
    QCOMPARE(graph.nodes[0].children, (Indices{1}));
}

void TestGraph::agreesWithNaive_data()
{
    QTest::addColumn<int>("count");
    for (const int count : {1, 2, 3, 5, 8, 20, 100}) QTest::addRow("%d events", count) << count;
}

void TestGraph::agreesWithNaive()
{
    QFETCH(int, count);
    std::mt19937 random(static_cast<std::mt19937::result_type>(count));
    for (int round = 0; round < 300; ++round) {
        const auto events = test::randomEvents(random, static_cast<std::uint64_t>(count));
        const std::vector<EventId> outside = {eventId(5'000'000), eventId(5'000'002)};
        const Naive naive(events, {outside.begin(), outside.end()});
        const Graph graph = buildGraph(events, outside);
        QCOMPARE(graph.nodes.size(), events.size());
        std::size_t cyclic = 0;
        for (std::size_t i = 0; i < graph.nodes.size(); ++i) {
            const Node& node = graph.nodes[i];
            const Event& e = node.event;
            QCOMPARE(std::count(graph.roots.begin(), graph.roots.end(), i), naive.isRoot(e) ? 1 : 0);
            QCOMPARE(std::count(graph.orphans.begin(), graph.orphans.end(), i), naive.isOrphan(e) ? 1 : 0);
            QCOMPARE(node.isOrphan, naive.isOrphan(e));
            QCOMPARE(node.inCycle, naive.inCycle(e));
            QCOMPARE(node.depth, naive.depth(e));
            cyclic += node.inCycle ? 1 : 0;
            QVERIFY(std::is_sorted(node.children.begin(), node.children.end()));
            for (const std::size_t child : node.children) {
                QVERIFY(graph.nodes[child].event.causationId == e.id);
                QCOMPARE(graph.nodes[child].parent, std::optional(i));
            }
        }
        for (const auto& cycle : graph.cycles) {
            QCOMPARE(*std::min_element(cycle.begin(), cycle.end()), cycle.front());
            for (std::size_t i = 0; i < cycle.size(); ++i) {
                QVERIFY(graph.nodes[cycle[(i + 1) % cycle.size()]].event.causationId == graph.nodes[cycle[i]].event.id);
            }
            cyclic -= cycle.size();
        }
        QCOMPARE(cyclic, 0u);
    }
}

void TestGraph::deepAndWide_data()
{
    QTest::addColumn<bool>("deep");
    QTest::newRow("a chain of 10,000") << true;
    QTest::newRow("a fan of 10,000") << false;
}

void TestGraph::deepAndWide()
{
    QFETCH(bool, deep);
    std::vector<Event> events = {happened(1, {})};
    for (std::uint64_t n = 2; n <= 10'000; ++n) events.push_back(happened(n, deep ? n - 1 : 1));
    QElapsedTimer timer;
    timer.start();
    const Graph graph = buildGraph(events, {});
    const auto rows = treeRows(graph, 10'000, {});
    QVERIFY2(timer.elapsed() < 1000, "10,000 events are laid out in under a second");
    QCOMPARE(rows.size(), 10'000u);
    QCOMPARE(*graph.nodes.back().depth, deep ? 9'999u : 1u);
    QCOMPARE(rows.back().indent, deep ? 9'999u : 1u);
}

QTEST_APPLESS_MAIN(TestGraph)
#include "tst_graph.moc"
