// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/chain/graph.h"
#include "core/chain/waterfall.h"
#include "tests/core/chain/graphmaker.h"

#include <QTest>

#include <algorithm>
#include <functional>

using namespace vci;
using namespace vci::chain;
using vci::chain::test::happened;

namespace {

/// `node@indent` or `+hidden(node)@indent`, one a row.
std::string dump(const std::vector<TreeRow>& rows)
{
    std::string text;
    for (const auto& row : rows) {
        if (!text.empty()) text += ' ';
        text += row.hiddenChildren > 0 ? '+' + std::to_string(row.hiddenChildren) + '(' + std::to_string(row.node) + ')'
                                       : std::to_string(row.node);
        text += '@' + std::to_string(row.indent);
    }
    return text;
}

/// The same by recursion.
std::string naiveDump(const Graph& graph, std::size_t fanOut, const std::vector<std::size_t>& expanded)
{
    std::vector<TreeRow> rows;
    const auto startsTree = [&](std::size_t node) {
        return !graph.nodes[node].parent ||
               std::any_of(graph.cycles.begin(), graph.cycles.end(), [&](const auto& cycle) { return cycle.front() == node; });
    };
    const std::function<void(std::size_t, std::size_t)> draw = [&](std::size_t node, std::size_t indent) {
        rows.push_back({node, indent});
        std::size_t shown = 0;
        std::size_t hidden = 0;
        const bool all = std::find(expanded.begin(), expanded.end(), node) != expanded.end();
        for (const std::size_t child : graph.nodes[node].children) {
            if (startsTree(child)) continue;
            if (all || shown < fanOut) {
                ++shown;
                draw(child, indent + 1);
            } else {
                ++hidden;
            }
        }
        if (hidden > 0) rows.push_back({node, indent + 1, hidden});
    };
    for (std::size_t i = 0; i < graph.nodes.size(); ++i) {
        if (startsTree(i)) draw(i, 0);
    }
    return dump(rows);
}

}  // namespace

class TestTreeRows : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void depthFirst();
    void fanOutIsBounded();
    void expandedShowsAll();
    void cyclesAreCut();
    void agreesWithNaive();
    void everyNodeOnce();
    void waterfallOffsets();
    void waterfallOfOddTimes();
};

void TestTreeRows::depthFirst()
{
    const Graph graph =
        buildGraph({happened(1, {}), happened(2, 1), happened(3, 1), happened(4, 2), happened(5, {}), happened(6, 999)}, {});
    QCOMPARE(dump(treeRows(graph, 20, {})), std::string("0@0 1@1 3@2 2@1 4@0 5@0"));
}

void TestTreeRows::fanOutIsBounded()
{
    std::vector<Event> events = {happened(1, {})};
    for (std::uint64_t n = 2; n <= 6; ++n) events.push_back(happened(n, 1));
    events.push_back(happened(7, 2));
    const Graph graph = buildGraph(events, {});
    QCOMPARE(dump(treeRows(graph, 2, {})), std::string("0@0 1@1 6@2 2@1 +3(0)@1"));
    QCOMPARE(dump(treeRows(graph, 5, {})), std::string("0@0 1@1 6@2 2@1 3@1 4@1 5@1"));
    QCOMPARE(dump(treeRows(graph, 0, {})), std::string("0@0 +5(0)@1"));
}

void TestTreeRows::expandedShowsAll()
{
    std::vector<Event> events = {happened(1, {})};
    for (std::uint64_t n = 2; n <= 4; ++n) events.push_back(happened(n, 1));
    for (std::uint64_t n = 5; n <= 7; ++n) events.push_back(happened(n, 2));
    const Graph graph = buildGraph(events, {});
    QCOMPARE(dump(treeRows(graph, 1, {0})), std::string("0@0 1@1 4@2 +2(1)@2 2@1 3@1"));
    QCOMPARE(dump(treeRows(graph, 1, {1, 99})), std::string("0@0 1@1 4@2 5@2 6@2 +2(0)@1"));
}

void TestTreeRows::cyclesAreCut()
{
    // 1 -> 2 -> 3 -> 1, 4 below 2.
    const Graph graph = buildGraph({happened(1, 3), happened(2, 1), happened(3, 2), happened(4, 2)}, {});
    QCOMPARE(dump(treeRows(graph, 20, {})), std::string("0@0 1@1 2@2 3@2"));
    const Graph itself = buildGraph({happened(1, 1), happened(2, 1)}, {});
    QCOMPARE(dump(treeRows(itself, 20, {})), std::string("0@0 1@1"));
}

void TestTreeRows::agreesWithNaive()
{
    std::mt19937 random(1);
    for (int round = 0; round < 500; ++round) {
        const Graph graph = buildGraph(test::randomEvents(random, 1 + random() % 60), {});
        std::vector<std::size_t> expanded;
        for (std::size_t i = 0; i < graph.nodes.size(); i += 1 + random() % 5) expanded.push_back(i);
        const std::size_t fanOut = random() % 4;
        QCOMPARE(dump(treeRows(graph, fanOut, expanded)), naiveDump(graph, fanOut, expanded));
    }
}

void TestTreeRows::everyNodeOnce()
{
    std::mt19937 random(2);
    const Graph graph = buildGraph(test::randomEvents(random, 5000), {});
    std::vector<int> seen(graph.nodes.size(), 0);
    for (const auto& row : treeRows(graph, SIZE_MAX, {})) ++seen[row.node];
    QVERIFY(std::all_of(seen.begin(), seen.end(), [](int times) { return times == 1; }));
}

void TestTreeRows::waterfallOffsets()
{
    auto late = happened(4, 3);
    late.timestamp.at = Timestamp(happened(2, {}).timestamp.at.micros() + 5);
    const Graph graph = buildGraph({happened(1, {}), happened(2, 1), happened(3, 1), late}, {});
    const Waterfall result = waterfall(graph);
    QCOMPARE(result.spanMicros, std::int64_t(2'000'000));
    QCOMPARE(result.times[0].offsetMicros, std::optional<std::int64_t>(0));
    QVERIFY(!result.times[0].sinceCauseMicros);
    QCOMPARE(result.times[1].sinceCauseMicros, std::optional<std::int64_t>(1'000'000));
    const auto effect = *graph.indexOf(test::eventId(4));
    QCOMPARE(result.times[effect].offsetMicros, std::optional<std::int64_t>(1'000'005));
    QCOMPARE(result.times[effect].sinceCauseMicros, std::optional<std::int64_t>(-999'995));
}

void TestTreeRows::waterfallOfOddTimes()
{
    auto before = happened(1, {});
    before.timestamp = {Timestamp(INT64_MIN), "-infinity"};
    auto after = happened(3, 2);
    after.timestamp = {Timestamp(INT64_MAX), "infinity"};
    const Waterfall result = waterfall(buildGraph({before, happened(2, 1), after}, {}));
    QVERIFY(!result.times[0].offsetMicros && !result.times[2].offsetMicros && !result.times[1].sinceCauseMicros);
    QCOMPARE(result.times[1].offsetMicros, std::optional<std::int64_t>(0));
    QCOMPARE(result.spanMicros, std::int64_t(0));
    QVERIFY(!waterfall(buildGraph({before}, {})).earliest);
}

QTEST_APPLESS_MAIN(TestTreeRows)
#include "tst_treerows.moc"
