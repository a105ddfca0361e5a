// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/chain/layout.h"
#include "tests/core/chain/graphmaker.h"

#include <QElapsedTimer>
#include <QTest>

#include <algorithm>
#include <map>

using namespace vci;
using namespace vci::chain;
using vci::chain::test::happened;

class TestLayout : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void empty();
    void smallTree();
    void nothingOverlaps();
    void tenThousand_data();
    void tenThousand();
};

void TestLayout::empty()
{
    const Layout layout = layoutLayers(buildGraph({}, {}));
    QVERIFY(layout.places.empty());
    QCOMPARE(layout.layers, 0u);
    QCOMPARE(layout.slots, 0u);
}

void TestLayout::smallTree()
{
    // 1 over 2, 3, 4; 5 and 6 under 2; 7 alone.
    const Graph graph = buildGraph(
        {happened(1, {}), happened(2, 1), happened(3, 1), happened(4, 1), happened(5, 2), happened(6, 2), happened(7, {})}, {});
    const Layout layout = layoutLayers(graph);
    QCOMPARE(layout.layers, 3u);
    QCOMPARE(layout.slots, 5u);
    const std::vector<std::pair<std::size_t, double>> expected = {{0, 1.75}, {1, 0.5}, {1, 2}, {1, 3}, {2, 0}, {2, 1}, {0, 4}};
    for (std::size_t i = 0; i < expected.size(); ++i) {
        QCOMPARE(layout.places[i].layer, expected[i].first);
        QCOMPARE(layout.places[i].slot, expected[i].second);
    }
}

void TestLayout::nothingOverlaps()
{
    std::mt19937 random(3);
    for (int round = 0; round < 100; ++round) {
        const Graph graph = buildGraph(test::randomEvents(random, 1 + random() % 200), {});
        const Layout layout = layoutLayers(graph);
        std::map<std::size_t, std::vector<double>> layers;
        for (std::size_t i = 0; i < graph.nodes.size(); ++i) {
            QVERIFY(layout.places[i].slot >= 0 && layout.places[i].slot < static_cast<double>(layout.slots));
            QVERIFY(layout.places[i].layer < layout.layers);
            layers[layout.places[i].layer].push_back(layout.places[i].slot);
            const Node& node = graph.nodes[i];
            if (node.parent && layout.places[i].layer > 0)
                QCOMPARE(layout.places[i].layer, layout.places[*node.parent].layer + 1);
        }
        for (auto& [layer, slots] : layers) {
            std::sort(slots.begin(), slots.end());
            for (std::size_t i = 1; i < slots.size(); ++i) QVERIFY(slots[i] - slots[i - 1] >= 1);
        }
    }
}

void TestLayout::tenThousand_data()
{
    QTest::addColumn<int>("shape");
    QTest::newRow("chain") << 0;
    QTest::newRow("fan") << 1;
    QTest::newRow("random") << 2;
    QTest::newRow("one circle") << 3;
}

void TestLayout::tenThousand()
{
    QFETCH(int, shape);
    std::mt19937 random(4);
    std::vector<Event> events = {happened(1, shape == 3 ? std::optional<std::uint64_t>(10'000) : std::nullopt)};
    for (std::uint64_t n = 2; n <= 10'000; ++n)
        events.push_back(happened(n, shape == 1 ? 1 : shape == 2 ? 1 + random() % (n - 1) : n - 1));
    const Graph graph = buildGraph(events, {});
    QElapsedTimer timer;
    timer.start();
    const Layout layout = layoutLayers(graph);
    QVERIFY(timer.elapsed() < 500);
    QCOMPARE(layout.places.size(), 10'000u);
    if (shape == 0 || shape == 3) QCOMPARE(layout.layers, 10'000u);
    if (shape == 1) QCOMPARE(layout.slots, 9'999u);
}

QTEST_APPLESS_MAIN(TestLayout)
#include "tst_layout.moc"
